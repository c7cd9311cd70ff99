-- Dumped from the migrations; a test keeps it true.

CREATE OR REPLACE FUNCTION public.journal_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and old.seq is null
     and (to_jsonb(new) - array['seq', 'previous_hash', 'hash']) = (to_jsonb(old) - array['seq', 'previous_hash', 'hash']) then
    return new;
  end if;
  raise exception 'the journal is append-only' using errcode = 'restrict_violation';
end $function$;

CREATE OR REPLACE FUNCTION public.message_words(said text)
 RETURNS tsquery
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  words text[] := array(select m.piece[1] from regexp_matches(lower(left(said, 200)), '[[:alnum:]][[:alnum:]@._+-]*', 'g') with ordinality as m(piece, nth) order by m.nth limit 12);
  word text;
  stem text;
  one tsquery;
  whole tsquery;
begin
  for place in 1 .. coalesce(array_length(words, 1), 0) loop
    word := words[place];
    continue when numnode(plainto_tsquery('indonesian', word)) = 0 or numnode(plainto_tsquery('english', word)) = 0;
    one := plainto_tsquery('simple', word) || plainto_tsquery('indonesian', word) || plainto_tsquery('english', word);
    stem := (ts_lexize('indonesian_stem', word))[1];
    if stem ~ '^[ktps][aeiou]' then
      one := one || plainto_tsquery('simple', substr(stem, 2));
    elsif stem ~ '^[aeiou]' and stem <> word then
      one := one || plainto_tsquery('simple', 'k' || stem) || plainto_tsquery('simple', 't' || stem) || plainto_tsquery('simple', 'p' || stem) || plainto_tsquery('simple', 's' || stem);
    end if;
    if place = array_length(words, 1) and word ~ '^[[:alnum:]]{2,}$' then
      one := one || to_tsquery('simple', word || ':*');
    end if;
    whole := case when whole is null then one else whole && one end;
  end loop;
  return coalesce(whole, ''::tsquery);
end $function$;

CREATE OR REPLACE FUNCTION public.people_alike(sought text, most integer)
 RETURNS TABLE(id uuid, score real)
 LANGUAGE sql
 STABLE
 SET "pg_trgm.word_similarity_threshold" TO '0.4'
AS $function$
  select person.id, word_similarity(sought, person.search) from person
  where person.archived_at is null and person.search %> sought
  order by 2 desc, length(person.search), person.id limit most
$function$;

