import type { Zone } from "#kernel/icalendar/zones/zone.ts";
import type { Ask } from "./ask.ts";
import { TENTATIVE, UNCOUNTED, rowsIn, type Busy, type Minute } from "./busy.ts";
import { DAY_MINUTES, localDay, wallMinute } from "./days.ts";
import type { Participant, Relaxed, Rules } from "./rules.ts";
import type { Starts } from "./starts.ts";

/** Minutes that must lie free on both sides of one stretch of busy time: the buffers, or the way if that is longer. */
export type Margins = { readonly lead: number; readonly trail: number };

const NONE: Margins = { lead: 0, trail: 0 };

/** Margins by the place of a stretch; the last entry is for stretches without a place. */
export const marginsOf = (rules: Rules, ask: Ask, relaxed?: Relaxed): { at(place: number): Margins; most: number } => {
  if (relaxed?.kind === "buffer") return { at: () => NONE, most: 0 };
  const plain: Margins = { lead: rules.before ?? 0, trail: rules.after ?? 0 };
  const { travel, place } = ask;
  if (!travel || place === undefined) return { at: () => plain, most: Math.max(plain.lead, plain.trail) };
  const table = travel.map((row, there) => ({
    lead: Math.max(plain.lead, row[place] ?? 0),
    trail: Math.max(plain.trail, travel[place]?.[there] ?? 0),
  }));
  const most = table.reduce((most, { lead, trail }) => Math.max(most, lead, trail), Math.max(plain.lead, plain.trail));
  return { at: (there) => table[there] ?? plain, most };
};

/** Whether a row of busy time counts as free for this search. */
export const isIgnored = (busy: Busy, row: number, tentativeIsFree: boolean): boolean =>
  busy.ends[row]! <= busy.starts[row]! || (tentativeIsFree && ((busy.marks?.[row] ?? 0) & TENTATIVE) !== 0);

const tentativeIsFree = (rules: Rules, relaxed: Relaxed | undefined): boolean =>
  rules.tentative === "free" || relaxed?.kind === "tentative";

/** Blocks the starts at which the busy time of somebody who does one thing at a time is in the way, margins included. */
export const blockBusy = (into: Starts, { busy, rules }: Participant, ask: Ask, relaxed?: Relaxed): void => {
  const margins = marginsOf(rules, ask, relaxed);
  const [first, last] = rowsIn(busy, into.from - margins.most, into.to + ask.duration + margins.most);
  const { starts, ends, places } = busy;
  const marks = tentativeIsFree(rules, relaxed) ? busy.marks : undefined;
  const plain = margins.at(-1);
  const earliest = into.from - margins.most;
  const latest = into.to + margins.most + ask.duration;
  for (let row = first; row < last; row++) {
    const start = starts[row]!;
    const end = ends[row]!;
    if (end <= earliest || start >= latest || end <= start) continue;
    if (marks && (marks[row]! & TENTATIVE) !== 0) continue;
    const { lead, trail } = places ? margins.at(places[row]!) : plain;
    into.block(start - trail - ask.duration + 1, end + lead);
  }
};

/** Blocks the starts at which what is taken and what is asked for would be more than fits. */
export const blockFull = (into: Starts, { busy, rules }: Participant, ask: Ask, relaxed?: Relaxed): void => {
  const margins = marginsOf(rules, ask, relaxed);
  const skipTentative = tentativeIsFree(rules, relaxed);
  const spare = (rules.capacity ?? 1) - (ask.takes ?? 1);
  const length = into.to + ask.duration - into.from;
  const changes = new Int32Array(length + 1);
  const [first, last] = rowsIn(busy, into.from - margins.most, into.to + ask.duration + margins.most);
  for (let row = first; row < last; row++) {
    if (isIgnored(busy, row, skipTentative)) continue;
    const { lead, trail } = margins.at(busy.places?.[row] ?? -1);
    const low = Math.max(0, busy.starts[row]! - trail - into.from);
    const high = Math.min(length, busy.ends[row]! + lead - into.from);
    if (low >= high) continue;
    const takes = busy.takes?.[row] ?? 1;
    changes[low]! += takes;
    changes[high]! -= takes;
  }
  let load = 0;
  for (let i = 0; i < length; i++) if ((load += changes[i]!) > spare) into.block(into.from + i - ask.duration + 1, into.from + i + 1);
};

/** Minutes at which the days of a zone begin that a window touches, and the one after them. */
const daysOf = ({ from, to }: Starts, zone: Zone): Int32Array => {
  const day = localDay(zone, from);
  return Int32Array.from({ length: localDay(zone, to - 1) - day + 2 }, (_, i) => wallMinute(zone, day + i, 0));
};

/** The day that a minute between the first and the last bound lies on: days last 24 hours, but for an hour or two. */
const dayAt = (bounds: Int32Array, minute: Minute): number => {
  let at = Math.min(bounds.length - 2, Math.floor((minute - bounds[0]!) / DAY_MINUTES));
  while (minute < bounds[at]!) at--;
  while (minute >= bounds[at + 1]!) at++;
  return at;
};

/** Blocks the starts on days of the participant's zone that hold as much already as the rules allow. */
export const blockFullDays = (into: Starts, { busy, rules }: Participant, zone: Zone, ask: Ask, relaxed?: Relaxed): void => {
  const { perDay = Infinity, minutesPerDay = Infinity } = rules;
  if ((perDay === Infinity && minutesPerDay === Infinity) || into.from >= into.to) return;
  const skipTentative = tentativeIsFree(rules, relaxed);
  const bounds = daysOf(into, zone);
  const days = bounds.length - 1;
  const counts = new Float64Array(days);
  const minutes = new Float64Array(days);
  const [first, last] = rowsIn(busy, bounds[0]!, bounds[days]!);
  for (let row = first; row < last; row++) {
    const start = busy.starts[row]!;
    if (start < bounds[0]! || start >= bounds[days]!) continue;
    if (isIgnored(busy, row, skipTentative) || ((busy.marks?.[row] ?? 0) & UNCOUNTED) !== 0) continue;
    const at = dayAt(bounds, start);
    counts[at]! += 1;
    minutes[at]! += busy.ends[row]! - start;
  }
  for (let i = 0; i < days; i++)
    if (counts[i]! + 1 > perDay || minutes[i]! + ask.duration > minutesPerDay) into.block(bounds[i]!, bounds[i + 1]!);
};
