-- Who may come in: accounts and their proofs, sessions, tokens, links.

-- The way in of a member of staff; the id is the actor's and the person's.
create table account (
  id uuid primary key references actor (id),
  -- What the person signs in with, lower case.
  email text not null constraint account_email_lower check (email = lower(email) and length(email) between 3 and 254),
  -- Argon2id as a PHC string; null until a password is set.
  password_hash text check (length(password_hash) <= 300),
  password_changed_at timestamptz,
  -- The secret of the second factor, locked with the installation's key; it counts from totp_since onward.
  totp_secret text,
  totp_since timestamptz,
  -- The last 30-second step that was used, so that a code read over a shoulder is worth nothing (RFC 6238 section 5.2).
  totp_last_step bigint,
  signed_in_at timestamptz,
  created_at timestamptz not null,
  constraint account_email_taken unique (email)
);

-- Codes that stand in for a lost second factor, each once.
create table recovery_code (
  id uuid primary key,
  account_id uuid not null references account (id),
  digest text not null,
  used_at timestamptz
);
create index recovery_code_by_account on recovery_code (account_id);

create table passkey (
  id uuid primary key,
  account_id uuid not null references account (id),
  label text not null check (length(label) between 1 and 100),
  -- base64url, as the browser gives them.
  credential_id text not null check (length(credential_id) <= 1400),
  public_key text not null check (length(public_key) <= 4000),
  counter bigint not null,
  transports jsonb not null,
  -- Synchronised between devices by its maker (backup state of WebAuthn section 6.1.3).
  synced boolean not null,
  created_at timestamptz not null,
  used_at timestamptz,
  constraint passkey_known unique (credential_id)
);
create index passkey_by_account on passkey (account_id);

-- Who somebody is at the company's single sign-on.
create table oidc_identity (
  id uuid primary key,
  account_id uuid not null references account (id),
  issuer text not null check (length(issuer) <= 500),
  subject text not null check (length(subject) <= 255),
  created_at timestamptz not null,
  constraint oidc_identity_known unique (issuer, subject)
);
create index oidc_identity_by_account on oidc_identity (account_id);

-- Only the digests of the tokens below are stored.
create table session (
  id uuid primary key,
  digest text not null unique,
  actor_id uuid not null references actor (id),
  way text not null check (way in ('password', 'passkey', 'oidc', 'link')),
  -- What the browser calls itself, for the person's own list.
  device text check (length(device) <= 200),
  created_at timestamptz not null,
  -- When the person last proved who they are: acts on the account itself ask for a fresh proof.
  proved_at timestamptz not null,
  seen_at timestamptz not null,
  -- Moves forward while the session is used, never past ends_at.
  expires_at timestamptz not null,
  ends_at timestamptz not null
);
create index session_by_actor on session (actor_id);
create index session_by_expiry on session (expires_at);

-- A browser that signed in to an account before; it may still try when strangers have been guessing.
create table known_device (
  id uuid primary key,
  account_id uuid not null references account (id),
  digest text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  unique (account_id, digest)
);
create index known_device_by_digest on known_device (digest);
create index known_device_by_expiry on known_device (expires_at);

-- The first half of a ceremony travels locked with whoever began it; what was brought back once is not taken again.
create table spent_flow (
  id uuid primary key,
  expires_at timestamptz not null
);
create index spent_flow_by_expiry on spent_flow (expires_at);

create table api_token (
  id uuid primary key,
  digest text not null constraint api_token_digest_key unique,
  actor_id uuid not null references actor (id),
  label text not null check (length(label) between 1 and 100),
  -- Command names, <noun>.* or *.
  scopes jsonb not null,
  created_by uuid references actor (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index api_token_by_actor on api_token (actor_id);

-- Kept apart from the token, which the journal vouches for and only commands write.
create table api_token_use (
  token_id uuid primary key references api_token (id),
  seen_at timestamptz not null
);

-- A link in a mail: whoever holds it may do the one thing that it names.
create table link (
  id uuid primary key,
  digest text not null unique,
  purpose text not null check (length(purpose) <= 60),
  subject_type text not null check (length(subject_type) <= 60),
  subject_id uuid not null,
  person_id uuid references actor (id),
  once boolean not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index link_by_subject on link (subject_type, subject_id);
create index link_by_expiry on link (expires_at);
