import { dayOf, weekdayOf } from "#kernel/icalendar/values/civil.ts";
import type { Zone } from "#kernel/icalendar/zones/zone.ts";
import { MINUTE_MS, type Minute } from "./busy.ts";
import type { Dates, Span } from "./rules.ts";

/** Minutes of a day of wall time. */
export const DAY_MINUTES = 1440;

/** The day number (since 1970-01-01) of a date written YYYY-MM-DD. */
export const dayNumber = (date: string): number => {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  if (!found) throw new RangeError(`no date: ${date}`);
  return dayOf(Number(found[1]), Number(found[2]), Number(found[3]));
};

/** Whether a day lies in a range of dates; always, when there is none. */
export const isDuring = (day: number, dates: Dates | undefined): boolean =>
  !dates || (dayNumber(dates.from) <= day && day <= dayNumber(dates.to));

/** The weekday of a day number, Sunday being 0. */
export const weekday = weekdayOf;

/** The day number that it is in a zone at a minute. */
export const localDay = (zone: Zone, minute: Minute): number => Math.floor(zone.toLocal(minute * MINUTE_MS) / (DAY_MINUTES * MINUTE_MS));

/** The minute of a wall time, counted from midnight of a day; skipped and doubled times are read as RFC 5545 §3.3.5 says. */
export const wallMinute = (zone: Zone, day: number, minutes: number): Minute =>
  Math.floor(zone.toUtc((day * DAY_MINUTES + minutes) * MINUTE_MS) / MINUTE_MS);

/** A span of wall time of a day as minutes; empty where the clock skips it. */
export const wallSpan = (zone: Zone, day: number, { from, to }: Span): [from: Minute, to: Minute] => [
  wallMinute(zone, day, from),
  wallMinute(zone, day, to),
];
