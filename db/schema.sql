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

create table ceremony (
  id uuid not null,
  digest text not null,
  purpose text not null,
  account_id uuid,
  data text not null,
  expires_at timestamp with time zone not null,
  constraint ceremony_digest_key UNIQUE (digest),
  constraint ceremony_pkey PRIMARY KEY (id),
  constraint ceremony_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
CREATE INDEX ceremony_by_expiry ON public.ceremony USING btree (expires_at);

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
  place text,
  created_at timestamp with time zone not null,
  proved_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  constraint session_digest_key UNIQUE (digest),
  constraint session_pkey PRIMARY KEY (id),
  constraint session_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES actor(id),
  constraint session_device_check CHECK ((length(device) <= 200)),
  constraint session_place_check CHECK ((length(place) <= 100)),
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
