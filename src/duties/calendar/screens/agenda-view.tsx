import { useRef, useState, type CSSProperties } from "react";
import { useSay } from "#web/i18n/language.tsx";
import { useListKeys } from "#web/keyboard/list-keys.ts";
import { ActButton } from "#web/ui/act-button.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { words as kit } from "#web/ui/words.ts";
import { HolidayNote, type Holiday } from "./day-head.tsx";
import { EventMarks, useTitle } from "./event-marks.tsx";
import { daysOfEvent, isBar, keyOf, msOf, standingOf, type Event } from "./events.ts";
import { lookOf, useLooks } from "./looks.tsx";
import { sayClocks, sayDay } from "./saying.ts";
import { words } from "./words.ts";
import css from "./agenda-view.module.css";

const MOST_LINES = 300;

type Line = { id: string; event: Event };

const byTime = (a: Event, b: Event): number => Number(isBar(b)) - Number(isBar(a)) || msOf(a).from - msOf(b).from;

/** The coming weeks as a list by day; days with nothing are left out, today is always there. */
export const AgendaView = ({
  days,
  today,
  events,
  holidays,
}: {
  days: readonly string[];
  today: string;
  events: readonly Event[];
  holidays: ReadonlyMap<string, readonly Holiday[]>;
}) => {
  const t = useSay();
  const { reader, onOpen } = useLooks();
  const list = useRef<HTMLDivElement>(null);
  const [most, setMost] = useState(MOST_LINES);
  const shown = events.length > most ? events.slice(0, most) : events;
  const groups = days
    .map((day) => ({
      day,
      lines: shown
        .filter((event) => touches(event, day, reader.timeZone))
        .toSorted(byTime)
        .map((event): Line => ({ id: `${keyOf(event)} ${day}`, event })),
      holidays: holidays.get(day) ?? [],
    }))
    .filter(({ day, lines, holidays: off }) => lines.length > 0 || off.length > 0 || day === today);
  const lines = groups.flatMap((group) => group.lines);
  const { at } = useListKeys({
    ids: lines.map(({ id }) => id),
    list,
    onOpen: (id) => {
      const found = lines.find((line) => line.id === id);
      if (found) onOpen(found.event);
    },
  });
  if (lines.length === 0 && groups.every(({ holidays: off }) => off.length === 0))
    return <EmptyState title={t(words.nothing)} text={t(words.nothingText)} />;
  return (
    <div className={css["agenda"]} ref={list}>
      {groups.map(({ day, lines: those, holidays: off }) => (
        <section key={day} className={css["day"]} data-today={day === today || undefined}>
          <h2>
            <b>{Number(day.slice(-2))}</b>
            <span>
              {sayDay(day, reader.lang, { weekday: "long" })}
              <small>{day === today ? t(words.today) : sayDay(day, reader.lang, { month: "long" })}</small>
            </span>
          </h2>
          <div className={css["lines"]}>
            <HolidayNote holidays={off} />
            {those.map(({ id, event }) => (
              <AgendaLine key={id} id={id} event={event} day={day} at={id === at} />
            ))}
            {those.length === 0 ? <p className={css["nothing"]}>{t(words.nothingOn)}</p> : null}
          </div>
        </section>
      ))}
      {events.length > most ? <ActButton label={kit.showMore} onAct={() => setMost(most + MOST_LINES)} /> : null}
    </div>
  );
};

const touches = (event: Event, day: string, timeZone: string): boolean => {
  const { first, last } = daysOfEvent(event, timeZone);
  return first <= day && day <= last;
};

const AgendaLine = ({ id, event, day, at }: { id: string; event: Event; day: string; at: boolean }) => {
  const t = useSay();
  const titleOf = useTitle();
  const looks = useLooks();
  const { tint, open, calendar } = lookOf(looks, event);
  const { from, to } = msOf(event);
  const { first, last } = daysOfEvent(event, looks.reader.timeZone);
  const clocks = event.allDay || (first < day && day < last) ? t(words.allDay) : sayClocks(from, to, looks.reader);
  return (
    <button
      type="button"
      className={css["line"]}
      style={{ "--tint": tint } as CSSProperties}
      data-row={id}
      data-at={at || undefined}
      data-open={open || undefined}
      data-standing={standingOf(event, calendar?.owner.id)}
      onClick={() => looks.onOpen(event)}
    >
      <span className={css["clocks"]}>{clocks}</span>
      <span className={css["what"]}>
        <span className={css["title"]}>
          {titleOf(event)}
          <EventMarks event={event} />
        </span>
        <span className={css["hint"]}>
          {[event.location, calendar?.main ? calendar.owner.name : calendar?.name].filter(Boolean).join(" · ")}
        </span>
      </span>
    </button>
  );
};
