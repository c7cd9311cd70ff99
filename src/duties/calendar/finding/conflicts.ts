import { SharedHours, blockFor, isSingle } from "./blocked.ts";
import type { Ask } from "./ask.ts";
import { rowsIn, type Minute } from "./busy.ts";
import { blockQuorum } from "./quorum.ts";
import type { Participant } from "./rules.ts";
import { gridOf } from "./search.ts";
import { Starts } from "./starts.ts";
import { isIgnored, marginsOf } from "./taken.ts";

/** An appointment in the way: who of those asked for has it, when it is, and the starts [from, to) it stands in the way of. */
export type Appointment = {
  event: number;
  start: Minute;
  end: Minute;
  place: number;
  holders: Participant[];
  blocks: [from: Minute, to: Minute][];
};

/** The appointments of everybody that touch a window; rows with one event number are one, rows without each their own. */
const appointmentsIn = (ask: Ask, from: Minute, to: Minute): Appointment[] => {
  const byEvent = new Map<number, Appointment>();
  const alone: Appointment[] = [];
  for (const who of ask.all.filter((one) => isSingle(one, ask))) {
    const { busy, rules } = who;
    const margins = marginsOf(rules, ask);
    const [first, last] = rowsIn(busy, from - margins.most, to + ask.duration + margins.most);
    for (let row = first; row < last; row++) {
      const [start, end, place] = [busy.starts[row]!, busy.ends[row]!, busy.places?.[row] ?? -1];
      const { lead, trail } = margins.at(place);
      const blocks: [Minute, Minute] = [start - trail - ask.duration + 1, end + lead];
      if (isIgnored(busy, row, rules.tentative === "free") || blocks[1] <= from || blocks[0] >= to) continue;
      const event = busy.events?.[row] ?? -1;
      const known = event < 0 ? undefined : byEvent.get(event);
      if (known) {
        if (!known.holders.includes(who)) known.holders.push(who);
        known.blocks.push(blocks);
        continue;
      }
      const appointment = { event, start, end, place, holders: [who], blocks: [blocks] };
      if (event < 0) alone.push(appointment);
      else byEvent.set(event, appointment);
    }
  }
  return [...byEvent.values(), ...alone];
};

/** Joins stretches that touch, so that an appointment counts once wherever it stands in the way. */
const joined = (blocks: readonly [Minute, Minute][]): [Minute, Minute][] => {
  const rows = [...blocks].sort((a, b) => a[0] - b[0]);
  const out: [Minute, Minute][] = [];
  for (const [from, to] of rows) {
    const last = out.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
};

/** An appointment that alone stands in the way of some starts. */
export type Conflict = { appointment: Appointment; starts: Minute[] };

/** No appointment is tried for more starts than these. */
const MOST_STARTS = 200;

/** The single conflicts of a window: every start that one appointment blocks and nothing else does, by appointment. */
export const conflictsIn = (ask: Ask, from: Minute, to: Minute): Conflict[] => {
  const shared = new SharedHours();
  const rest = gridOf(ask, from, to);
  for (const who of ask.all) blockFor(rest, who, ask, shared, isSingle(who, ask) ? { kind: "busy" } : undefined);
  for (const quorum of ask.some ?? []) blockQuorum(rest, quorum, ask, shared);
  const appointments = appointmentsIn(ask, from, to);
  const once = new Starts(from, to);
  const one = new Starts(from, to);
  for (const { blocks } of appointments)
    for (const [low, high] of joined(blocks)) {
      // Only the words that the stretch touches are looked at.
      const [first, last] = [Math.max(0, (low - from) >> 5), Math.min(once.words.length - 1, (high - 1 - from) >> 5)];
      one.block(low, high);
      for (let i = first; i <= last; i++) {
        rest.words[i]! |= once.words[i]! & one.words[i]!;
        once.words[i]! |= one.words[i]!;
        one.words[i] = 0;
      }
    }
  return appointments
    .map((appointment) => ({ appointment, starts: startsOf(appointment, rest, to) }))
    .filter(({ starts }) => starts.length > 0);
};

const startsOf = ({ blocks }: Appointment, rest: Starts, to: Minute): Minute[] => {
  const starts: Minute[] = [];
  for (const [low, high] of joined(blocks)) {
    const end = Math.min(high, to);
    for (let start = rest.firstOpen(low); start < end && starts.length < MOST_STARTS; start = rest.firstOpen(start + 1)) starts.push(start);
  }
  return starts;
};