CREATE OR REPLACE FUNCTION public.people_fold(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN ((' '::text || TRIM(BOTH FROM regexp_replace(translate(lower(unaccent('unaccent'::regdictionary, $1)), '''`'::text, ''::text), '[!-/:-@[-`{-~[:space:]]+'::text, ' '::text, 'g'::text))) || ' '::text);

CREATE OR REPLACE FUNCTION public.people_modern(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN replace(replace(replace(replace(replace(replace($1, 'oe'::text, 'u'::text), 'dj'::text, '#'::text), 'tj'::text, 'c'::text), 'nj'::text, 'ny'::text), 'j'::text, 'y'::text), '#'::text, 'j'::text);

CREATE OR REPLACE FUNCTION public.people_search(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE WHEN (people_modern(people_fold($1)) = people_fold($1)) THEN people_fold($1) ELSE (people_fold($1) || people_modern(people_fold($1))) END;

create table account (
  id uuid not null,
  email text not null,
  password_hash text,
  password_changed_at timestamp with time zone,
  totp_secret text,
  totp_since timestamp with time zone,
  totp_last_step bigint,
  signed_in_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint account_email_taken UNIQUE (email),
  constraint account_pkey PRIMARY KEY (id),
  constraint account_id_fkey FOREIGN KEY (id) REFERENCES actor(id),
  constraint account_email_lower CHECK (((email = lower(email)) AND ((length(email) >= 3) AND (length(email) <= 254)))),
  constraint account_password_hash_check CHECK ((length(password_hash) <= 300))
);

create table actor (
  id uuid not null,
  kind text not null,
  name text not null,
  language text default 'id'::text not null,
  time_zone text default 'Asia/Jakarta'::text not null,
  role text default 'staff'::text not null,
  grade smallint default 1 not null,
  active boolean default true not null,
  dial jsonb default '{}'::jsonb not null,
  owner_id uuid,
  created_at timestamp with time zone not null,
  constraint actor_pkey PRIMARY KEY (id),
  constraint actor_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES actor(id),
  constraint actor_grade_check CHECK (((grade >= 0) AND (grade <= 6))),
  constraint actor_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'device'::text, 'program'::text, 'system'::text]))),
  constraint actor_language_check CHECK ((language = ANY (ARRAY['id'::text, 'en'::text]))),
  constraint actor_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint actor_role_check CHECK ((role = ANY (ARRAY['staff'::text, 'desk'::text, 'administrator'::text])))
);

create table api_token (
  id uuid not null,
  digest text not null,
  actor_id uuid not null,
  label text not null,
  scopes jsonb not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint api_token_digest_key UNIQUE (digest),
  constraint api_token_pkey PRIMARY KEY (id),
  constraint api_token_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES actor(id),
  constraint api_token_created_by_fkey FOREIGN KEY (created_by) REFERENCES actor(id),
  constraint api_token_label_check CHECK (((length(label) >= 1) AND (length(label) <= 100)))
);
CREATE INDEX api_token_by_actor ON public.api_token USING btree (actor_id);

create table api_token_use (
  token_id uuid not null,
  seen_at timestamp with time zone not null,
  constraint api_token_use_pkey PRIMARY KEY (token_id),
  constraint api_token_use_token_id_fkey FOREIGN KEY (token_id) REFERENCES api_token(id)
);

create table assistant (
  id uuid not null,
  assistant_id uuid not null,
  boss_id uuid not null,
  sees_confidential boolean not null,
  since timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint assistant_pkey PRIMARY KEY (id),
  constraint assistant_assistant_id_fkey FOREIGN KEY (assistant_id) REFERENCES person(id),
  constraint assistant_boss_id_fkey FOREIGN KEY (boss_id) REFERENCES person(id),
  constraint assistant_not_oneself CHECK ((assistant_id <> boss_id))
);
CREATE INDEX assistant_by_boss ON public.assistant USING btree (boss_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX assistant_known ON public.assistant USING btree (assistant_id, boss_id) WHERE (ended_at IS NULL);

create table attention_item (
  id uuid not null,
  kind text not null,
  subject_type text not null,
  subject_id uuid not null,
  title jsonb not null,
  detail jsonb,
  owner_kind text not null,
  owner_id uuid,
  urgency smallint not null,
  confidential_from smallint,
  raised_at timestamp with time zone not null,
  raised_by uuid,
  due_at timestamp with time zone,
  state text default 'open'::text not null,
  acknowledged_at timestamp with time zone,
  acknowledged_by uuid,
  acknowledged_door text,
  settled_at timestamp with time zone,
  settled_by uuid,
  outcome text,
  next_at timestamp with time zone,
  lease_until timestamp with time zone,
  progress jsonb default '{}'::jsonb not null,
  constraint attention_item_pkey PRIMARY KEY (id),
  constraint attention_item_check CHECK (((owner_kind = 'desk'::text) = (owner_id IS NULL))),
  constraint attention_item_owner_kind_check CHECK ((owner_kind = ANY (ARRAY['person'::text, 'post'::text, 'group'::text, 'desk'::text]))),
  constraint attention_item_state_check CHECK ((state = ANY (ARRAY['open'::text, 'acknowledged'::text, 'settled'::text, 'lapsed'::text]))),
  constraint attention_item_urgency_check CHECK (((urgency >= 0) AND (urgency <= 3)))
);
CREATE INDEX attention_by_taker ON public.attention_item USING btree (acknowledged_by, urgency DESC, raised_at, id) WHERE (state = 'acknowledged'::text);
CREATE INDEX attention_due ON public.attention_item USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX attention_lapsed ON public.attention_item USING btree (urgency DESC, raised_at, id) WHERE (state = 'lapsed'::text);
CREATE UNIQUE INDEX attention_one_open_per_subject ON public.attention_item USING btree (kind, subject_id, COALESCE(owner_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE (state = ANY (ARRAY['open'::text, 'acknowledged'::text]));
CREATE INDEX attention_open ON public.attention_item USING btree (urgency DESC, raised_at, id) WHERE (state = ANY (ARRAY['open'::text, 'acknowledged'::text]));
CREATE INDEX attention_open_by_owner ON public.attention_item USING btree (owner_id, urgency DESC, raised_at, id) WHERE (state = ANY (ARRAY['open'::text, 'acknowledged'::text]));

create table booking (
  id uuid not null,
  page_id uuid not null,
  key text not null,
  state text not null,
  name text not null,
  email text not null,
  language text not null,
  time_zone text not null,
  answers jsonb not null,
  host_id uuid not null,
  event_id uuid not null,
  start_at timestamp with time zone not null,
  end_at timestamp with time zone not null,
  sequence integer not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint booking_pkey PRIMARY KEY (id),
  constraint booking_page_id_fkey FOREIGN KEY (page_id) REFERENCES booking_page(id),
  constraint booking_key_check CHECK (((length(key) >= 8) AND (length(key) <= 100))),
  constraint booking_language_check CHECK ((language = ANY (ARRAY['id'::text, 'en'::text]))),
  constraint booking_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint booking_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'confirmed'::text, 'cancelled'::text, 'declined'::text, 'lapsed'::text])))
);
CREATE UNIQUE INDEX booking_key ON public.booking USING btree (page_id, key);
CREATE INDEX booking_of_guest ON public.booking USING btree (page_id, email);
CREATE INDEX booking_of_host ON public.booking USING btree (host_id, start_at);
CREATE INDEX booking_of_page ON public.booking USING btree (page_id, start_at);

create table booking_choice (
  id uuid not null,
  offer_id uuid not null,
  guest integer not null,
  choice integer not null,
  start_at timestamp with time zone not null,
  end_at timestamp with time zone not null,
  constraint booking_choice_pkey PRIMARY KEY (id),
  constraint booking_choice_offer_id_fkey FOREIGN KEY (offer_id) REFERENCES booking_offer(id)
);
CREATE INDEX booking_choice_of ON public.booking_choice USING btree (offer_id);

create table booking_freed (
  id uuid not null,
  page_id uuid not null,
  start_at timestamp with time zone not null,
  event_id uuid not null,
  asked jsonb not null,
  offered_to uuid,
  offered_until timestamp with time zone,
  state text not null,
  constraint booking_freed_pkey PRIMARY KEY (id),
  constraint booking_freed_offered_to_fkey FOREIGN KEY (offered_to) REFERENCES booking_waiter(id),
  constraint booking_freed_page_id_fkey FOREIGN KEY (page_id) REFERENCES booking_page(id),
  constraint booking_freed_check CHECK (((offered_to IS NULL) = (offered_until IS NULL))),
  constraint booking_freed_state_check CHECK ((state = ANY (ARRAY['open'::text, 'booked'::text, 'released'::text])))
);
CREATE INDEX booking_freed_of ON public.booking_freed USING btree (page_id) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX booking_freed_once ON public.booking_freed USING btree (page_id, start_at) WHERE (state = 'open'::text);

create table booking_offer (
  id uuid not null,
  hold_id uuid not null,
  title text not null,
  guests jsonb not null,
  until timestamp with time zone not null,
  state text not null,
  event_id uuid,
  created_by uuid,
  created_at timestamp with time zone not null,
  constraint booking_offer_pkey PRIMARY KEY (id),
  constraint booking_offer_state_check CHECK ((state = ANY (ARRAY['open'::text, 'taken'::text, 'withdrawn'::text])))
);

create table booking_page (
  id uuid not null,
  slug text not null,
  kind text not null,
  title jsonb not null,
  intro jsonb,
  language text not null,
  time_zone text not null,
  hosts jsonb not null,
  rooms jsonb not null,
  fairness text not null,
  minutes integer not null,
  step integer not null,
  notice_minutes integer not null,
  ahead_days integer not null,
  buffer_minutes integer not null,
  per_day integer,
  approval boolean not null,
  hold_hours integer not null,
  questions jsonb not null,
  place text,
  open boolean not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint booking_page_pkey PRIMARY KEY (id),
  constraint booking_page_ahead_days_check CHECK (((ahead_days >= 1) AND (ahead_days <= 365))),
  constraint booking_page_buffer_minutes_check CHECK (((buffer_minutes >= 0) AND (buffer_minutes <= 480))),
  constraint booking_page_fairness_check CHECK ((fairness = ANY (ARRAY['round-robin'::text, 'least-busy'::text]))),
  constraint booking_page_hold_hours_check CHECK (((hold_hours >= 1) AND (hold_hours <= 336))),
  constraint booking_page_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'team'::text, 'service'::text]))),
  constraint booking_page_language_check CHECK ((language = ANY (ARRAY['id'::text, 'en'::text]))),
  constraint booking_page_minutes_check CHECK (((minutes >= 5) AND (minutes <= 1440))),
  constraint booking_page_notice_minutes_check CHECK (((notice_minutes >= 0) AND (notice_minutes <= 129600))),
  constraint booking_page_per_day_check CHECK (((per_day >= 1) AND (per_day <= 500))),
  constraint booking_page_slug_check CHECK ((slug ~ '^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$'::text)),
  constraint booking_page_step_check CHECK ((step = ANY (ARRAY[5, 10, 15, 30, 60])))
);
CREATE UNIQUE INDEX booking_page_slug ON public.booking_page USING btree (slug) WHERE (removed_at IS NULL);

create table booking_waiter (
  id uuid not null,
  page_id uuid not null,
  key text not null,
  state text not null,
  name text not null,
  email text not null,
  language text not null,
  time_zone text not null,
  answers jsonb not null,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  since timestamp with time zone not null,
  constraint booking_waiter_pkey PRIMARY KEY (id),
  constraint booking_waiter_page_id_fkey FOREIGN KEY (page_id) REFERENCES booking_page(id),
  constraint booking_waiter_check CHECK ((until_at > from_at)),
  constraint booking_waiter_key_check CHECK (((length(key) >= 8) AND (length(key) <= 100))),
  constraint booking_waiter_language_check CHECK ((language = ANY (ARRAY['id'::text, 'en'::text]))),
  constraint booking_waiter_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint booking_waiter_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'booked'::text, 'left'::text, 'over'::text])))
);
CREATE UNIQUE INDEX booking_waiter_key ON public.booking_waiter USING btree (page_id, key);
CREATE INDEX booking_waiter_mail ON public.booking_waiter USING btree (page_id, email) WHERE (state = 'waiting'::text);
CREATE INDEX booking_waiter_of ON public.booking_waiter USING btree (page_id, since) WHERE (state = 'waiting'::text);

create table calendar (
  id uuid not null,
  owner_id uuid not null,
  kind text not null,
  address text not null,
  name text,
  description text,
  color text,
  position integer,
  time_zone text,
  zone_text text,
  components jsonb,
  transparent boolean not null,
  source text,
  dead jsonb not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint calendar_pkey PRIMARY KEY (id),
  constraint calendar_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES calendar_owner(id),
  constraint calendar_address_check CHECK (((length(address) >= 1) AND (length(address) <= 255))),
  constraint calendar_color_check CHECK ((length(color) <= 40)),
  constraint calendar_description_check CHECK ((length(description) <= 20000)),
  constraint calendar_kind_check CHECK ((kind = ANY (ARRAY['calendar'::text, 'inbox'::text, 'addressbook'::text]))),
  constraint calendar_name_check CHECK ((length(name) <= 300)),
  constraint calendar_source_check CHECK ((length(source) <= 2000)),
  constraint calendar_zone_text_check CHECK ((length(zone_text) <= 65536))
);
CREATE UNIQUE INDEX calendar_address_taken ON public.calendar USING btree (owner_id, address, ((kind = 'addressbook'::text)));

create table calendar_change (
  calendar_id uuid not null,
  address text not null,
  revision bigint not null,
  gone boolean not null,
  constraint calendar_change_pkey PRIMARY KEY (calendar_id, address),
  constraint calendar_change_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES calendar(id) ON DELETE CASCADE
);
CREATE INDEX calendar_change_since ON public.calendar_change USING btree (calendar_id, revision);

create table calendar_feed (
  id uuid not null,
  calendar_id uuid not null,
  digest text not null,
  label text not null,
  private_items text not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint calendar_feed_digest_key UNIQUE (digest),
  constraint calendar_feed_pkey PRIMARY KEY (id),
  constraint calendar_feed_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES calendar(id),
  constraint calendar_feed_label_check CHECK (((length(label) >= 1) AND (length(label) <= 200))),
  constraint calendar_feed_private_items_check CHECK ((private_items = ANY (ARRAY['hidden'::text, 'busy'::text])))
);
CREATE INDEX calendar_feed_of ON public.calendar_feed USING btree (calendar_id);

create table calendar_file (
  id uuid not null,
  owner_id uuid not null,
  name text not null,
  media_type text not null,
  size bigint not null,
  sha256 text not null,
  at timestamp with time zone not null,
  constraint calendar_file_pkey PRIMARY KEY (id),
  constraint calendar_file_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES calendar_owner(id)
);

create table calendar_object (
  id uuid not null,
  calendar_id uuid not null,
  address text not null,
  uid text not null,
  component text not null,
  text text not null,
  etag text not null,
  schedule_tag text,
  overlap boolean not null,
  dead jsonb not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  summary text,
  place text,
  visibility text not null,
  sequence integer not null,
  organizer text,
  categories jsonb not null,
  repeats boolean not null,
  first_at timestamp with time zone,
  last_at timestamp with time zone,
  search tsvector generated always as (((to_tsvector('simple'::regconfig, "left"(((COALESCE(summary, ''::text) || ' '::text) || COALESCE(place, ''::text)), 10000)) || to_tsvector('indonesian'::regconfig, "left"(COALESCE(summary, ''::text), 10000))) || to_tsvector('english'::regconfig, "left"(COALESCE(summary, ''::text), 10000)))) stored,
  constraint calendar_object_pkey PRIMARY KEY (id),
  constraint calendar_object_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES calendar(id),
  constraint calendar_object_address_check CHECK (((length(address) >= 1) AND (length(address) <= 255))),
  constraint calendar_object_uid_check CHECK (((length(uid) >= 1) AND (length(uid) <= 2000))),
  constraint calendar_object_visibility_check CHECK ((visibility = ANY (ARRAY['public'::text, 'private'::text, 'confidential'::text])))
);
CREATE UNIQUE INDEX calendar_object_address ON public.calendar_object USING btree (calendar_id, address);
CREATE INDEX calendar_object_search ON public.calendar_object USING gin (search);
CREATE INDEX calendar_object_uid ON public.calendar_object USING btree (lower("left"(uid, 500)));

create table calendar_occurrence (
  object_id uuid not null,
  calendar_id uuid not null,
  owner_id uuid not null,
  instance text not null,
  span tstzrange not null,
  busy smallint not null,
  alone boolean not null,
  constraint calendar_double_booking EXCLUDE USING gist (owner_id WITH =, span WITH &&) WHERE (alone),
  constraint calendar_occurrence_object_id_fkey FOREIGN KEY (object_id) REFERENCES calendar_object(id) ON DELETE CASCADE,
  constraint calendar_occurrence_busy_check CHECK (((busy >= 0) AND (busy <= 3)))
);
CREATE INDEX calendar_occurrence_busy ON public.calendar_occurrence USING gist (owner_id, span) WHERE (busy > 0);
CREATE INDEX calendar_occurrence_in ON public.calendar_occurrence USING gist (calendar_id, span);
CREATE INDEX calendar_occurrence_of ON public.calendar_occurrence USING btree (object_id);

create table calendar_owner (
  id uuid not null,
  kind text not null,
  name text not null,
  email citext,
  place text,
  features jsonb not null,
  time_zone text not null,
  capacity integer,
  seats integer,
  most_per_day smallint,
  buffer_minutes smallint not null,
  default_calendar_id uuid,
  availability text,
  dead jsonb not null,
  created_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  constraint calendar_owner_email_key UNIQUE (email),
  constraint calendar_owner_pkey PRIMARY KEY (id),
  constraint calendar_owner_availability_check CHECK ((length(availability) <= 65536)),
  constraint calendar_owner_buffer_minutes_check CHECK (((buffer_minutes >= 0) AND (buffer_minutes <= 480))),
  constraint calendar_owner_capacity_check CHECK (((capacity >= 1) AND (capacity <= 1000))),
  constraint calendar_owner_email_check CHECK ((length((email)::text) <= 254)),
  constraint calendar_owner_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'room'::text, 'thing'::text, 'company'::text]))),
  constraint calendar_owner_most_per_day_check CHECK (((most_per_day >= 1) AND (most_per_day <= 100))),
  constraint calendar_owner_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint calendar_owner_place_check CHECK ((length(place) <= 300)),
  constraint calendar_owner_seats_check CHECK (((seats >= 1) AND (seats <= 100000)))
);

create table calendar_past (
  id uuid not null,
  change_id uuid not null,
  calendar_id uuid not null,
  address text not null,
  text text,
  overlap boolean not null,
  after_etag text,
  by_id uuid,
  at timestamp with time zone not null,
  constraint calendar_past_pkey PRIMARY KEY (id),
  constraint calendar_past_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES calendar(id) ON DELETE CASCADE
);
CREATE INDEX calendar_past_at ON public.calendar_past USING btree (at);
CREATE INDEX calendar_past_change ON public.calendar_past USING btree (change_id);

create table calendar_reach (
  object_id uuid not null,
  calendar_id uuid not null,
  owner_id uuid not null,
  rows_from timestamp with time zone not null,
  rows_until timestamp with time zone not null,
  constraint calendar_reach_pkey PRIMARY KEY (object_id),
  constraint calendar_reach_object_id_fkey FOREIGN KEY (object_id) REFERENCES calendar_object(id) ON DELETE CASCADE
);
CREATE INDEX calendar_reach_calendar ON public.calendar_reach USING btree (calendar_id, rows_until);
CREATE INDEX calendar_reach_owner ON public.calendar_reach USING btree (owner_id, rows_until);
CREATE INDEX calendar_reach_until ON public.calendar_reach USING btree (rows_until);

create table calendar_revision (
  calendar_id uuid not null,
  revision bigint not null,
  constraint calendar_revision_pkey PRIMARY KEY (calendar_id),
  constraint calendar_revision_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES calendar(id) ON DELETE CASCADE
);

create table calendar_share (
  id uuid not null,
  owner_id uuid not null,
  calendar_id uuid,
  to_kind text not null,
  to_id uuid,
  level text not null,
  privileges jsonb,
  given_by uuid,
  given_at timestamp with time zone not null,
  constraint calendar_share_pkey PRIMARY KEY (id),
  constraint calendar_share_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES calendar(id) ON DELETE CASCADE,
  constraint calendar_share_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES calendar_owner(id),
  constraint calendar_share_check CHECK (((to_kind = 'everyone'::text) = (to_id IS NULL))),
  constraint calendar_share_level_check CHECK ((level = ANY (ARRAY['busy'::text, 'read'::text, 'write'::text, 'manage'::text]))),
  constraint calendar_share_to_kind_check CHECK ((to_kind = ANY (ARRAY['person'::text, 'post'::text, 'group'::text, 'everyone'::text])))
);
CREATE UNIQUE INDEX calendar_share_known ON public.calendar_share USING btree (owner_id, COALESCE(calendar_id, owner_id), to_kind, COALESCE(to_id, owner_id));
CREATE INDEX calendar_share_to ON public.calendar_share USING btree (to_id);

create table calendar_subscription (
  calendar_id uuid not null,
  locked_url text not null,
  site text not null,
  every_minutes integer not null,
  etag text,
  last_modified text,
  read_at timestamp with time zone,
  failures integer default 0 not null,
  trouble text,
  created_by uuid,
  created_at timestamp with time zone not null,
  constraint calendar_subscription_pkey PRIMARY KEY (calendar_id),
  constraint calendar_subscription_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES calendar(id),
  constraint calendar_subscription_every_minutes_check CHECK (((every_minutes >= 15) AND (every_minutes <= 10080)))
);

create table company_day (
  id uuid not null,
  day date not null,
  kind text not null,
  name jsonb not null,
  source text not null,
  added_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint company_day_pkey PRIMARY KEY (id),
  constraint company_day_kind_check CHECK ((kind = ANY (ARRAY['holiday'::text, 'joint-leave'::text, 'closed'::text]))),
  constraint company_day_source_check CHECK (((length(source) >= 1) AND (length(source) <= 500)))
);
CREATE UNIQUE INDEX company_day_once ON public.company_day USING btree (day, kind) WHERE (removed_at IS NULL);

create table contact_point (
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  value text not null,
  extension text,
  label text,
  preferred boolean not null,
  seen_by text not null,
  secret text,
  created_at timestamp with time zone not null,
  constraint contact_point_pkey PRIMARY KEY (id),
  constraint contact_point_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint contact_point_extension_check CHECK ((extension ~ '^[0-9]{1,8}$'::text)),
  constraint contact_point_kind_check CHECK ((kind = ANY (ARRAY['phone'::text, 'mobile'::text, 'email'::text, 'ntfy'::text, 'webhook'::text]))),
  constraint contact_point_label_check CHECK (((length(label) >= 1) AND (length(label) <= 60))),
  constraint contact_point_secret_check CHECK ((length(secret) <= 500)),
  constraint contact_point_seen_by_check CHECK ((seen_by = ANY (ARRAY['staff'::text, 'desk'::text]))),
  constraint contact_point_value_check CHECK (((length(value) >= 1) AND (length(value) <= 500)))
);
CREATE INDEX contact_point_by_part ON public.contact_point USING gin (value gin_trgm_ops) WHERE (kind = ANY (ARRAY['phone'::text, 'mobile'::text, 'email'::text]));
CREATE INDEX contact_point_by_value ON public.contact_point USING btree (value);
CREATE UNIQUE INDEX contact_point_known ON public.contact_point USING btree (person_id, value, COALESCE(extension, ''::text));
CREATE UNIQUE INDEX contact_point_one_preferred ON public.contact_point USING btree (person_id, kind) WHERE preferred;

create table group_member (
  id uuid not null,
  group_id uuid not null,
  person_id uuid not null,
  constraint group_member_known UNIQUE (group_id, person_id),
  constraint group_member_pkey PRIMARY KEY (id),
  constraint group_member_group_id_fkey FOREIGN KEY (group_id) REFERENCES people_group(id),
  constraint group_member_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX group_member_by_person ON public.group_member USING btree (person_id);

create table idempotency (
  actor_id uuid not null,
  key text not null,
  command text not null,
  input_digest text not null,
  output jsonb not null,
  at timestamp with time zone not null,
  constraint idempotency_pkey PRIMARY KEY (actor_id, key),
  constraint idempotency_key_check CHECK ((length(key) <= 200))
);
CREATE INDEX idempotency_by_age ON public.idempotency USING btree (at);

create table job (
  id uuid not null,
  kind text not null,
  key text not null,
  payload jsonb not null,
  due_at timestamp with time zone not null,
  attempts integer default 0 not null,
  lease_until timestamp with time zone,
  last_error text,
  constraint job_kind_key_key UNIQUE (kind, key),
  constraint job_pkey PRIMARY KEY (id)
);
CREATE INDEX job_due ON public.job USING btree (due_at);

create table journal (
  id uuid not null,
  at timestamp with time zone not null,
  actor_id uuid,
  actor_kind text not null,
  actor_name text not null,
  principal_id uuid,
  mandate_id uuid,
  approver_id uuid,
  door text not null,
  command text not null,
  outcome text not null,
  subject_type text,
  subject_id uuid,
  request_id text not null,
  input_digest text not null,
  changes jsonb not null,
  seq bigint,
  previous_hash text,
  hash text,
  constraint journal_seq_key UNIQUE (seq),
  constraint journal_pkey PRIMARY KEY (id),
  constraint journal_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'reported'::text, 'drafted'::text])))
);
CREATE INDEX journal_by_actor ON public.journal USING btree (actor_id, at);
CREATE INDEX journal_by_mandate ON public.journal USING btree (mandate_id, id) WHERE (mandate_id IS NOT NULL);
CREATE INDEX journal_by_subject ON public.journal USING btree (subject_id, at) WHERE (subject_id IS NOT NULL);
CREATE INDEX journal_unsealed ON public.journal USING btree (id) WHERE (seq IS NULL);
CREATE TRIGGER journal_append_only BEFORE DELETE OR UPDATE ON public.journal FOR EACH ROW EXECUTE FUNCTION journal_is_append_only();
CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON public.journal FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();

create table known_device (
  id uuid not null,
  account_id uuid not null,
  digest text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint known_device_account_id_digest_key UNIQUE (account_id, digest),
  constraint known_device_pkey PRIMARY KEY (id),
  constraint known_device_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
CREATE INDEX known_device_by_digest ON public.known_device USING btree (digest);
CREATE INDEX known_device_by_expiry ON public.known_device USING btree (expires_at);

create table link (
  id uuid not null,
  digest text not null,
  purpose text not null,
  subject_type text not null,
  subject_id uuid not null,
  person_id uuid,
  once boolean not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint link_digest_key UNIQUE (digest),
  constraint link_pkey PRIMARY KEY (id),
  constraint link_person_id_fkey FOREIGN KEY (person_id) REFERENCES actor(id),
  constraint link_purpose_check CHECK ((length(purpose) <= 60)),
  constraint link_subject_type_check CHECK ((length(subject_type) <= 60))
);
CREATE INDEX link_by_expiry ON public.link USING btree (expires_at);
CREATE INDEX link_by_subject ON public.link USING btree (subject_type, subject_id);

create table mandate (
  id uuid not null,
  principal_id uuid not null,
  delegate_id uuid not null,
  scope jsonb not null,
  ceiling bigint,
  begins_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  time_zone text not null,
  reason text not null,
  given_at timestamp with time zone not null,
  given_by uuid not null,
  accepted_at timestamp with time zone,
  closed_at timestamp with time zone,
  closed_by uuid,
  closed_how text,
  closed_note text,
  report text,
  reported_at timestamp with time zone,
  constraint mandate_pkey PRIMARY KEY (id),
  constraint mandate_delegate_id_fkey FOREIGN KEY (delegate_id) REFERENCES actor(id),
  constraint mandate_given_by_fkey FOREIGN KEY (given_by) REFERENCES actor(id),
  constraint mandate_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES actor(id),
  constraint mandate_ceiling_check CHECK ((ceiling >= 0)),
  constraint mandate_closed_early CHECK ((closed_at <= ends_at)),
  constraint mandate_closed_how_check CHECK ((closed_how = ANY (ARRAY['declined'::text, 'revoked'::text, 'handed-back'::text]))),
  constraint mandate_closed_note_check CHECK ((length(closed_note) <= 2000)),
  constraint mandate_closed_whole CHECK (((closed_at IS NULL) = (closed_how IS NULL))),
  constraint mandate_in_order CHECK ((begins_at < ends_at)),
  constraint mandate_not_to_oneself CHECK ((principal_id <> delegate_id)),
  constraint mandate_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint mandate_report_check CHECK ((length(report) <= 10000)),
  constraint mandate_time_zone_check CHECK ((length(time_zone) <= 64))
);
CREATE INDEX mandate_by_delegate ON public.mandate USING btree (delegate_id, ends_at);
CREATE INDEX mandate_by_principal ON public.mandate USING btree (principal_id, ends_at);

create table mandate_piece (
  id uuid not null,
  mandate_id uuid not null,
  principal_id uuid not null,
  piece text not null,
  begins_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  constraint mandate_lent_twice EXCLUDE USING gist (principal_id WITH =, piece WITH =, tstzrange(begins_at, until_at) WITH &&),
  constraint mandate_piece_pkey PRIMARY KEY (id),
  constraint mandate_piece_mandate_id_fkey FOREIGN KEY (mandate_id) REFERENCES mandate(id),
  constraint mandate_piece_piece_check CHECK ((length(piece) <= 80))
);
CREATE INDEX mandate_piece_by_mandate ON public.mandate_piece USING btree (mandate_id);

create table message (
  id uuid not null,
  taken_at timestamp with time zone not null,
  taken_by uuid,
  taken_by_name text not null,
  door text not null,
  channel text not null,
  from_person_id uuid,
  from_name text not null,
  from_phone text,
  from_email text,
  from_organisation text,
  for_kind text not null,
  for_id uuid,
  for_name text not null,
  subject text,
  body text not null,
  urgency smallint not null,
  call_back_at timestamp with time zone,
  follow_up_on date,
  confidential_from smallint,
  state text default 'taken'::text not null,
  delivered_at timestamp with time zone,
  delivered_by text,
  read_at timestamp with time zone,
  read_by uuid,
  read_by_name text,
  acted_at timestamp with time zone,
  acted_by uuid,
  acted_by_name text,
  outcome text,
  told_at timestamp with time zone,
  told_by uuid,
  told_by_name text,
  retracted_at timestamp with time zone,
  parent_id uuid,
  mail_id text,
  search tsvector generated always as (((to_tsvector('simple'::regconfig, ((((((((from_name || ' '::text) || for_name) || ' '::text) || COALESCE(from_phone, ''::text)) || ' '::text) || COALESCE(from_organisation, ''::text)) || ' '::text) || COALESCE(from_email, ''::text))) || to_tsvector('indonesian'::regconfig, ((COALESCE(subject, ''::text) || ' '::text) || body))) || to_tsvector('english'::regconfig, ((COALESCE(subject, ''::text) || ' '::text) || body)))) stored,
  constraint message_pkey PRIMARY KEY (id),
  constraint message_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES message(id),
  constraint message_body_check CHECK ((length(body) <= 20000)),
  constraint message_channel_check CHECK ((channel = ANY (ARRAY['phone'::text, 'counter'::text, 'mail'::text, 'web'::text, 'program'::text, 'other'::text]))),
  constraint message_check CHECK (((for_kind = 'desk'::text) = (for_id IS NULL))),
  constraint message_confidential_from_check CHECK (((confidential_from >= 1) AND (confidential_from <= 6))),
  constraint message_for_kind_check CHECK ((for_kind = ANY (ARRAY['person'::text, 'post'::text, 'group'::text, 'desk'::text]))),
  constraint message_from_name_check CHECK (((length(from_name) >= 1) AND (length(from_name) <= 200))),
  constraint message_outcome_check CHECK ((length(outcome) <= 2000)),
  constraint message_state_check CHECK ((state = ANY (ARRAY['taken'::text, 'delivered'::text, 'read'::text, 'acted'::text, 'told'::text, 'retracted'::text]))),
  constraint message_subject_check CHECK ((length(subject) <= 300)),
  constraint message_urgency_check CHECK (((urgency >= 0) AND (urgency <= 3)))
);
CREATE INDEX message_by_recipient ON public.message USING btree (for_id, id DESC) WHERE (state <> 'retracted'::text);
CREATE INDEX message_by_taker ON public.message USING btree (taken_by, id DESC);
CREATE INDEX message_by_time ON public.message USING btree (id DESC) WHERE (state <> 'retracted'::text);
CREATE INDEX message_mail ON public.message USING btree (mail_id) WHERE (mail_id IS NOT NULL);
CREATE INDEX message_search ON public.message USING gin (search);
CREATE INDEX message_thread ON public.message USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX message_to_follow_up ON public.message USING btree (follow_up_on) WHERE ((follow_up_on IS NOT NULL) AND (state <> ALL (ARRAY['told'::text, 'retracted'::text])));
CREATE INDEX message_unread ON public.message USING btree (id) WHERE (state = ANY (ARRAY['taken'::text, 'delivered'::text]));

create table message_attachment (
  id uuid not null,
  message_id uuid not null,
  name text not null,
  media_type text not null,
  size bigint not null,
  sha256 text not null,
  at timestamp with time zone not null,
  by_name text not null,
  constraint message_attachment_pkey PRIMARY KEY (id),
  constraint message_attachment_message_id_fkey FOREIGN KEY (message_id) REFERENCES message(id),
  constraint message_attachment_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
CREATE INDEX message_attachment_by_message ON public.message_attachment USING btree (message_id);

create table message_note (
  id uuid not null,
  message_id uuid not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  principal_id uuid,
  kind text not null,
  text text not null,
  mail_id text,
  into_type text,
  into_id uuid,
  constraint message_note_pkey PRIMARY KEY (id),
  constraint message_note_message_id_fkey FOREIGN KEY (message_id) REFERENCES message(id),
  constraint message_note_into_type_check CHECK ((length(into_type) <= 40)),
  constraint message_note_into_whole CHECK ((((kind = 'turned'::text) = (into_type IS NOT NULL)) AND ((into_type IS NULL) = (into_id IS NULL)))),
  constraint message_note_kind_check CHECK ((kind = ANY (ARRAY['note'::text, 'reply'::text, 'answer'::text, 'forward'::text, 'reassign'::text, 'follow-up'::text, 'confidential'::text, 'turned'::text]))),
  constraint message_note_text_check CHECK ((length(text) <= 20000))
);
CREATE INDEX message_note_by_message ON public.message_note USING btree (message_id, id);
CREATE INDEX message_note_mail ON public.message_note USING btree (mail_id) WHERE (mail_id IS NOT NULL);

create table migration (
  id integer not null,
  name text not null,
  digest text not null,
  applied_at timestamp with time zone not null,
  constraint migration_pkey PRIMARY KEY (id)
);

create table oidc_identity (
  id uuid not null,
  account_id uuid not null,
  issuer text not null,
  subject text not null,
  created_at timestamp with time zone not null,
  constraint oidc_identity_known UNIQUE (issuer, subject),
  constraint oidc_identity_pkey PRIMARY KEY (id),
  constraint oidc_identity_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint oidc_identity_issuer_check CHECK ((length(issuer) <= 500)),
  constraint oidc_identity_subject_check CHECK ((length(subject) <= 255))
);
CREATE INDEX oidc_identity_by_account ON public.oidc_identity USING btree (account_id);

create table organisation (
  id uuid not null,
  name text not null,
  phone text,
  email text,
  website text,
  address text,
  note text,
  created_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  search text generated always as (people_search(name)) stored,
  constraint organisation_pkey PRIMARY KEY (id),
  constraint organisation_address_check CHECK ((length(address) <= 500)),
  constraint organisation_email_check CHECK (((email = lower(email)) AND (length(email) <= 254))),
  constraint organisation_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint organisation_note_check CHECK ((length(note) <= 2000)),
  constraint organisation_phone_check CHECK ((length(phone) <= 40)),
  constraint organisation_website_check CHECK ((length(website) <= 500))
);
CREATE INDEX organisation_by_name ON public.organisation USING btree (search, id);
CREATE INDEX organisation_by_words ON public.organisation USING gin (search gin_trgm_ops);

create table outbox (
  id uuid not null,
  at timestamp with time zone not null,
  fact text not null,
  consumer text not null,
  payload jsonb not null,
  attempts integer default 0 not null,
  due_at timestamp with time zone not null,
  lease_until timestamp with time zone,
  last_error text,
  constraint outbox_pkey PRIMARY KEY (id)
);
CREATE INDEX outbox_due ON public.outbox USING btree (due_at, id);

create table passkey (
  id uuid not null,
  account_id uuid not null,
  label text not null,
  credential_id text not null,
  public_key text not null,
  counter bigint not null,
  transports jsonb not null,
  synced boolean not null,
  created_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint passkey_known UNIQUE (credential_id),
  constraint passkey_pkey PRIMARY KEY (id),
  constraint passkey_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint passkey_credential_id_check CHECK ((length(credential_id) <= 1400)),
  constraint passkey_label_check CHECK (((length(label) >= 1) AND (length(label) <= 100))),
  constraint passkey_public_key_check CHECK ((length(public_key) <= 4000))
);
CREATE INDEX passkey_by_account ON public.passkey USING btree (account_id);

create table pending_command (
  id uuid not null,
  command text not null,
  input jsonb not null,
  author_id uuid not null,
  author_door text not null,
  principal_id uuid,
  supervisor_id uuid,
  asked_at timestamp with time zone not null,
  reason jsonb not null,
  state text default 'waiting'::text not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  decided_door text,
  changed boolean default false not null,
  note text,
  output jsonb,
  constraint pending_command_pkey PRIMARY KEY (id),
  constraint pending_command_author_id_fkey FOREIGN KEY (author_id) REFERENCES actor(id),
  constraint pending_command_note_check CHECK ((length(note) <= 2000)),
  constraint pending_command_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'refused'::text])))
);
CREATE INDEX pending_command_by_author ON public.pending_command USING btree (author_id, asked_at);
CREATE INDEX pending_command_waiting ON public.pending_command USING btree (asked_at) WHERE (state = 'waiting'::text);

create table people_group (
  id uuid not null,
  name text not null,
  purpose text,
  created_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  search text generated always as (people_search(name)) stored,
  constraint people_group_pkey PRIMARY KEY (id),
  constraint people_group_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint people_group_purpose_check CHECK ((length(purpose) <= 500))
);
CREATE UNIQUE INDEX people_group_name_taken ON public.people_group USING btree (lower(name)) WHERE (archived_at IS NULL);

create table person (
  id uuid not null,
  kind text not null,
  name text not null,
  nickname text,
  salutation text,
  title_before text,
  title_after text,
  initials text,
  language text not null,
  time_zone text not null,
  organisation_id uuid,
  position text,
  note text,
  confidential_note text,
  confidential_from smallint,
  photo jsonb,
  working_hours jsonb,
  quiet_hours jsonb,
  contact_rules jsonb,
  created_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  search text generated always as (people_search(((name || ' '::text) || COALESCE(nickname, ''::text)))) stored,
  constraint person_pkey PRIMARY KEY (id),
  constraint person_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint person_confidential_from_check CHECK (((confidential_from >= 1) AND (confidential_from <= 6))),
  constraint person_confidential_note_check CHECK (((length(confidential_note) >= 1) AND (length(confidential_note) <= 4000))),
  constraint person_initials_check CHECK (((length(initials) >= 1) AND (length(initials) <= 4))),
  constraint person_kind_check CHECK ((kind = ANY (ARRAY['staff'::text, 'contact'::text]))),
  constraint person_language_check CHECK ((language = ANY (ARRAY['id'::text, 'en'::text]))),
  constraint person_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint person_nickname_check CHECK (((length(nickname) >= 1) AND (length(nickname) <= 60))),
  constraint person_note_check CHECK ((length(note) <= 2000)),
  constraint person_note_has_grade CHECK (((confidential_note IS NULL) = (confidential_from IS NULL))),
  constraint person_position_check CHECK (((length("position") >= 1) AND (length("position") <= 120))),
  constraint person_salutation_check CHECK (((length(salutation) >= 1) AND (length(salutation) <= 40))),
  constraint person_staff_has_no_organisation CHECK (((kind = 'contact'::text) OR (organisation_id IS NULL))),
  constraint person_time_zone_check CHECK ((length(time_zone) <= 64)),
  constraint person_title_after_check CHECK (((length(title_after) >= 1) AND (length(title_after) <= 60))),
  constraint person_title_before_check CHECK (((length(title_before) >= 1) AND (length(title_before) <= 60)))
);
CREATE INDEX person_by_kind_and_name ON public.person USING btree (kind, search, id);
CREATE INDEX person_by_name ON public.person USING btree (search, id);
CREATE INDEX person_by_organisation ON public.person USING btree (organisation_id) WHERE (organisation_id IS NOT NULL);
CREATE INDEX person_by_words ON public.person USING gin (search gin_trgm_ops) WHERE (archived_at IS NULL);

create table person_import (
  id uuid not null,
  digest text not null,
  imported_by uuid,
  imported_at timestamp with time zone not null,
  result jsonb not null,
  constraint person_import_known UNIQUE (digest),
  constraint person_import_pkey PRIMARY KEY (id),
  constraint person_import_imported_by_fkey FOREIGN KEY (imported_by) REFERENCES actor(id),
  constraint person_import_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
);

create table post (
  id uuid not null,
  title text not null,
  place text,
  reports_to uuid,
  note text,
  created_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  search text generated always as (people_search(((title || ' '::text) || COALESCE(place, ''::text)))) stored,
  constraint post_pkey PRIMARY KEY (id),
  constraint post_reports_to_fkey FOREIGN KEY (reports_to) REFERENCES post(id),
  constraint post_not_above_itself CHECK ((reports_to <> id)),
  constraint post_note_check CHECK ((length(note) <= 2000)),
  constraint post_place_check CHECK (((length(place) >= 1) AND (length(place) <= 80))),
  constraint post_title_check CHECK (((length(title) >= 1) AND (length(title) <= 120)))
);
CREATE INDEX post_by_superior ON public.post USING btree (reports_to);
CREATE INDEX post_by_words ON public.post USING gin (search gin_trgm_ops) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX post_title_taken ON public.post USING btree (lower(title), lower(COALESCE(place, ''::text))) WHERE (archived_at IS NULL);

create table post_holding (
  id uuid not null,
  post_id uuid not null,
  person_id uuid not null,
  from_day date not null,
  until_day date,
  acting boolean not null,
  constraint post_holding_overlaps EXCLUDE USING gist (post_id WITH =, person_id WITH =, daterange(from_day, until_day, '[]'::text) WITH &&),
  constraint post_holding_pkey PRIMARY KEY (id),
  constraint post_holding_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint post_holding_post_id_fkey FOREIGN KEY (post_id) REFERENCES post(id),
  constraint post_holding_in_order CHECK ((until_day >= from_day))
);
CREATE INDEX post_holding_by_person ON public.post_holding USING btree (person_id);

create table presence (
  id uuid not null,
  status text not null,
  until_at timestamp with time zone,
  note text,
  set_at timestamp with time zone not null,
  set_by uuid,
  constraint presence_pkey PRIMARY KEY (id),
  constraint presence_id_fkey FOREIGN KEY (id) REFERENCES actor(id),
  constraint presence_note_check CHECK (((length(note) >= 1) AND (length(note) <= 200))),
  constraint presence_status_check CHECK ((status = ANY (ARRAY['in'::text, 'out'::text, 'dnd'::text])))
);

create table push_subscription (
  id uuid not null,
  person_id uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  label text not null,
  created_at timestamp with time zone not null,
  constraint push_subscription_known UNIQUE (endpoint),
  constraint push_subscription_pkey PRIMARY KEY (id),
  constraint push_subscription_person_id_fkey FOREIGN KEY (person_id) REFERENCES actor(id),
  constraint push_subscription_auth_check CHECK ((length(auth) <= 100)),
  constraint push_subscription_endpoint_check CHECK ((length(endpoint) <= 1000)),
  constraint push_subscription_label_check CHECK (((length(label) >= 1) AND (length(label) <= 100))),
  constraint push_subscription_p256dh_check CHECK ((length(p256dh) <= 200))
);
CREATE INDEX push_subscription_by_person ON public.push_subscription USING btree (person_id);

create table reach_step (
  id uuid not null,
  item_id uuid not null,
  climb integer not null,
  rung text not null,
  person_id uuid not null,
  mandate_id uuid,
  channel text not null,
  address_ref text not null,
  address text not null,
  turn smallint not null,
  reasons jsonb not null,
  planned_at timestamp with time zone not null,
  begun_at timestamp with time zone not null,
  tried_at timestamp with time zone not null,
  tries smallint default 1 not null,
  state text not null,
  finished_at timestamp with time zone,
  word jsonb,
  detail text,
  receipt text,
  retry_at timestamp with time zone,
  trace_at timestamp with time zone,
  link text not null,
  mail_id text,
  constraint reach_step_once UNIQUE (item_id, climb, person_id, channel, address_ref, turn),
  constraint reach_step_pkey PRIMARY KEY (id),
  constraint reach_step_item_id_fkey FOREIGN KEY (item_id) REFERENCES attention_item(id),
  constraint reach_step_climb_check CHECK ((climb >= 0)),
  constraint reach_step_detail_check CHECK ((length(detail) <= 500)),
  constraint reach_step_link_check CHECK ((length(link) <= 300)),
  constraint reach_step_mail_id_check CHECK ((length(mail_id) <= 300)),
  constraint reach_step_receipt_check CHECK ((length(receipt) <= 1000)),
  constraint reach_step_state_check CHECK ((state = ANY (ARRAY['sending'::text, 'accepted'::text, 'delivered'::text, 'failed'::text, 'dropped'::text]))),
  constraint reach_step_turn_check CHECK ((turn >= 0))
);
CREATE INDEX reach_step_by_item ON public.reach_step USING btree (item_id, begun_at);
CREATE INDEX reach_step_by_mail ON public.reach_step USING btree (mail_id) WHERE (mail_id IS NOT NULL);
CREATE INDEX reach_step_by_person ON public.reach_step USING btree (person_id, begun_at);
CREATE INDEX reach_step_to_trace ON public.reach_step USING btree (trace_at) WHERE (trace_at IS NOT NULL);

create table recovery_code (
  id uuid not null,
  account_id uuid not null,
  digest text not null,
  used_at timestamp with time zone,
  constraint recovery_code_pkey PRIMARY KEY (id),
  constraint recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
CREATE INDEX recovery_code_by_account ON public.recovery_code USING btree (account_id);

create table session (
  id uuid not null,
  digest text not null,
  actor_id uuid not null,
  way text not null,
  device text,
  created_at timestamp with time zone not null,
  proved_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  constraint session_digest_key UNIQUE (digest),
  constraint session_pkey PRIMARY KEY (id),
  constraint session_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES actor(id),
  constraint session_device_check CHECK ((length(device) <= 200)),
  constraint session_way_check CHECK ((way = ANY (ARRAY['password'::text, 'passkey'::text, 'oidc'::text, 'link'::text])))
);
CREATE INDEX session_by_actor ON public.session USING btree (actor_id);
CREATE INDEX session_by_expiry ON public.session USING btree (expires_at);

create table setting (
  key text not null,
  value jsonb not null,
  changed_at timestamp with time zone not null,
  constraint setting_pkey PRIMARY KEY (key)
);

create table spent_flow (
  id uuid not null,
  expires_at timestamp with time zone not null,
  constraint spent_flow_pkey PRIMARY KEY (id)
);
CREATE INDEX spent_flow_by_expiry ON public.spent_flow USING btree (expires_at);

create table stored_file (
  sha256 text not null,
  size bigint not null,
  created_at timestamp with time zone not null,
  constraint stored_file_pkey PRIMARY KEY (sha256),
  constraint stored_file_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);

create table throttle (
  key text not null,
  count integer not null,
  resets_at timestamp with time zone not null,
  constraint throttle_pkey PRIMARY KEY (key)
);
CREATE INDEX throttle_by_age ON public.throttle USING btree (resets_at);
