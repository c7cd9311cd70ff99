import type { Output } from "#web/api/client.ts";
import { daysBetween, minuteIn, type DaySpan } from "./days.ts";
import { lineUp, type Bar, type Lined, type Stretch } from "./layout.ts";

/** One instance of an event as the catalogue answers it. */
export type Event = Output<"event.list">["events"][number];
/** A calendar as the catalogue answers it. */
export type Calendar = Output<"calendar.list">["calendars"][number];

const DAY_MS = 86_400_000;

/** What tells an instance from all others, on the screen as well. */
export const keyOf = ({ id, instance }: Pick<Event, "id" | "instance">): string => `${id} ${instance ?? ""}`;

/** Start and end in epoch milliseconds. */
export const msOf = ({ start, end }: Pick<Event, "start" | "end">): { from: number; to: number } => ({
  from: Date.parse(start),
  to: Date.parse(end),
});

/** True for what is drawn as a bar above the hours: whole days, and what lasts a day or longer. */
export const isBar = (event: Event): boolean => {
  if (event.allDay) return true;
  const { from, to } = msOf(event);
  return to - from >= DAY_MS;
};

const formats = new Map<string, Intl.DateTimeFormat>();
const known = new WeakMap<Event, { zone: string; first: string; last: string }>();

const dayIn = (at: number, timeZone: string): string => {
  let format = formats.get(timeZone);
  if (!format)
    formats.set(timeZone, (format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" })));
  return format.format(at);
};

/** The first and last day of an event in a zone; whole days are the same days everywhere. */
export const daysOfEvent = (event: Event, timeZone: string): { first: string; last: string } => {
  if (event.allDay) return { first: event.startsAt, last: event.endsAt };
  // Asked again and again while thousands are drawn, and always the same.
  const before = known.get(event);
  if (before?.zone === timeZone) return before;
  const { from, to } = msOf(event);
  const days = { zone: timeZone, first: dayIn(from, timeZone), last: dayIn(Math.max(from, to - 1), timeZone) };
  known.set(event, days);
  return days;
};

/** Sorts events into days (one after the other); each is in every day that it touches. */
export const intoDays = (events: readonly Event[], spans: readonly DaySpan[]): Event[][] => {
  const days: Event[][] = spans.map(() => []);
  for (const event of events) {
    if (isBar(event)) continue;
    const { from, to } = msOf(event);
    let at = spans.findIndex((span) => from < span.to);
    for (; at >= 0 && at < spans.length && (spans[at]!.from < to || spans[at]!.from === from); at += 1) days[at]!.push(event);
  }
  return days;
};

/** The minutes that an event takes of a day. */
export const stretchOf = (event: Event, span: DaySpan, timeZone: string): Stretch => {
  const { from, to } = msOf(event);
  const start = minuteIn(span, from, timeZone);
  return { key: keyOf(event), from: start, to: Math.max(start, minuteIn(span, to, timeZone)) };
};

/** The bars over days one after the other, lined up; those outside of them are left out. */
export const barsOver = (events: readonly Event[], days: readonly string[], timeZone: string, all = false): Lined[] => {
  const [origin, end = origin] = [days[0], days.at(-1)];
  if (origin === undefined || end === undefined) return [];
  const bars: Bar[] = [];
  for (const event of events) {
    if (!all && !isBar(event)) continue;
    const { first, last } = daysOfEvent(event, timeZone);
    if (last < origin || first > end) continue;
    bars.push({
      key: keyOf(event),
      first: Math.max(0, daysBetween(origin, first)),
      last: Math.min(days.length - 1, daysBetween(origin, last)),
    });
  }
  return lineUp(bars);
};

/** How an event stands, for its look: told by shape as well as by colour. */
export const standingOf = (
  event: Event,
  ownerId: string | undefined,
): "masked" | "cancelled" | "declined" | "asked" | "tentative" | "free" | "plain" => {
  if (event.masked) return "masked";
  if (event.status === "cancelled") return "cancelled";
  const answer = event.attendees.find(({ id }) => id !== null && id === ownerId)?.answer;
  if (answer === "declined") return "declined";
  if (answer === "needs-action" && event.organizer?.id !== ownerId) return "asked";
  if (answer === "tentative" || event.status === "tentative") return "tentative";
  return event.free ? "free" : "plain";
};
