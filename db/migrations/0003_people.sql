-- Who is who: people, organisations, posts and who holds them, groups, assistants, and how to reach a person.

-- The same words however they are written: lower case, no accents, one space between (and around) words, Ma'ruf as Maruf.
create function people_fold(text) returns text language sql immutable strict parallel safe
return ' ' || trim(regexp_replace(translate(lower(public.unaccent('public.unaccent'::regdictionary, $1)), '''`', ''), '[!-/:-@[-`{-~[:space:]]+', ' ', 'g')) || ' ';

-- Indonesian names live in two spellings (before and after 1972): Soeharto is Suharto, Djoko is Joko, Tjahjadi is Cahyadi.
create function people_modern(text) returns text language sql immutable strict parallel safe
return replace(replace(replace(replace(replace(replace($1, 'oe', 'u'), 'dj', '#'), 'tj', 'c'), 'nj', 'ny'), 'j', 'y'), '#', 'j');

-- What is looked through: the folded words, and once more in the new spelling where it differs.
create function people_search(text) returns text language sql immutable strict parallel safe
return case when people_modern(people_fold($1)) = people_fold($1) then people_fold($1)
  else people_fold($1) || people_modern(people_fold($1)) end;

create table organisation (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  -- Numbers in E.164, so that a caller from the switchboard is known.
  phone text check (length(phone) <= 40),
  email text check (email = lower(email) and length(email) <= 254),
  website text check (length(website) <= 500),
  address text check (length(address) <= 500),
  note text check (length(note) <= 2000),
  created_at timestamptz not null,
  archived_at timestamptz,
  search text collate "C" generated always as (people_search(name)) stored
);
create index organisation_by_words on organisation using gin (search gin_trgm_ops);
create index organisation_by_name on organisation (search, id);

create table person (
  -- A member of staff has the id of their actor.
  id uuid primary key,
  kind text not null check (kind in ('staff', 'contact')),
  -- One field: many people have one name.
  name text not null check (length(name) between 1 and 200),
  nickname text check (length(nickname) between 1 and 60),
  -- Bapak, Ibu, Mas, Mbak …; titles before (Dr., Ir.) and after the name (S.E., M.M.).
  salutation text check (length(salutation) between 1 and 40),
  title_before text check (length(title_before) between 1 and 60),
  title_after text check (length(title_after) between 1 and 60),
  initials text check (length(initials) between 1 and 4),
  language text not null check (language in ('id', 'en')),
  time_zone text not null check (length(time_zone) <= 64),
  -- For contacts: where they work and as what.
  organisation_id uuid references organisation (id),
  position text check (length(position) between 1 and 120),
  note text check (length(note) <= 2000),
  confidential_note text check (length(confidential_note) between 1 and 4000),
  -- The note is seen from this grade upward.
  confidential_from smallint check (confidential_from between 1 and 6),
  -- {sha256, mediaType, size}
  photo jsonb,
  -- What nobody set is null; the rules of the duty say what holds then.
  working_hours jsonb,
  quiet_hours jsonb,
  contact_rules jsonb,
  created_at timestamptz not null,
  archived_at timestamptz,
  search text collate "C" generated always as (people_search(name || ' ' || coalesce(nickname, ''))) stored,
  constraint person_note_has_grade check ((confidential_note is null) = (confidential_from is null)),
  constraint person_staff_has_no_organisation check (kind = 'contact' or organisation_id is null)
);
create index person_by_words on person using gin (search gin_trgm_ops) where archived_at is null;
create index person_by_kind_and_name on person (kind, search, id);
create index person_by_name on person (search, id);
create index person_by_organisation on person (organisation_id) where organisation_id is not null;

create table contact_point (
  id uuid primary key,
  person_id uuid not null references person (id),
  kind text not null check (kind in ('phone', 'mobile', 'email', 'ntfy', 'webhook')),
  -- E.164 for telephones, lower case for mail, the topic for ntfy, the URL for webhooks.
  value text not null check (length(value) between 1 and 500),
  extension text check (extension ~ '^[0-9]{1,8}$'),
  label text check (length(label) between 1 and 60),
  preferred boolean not null,
  -- Who sees it besides its owner: everybody who signs in, or the desk.
  seen_by text not null check (seen_by in ('staff', 'desk')),
  -- The signing secret of a webhook, locked with the installation's key.
  secret text check (length(secret) <= 500),
  created_at timestamptz not null
);
create unique index contact_point_known on contact_point (person_id, value, coalesce(extension, ''));
create unique index contact_point_one_preferred on contact_point (person_id, kind) where preferred;
create index contact_point_by_value on contact_point (value);
create index contact_point_by_part on contact_point using gin (value gin_trgm_ops) where kind in ('phone', 'mobile', 'email');

create table post (
  id uuid primary key,
  title text not null check (length(title) between 1 and 120),
  -- A branch or floor, so that two posts of one title can be told apart.
  place text check (length(place) between 1 and 80),
  reports_to uuid references post (id),
  note text check (length(note) <= 2000),
  created_at timestamptz not null,
  archived_at timestamptz,
  search text collate "C" generated always as (people_search(title || ' ' || coalesce(place, ''))) stored,
  constraint post_not_above_itself check (reports_to <> id)
);
create unique index post_title_taken on post (lower(title), lower(coalesce(place, ''))) where archived_at is null;
create index post_by_words on post using gin (search gin_trgm_ops) where archived_at is null;
create index post_by_superior on post (reports_to);

create table post_holding (
  id uuid primary key,
  post_id uuid not null references post (id),
  person_id uuid not null references person (id),
  from_day date not null,
  -- The last day, if it is known.
  until_day date,
  -- Holds it for somebody else: pelaksana tugas.
  acting boolean not null,
  constraint post_holding_in_order check (until_day >= from_day),
  constraint post_holding_overlaps exclude using gist (post_id with =, person_id with =, daterange(from_day, until_day, '[]') with &&)
);
create index post_holding_by_person on post_holding (person_id);

create table people_group (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  purpose text check (length(purpose) <= 500),
  created_at timestamptz not null,
  archived_at timestamptz,
  search text collate "C" generated always as (people_search(name)) stored
);
create unique index people_group_name_taken on people_group (lower(name)) where archived_at is null;

create table group_member (
  id uuid primary key,
  group_id uuid not null references people_group (id),
  person_id uuid not null references person (id),
  constraint group_member_known unique (group_id, person_id)
);
create index group_member_by_person on group_member (person_id);

create table assistant (
  id uuid primary key,
  assistant_id uuid not null references person (id),
  boss_id uuid not null references person (id),
  sees_confidential boolean not null,
  since timestamptz not null,
  ended_at timestamptz,
  constraint assistant_not_oneself check (assistant_id <> boss_id)
);
create unique index assistant_known on assistant (assistant_id, boss_id) where ended_at is null;
create index assistant_by_boss on assistant (boss_id) where ended_at is null;

-- A file that was imported: the same file again changes nothing.
create table person_import (
  id uuid primary key,
  -- SHA-256 of the file and of how it was to be read.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  -- Null when the command line of the machine itself did it.
  imported_by uuid references actor (id),
  imported_at timestamptz not null,
  result jsonb not null,
  constraint person_import_known unique (digest)
);

-- Loads pg_trgm into this session, so that its setting below is known to whoever runs the migrations.
do $$ begin perform similarity('a', 'a'); end $$;

-- The active people whose names come nearest to a text with typing errors, nearest first.
create function people_alike(sought text, most integer) returns table (id uuid, score real) language sql stable
set pg_trgm.word_similarity_threshold = '0.4' as $$
  select person.id, word_similarity(sought, person.search) from person
  where person.archived_at is null and person.search %> sought
  order by 2 desc, length(person.search), person.id limit most
$$;
