import type { Minute } from "./busy.ts";

/**
 * Which minutes of a window an appointment cannot start at, a bit each. What is closed during [a, b) blocks the starts
 * (a - duration, b), so that every rule is a fill, people are joined by OR, and no list is ever sorted or merged.
 */
export class Starts {
  readonly from: Minute;
  readonly to: Minute;
  readonly words: Int32Array;

  constructor(from: Minute, to: Minute) {
    this.from = from;
    this.to = to;
    this.words = new Int32Array((Math.max(0, to - from) + 31) >> 5);
  }

  /** Blocks the starts [from, to); what lies outside of the window is left out. */
  block(from: Minute, to: Minute): void {
    const low = from > this.from ? from - this.from : 0;
    const high = (to < this.to ? to : this.to) - this.from - 1;
    if (low > high) return;
    const { words } = this;
    const first = low >>> 5;
    const last = high >>> 5;
    const head = -1 << (low & 31);
    const tail = -1 >>> (31 - (high & 31));
    if (first === last) {
      words[first]! |= head & tail;
      return;
    }
    words[first]! |= head;
    for (let i = first + 1; i < last; i++) words[i] = -1;
    words[last]! |= tail;
  }

  /** Blocks what another one of the same window blocks. */
  join(other: Starts): void {
    const { words } = this;
    for (let i = 0; i < words.length; i++) words[i]! |= other.words[i]!;
  }

  /** Forgets everything. */
  clear(): void {
    this.words.fill(0);
  }

  /** Opens one start again. */
  open(start: Minute): void {
    const bit = start - this.from;
    this.words[bit >>> 5]! &= ~(1 << (bit & 31));
  }

  /** Whether a start within the window is blocked. */
  isBlocked(start: Minute): boolean {
    const bit = start - this.from;
    return (this.words[bit >>> 5]! & (1 << (bit & 31))) !== 0;
  }

  /** The first start in [after, before) that is not blocked; Infinity when there is none. */
  firstOpen(after: Minute = this.from, before: Minute = this.to): Minute {
    const { words, from } = this;
    const begin = after > from ? after - from : 0;
    const end = (before < this.to ? before : this.to) - from;
    if (begin >= end) return Infinity;
    const last = (end - 1) >>> 5;
    let i = begin >>> 5;
    let open = ~words[i]! & (-1 << (begin & 31));
    while (open === 0 && ++i <= last) open = ~words[i]!;
    if (open === 0) return Infinity;
    const bit = (i << 5) + 31 - Math.clz32(open & -open);
    return bit < end ? from + bit : Infinity;
  }

  /** How many starts are not blocked. */
  countOpen(): number {
    let count = 0;
    for (let start = this.firstOpen(); start < this.to; start = this.firstOpen(start + 1)) count++;
    return count;
  }
}

/** Opens the steps of one offset within [from, to). */
const openSteps = (grid: Starts, from: Minute, to: Minute, step: number, offset: number): void => {
  const past = (((from + offset) % step) + step) % step;
  for (let start = past === 0 ? from : from + step - past; start < to; start += step) grid.open(start);
};

/** The starts of a window that lie on a step of the wall clock, all others blocked; `offsetAt` tells minutes ahead of UTC. */
export const everyStep = (from: Minute, to: Minute, step: number, offsetAt: (minute: Minute) => number): Starts => {
  const grid = new Starts(from, to);
  grid.words.fill(-1);
  for (let day = from; day < to; day += 1440) {
    const end = Math.min(to, day + 1440);
    const offset = offsetAt(day);
    if (offset === offsetAt(end - 1)) openSteps(grid, day, end, step, offset);
    else for (let minute = day; minute < end; minute++) openSteps(grid, minute, minute + 1, step, offsetAt(minute));
  }
  return grid;
};
