import type { Moment } from "#kernel/icalendar/values/moment.ts";
import { DAY } from "#kernel/icalendar/values/civil.ts";

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const WALL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

const wallMs = (wall: Temporal.PlainDateTime): number => wall.toZonedDateTime("UTC").epochMilliseconds;

/**
 * A time as people and programs write it: a date is a whole day, a wall clock time stands in `zone` (or floats when
 * `floating`), an instant with its offset is shown in `zone`. Undefined when it is none of them.
 */
export const readWished = (text: string, zone: string, floating = false): Moment | undefined => {
  try {
    if (DATE.test(text)) return { form: "date", local: wallMs(Temporal.PlainDate.from(text, { overflow: "reject" }).toPlainDateTime()) };
    const wall = WALL.test(text)
      ? Temporal.PlainDateTime.from(text, { overflow: "reject" })
      : Temporal.Instant.from(text).toZonedDateTimeISO(zone).toPlainDateTime();
    const local = wallMs(wall.round({ smallestUnit: "second", roundingMode: "trunc" }));
    if (floating) return { form: "floating", local };
    return zone === "UTC" ? { form: "utc", local } : { form: "zoned", local, tzid: zone };
  } catch {
    return undefined;
  }
};

/** The day after the one that a date names: people say the last day, iCalendar the first that is free again. */
export const dayAfter = (moment: Moment): Moment => (moment.form === "date" ? { ...moment, local: moment.local + DAY } : moment);

/** A wall time as JSON writes it. */
export const wallText = (local: number, allDay: boolean): string => {
  const wall = Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO("UTC").toPlainDateTime();
  return allDay ? wall.toPlainDate().toString() : wall.toString({ smallestUnit: "minute" });
};
