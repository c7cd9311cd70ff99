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

  /** The first start from a minute on that is not blocked; Infinity when there is none. */
  firstOpen(after: Minute = this.from): Minute {
    const { words } = this;
    const begin = Math.max(0, after - this.from);
    let i = begin >>> 5;
    let open = i < words.length ? ~words[i]! & (-1 << (begin & 31)) : 0;
    while (open === 0 && ++i < words.length) open = ~words[i]!;
    if (open === 0) return Infinity;
    const start = this.from + (i << 5) + 31 - Math.clz32(open & -open);
    return start < this.to ? start : Infinity;
  }

  /** How many starts are not blocked. */
  countOpen(): number {
    let count = 0;
    for (let start = this.firstOpen(); start < this.to; start = this.firstOpen(start + 1)) count++;
    return count;
  }
}

/** The starts of the window that nobody's rule but a step of the wall clock blocks: bit patterns by the offset of the zone. */
export const everyStep = (from: Minute, to: Minute, step: number, offsetAt: (minute: Minute) => number): Starts => {
  const grid = new Starts(from, to);
  grid.words.fill(-1);
  // Offsets change on quarters of an hour at the finest, so that one look per quarter sees every change.
  for (let quarter = from - (((from % 15) + 15) % 15); quarter < to; quarter += 15) {
    const offset = offsetAt(quarter);
    const past = (((quarter + offset) % step) + step) % step;
    for (let start = quarter + (past === 0 ? 0 : step - past); start < quarter + 15; start += step)
      if (start >= from && start < to) grid.open(start);
  }
  return grid;
};
