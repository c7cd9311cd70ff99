import { mandateBackdated, mandateOutOfOrder, mandateTimeUnclear, mandateTooLong } from "./errors.ts";

/** The longest mandate. */
export const LONGEST_DAYS = 366;
/** A form filled in a few minutes ago still means "from now". */
const LATE_MINUTES = 10;

/** The piece that lends everything. */
export const EVERYTHING = "everything";

/** The instants that decide whether a mandate holds. */
export type Span = { beginsAt: string; endsAt: string; closedAt: string | null };

const instant = (text: string) => Temporal.Instant.from(text);
const before = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0;

/** When a mandate stops to hold: at its end, or when it was closed before. */
export const untilOf = ({ endsAt, closedAt }: Span): string => closedAt ?? endsAt;

/** Where a mandate stands at an instant: from its first instant it runs, from its last it has ended. */
export const stateAt = (mandate: Span, at: Temporal.Instant): "coming" | "running" | "ended" => {
  if (!before(at, instant(untilOf(mandate)))) return "ended";
  return before(at, instant(mandate.beginsAt)) ? "coming" : "running";
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const WALL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

/** A time as people write it, in their zone: an instant, a wall clock time, or a day (its first instant as a beginning, the end of the day as an end). */
export const readMoment = (text: string, timeZone: string, edge: "begin" | "end"): Temporal.Instant => {
  try {
    if (DAY.test(text)) {
      const day = Temporal.PlainDate.from(text, { overflow: "reject" });
      return (edge === "begin" ? day : day.add({ days: 1 })).toZonedDateTime(timeZone).toInstant();
    }
    // A wall clock time that summer time skips or repeats is read as RFC 5545 §3.3.5 reads it: `compatible`.
    if (WALL.test(text)) return Temporal.PlainDateTime.from(text, { overflow: "reject" }).toZonedDateTime(timeZone).toInstant();
    return instant(text);
  } catch {
    throw mandateTimeUnclear(text);
  }
};

/** The period that a mandate may have; what began a few minutes ago begins now. Refuses the rest. */
export const checkPeriod = (
  now: Temporal.Instant,
  begins: Temporal.Instant,
  ends: Temporal.Instant,
): { beginsAt: string; endsAt: string } => {
  if (before(begins, now.subtract({ minutes: LATE_MINUTES }))) throw mandateBackdated();
  const from = before(begins, now) ? now : begins;
  if (!before(from, ends)) throw mandateOutOfOrder();
  if (from.until(ends).total("days") > LONGEST_DAYS) throw mandateTooLong(LONGEST_DAYS);
  return { beginsAt: from.toString(), endsAt: ends.toString() };
};

/** A command, or a kind of matter, with the duty that it belongs to. */
export type Deed = { command: string; duty: string | undefined };

const nounOf = (command: string): string => command.split(".")[0] ?? command;

/** How closely a piece of a scope names a deed: 3 by name, 2 by noun, 1 by duty, 0 as part of everything; nothing when it does not. */
export const closeness = (piece: string, { command, duty }: Deed): 0 | 1 | 2 | 3 | undefined => {
  if (piece === command) return 3;
  if (piece === `${nounOf(command)}.*`) return 2;
  if (duty !== undefined && piece === `duty:${duty}`) return 1;
  return piece === EVERYTHING ? 0 : undefined;
};

/** How closely a whole scope names a deed; nothing when it lends no part of it. */
export const closest = (scope: readonly string[], deed: Deed): number | undefined =>
  scope
    .map((piece) => closeness(piece, deed))
    .reduce<number | undefined>((best, one) => (one === undefined ? best : Math.max(best ?? 0, one)), undefined);

/** True when a scope lends a deed. */
export const lendsDeed = (scope: readonly string[], deed: Deed): boolean => closest(scope, deed) !== undefined;

/** True when a scope lends everything. */
export const lendsAll = (scope: readonly string[]): boolean => scope.includes(EVERYTHING);

/** The pieces of a scope in order and without doubles; everything includes the rest. */
export const tidyScope = (pieces: readonly string[]): string[] => (lendsAll(pieces) ? [EVERYTHING] : [...new Set(pieces)].sort());

/** Of several mandates that lend one deed, the one that names it most closely, the latest given among equals. */
export const mostFitting = <M extends { scope: readonly string[]; givenAt: string }>(mandates: readonly M[], deed: Deed): M | undefined =>
  mandates
    .flatMap((mandate) => {
      const close = closest(mandate.scope, deed);
      return close === undefined ? [] : [{ mandate, close }];
    })
    .sort((a, b) => b.close - a.close || Temporal.Instant.compare(instant(b.mandate.givenAt), instant(a.mandate.givenAt)))[0]?.mandate;

/** True when a scope lends a matter: an attention item of a kind (`message`, `approval`) goes with any command of that noun. */
export const lendsMatter = (scope: readonly string[], kind: string, duty: string | undefined): boolean =>
  scope.some((piece) => piece === EVERYTHING || nounOf(piece) === kind || (duty !== undefined && piece === `duty:${duty}`));
