import { useState } from "react";
import { useLocation } from "wouter";
import type { Text } from "#kernel/i18n/text.ts";
import { give, type Output } from "#web/api/client.ts";
import { changed, useAsk } from "#web/api/hooks.ts";
import { useSay } from "#web/i18n/language.tsx";
import { ActButton } from "#web/ui/act-button.tsx";
import { Facts } from "#web/ui/facts.tsx";
import { Opened, Part } from "#web/ui/opened.tsx";
import { PersonCard } from "#web/ui/person-card.tsx";
import { PersonChip } from "#web/ui/person-chip.tsx";
import { useToasts } from "#web/ui/toast.tsx";
import { sentenceOf } from "#web/ui/trouble.ts";
import { WaitingRows } from "#web/ui/waiting-rows.tsx";
import { HoursPart } from "./hours-part.tsx";
import { ChangeForm } from "./person-form.tsx";
import { PointsPart } from "./points-part.tsx";
import { RulesPart } from "./rules-part.tsx";
import { words } from "./words.ts";

type Card = Output<"person.card">;

/** One person: where they are, how to reach them, who acts for them, whom they answer to, and how they want to be told. */
export const PersonPanel = ({ id }: { id: string }) => {
  const t = useSay();
  const { data, error } = useAsk("person.card", { id });
  if (!data) return error ? <p role="alert">{sentenceOf(error, t)}</p> : <WaitingRows rows={4} />;
  return <OnePerson card={data} />;
};

const Chips = ({ people }: { people: Card["reports"] }) =>
  people.length === 0 ? null : (
    <>
      {people.map((person) => (
        <PersonChip key={person.id} person={person} />
      ))}
    </>
  );

const useKeeping = ({ id }: Card) => {
  const t = useSay();
  const toasts = useToasts();
  const tell = (said: Text, undo: () => Promise<unknown>): void => {
    changed(["person"]);
    toasts.done(t(said), { undo: () => undo().then(() => changed(["person"])) });
  };
  const archive = (): Promise<unknown> => give("person.archive", { id });
  const restore = (): Promise<unknown> => give("person.restore", { id });
  return {
    archive: () => void archive().then(() => tell(words.archivedToast, restore), toasts.trouble),
    restore: () => void restore().then(() => tell(words.restoredToast, archive), toasts.trouble),
  };
};

const OnePerson = ({ card }: { card: Card }) => {
  const t = useSay();
  const [, go] = useLocation();
  const [editing, setEditing] = useState(false);
  const keeping = useKeeping(card);
  if (editing) return <ChangeForm card={card} onDone={() => setEditing(false)} onCancel={() => setEditing(false)} />;
  const staff = card.kind === "staff";
  const search = new URLSearchParams({ person: card.fullName }).toString();
  return (
    <Opened
      title={card.fullName}
      acts={
        <>
          {staff ? (
            <ActButton
              label={words.takeMessage}
              main
              onAct={() => go(`/messages/new?${new URLSearchParams({ for: card.name }).toString()}`)}
            />
          ) : null}
          {staff ? <ActButton label={words.reach} keys="r" onAct={() => go(`/reach?${search}`)} /> : null}
          {card.may.change && !card.archivedAt ? <ActButton label={words.edit} keys="e" onAct={() => setEditing(true)} /> : null}
          {card.may.archive && !card.archivedAt ? <ActButton label={words.archive} danger onAct={keeping.archive} /> : null}
          {card.archivedAt ? <ActButton label={words.restore} onAct={keeping.restore} /> : null}
        </>
      }
    >
      <PersonCard card={card} />
      <Part title={t(words.about)}>
        <Facts facts={factsOf(card, t)} />
      </Part>
      <PointsPart card={card} />
      <HoursPart card={card} />
      {card.rules ? <RulesPart card={card} rules={card.rules} /> : null}
    </Opened>
  );
};

const factsOf = (card: Card, t: ReturnType<typeof useSay>) => [
  { label: words.supervisor, value: card.supervisor ? <PersonChip person={card.supervisor} /> : null },
  { label: words.reports, value: card.reports.length > 0 ? <Chips people={card.reports} /> : null },
  { label: words.assistants, value: card.assistants.length > 0 ? <Chips people={card.assistants} /> : null },
  { label: words.assists, value: card.bosses.length > 0 ? <Chips people={card.bosses} /> : null },
  { label: words.groups, value: card.groups.map(({ name }) => name).join(", ") },
  { label: words.language, value: t(card.language === "id" ? words.indonesian : words.english) },
  { label: words.grade, value: card.grade === null ? null : String(card.grade) },
  { label: words.note, value: card.note },
  {
    label: words.secretNote,
    value: card.confidential ? `${card.confidential.note} (${t(words.secretFrom, card.confidential.from)})` : null,
  },
];
