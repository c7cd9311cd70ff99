import { useMemo } from "react";
import { useReader } from "#web/i18n/language.tsx";
import { DayHead, HolidayNote, type Holiday } from "./day-head.tsx";
import { weekdayOf, type DaySpan } from "./days.ts";
import { barsOver, intoDays, keyOf, type Event } from "./events.ts";
import { sayDayLong } from "./saying.ts";
import { TimeGrid, type Column } from "./time-grid.tsx";
import { useGrid, type GridActs } from "./use-grid.ts";

const SATURDAY = 5;
const isWeekend = (day: string): boolean => weekdayOf(day) >= SATURDAY;
const NIGHT = [
  { from: 0, to: 420 },
  { from: 1080, to: 1440 },
] as const;
const WHOLE = [{ from: 0, to: 1440 }] as const;

/** The hours of one day or of several, each a column. */
export const DaysView = ({
  spans,
  events,
  today,
  holidays,
  acts,
  onDay,
}: {
  spans: readonly DaySpan[];
  events: readonly Event[];
  today: string;
  holidays: ReadonlyMap<string, readonly Holiday[]>;
  acts: GridActs;
  onDay(day: string): void;
}) => {
  const { lang, timeZone } = useReader();
  const days = useMemo(() => spans.map(({ day }) => day), [spans]);
  const perDay = useMemo(() => intoDays(events, spans), [events, spans]);
  const bars = useMemo(() => barsOver(events, days, timeZone), [events, days, timeZone]);
  const byKey = useMemo(() => new Map(events.map((event) => [keyOf(event), event])), [events]);
  const columns = spans.map((span, at): Column => {
    const off = (holidays.get(span.day) ?? []).length > 0 || isWeekend(span.day);
    return {
      key: span.day,
      span,
      said: sayDayLong(span.day, lang),
      head: <DayHead day={span.day} today={today} onDay={onDay} />,
      events: perDay[at] ?? [],
      open: true,
      shades: off ? WHOLE : NIGHT,
    };
  });
  const grid = useGrid({ columns, byKey, acts });
  return (
    <TimeGrid
      {...grid}
      columns={columns}
      bars={bars}
      barEvents={byKey}
      allDayNotes={days.map((day) => {
        const those = holidays.get(day);
        return those ? <HolidayNote key={day} holidays={those} /> : null;
      })}
    />
  );
};
