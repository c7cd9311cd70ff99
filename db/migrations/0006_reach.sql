-- The way to a person: what was tried for an item, where browsers listen, who is in or out.

-- One step: one person, one channel, one address. Written before it is sent; its id is the key by which a channel drops a second copy.
create table reach_step (
  id uuid primary key,
  item_id uuid not null references attention_item (id),
  -- Each climb of an item starts the ladder anew: after a repeat, a hand-over, a return.
  climb integer not null check (climb >= 0),
  rung text not null,
  person_id uuid not null,
  -- The mandate by which this person stands in, if one does.
  mandate_id uuid,
  channel text not null,
  -- The contact point or subscription, and the address that it stood for when the step was written.
  address_ref text not null,
  address text not null,
  -- Which step of the person's contact rule it is: the same channel may come twice.
  turn smallint not null check (turn >= 0),
  reasons jsonb not null,
  planned_at timestamptz not null,
  -- When the first and the latest attempt began.
  begun_at timestamptz not null,
  tried_at timestamptz not null,
  tries smallint not null default 1,
  state text not null check (state in ('sending', 'accepted', 'delivered', 'failed', 'dropped')),
  finished_at timestamptz,
  -- What the channel proved or said: {id, en}.
  word jsonb,
  -- The service's own words, for administrators.
  detail text check (length(detail) <= 500),
  receipt text check (length(receipt) <= 1000),
  -- A failed step is tried again then; null when it is given up.
  retry_at timestamptz,
  -- When to ask the service what became of it.
  trace_at timestamptz,
  -- The secret of the link to acknowledge by, locked: a second attempt must say the same as the first.
  link text not null check (length(link) <= 300),
  -- The mail's id, so that an answer finds its item.
  mail_id text check (length(mail_id) <= 300),
  constraint reach_step_once unique (item_id, climb, person_id, channel, address_ref, turn)
);
create index reach_step_by_item on reach_step (item_id, begun_at);
create index reach_step_by_person on reach_step (person_id, begun_at);
create index reach_step_by_mail on reach_step (mail_id) where mail_id is not null;
create index reach_step_to_trace on reach_step (trace_at) where trace_at is not null;

-- A browser or installed app that asked to be told.
create table push_subscription (
  id uuid primary key,
  person_id uuid not null references actor (id),
  endpoint text not null check (length(endpoint) <= 1000),
  p256dh text not null check (length(p256dh) <= 200),
  auth text not null check (length(auth) <= 100),
  label text not null check (length(label) between 1 and 100),
  created_at timestamptz not null,
  constraint push_subscription_known unique (endpoint)
);
create index push_subscription_by_person on push_subscription (person_id);

-- What a person says about where they are; the id is the person's.
create table presence (
  id uuid primary key references actor (id),
  status text not null check (status in ('in', 'out', 'dnd')),
  until_at timestamptz,
  note text check (length(note) between 1 and 200),
  set_at timestamptz not null,
  set_by uuid
);

-- What somebody took on and has not finished.
create index attention_by_taker on attention_item (acknowledged_by, urgency desc, raised_at, id) where state = 'acknowledged';
create index attention_lapsed on attention_item (urgency desc, raised_at, id) where state = 'lapsed';
