import { dayOf, instantAt } from "#web/i18n/time.ts";

/** How the calendar is looked at. */
export const VIEWS = ["day", "workweek", "week", "month", "agenda", "people", "rooms"] as const;
/** One way of looking at the calendar. */
export type View = (typeof VIEWS)[number];

/** A calendar day in somebody's zone, with the instants (epoch milliseconds) between which it lasts. */
export type DaySpan = { day: string; from: number; to: number };

/** Minutes on the clock of a day. */
export const DAY_MINUTES = 1440;
const MINUTE_MS = 60_000;
const DAY_MS = DAY_MINUTES * MINUTE_MS;
const WEEK = 7;
const WORK_WEEK = 5;
const MONTH_DAYS = 42;
/** How many days the agenda shows at once. */
export const AGENDA_DAYS = 28;

const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, "2026-11-23".length);

/** The day so many days later, or earlier when negative. */
export const addDays = (day: string, days: number): string => dayAt(noon(day) + days * DAY_MS);

/** How many days `b` lies after `a`. */
export const daysBetween = (a: string, b: string): number => Math.round((noon(b) - noon(a)) / DAY_MS);

/** The same day so many months later; the last of the month where that one is shorter. */
export const addMonths = (day: string, months: number): string => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return dayAt(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, last), 12));
};

/** The day of the week, Monday is 0. */
export const weekdayOf = (day: string): number => (new Date(noon(day)).getUTCDay() + WEEK - 1) % WEEK;

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => addDays(day, -weekdayOf(day));

/** So many days one after the other. */
export const daysFrom = (day: string, count: number): string[] => Array.from({ length: count }, (_, at) => addDays(day, at));

/** The six weeks that a month is shown in. */
export const monthDays = (day: string): string[] => daysFrom(mondayOf(`${day.slice(0, "2026-11".length)}-01`), MONTH_DAYS);

/** The days that a view shows around a day. */
export const daysOf = (view: View, day: string): string[] => {
  if (view === "month") return monthDays(day);
  if (view === "week") return daysFrom(mondayOf(day), WEEK);
  if (view === "workweek") return daysFrom(mondayOf(day), WORK_WEEK);
  return view === "agenda" ? daysFrom(day, AGENDA_DAYS) : [day];
};

/** The day that a view shows after turning one page on (1) or back (-1). */
export const turned = (view: View, day: string, by: number): string => {
  if (view === "month") return addMonths(day, by);
  if (view === "week" || view === "workweek") return addDays(day, by * WEEK);
  return addDays(day, by * (view === "agenda" ? AGENDA_DAYS : 1));
};

/** When a day begins and ends in a zone. */
export const spanOf = (day: string, timeZone: string): DaySpan => ({
  day,
  from: Date.parse(instantAt(day, "00:00", timeZone)),
  to: Date.parse(instantAt(addDays(day, 1), "00:00", timeZone)),
});

const CLOCK = /(\d\d):(\d\d)$/;

/** "HH:MM" of a minute of the day; a day's end is shown as the last minute of it. */
export const clockAt = (minute: number): string => {
  const at = Math.min(Math.max(0, Math.round(minute)), DAY_MINUTES - 1);
  return `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
};

/** The minute of the day that "HH:MM" names. */
export const minuteOf = (clock: string): number => {
  const [, hours = "0", minutes = "0"] = CLOCK.exec(clock) ?? [];
  return Number(hours) * 60 + Number(minutes);
};

/** What the clock on the wall shows at an instant of a day, in minutes; before it 0, after it 1440. */
export const minuteIn = ({ from, to }: DaySpan, at: number, timeZone: string): number => {
  if (at <= from) return 0;
  if (at >= to) return DAY_MINUTES;
  if (to - from === DAY_MS) return (at - from) / MINUTE_MS;
  // The clock is put forward or back on this day.
  const shown = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
  return minuteOf(shown);
};

/** The instant (epoch milliseconds) at which the clock of a day shows a minute. */
export const instantOf = (span: DaySpan, minute: number, timeZone: string): number => {
  if (minute >= DAY_MINUTES) return span.to;
  if (span.to - span.from === DAY_MS) return span.from + minute * MINUTE_MS;
  return Date.parse(instantAt(span.day, clockAt(minute), timeZone));
};

/** Today in a zone. */
export const todayAt = (now: number, timeZone: string): string => dayOf(now, timeZone);

/** True for what looks like a day. */
export const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(noon(text));
