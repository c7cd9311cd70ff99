-- Time: calendars and address books, what lies in them octet for octet, and when it takes place.

-- A person, room, thing or the company whose time is kept. Holding this row is the right to change that time: whoever
-- changes the time of several holds their rows in the order of their ids.
create table calendar_owner (
  id uuid primary key,
  kind text not null check (kind in ('person', 'room', 'thing', 'company')),
  name text not null check (length(name) between 1 and 200),
  email citext unique check (length(email) <= 254),
  place text check (length(place) <= 300),
  features jsonb not null,
  time_zone text not null,
  -- How many things may go on at once: nothing said means as many as like.
  capacity integer check (capacity between 1 and 1000),
  seats integer check (seats between 1 and 100000),
  most_per_day smallint check (most_per_day between 1 and 100),
  buffer_minutes smallint not null check (buffer_minutes between 0 and 480),
  default_calendar_id uuid,
  availability text check (length(availability) <= 65536),
  dead jsonb not null,
  created_at timestamptz not null,
  archived_at timestamptz
);

create table calendar (
  id uuid primary key,
  owner_id uuid not null references calendar_owner (id),
  kind text not null check (kind in ('calendar', 'inbox', 'addressbook')),
  -- The last part of its web address, chosen by whoever made it.
  address text not null check (length(address) between 1 and 255),
  name text check (length(name) <= 300),
  description text check (length(description) <= 20000),
  color text check (length(color) <= 40),
  position integer,
  time_zone text,
  zone_text text check (length(zone_text) <= 65536),
  components jsonb,
  -- True when what lies in it takes nobody's time.
  transparent boolean not null,
  source text check (length(source) <= 2000),
  dead jsonb not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create unique index calendar_address_taken on calendar (owner_id, address, (kind = 'addressbook'));

-- Grows with every change of what lies in a calendar; apart from the calendar, so that the journal does not note it.
create table calendar_revision (
  calendar_id uuid primary key references calendar (id) on delete cascade,
  revision bigint not null
);

-- Where each object stands among the changes of its calendar; what is gone stays here, so that a device that was
-- away for years learns of it.
create table calendar_change (
  calendar_id uuid not null references calendar (id) on delete cascade,
  address text not null,
  revision bigint not null,
  gone boolean not null,
  primary key (calendar_id, address)
);
create index calendar_change_since on calendar_change (calendar_id, revision);

-- Who else may do what: with one calendar, or with all the time of its owner (then without calendar_id).
create table calendar_share (
  id uuid primary key,
  owner_id uuid not null references calendar_owner (id),
  calendar_id uuid references calendar (id) on delete cascade,
  to_kind text not null check (to_kind in ('person', 'post', 'group', 'everyone')),
  to_id uuid,
  level text not null check (level in ('busy', 'read', 'write', 'manage')),
  -- The exact privileges when a device gave them (RFC 3744).
  privileges jsonb,
  given_by uuid,
  given_at timestamptz not null,
  check ((to_kind = 'everyone') = (to_id is null))
);
create unique index calendar_share_known on calendar_share
  (owner_id, coalesce(calendar_id, owner_id), to_kind, coalesce(to_id, owner_id));
create index calendar_share_to on calendar_share (to_id);

create table calendar_object (
  id uuid primary key,
  calendar_id uuid not null references calendar (id),
  address text not null check (length(address) between 1 and 255),
  uid text not null check (length(uid) between 1 and 2000),
  component text not null,
  text text not null,
  etag text not null,
  schedule_tag text,
  -- Somebody said yes to its lying beside something else.
  overlap boolean not null,
  dead jsonb not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  -- Read from the text, to be found by.
  summary text,
  place text,
  visibility text not null check (visibility in ('public', 'private', 'confidential')),
  sequence integer not null,
  organizer text,
  categories jsonb not null,
  repeats boolean not null,
  first_at timestamptz,
  last_at timestamptz,
  search tsvector generated always as (
    to_tsvector('simple', left(coalesce(summary, '') || ' ' || coalesce(place, ''), 10000)) ||
    to_tsvector('indonesian', left(coalesce(summary, ''), 10000)) || to_tsvector('english', left(coalesce(summary, ''), 10000))
  ) stored
);
create unique index calendar_object_address on calendar_object (calendar_id, address);
create index calendar_object_uid on calendar_object (lower(left(uid, 500)));
create index calendar_object_search on calendar_object using gin (search);

-- When each object takes place, one row for each instance as far as `calendar_reach` says.
create table calendar_occurrence (
  object_id uuid not null references calendar_object (id) on delete cascade,
  calendar_id uuid not null,
  owner_id uuid not null,
  -- Which instance of its series, as the series writes it; empty when it does not repeat.
  instance text not null,
  span tstzrange not null,
  -- 0 free, 1 tentative, 2 busy, 3 unavailable.
  busy smallint not null check (busy between 0 and 3),
  alone boolean not null,
  constraint calendar_double_booking exclude using gist (owner_id with =, span with &&) where (alone)
);
create index calendar_occurrence_of on calendar_occurrence (object_id);
create index calendar_occurrence_in on calendar_occurrence using gist (calendar_id, span);
create index calendar_occurrence_busy on calendar_occurrence using gist (owner_id, span) where (busy > 0);

-- Objects whose instances are not all in calendar_occurrence, and from when to when they are; the rest is worked out.
create table calendar_reach (
  object_id uuid primary key references calendar_object (id) on delete cascade,
  calendar_id uuid not null,
  owner_id uuid not null,
  rows_from timestamptz not null,
  rows_until timestamptz not null
);
create index calendar_reach_calendar on calendar_reach (calendar_id, rows_until);
create index calendar_reach_owner on calendar_reach (owner_id, rows_until);
create index calendar_reach_until on calendar_reach (rows_until);

-- What an object was before a change at the desk, for undo; forgotten after some weeks.
create table calendar_past (
  id uuid primary key,
  -- One change may touch several objects: a series that is cut in two.
  change_id uuid not null,
  calendar_id uuid not null references calendar (id) on delete cascade,
  address text not null,
  -- Nothing when there was nothing.
  text text,
  overlap boolean not null,
  -- The object as the change left it: undo is for whoever comes before the next change.
  after_etag text,
  by_id uuid,
  at timestamptz not null
);
create index calendar_past_at on calendar_past (at);
create index calendar_past_change on calendar_past (change_id);

-- Secret addresses at which others read a calendar.
create table calendar_feed (
  id uuid primary key,
  calendar_id uuid not null references calendar (id),
  digest text not null unique,
  label text not null check (length(label) between 1 and 200),
  private_items text not null check (private_items in ('hidden', 'busy')),
  created_by uuid,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index calendar_feed_of on calendar_feed (calendar_id);

-- Files at events (RFC 8607).
create table calendar_file (
  id uuid primary key,
  owner_id uuid not null references calendar_owner (id),
  name text not null,
  media_type text not null,
  size bigint not null,
  sha256 text not null,
  at timestamptz not null
);

-- National holidays, cuti bersama and days on which the company is closed, each with its source; a revised list leaves
-- what held before, with the instant at which it ceased to.
create table company_day (
  id uuid primary key,
  day date not null,
  kind text not null check (kind in ('holiday', 'joint-leave', 'closed')),
  name jsonb not null,
  source text not null check (length(source) between 1 and 500),
  added_at timestamptz not null,
  removed_at timestamptz
);
create unique index company_day_once on company_day (day, kind) where removed_at is null;
