-- What every duty stands on: who acts, what was done, what waits, what is due.

create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists citext;

-- Everybody and everything that may give a command. A member of staff has the same id here and in person.
create table actor (
  id uuid primary key,
  kind text not null check (kind in ('person', 'device', 'program', 'system')),
  name text not null check (length(name) between 1 and 200),
  language text not null default 'id' check (language in ('id', 'en')),
  time_zone text not null default 'Asia/Jakarta',
  role text not null default 'staff' check (role in ('staff', 'desk', 'administrator')),
  grade smallint not null default 1 check (grade between 0 and 6),
  active boolean not null default true,
  -- The supervision dial: command name (or '*') to do | report | draft | never.
  dial jsonb not null default '{}',
  -- A program or device answers through the person who is responsible for it.
  owner_id uuid references actor (id),
  created_at timestamptz not null
);

create table setting (
  key text primary key,
  value jsonb not null,
  changed_at timestamptz not null
);

create table journal (
  id uuid primary key,
  at timestamptz not null,
  actor_id uuid,
  actor_kind text not null,
  actor_name text not null,
  principal_id uuid,
  mandate_id uuid,
  approver_id uuid,
  door text not null,
  command text not null,
  outcome text not null check (outcome in ('done', 'reported', 'drafted')),
  subject_type text,
  subject_id uuid,
  request_id text not null,
  input_digest text not null,
  -- [{table, id, op, digest}]: the digest of every covered record after this command.
  changes jsonb not null,
  seq bigint unique,
  previous_hash text,
  hash text
);
create index journal_unsealed on journal (id) where seq is null;
create index journal_by_subject on journal (subject_id, at) where subject_id is not null;
create index journal_by_actor on journal (actor_id, at);

-- Lines are only ever added; the sealer may fill the three chain columns once.
create function journal_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.seq is null
     and (to_jsonb(new) - array['seq', 'previous_hash', 'hash']) = (to_jsonb(old) - array['seq', 'previous_hash', 'hash']) then
    return new;
  end if;
  raise exception 'the journal is append-only' using errcode = 'restrict_violation';
end $$;
create trigger journal_append_only before update or delete on journal for each row execute function journal_is_append_only();
create trigger journal_no_truncate before truncate on journal for each statement execute function journal_is_append_only();

create table idempotency (
  actor_id uuid not null,
  key text not null check (length(key) <= 200),
  command text not null,
  input_digest text not null,
  output jsonb not null,
  at timestamptz not null,
  primary key (actor_id, key)
);
create index idempotency_by_age on idempotency (at);

-- A command that waits for a person's yes.
create table pending_command (
  id uuid primary key,
  command text not null,
  input jsonb not null,
  author_id uuid not null references actor (id),
  author_door text not null,
  principal_id uuid,
  supervisor_id uuid,
  asked_at timestamptz not null,
  reason jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'refused')),
  decided_by uuid,
  decided_at timestamptz,
  decided_door text,
  changed boolean not null default false,
  note text check (length(note) <= 2000),
  output jsonb
);
create index pending_command_waiting on pending_command (asked_at) where state = 'waiting';
create index pending_command_by_author on pending_command (author_id, asked_at);

-- Whatever needs a person.
create table attention_item (
  id uuid primary key,
  kind text not null,
  subject_type text not null,
  subject_id uuid not null,
  title jsonb not null,
  detail jsonb,
  owner_kind text not null check (owner_kind in ('person', 'post', 'group', 'desk')),
  owner_id uuid,
  urgency smallint not null check (urgency between 0 and 3),
  -- Seen only from this grade upward, and by the owner.
  confidential_from smallint,
  raised_at timestamptz not null,
  raised_by uuid,
  due_at timestamptz,
  state text not null default 'open' check (state in ('open', 'acknowledged', 'settled', 'lapsed')),
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  acknowledged_door text,
  settled_at timestamptz,
  settled_by uuid,
  outcome text,
  -- When reach must look at the item next; null when there is nothing left to try or wait for.
  next_at timestamptz,
  lease_until timestamptz,
  -- How far the climb went and why it stands where it stands, for the screen.
  progress jsonb not null default '{}',
  check ((owner_kind = 'desk') = (owner_id is null))
);
create index attention_due on attention_item (next_at) where next_at is not null;
create index attention_open on attention_item (urgency desc, raised_at, id) where state in ('open', 'acknowledged');
create index attention_open_by_owner on attention_item (owner_id, urgency desc, raised_at, id) where state in ('open', 'acknowledged');
create unique index attention_one_open_per_subject on attention_item (kind, subject_id, coalesce(owner_id, '00000000-0000-0000-0000-000000000000')) where state in ('open', 'acknowledged');

create table outbox (
  id uuid primary key,
  at timestamptz not null,
  fact text not null,
  consumer text not null,
  payload jsonb not null,
  attempts integer not null default 0,
  due_at timestamptz not null,
  lease_until timestamptz,
  last_error text
);
create index outbox_due on outbox (due_at, id);

create table job (
  id uuid primary key,
  kind text not null,
  -- At most one waiting job for a kind and key.
  key text not null,
  payload jsonb not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  lease_until timestamptz,
  last_error text,
  unique (kind, key)
);
create index job_due on job (due_at);

-- Counters against those who knock too often; shared by every process.
create table throttle (
  key text primary key,
  count integer not null,
  resets_at timestamptz not null
);
create index throttle_by_age on throttle (resets_at);

create table stored_file (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null,
  created_at timestamptz not null
);
