import { readDuration, type Duration } from "./duration.ts";
import { readMoment, type Moment } from "./moment.ts";

/** A PERIOD (RFC 5545 §3.3.9): a start and either an end or a length. */
export type Period = { readonly start: Moment } & (
  | { readonly end: Moment; readonly length?: undefined }
  | { readonly length: Duration; readonly end?: undefined }
);

/** Reads `start/end` or `start/duration`; undefined when a half is wrong or the duration is negative. */
export const readPeriod = (value: string, tzid?: string): Period | undefined => {
  const [from = "", to = ""] = value.split("/");
  const start = readMoment(from, tzid);
  if (!start || start.form === "date") return undefined;
  const end = readMoment(to, tzid);
  if (end) return { start, end };
  const length = readDuration(to);
  return length && length.days >= 0 && length.ms >= 0 ? { start, length } : undefined;
};
