-- Calendars that are kept elsewhere and read from there.
create table calendar_subscription (
  calendar_id uuid primary key references calendar (id),
  -- An address can itself be a secret: locked with the installation's key.
  locked_url text not null,
  -- What may be shown of it.
  site text not null,
  every_minutes integer not null check (every_minutes between 15 and 10080),
  -- What the source said when it was last read (RFC 9110 §8.8).
  etag text,
  last_modified text,
  read_at timestamptz,
  failures integer not null default 0,
  -- Why it could not be read, as a code; null while it can.
  trouble text,
  created_by uuid,
  created_at timestamptz not null
);
