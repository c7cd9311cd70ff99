-- Pages on which outsiders choose a time themselves.
create table booking_page (
  id uuid primary key,
  slug text not null check (slug ~ '^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$'),
  kind text not null check (kind in ('person', 'team', 'service')),
  title jsonb not null,
  intro jsonb,
  language text not null check (language in ('id', 'en')),
  time_zone text not null,
  -- Whose time it is: all of a person's page, one of a team's or a service's.
  hosts jsonb not null,
  -- Rooms and things that every appointment takes as well.
  rooms jsonb not null,
  fairness text not null check (fairness in ('round-robin', 'least-busy')),
  minutes integer not null check (minutes between 5 and 1440),
  step integer not null check (step in (5, 10, 15, 30, 60)),
  notice_minutes integer not null check (notice_minutes between 0 and 129600),
  ahead_days integer not null check (ahead_days between 1 and 365),
  buffer_minutes integer not null check (buffer_minutes between 0 and 480),
  per_day integer check (per_day between 1 and 500),
  approval boolean not null,
  -- A request nobody answers is let go after so many hours.
  hold_hours integer not null check (hold_hours between 1 and 336),
  questions jsonb not null,
  place text,
  open boolean not null,
  created_by uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  removed_at timestamptz
);
create unique index booking_page_slug on booking_page (slug) where removed_at is null;

-- What an outsider booked; its time is the event's.
create table booking (
  id uuid primary key,
  page_id uuid not null references booking_page (id),
  -- Chosen by the visitor's browser: the same key books once.
  key text not null check (length(key) between 8 and 100),
  state text not null check (state in ('requested', 'confirmed', 'cancelled', 'declined', 'lapsed')),
  name text not null check (length(name) between 1 and 200),
  email text not null,
  language text not null check (language in ('id', 'en')),
  time_zone text not null,
  answers jsonb not null,
  host_id uuid not null,
  event_id uuid not null,
  start_at timestamptz not null,
  end_at timestamptz not null,
  -- Counts up with each move, for the mails about it.
  sequence integer not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create unique index booking_key on booking (page_id, key);
create index booking_of_page on booking (page_id, start_at);
create index booking_of_host on booking (host_id, start_at);
create index booking_of_guest on booking (page_id, email);

-- Several held times sent to guests, of which the first yes wins.
create table booking_offer (
  id uuid primary key,
  hold_id uuid not null,
  title text not null,
  guests jsonb not null,
  until timestamptz not null,
  state text not null check (state in ('open', 'taken', 'withdrawn')),
  event_id uuid,
  created_by uuid,
  created_at timestamptz not null
);
-- One guest's link to one of the times.
create table booking_choice (
  id uuid primary key,
  offer_id uuid not null references booking_offer (id),
  guest integer not null,
  choice integer not null,
  start_at timestamptz not null,
  end_at timestamptz not null
);
create index booking_choice_of on booking_choice (offer_id);
