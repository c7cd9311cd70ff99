-- Who waits for a time of a page that is full.
create table booking_waiter (
  id uuid primary key,
  page_id uuid not null references booking_page (id),
  -- Chosen by the visitor's browser: the same key waits once.
  key text not null check (length(key) between 8 and 100),
  state text not null check (state in ('waiting', 'booked', 'left', 'over')),
  name text not null check (length(name) between 1 and 200),
  email text not null,
  language text not null check (language in ('id', 'en')),
  time_zone text not null,
  answers jsonb not null,
  -- Starts in [from_at, until_at) suit.
  from_at timestamptz not null,
  until_at timestamptz not null check (until_at > from_at),
  since timestamptz not null
);
create unique index booking_waiter_key on booking_waiter (page_id, key);
create index booking_waiter_of on booking_waiter (page_id, since) where state = 'waiting';
create index booking_waiter_mail on booking_waiter (page_id, email) where state = 'waiting';

-- A time that came free, kept for one who waits after the other.
create table booking_freed (
  id uuid primary key,
  page_id uuid not null references booking_page (id),
  start_at timestamptz not null,
  -- What keeps it in the calendars meanwhile.
  event_id uuid not null,
  asked jsonb not null,
  offered_to uuid references booking_waiter (id),
  offered_until timestamptz,
  state text not null check (state in ('open', 'booked', 'released')),
  check ((offered_to is null) = (offered_until is null))
);
create index booking_freed_of on booking_freed (page_id) where state = 'open';
create unique index booking_freed_once on booking_freed (page_id, start_at) where state = 'open';
