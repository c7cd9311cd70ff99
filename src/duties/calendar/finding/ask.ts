import { ianaZone } from "#kernel/icalendar/zones/iana.ts";
import type { Zone } from "#kernel/icalendar/zones/zone.ts";
import type { Minute } from "./busy.ts";
import type { Participant } from "./rules.ts";

/** So many of these participants must be free for the whole of the time, the same ones throughout. */
export type Quorum = { need: number; of: readonly Participant[] };

/** What is looked for. */
export type Ask = {
  now: Minute;
  /** Starts in [from, until) are looked at. */
  from: Minute;
  until: Minute;
  /** Length in minutes. */
  duration: number;
  /** Starts are on this step of the wall clock of `zone`: 1 to 1440 minutes, a divisor of a day. */
  step: number;
  zone: string;
  /** Everybody and everything that must be free. */
  all: readonly Participant[];
  some?: readonly Quorum[];
  /** The number of the place it happens at, and minutes from place to place: `travel[here][there]`. */
  place?: number;
  travel?: readonly (readonly number[])[];
  /** How much of a capacity it takes; 1 unless said. */
  takes?: number;
  /** How many rows of busy time the search may read in all; 20 million unless said. */
  rows?: number;
};

/** No search goes further than two years, asks for more than a week at once, or for more than 2,000 participants. */
export const MOST = { window: 2 * 366 * 1440, duration: 7 * 1440, participants: 2000, rows: 20_000_000 };

/** The zone of a name; a name that is unknown is a mistake of the caller. */
export const zoneOf = (name: string): Zone => {
  const zone = ianaZone(name);
  if (!zone) throw new RangeError(`no such time zone: ${name}`);
  return zone;
};

const within = (value: number, least: number, most: number): boolean => Number.isInteger(value) && value >= least && value <= most;

/** Throws a RangeError when an ask makes no sense or is larger than any answer is worth. */
export const checkAsk = (ask: Ask): void => {
  const participants = ask.all.length + (ask.some ?? []).reduce((sum, { of }) => sum + of.length, 0);
  const wrong = [
    !within(ask.duration, 1, MOST.duration) && `duration ${ask.duration}`,
    !(within(ask.step, 1, 1440) && 1440 % ask.step === 0) && `step ${ask.step}`,
    ![ask.now, ask.from, ask.until].every((time) => within(time, -(2 ** 30), 2 ** 30)) && "a time that is no whole minute",
    participants > MOST.participants && `${participants} participants`,
  ].filter(Boolean);
  if (wrong.length > 0) throw new RangeError(`cannot look for a time: ${wrong.join(", ")}`);
};
