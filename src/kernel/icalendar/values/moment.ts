import { DAY, civil, dateIn, dayOf, daysInMonth, monthIn, yearIn } from "./civil.ts";
import { paramOf, type ContentLine, type Param } from "../lines/content-line.ts";

/**
 * A DATE or DATE-TIME (RFC 5545 §3.3.4, §3.3.5): `local` is its wall time in milliseconds, counted as if it were UTC;
 * a date is the midnight that begins it. `tzid` is there for zoned ones only.
 */
export type Moment = { readonly form: "date" | "floating" | "utc" | "zoned"; readonly local: number; readonly tzid?: string };

const SHAPE = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$/;

const timeOf = (hour: number, minute: number, second: number): number | undefined =>
  hour > 23 || minute > 59 || second > 60 ? undefined : ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1000;

/**
 * Reads a value such as `20260102`, `20260102T090000` or `20260102T020000Z`; undefined when it is none or not in the
 * calendar. A leap second becomes the second before it; a time without seconds is taken as it is meant.
 */
export const readMoment = (value: string, tzid?: string): Moment | undefined => {
  const found = SHAPE.exec(value.trim().toUpperCase());
  if (!found) return undefined;
  const [year, month, date] = [Number(found[1]), Number(found[2]), Number(found[3])];
  if (year < 1 || month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) return undefined;
  const local = dayOf(year, month, date) * DAY;
  if (found[4] === undefined) return { form: "date", local };
  const time = timeOf(Number(found[4]), Number(found[5]), Number(found[6] ?? 0));
  if (time === undefined) return undefined;
  if (found[7]) return { form: "utc", local: local + time };
  return tzid ? { form: "zoned", local: local + time, tzid } : { form: "floating", local: local + time };
};

/** Reads the moments of a DTSTART, DTEND, DUE, RECURRENCE-ID, EXDATE or dated RDATE line; undefined for each that is none. */
export const momentsIn = (line: ContentLine): (Moment | undefined)[] => {
  const tzid = paramOf(line, "TZID");
  return line.value.split(",").map((value) => readMoment(value, tzid));
};

const two = (number: number): string => (number < 10 ? `0${number}` : `${number}`);

/** A wall time as `20260102`. */
export const writeDate = (local: number): string => {
  const date = civil(Math.floor(local / DAY));
  return `${String(yearIn(date)).padStart(4, "0")}${two(monthIn(date))}${two(dateIn(date))}`;
};

/** A wall time as `20260102T090000`. */
export const writeDateTime = (local: number): string => {
  const seconds = Math.floor((local - Math.floor(local / DAY) * DAY) / 1000);
  return `${writeDate(local)}T${two(Math.floor(seconds / 3600))}${two(Math.floor(seconds / 60) % 60)}${two(seconds % 60)}`;
};

/** The value of a moment without its parameters. */
export const writeMoment = (moment: Moment): string =>
  moment.form === "date" ? writeDate(moment.local) : `${writeDateTime(moment.local)}${moment.form === "utc" ? "Z" : ""}`;

/** The parameters that a line with this moment needs: VALUE=DATE, TZID or none. */
export const momentParams = (moment: Moment): Param[] => {
  if (moment.form === "date") return [{ name: "VALUE", values: ["DATE"] }];
  return moment.tzid === undefined ? [] : [{ name: "TZID", values: [moment.tzid] }];
};
