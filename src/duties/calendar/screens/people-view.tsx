import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { inNameOf } from "#web/api/client.ts";
import { askOrRemember, useAsk } from "#web/api/hooks.ts";
import { useReader, useSay } from "#web/i18n/language.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { PersonChip } from "#web/ui/person-chip.tsx";
import { minuteIn, type DaySpan } from "./days.ts";
import { barsOver, isBar, keyOf, type Calendar, type Event } from "./events.ts";
import { mayWrite } from "./looks.tsx";
import { PeopleField } from "#web/ui/people-field.tsx";
import { TimeGrid, type Column } from "./time-grid.tsx";
import { useGrid, type GridActs } from "./use-grid.ts";
import { useEvents } from "./use-events.ts";
import { words } from "./words.ts";
import css from "./people-view.module.css";

/** How many people stand side by side at most. */
export const MOST_PEOPLE = 8;

/** The names of people by their ids, as their cards have them. */
const useNames = (ids: readonly string[], calendars: readonly Calendar[]): ReadonlyMap<string, string> => {
  const owners = new Map(calendars.map(({ owner }) => [owner.id, owner.name]));
  const cards = useQueries({
    queries: ids.map((id) => ({
      queryKey: ["person.card", { id }, inNameOf("person.card")],
      queryFn: () => askOrRemember("person.card", { id }),
    })),
  });
  return new Map(ids.map((id, at) => [id, owners.get(id) ?? cards[at]?.data?.name ?? "…"]));
};

type Period = { from: number; to: number };

/** When those are taken of whom the reader may see no calendar, in minutes of the day. */
const useBusy = (owners: readonly string[], span: DaySpan, timeZone: string): ReadonlyMap<string, Period[]> => {
  const range = { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() };
  const { data } = useAsk("event.busy", { of: [...owners], ...range }, { enabled: owners.length > 0, keep: true });
  return new Map(
    (owners.length > 0 ? (data?.busy ?? []) : []).map(({ of, periods }) => [
      of,
      periods.map(({ start, end }) => ({
        from: minuteIn(span, Date.parse(start), timeZone),
        to: minuteIn(span, Date.parse(end), timeZone),
      })),
    ]),
  );
};

/** People's days next to each other: who is free when, and a new event for any of them. */
export const PeopleView = ({
  span,
  people,
  calendars,
  acts,
  onPeople,
}: {
  span: DaySpan;
  people: readonly string[];
  calendars: readonly Calendar[];
  acts: GridActs;
  onPeople(ids: readonly string[]): void;
}) => {
  const t = useSay();
  const { timeZone } = useReader();
  const names = useNames(people, calendars);
  const { events, waiting } = useEvents([span], { owners: people });
  const mains = new Map(people.map((id) => [id, calendars.find(({ owner, main }) => owner.id === id && main)]));
  const hidden = people.filter((id) => !calendars.some(({ owner }) => owner.id === id));
  const busy = useBusy(hidden, span, timeZone);
  const { perPerson, byKey } = useMemo(() => byOwner(events, calendars), [events, calendars]);
  const columns = people.map((id): Column => {
    const main = mains.get(id);
    return {
      key: id,
      span,
      said: names.get(id) ?? "",
      head: <PersonHead id={id} name={names.get(id) ?? ""} note={main ? undefined : t(words.onlyBusy)} />,
      events: (perPerson.get(id) ?? []).filter((event) => !isBar(event)),
      open: true,
      taken: busy.get(id) ?? [],
    };
  });
  const bars = people.flatMap((id, at) =>
    barsOver(perPerson.get(id) ?? [], [span.day], timeZone).map((bar) => ({ ...bar, first: at, last: at })),
  );
  const grid = useGrid({ columns, byKey, acts, calendarOf: (column) => writable(mains.get(people[column] ?? "")) });
  return (
    <>
      <div className={css["who"]}>
        <PeopleField
          label={words.whose}
          help={words.whoseHelp}
          types={["staff"]}
          most={MOST_PEOPLE}
          value={people.map((id) => ({ ref: `person:${id}`, name: names.get(id) ?? "" }))}
          onChange={(guests) => onPeople(guests.map(({ ref }) => ref.replace("person:", "")))}
        />
      </div>
      {people.length === 0 ? (
        <EmptyState drawing="people" title={t(words.chooseSomebody)} text={t(words.chooseSomebodyText)} />
      ) : (
        <TimeGrid {...grid} columns={columns} bars={bars} barEvents={byKey} allDayNotes={[]} waiting={waiting} />
      )}
    </>
  );
};

const writable = (calendar: Calendar | undefined): string | undefined => (calendar && mayWrite(calendar) ? calendar.id : undefined);

const byOwner = (events: readonly Event[], calendars: readonly Calendar[]) => {
  const owners = new Map(calendars.map(({ id, owner }) => [id, owner.id]));
  const perPerson = new Map<string, Event[]>();
  for (const event of events) {
    const owner = owners.get(event.calendarId);
    if (!owner) continue;
    const those = perPerson.get(owner);
    if (those) those.push(event);
    else perPerson.set(owner, [event]);
  }
  return { perPerson, byKey: new Map(events.map((event) => [keyOf(event), event])) };
};

const PersonHead = ({ id, name, note }: { id: string; name: string; note: string | undefined }) => (
  <div className={css["head"]}>
    <PersonChip person={{ id, name }} strong />
    {note ? <small>{note}</small> : null}
  </div>
);

/** Rooms and things by the hour; a press books one. */
export const RoomsView = ({ span, house, acts }: { span: DaySpan; house: readonly Calendar[]; acts: GridActs }) => {
  const t = useSay();
  const { timeZone } = useReader();
  const owners = useMemo(() => house.map(({ owner }) => owner.id), [house]);
  const { events, waiting } = useEvents([span], { owners });
  const { perPerson, byKey } = useMemo(() => byOwner(events, house), [events, house]);
  const columns = house.map(({ owner, name, room }): Column => ({
    key: owner.id,
    span,
    said: name,
    head: (
      <div className={css["head"]}>
        <b>{name}</b>
        <small>{[room?.seats ? t(words.seats, room.seats) : null, room?.place].filter(Boolean).join(" · ")}</small>
      </div>
    ),
    events: (perPerson.get(owner.id) ?? []).filter((event) => !isBar(event)),
    open: true,
  }));
  const bars = owners.flatMap((id, at) =>
    barsOver(perPerson.get(id) ?? [], [span.day], timeZone).map((bar) => ({ ...bar, first: at, last: at })),
  );
  const grid = useGrid({ columns, byKey, acts });
  if (house.length === 0) return <EmptyState title={t(words.noRooms)} text={t(words.noRoomsText)} />;
  return <TimeGrid {...grid} columns={columns} bars={bars} barEvents={byKey} allDayNotes={[]} waiting={waiting} />;
};
