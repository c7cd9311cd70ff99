import type { Ask } from "./ask.ts";
import { SharedHours, blockFor, isSingle } from "./blocked.ts";
import { rowsIn, type Busy, type Minute } from "./busy.ts";
import { blockQuorum } from "./quorum.ts";
import type { Participant } from "./rules.ts";
import { gridOf } from "./search.ts";
import type { Starts } from "./starts.ts";
import { isIgnored, marginsOf } from "./taken.ts";

/** An appointment in the way: who of those asked for has it, and when and where it is. */
export type Appointment = { event: number; start: Minute; end: Minute; place: number; holders: Participant[] };

/** An appointment that alone stands in the way of some starts: the first of them, in order. */
export type Conflict = { appointment: Appointment; starts: Minute[] };

/** No appointment is tried for more starts than these. */
const MOST_STARTS = 64;

/** Calls back for every row of busy time in the way of a window: the number of its appointment and the starts [low, high) that it blocks. */
type Row = (key: number, low: Minute, high: Minute) => void;

/** The number of a row's appointment; rows without one count down from -2, each its own. */
const keyOf = ({ events }: Busy, row: number, offset: number): number => {
  const event = events?.[row] ?? -1;
  return event >= 0 ? event : -2 - offset - row;
};

const eachRow = (who: Participant, ask: Ask, { from, to }: Starts, offset: number, row: Row): void => {
  const { busy, rules } = who;
  const margins = marginsOf(rules, ask);
  const [first, last] = rowsIn(busy, from - margins.most, to + ask.duration + margins.most);
  const skipTentative = rules.tentative === "free";
  for (let i = first; i < last; i++) {
    if (isIgnored(busy, i, skipTentative)) continue;
    const { lead, trail } = margins.at(busy.places?.[i] ?? -1);
    const low = busy.starts[i]! - trail - ask.duration + 1;
    const high = busy.ends[i]! + lead;
    if (high <= from || low >= to) continue;
    row(keyOf(busy, i, offset), low, high);
  }
};

/** No appointment so far. */
const NONE = -1;

/**
 * Whose appointment alone stands in the way, for every start that nothing else does: `rest` is left open exactly there.
 * Only starts that are still open are looked at, so that a crowd costs little once everything is blocked twice.
 */
const soleOwners = (rest: Starts, ask: Ask, people: readonly Participant[]): Int32Array => {
  const owners = new Int32Array(rest.to - rest.from).fill(NONE);
  let offset = 0;
  for (const who of people) {
    if (rest.firstOpen() === Infinity) break;
    eachRow(who, ask, rest, offset, (key, low, high) => {
      for (let start = rest.firstOpen(low, high); start < high; start = rest.firstOpen(start + 1, high)) {
        const at = start - rest.from;
        if (owners[at] === NONE) owners[at] = key;
        else if (owners[at] !== key) rest.block(start, start + 1);
      }
    });
    offset += who.busy.starts.length;
  }
  return owners;
};

const startsByOwner = (rest: Starts, owners: Int32Array): Map<number, Minute[]> => {
  const found = new Map<number, Minute[]>();
  for (let start = rest.firstOpen(); start < rest.to; start = rest.firstOpen(start + 1)) {
    const owner = owners[start - rest.from]!;
    const starts = found.get(owner);
    if (!starts) found.set(owner, [start]);
    else if (starts.length < MOST_STARTS) starts.push(start);
  }
  found.delete(NONE);
  return found;
};

/** The appointments themselves, with all who have them: also those for whom it is out of the way, as their buffers are shorter. */
const appointmentsOf = (keys: ReadonlyMap<number, unknown>, ask: Ask, { from, to }: Starts, people: readonly Participant[]) => {
  const found = new Map<number, Appointment>();
  const most = people.reduce((most, { rules }) => Math.max(most, marginsOf(rules, ask).most), 0);
  let offset = 0;
  for (const who of people) {
    const { busy, rules } = who;
    const [first, last] = rowsIn(busy, from - most, to + ask.duration + most);
    for (let row = first; row < last; row++) {
      const key = keyOf(busy, row, offset);
      if (!keys.has(key) || isIgnored(busy, row, rules.tentative === "free")) continue;
      const known = found.get(key);
      if (known && !known.holders.includes(who)) known.holders.push(who);
      const [start, end, place] = [busy.starts[row]!, busy.ends[row]!, busy.places?.[row] ?? -1];
      if (!known) found.set(key, { event: Math.max(key, -1), start, end, place, holders: [who] });
    }
    offset += busy.starts.length;
  }
  return found;
};

/** The single conflicts of a window: every start that one appointment blocks and nothing else does, by appointment, earliest first. */
export const conflictsIn = (ask: Ask, from: Minute, to: Minute): Conflict[] => {
  const shared = new SharedHours();
  const rest = gridOf(ask, from, to);
  for (const who of ask.all) blockFor(rest, who, ask, shared, isSingle(who, ask) ? { kind: "busy" } : undefined);
  for (const quorum of ask.some ?? []) blockQuorum(rest, quorum, ask, shared);
  const people = ask.all.filter((who) => isSingle(who, ask));
  const byOwner = startsByOwner(rest, soleOwners(rest, ask, people));
  if (byOwner.size === 0) return [];
  const appointments = appointmentsOf(byOwner, ask, rest, people);
  return [...byOwner].map(([key, starts]) => ({ appointment: appointments.get(key)!, starts }));
};
