-- Authority lent by one member of staff to another: bounded in time, scope and amount, never passed on.

create table mandate (
  id uuid primary key,
  principal_id uuid not null references actor (id),
  delegate_id uuid not null references actor (id),
  -- ["everything"], or ["duty:messages", "approval.*", "message.take"].
  scope jsonb not null,
  -- Rupiah in minor units (sen); null when the principal's own limits are enough.
  ceiling bigint check (ceiling >= 0),
  begins_at timestamptz not null,
  ends_at timestamptz not null,
  -- The zone in which the principal said from when and till when.
  time_zone text not null check (length(time_zone) <= 64),
  reason text not null check (length(reason) between 1 and 500),
  given_at timestamptz not null,
  given_by uuid not null references actor (id),
  accepted_at timestamptz,
  -- When it ended before its time, and how. Whether a mandate holds is always told from these instants, never from a flag.
  closed_at timestamptz,
  closed_by uuid,
  closed_how text check (closed_how in ('declined', 'revoked', 'handed-back')),
  closed_note text check (length(closed_note) <= 2000),
  -- What the delegate says about what was done.
  report text check (length(report) <= 10000),
  reported_at timestamptz,
  constraint mandate_not_to_oneself check (principal_id <> delegate_id),
  constraint mandate_in_order check (begins_at < ends_at),
  constraint mandate_closed_whole check ((closed_at is null) = (closed_how is null)),
  constraint mandate_closed_early check (closed_at <= ends_at)
);
create index mandate_by_principal on mandate (principal_id, ends_at);
create index mandate_by_delegate on mandate (delegate_id, ends_at);

-- What a mandate lends, piece by piece: nobody lends the same thing to two people at the same time.
create table mandate_piece (
  id uuid primary key,
  mandate_id uuid not null references mandate (id),
  principal_id uuid not null,
  piece text not null check (length(piece) <= 80),
  begins_at timestamptz not null,
  until_at timestamptz not null,
  constraint mandate_lent_twice exclude using gist (principal_id with =, piece with =, tstzrange(begins_at, until_at) with &&)
);
create index mandate_piece_by_mandate on mandate_piece (mandate_id);

-- Everything done under a mandate.
create index journal_by_mandate on journal (mandate_id, id) where mandate_id is not null;
