import { zoneOf, type Ask } from "./ask.ts";
import type { Minute } from "./busy.ts";
import { blockBreaks, blockClosed, blockHours } from "./hours.ts";
import type { Participant, Relaxed } from "./rules.ts";
import { Starts } from "./starts.ts";
import { blockBusy, blockFull, blockFullDays } from "./taken.ts";

/**
 * What the rules of wall time block in one window, each set of rules once: the people of a company keep the same hours,
 * and to lay out a year of them costs more than all of their appointments.
 */
export class SharedHours {
  readonly #known = new Map<string, Starts>();
  /** Where the same appointments are asked about again and again, what they block is kept here. */
  readonly taken: SharedTaken | undefined;

  constructor(taken?: SharedTaken) {
    this.taken = taken;
  }

  of({ rules, zone }: Participant, from: Minute, to: Minute, duration: number, relaxed?: Relaxed): Starts {
    const { hours, breaks, seasons, closed } = rules;
    const key = JSON.stringify([zone, hours, breaks, seasons, closed, from, to, duration, relaxed]);
    let known = this.#known.get(key);
    if (!known) {
      known = new Starts(from, to);
      blockHours(known, rules, zoneOf(zone), duration, relaxed);
      blockBreaks(known, rules, zoneOf(zone), duration, relaxed);
      blockClosed(known, rules, zoneOf(zone), duration, relaxed);
      this.#known.set(key, known);
    }
    return known;
  }

  /** Forgets the windows that were looked at. */
  clear(): void {
    this.#known.clear();
  }
}

/** Blocks the starts that lie too soon or too far ahead. */
const blockReach = (into: Starts, { rules }: Participant, now: Minute, relaxed: Relaxed | undefined): void => {
  if (rules.notice && relaxed?.kind !== "notice") into.block(into.from, now + rules.notice);
  if (rules.ahead !== undefined && relaxed?.kind !== "ahead") into.block(now + rules.ahead + 1, into.to);
};

/** Whether a participant does one thing at a time, so that any busy time is in the way as a whole. */
export const isSingle = ({ rules }: Participant, { takes = 1 }: Ask): boolean => (rules.capacity ?? 1) === 1 && takes === 1;

/** Blocks what the appointments of one participant forbid: time taken, and days that are full. */
const blockTaken = (into: Starts, participant: Participant, ask: Ask, relaxed: Relaxed | undefined): void => {
  const single = isSingle(participant, ask);
  if (single && relaxed?.kind !== "busy") blockBusy(into, participant, ask, relaxed);
  if (!single) blockFull(into, participant, ask, relaxed);
  if (relaxed?.kind !== "limit") blockFullDays(into, participant, zoneOf(participant.zone), ask, relaxed);
};

/** What appointments block, kept for a window that is asked about again and again under one relaxed rule after the other. */
export class SharedTaken {
  readonly #known = new Map<Participant, Map<string, Starts>>();

  of(participant: Participant, from: Minute, to: Minute, ask: Ask, relaxed: Relaxed | undefined): Starts {
    // Rules of wall time, notice and horizon change nothing about what is taken.
    const kind = relaxed && ["busy", "buffer", "tentative", "limit"].includes(relaxed.kind) ? relaxed.kind : "";
    const key = `${kind} ${from} ${to} ${ask.duration}`;
    let own = this.#known.get(participant);
    if (!own) this.#known.set(participant, (own = new Map()));
    let known = own.get(key);
    if (!known) {
      known = new Starts(from, to);
      blockTaken(known, participant, ask, relaxed);
      // Only what every relaxed rule of wall time needs again is worth its memory.
      if (kind === "") own.set(key, known);
    }
    return known;
  }
}

/** Blocks every start in the window that the rules and the busy time of one participant forbid, but for a relaxed rule. */
export const blockFor = (into: Starts, participant: Participant, ask: Ask, shared: SharedHours, relaxed?: Relaxed): void => {
  blockReach(into, participant, ask.now, relaxed);
  into.join(shared.of(participant, into.from, into.to, ask.duration, relaxed));
  if (shared.taken) into.join(shared.taken.of(participant, into.from, into.to, ask, relaxed));
  else blockTaken(into, participant, ask, relaxed);
};
