import type { QuietHours, WorkingHours } from "#duties/people/index.ts";
import type { Person, Rest } from "./facts.ts";

/** After so many days without a working hour a person counts as having none at all. */
const MOST_DAYS = 15;
/** Two rests a day for a fortnight, and one wish not to be disturbed. */
const MOST_TURNS = 2 * MOST_DAYS + 1;
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const wallMinutes = (at: Temporal.ZonedDateTime): number => at.hour * 60 + at.minute + (at.second > 0 || at.millisecond > 0 ? 0.5 : 0);
const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

/** True when the wall clock stands within quiet hours, which may run over midnight. */
export const isQuiet = (quiet: QuietHours | null, at: Temporal.ZonedDateTime): boolean => {
  if (!quiet || quiet.from === quiet.to) return false;
  const [from, to, now] = [minutesOf(quiet.from), minutesOf(quiet.to), wallMinutes(at)];
  return from < to ? now >= from && now < to : now >= from || now < to;
};

/** True when the wall clock stands within working hours. */
export const isWorking = (hours: WorkingHours, at: Temporal.ZonedDateTime): boolean => {
  const day = WEEKDAYS[at.dayOfWeek - 1] ?? "mon";
  const now = wallMinutes(at);
  return (hours[day] ?? []).some(({ from, to }) => now >= minutesOf(from) && now < minutesOf(to));
};

/** The next instant after `at` at which the wall clock says `time`; a time that summer time skips is read as RFC 5545 §3.3.5 reads it: 02.30 as 03.30. */
const nextWall = (at: Temporal.ZonedDateTime, time: string): Temporal.ZonedDateTime => {
  const wall = {
    hour: Number(time.slice(0, 2)),
    minute: Number(time.slice(3, 5)),
    second: 0,
    millisecond: 0,
    microsecond: 0,
    nanosecond: 0,
  };
  for (let days = 0; ; days++) {
    const candidate = at.add({ days }).with(wall);
    if (Temporal.ZonedDateTime.compare(candidate, at) > 0) return candidate;
  }
};

const nextWorkingStart = (hours: WorkingHours, at: Temporal.ZonedDateTime): Temporal.ZonedDateTime | undefined => {
  for (let days = 0; days < MOST_DAYS; days++) {
    const day = at.startOfDay().add({ days });
    const spans = [...(hours[WEEKDAYS[day.dayOfWeek - 1] ?? "mon"] ?? [])].sort((a, b) => minutesOf(a.from) - minutesOf(b.from));
    for (const { from } of spans) {
      const start = day.with({ hour: Number(from.slice(0, 2)), minute: Number(from.slice(3, 5)) });
      if (Temporal.ZonedDateTime.compare(start, at) > 0) return start;
    }
  }
  return undefined;
};

/** What may hold a step up. */
export type Respect = { quietHours: boolean; workingHours: boolean; presence: boolean };

const restAt = (person: Person, respect: Respect, at: Temporal.ZonedDateTime): Rest | undefined => {
  const { presence } = person;
  if (respect.presence && presence?.status === "dnd" && presence.until && Temporal.Instant.compare(presence.until, at.toInstant()) > 0)
    return { why: "dnd", until: presence.until };
  if (respect.quietHours && person.quietHours && isQuiet(person.quietHours, at))
    return { why: "quiet", until: nextWall(at, person.quietHours.to).toInstant() };
  if (respect.workingHours && !isWorking(person.workingHours, at)) {
    const start = nextWorkingStart(person.workingHours, at);
    // Whoever has no working hours at all is told at any hour rather than never.
    if (start) return { why: "hours", until: start.toInstant() };
  }
  return undefined;
};

/**
 * The first instant from `at` on at which nothing holds a step to this person up, and what did. Whoever works only in their
 * own quiet hours is told outside working hours rather than never.
 */
export const freeFrom = (person: Person, respect: Respect, at: Temporal.Instant): { at: Temporal.Instant; rests: readonly Rest[] } => {
  const rests: Rest[] = [];
  let moment = at;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const rest = restAt(person, respect, moment.toZonedDateTimeISO(person.timeZone));
    if (!rest) return { at: moment, rests };
    rests.push(rest);
    moment = rest.until;
  }
  return freeFrom(person, { ...respect, workingHours: false }, at);
};
