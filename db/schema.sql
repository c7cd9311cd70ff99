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
CREATE INDEX attention_due ON public.attention_item USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE UNIQUE INDEX attention_one_open_per_subject ON public.attention_item USING btree (kind, subject_id, COALESCE(owner_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE (state = ANY (ARRAY['open'::text, 'acknowledged'::text]));
CREATE INDEX attention_open ON public.attention_item USING btree (urgency DESC, raised_at, id) WHERE (state = ANY (ARRAY['open'::text, 'acknowledged'::text]));
CREATE INDEX attention_open_by_owner ON public.attention_item USING btree (owner_id, urgency DESC, raised_at, id) WHERE (state = ANY (ARRAY['open'::text, 'acknowledged'::text]));

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
CREATE INDEX journal_by_subject ON public.journal USING btree (subject_id, at) WHERE (subject_id IS NOT NULL);
CREATE INDEX journal_unsealed ON public.journal USING btree (id) WHERE (seq IS NULL);
CREATE TRIGGER journal_append_only BEFORE DELETE OR UPDATE ON public.journal FOR EACH ROW EXECUTE FUNCTION journal_is_append_only();
CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON public.journal FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();

create table migration (
  id integer not null,
  name text not null,
  digest text not null,
  applied_at timestamp with time zone not null,
  constraint migration_pkey PRIMARY KEY (id)
);

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

create table setting (
  key text not null,
  value jsonb not null,
  changed_at timestamp with time zone not null,
  constraint setting_pkey PRIMARY KEY (key)
);

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
