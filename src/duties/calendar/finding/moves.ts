import { checkAsk, type Ask } from "./ask.ts";
import { SharedHours, blockFor } from "./blocked.ts";
import { busyOf, TENTATIVE, UNCOUNTED, type Busy, type BusyItem, type Minute } from "./busy.ts";
import { conflictsIn, type Appointment, type Conflict } from "./conflicts.ts";
import type { Participant } from "./rules.ts";
import { slotAt, windowOf, windows, type Slot } from "./search.ts";
import { Starts } from "./starts.ts";

/** One appointment that would have to give way, to when, and for which slot. */
export type Move = {
  slot: Slot;
  /** Number of the appointment, -1 when it has none, and when it is now. */
  event: number;
  start: Minute;
  end: Minute;
  /** Ids of those asked for who have it. */
  who: string[];
  /** When it would begin, and by how many minutes later (or, below zero, earlier) that is. */
  to: Minute;
  by: number;
};

/** An appointment gives way by a week at most. */
const REACH = 7 * 1440;
/** A trial is one holder's time looked at for one start; an answer may cost so many, about a second of the slowest. */
const MOST_TRIALS = 10_000;

const itemAt = (busy: Busy, row: number): BusyItem => {
  const marks = busy.marks?.[row] ?? 0;
  const place = busy.places?.[row] ?? -1;
  return {
    start: busy.starts[row]!,
    end: busy.ends[row]!,
    tentative: (marks & TENTATIVE) !== 0,
    counts: (marks & UNCOUNTED) === 0,
    takes: busy.takes?.[row] ?? 1,
    ...(place >= 0 && { place }),
  };
};

/** The participant's time around the appointment without it. */
const restOf = (who: Participant, { event, start, end }: Appointment): BusyItem[] => {
  const { busy } = who;
  const items: BusyItem[] = [];
  let found = false;
  for (let row = 0; row < busy.starts.length; row++) {
    const isIt = event >= 0 ? busy.events?.[row] === event : !found && busy.starts[row] === start && busy.ends[row] === end;
    if (isIt) found = true;
    else if (busy.ends[row]! > start - 3 * REACH && busy.starts[row]! < end + 3 * REACH) items.push(itemAt(busy, row));
  }
  return items;
};

/** Where the appointment could go instead: blocked starts of it, with the slot taken for its holders. */
const elsewhere = (ask: Ask, slot: Minute, appointment: Appointment, rests: readonly BusyItem[][], shared: SharedHours): Starts => {
  const duration = appointment.end - appointment.start;
  const place = appointment.place < 0 ? undefined : appointment.place;
  const moved: Ask = { ...ask, duration, place, takes: 1, some: [] };
  const blocked = new Starts(Math.max(ask.now, appointment.start - REACH), appointment.start + REACH + 1);
  const taken: BusyItem = { start: slot, end: slot + ask.duration, ...(ask.place !== undefined && { place: ask.place }) };
  appointment.holders.forEach((who, i) => {
    // What is agreed already needs no notice: only a new appointment does.
    const rules = { ...who.rules, notice: undefined, ahead: undefined };
    blockFor(blocked, { ...who, rules, busy: busyOf([...rests[i]!, taken]) }, moved, shared);
  });
  return blocked;
};

/** The nearest place for an appointment, in steps of the ask, later before earlier; undefined when there is none. */
const nearest = (blocked: Starts, { start }: Appointment, step: number): Minute | undefined => {
  const isOpen = (at: Minute): boolean => at >= blocked.from && at < blocked.to && !blocked.isBlocked(at);
  for (let by = step; by <= REACH; by += step) {
    if (isOpen(start + by)) return start + by;
    if (isOpen(start - by)) return start - by;
  }
  return undefined;
};

/** The smallest move of one appointment that opens any of its starts; the earliest of them among equals. */
const smallest = (ask: Ask, { appointment, starts }: Conflict): Move | undefined => {
  const shared = new SharedHours();
  const rests = appointment.holders.map((who) => restOf(who, appointment));
  let best: { slot: Minute; to: Minute; by: number } | undefined;
  for (const slot of starts) {
    const to = nearest(elsewhere(ask, slot, appointment, rests, shared), appointment, ask.step);
    if (to === undefined) continue;
    const by = to - appointment.start;
    if (!best || Math.abs(by) < Math.abs(best.by)) best = { slot, to, by };
  }
  if (!best) return undefined;
  const { event, start, end, holders } = appointment;
  return { slot: slotAt(ask, best.slot), event, start, end, who: holders.map(({ id }) => id), to: best.to, by: best.by };
};

/** The moves of conflicts in order, as far as the trials last, and how far that is. */
const movesOf = (ask: Ask, conflicts: readonly Conflict[], to: Minute): { moves: Move[]; lookedUntil: Minute } => {
  const moves: Move[] = [];
  let trials = 0;
  for (const conflict of conflicts) {
    trials += conflict.starts.length * conflict.appointment.holders.length;
    if (trials > MOST_TRIALS) return { moves, lookedUntil: conflict.starts[0]! };
    const move = smallest(ask, conflict);
    if (move) moves.push(move);
  }
  return { moves, lookedUntil: to };
};

/**
 * Which one appointment would have to give way, and by how much, smallest moves first: in the first window that has any.
 * Appointments of those in groups ("so many of these") and of what holds several at once stay where they are, and a day
 * that is full stays full.
 */
export const findMoves = (ask: Ask, count = 3): { moves: Move[]; lookedUntil: Minute } => {
  checkAsk(ask);
  let [reached] = windowOf(ask);
  for (const [from, to] of windows(ask)) {
    const { moves, lookedUntil } = movesOf(ask, conflictsIn(ask, from, to), to);
    reached = lookedUntil;
    if (moves.length === 0 && lookedUntil === to) continue;
    const better = (a: Move, b: Move): number => Math.abs(a.by) - Math.abs(b.by) || a.slot.start - b.slot.start || a.start - b.start;
    return { moves: moves.sort(better).slice(0, count), lookedUntil };
  }
  return { moves: [], lookedUntil: reached };
};
