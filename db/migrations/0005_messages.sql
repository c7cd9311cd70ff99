-- A message and its life: taken, delivered, read, acted upon, caller told.

create table message (
  id uuid primary key,
  taken_at timestamptz not null,
  taken_by uuid,
  taken_by_name text not null,
  door text not null,
  channel text not null check (channel in ('phone', 'counter', 'mail', 'web', 'program', 'other')),
  from_person_id uuid,
  from_name text not null check (length(from_name) between 1 and 200),
  from_phone text,
  from_email text,
  from_organisation text,
  for_kind text not null check (for_kind in ('person', 'post', 'group', 'desk')),
  for_id uuid,
  for_name text not null,
  subject text check (length(subject) <= 300),
  body text not null check (length(body) <= 20000),
  urgency smallint not null check (urgency between 0 and 3),
  call_back_at timestamptz,
  follow_up_on date,
  confidential_from smallint check (confidential_from between 1 and 6),
  state text not null default 'taken' check (state in ('taken', 'delivered', 'read', 'acted', 'told', 'retracted')),
  delivered_at timestamptz,
  delivered_by text,
  read_at timestamptz,
  read_by uuid,
  read_by_name text,
  acted_at timestamptz,
  acted_by uuid,
  acted_by_name text,
  outcome text check (length(outcome) <= 2000),
  told_at timestamptz,
  told_by uuid,
  told_by_name text,
  retracted_at timestamptz,
  -- The message that this one was forwarded from, or answers.
  parent_id uuid references message (id),
  mail_id text,
  search tsvector generated always as (
    to_tsvector('simple', from_name || ' ' || for_name || ' ' || coalesce(from_phone, '') || ' ' || coalesce(from_organisation, '') || ' ' || coalesce(from_email, '')) ||
    to_tsvector('indonesian', coalesce(subject, '') || ' ' || body) || to_tsvector('english', coalesce(subject, '') || ' ' || body)
  ) stored,
  check ((for_kind = 'desk') = (for_id is null))
);
create index message_by_time on message (id desc) where state <> 'retracted';
create index message_by_recipient on message (for_id, id desc) where state <> 'retracted';
create index message_unread on message (id) where state in ('taken', 'delivered');
create index message_by_taker on message (taken_by, id desc);
create index message_to_follow_up on message (follow_up_on) where follow_up_on is not null and state not in ('told', 'retracted');
create index message_search on message using gin (search);
create index message_thread on message (parent_id) where parent_id is not null;
create index message_mail on message (mail_id) where mail_id is not null;

-- What was said and done about a message, in order.
create table message_note (
  id uuid primary key,
  message_id uuid not null references message (id),
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  principal_id uuid,
  kind text not null check (kind in ('note', 'reply', 'answer', 'forward', 'reassign', 'follow-up', 'confidential', 'turned')),
  text text not null check (length(text) <= 20000),
  mail_id text,
  -- What the message became: a record of another duty.
  into_type text check (length(into_type) <= 40),
  into_id uuid,
  constraint message_note_into_whole check ((kind = 'turned') = (into_type is not null) and (into_type is null) = (into_id is null))
);
create index message_note_by_message on message_note (message_id, id);
create index message_note_mail on message_note (mail_id) where mail_id is not null;

create table message_attachment (
  id uuid primary key,
  message_id uuid not null references message (id),
  name text not null check (length(name) between 1 and 200),
  media_type text not null,
  size bigint not null,
  sha256 text not null,
  at timestamptz not null,
  by_name text not null
);
create index message_attachment_by_message on message_attachment (message_id);

-- What people type, as a query over `search`: every word in either language, the last one also as a beginning.
-- PostgreSQL's Indonesian stemmer takes meng-, peng-, men-, pem- … away but does not give back the k, t, p or s that they
-- swallow (pengiriman becomes irim, kirim stays kirim), so each stem is looked for with and without it.
create function message_words(said text) returns tsquery language plpgsql stable as $$
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
end $$;
