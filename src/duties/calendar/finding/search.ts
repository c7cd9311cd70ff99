import { MOST, checkAsk, zoneOf, type Ask } from "./ask.ts";
import { SharedHours, blockFor } from "./blocked.ts";
import { MINUTE_MS, type Minute } from "./busy.ts";
import { blockQuorum } from "./quorum.ts";
import type { Participant, Relaxed } from "./rules.ts";
import { Starts, everyStep } from "./starts.ts";

/** A time that fits everybody asked for. `free` names, per quorum, all who are free then. */
export type Slot = { start: Minute; end: Minute; free: string[][] };

/** Times found, in order. Every start before `lookedUntil` was looked at; it may lie before the `until` of the ask. */
export type Found = { slots: Slot[]; lookedUntil: Minute };

/** The window of an ask: nothing in the past, nothing past the longest search. */
export const windowOf = ({ from, until, now }: Ask): [from: Minute, to: Minute] => {
  const begin = Math.max(from, now);
  return [begin, Math.max(begin, Math.min(until, begin + MOST.window))];
};

/** The starts that lie on the step of the wall clock. */
export const gridOf = (ask: Ask, from: Minute, to: Minute): Starts => {
  const zone = zoneOf(ask.zone);
  return everyStep(from, to, ask.step, (minute) => Math.round(zone.offsetAt(minute * MINUTE_MS) / MINUTE_MS));
};

/** What is open to everybody in a window: the grid less what the participants and quorums block. */
export const openStarts = (ask: Ask, from: Minute, to: Minute, shared: SharedHours, relaxed?: Relaxed): Starts => {
  const open = gridOf(ask, from, to);
  for (const [i, participant] of ask.all.entries()) {
    // Where many are asked for, a few often leave nothing: looked at after 8, 16, 32 of them.
    if (i >= 8 && (i & (i - 1)) === 0 && open.firstOpen() === Infinity) return open;
    blockFor(open, participant, ask, shared, relaxed);
  }
  for (const quorum of ask.some ?? []) blockQuorum(open, quorum, ask, shared, relaxed);
  return open;
};

const isFreeAt = (participant: Participant, start: Minute, ask: Ask, shared: SharedHours): boolean => {
  const one = new Starts(start, start + 1);
  blockFor(one, participant, ask, shared);
  return !one.isBlocked(start);
};

/** The slot that begins at a start, with who is free of each quorum. */
export const slotAt = (ask: Ask, start: Minute): Slot => {
  const shared = new SharedHours();
  const free = (ask.some ?? []).map(({ of }) => of.filter((one) => isFreeAt(one, start, ask, shared)).map(({ id }) => id));
  return { start, end: start + ask.duration, free };
};

/** How many rows of busy time one pass over a window reads at most. */
const rowsOf = (ask: Ask): number => {
  const groups = [ask.all, ...(ask.some ?? []).map(({ of }) => of)];
  return groups.flat().reduce((sum, { busy }) => sum + busy.starts.length, 0);
};

/** The first window is a fortnight, each next one four times as long: a near answer costs little, a far one at most a third more. */
const FIRST_WINDOW = 14 * 1440;
const GROWTH = 4;

/** Windows of growing length up to the end of the ask; no further one begins that could read more rows than are allowed. */
export function* windows(ask: Ask): Generator<[from: Minute, to: Minute]> {
  const [begin, end] = windowOf(ask);
  const cost = rowsOf(ask);
  let spent = 0;
  let length = FIRST_WINDOW;
  for (let from = begin; from < end && (from === begin || spent + cost <= (ask.rows ?? MOST.rows)); length *= GROWTH) {
    const to = Math.min(end, from + length);
    yield [from, to];
    spent += cost;
    from = to;
  }
}

/**
 * The first `count` times (at most 1,000) that fit everybody, `apart` minutes from start to start at least; for the next
 * ones ask again from the minute after the last start. Throws a RangeError for an ask that makes no sense.
 */
export const findSlots = (ask: Ask, count = 1, apart = 1): Found => {
  checkAsk(ask);
  const wanted = Math.max(1, Math.min(count, 1000));
  const shared = new SharedHours();
  const starts: Minute[] = [];
  let [lookedUntil] = windowOf(ask);
  for (const [from, to] of windows(ask)) {
    shared.clear();
    const open = openStarts(ask, from, to, shared);
    let next = Math.max(from, (starts.at(-1) ?? -Infinity) + apart);
    for (let start = open.firstOpen(next); start < to && starts.length < wanted; start = open.firstOpen(next)) {
      starts.push(start);
      next = start + Math.max(1, apart);
    }
    lookedUntil = starts.length < wanted ? to : starts.at(-1)! + 1;
    if (starts.length >= wanted) break;
  }
  return { slots: starts.map((start) => slotAt(ask, start)), lookedUntil };
};
