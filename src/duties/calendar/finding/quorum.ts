import type { Ask, Quorum } from "./ask.ts";
import { blockFor, type SharedHours } from "./blocked.ts";
import type { Relaxed } from "./rules.ts";
import { Starts } from "./starts.ts";

/**
 * How many of a group are free at each start: numbers cut into planes, bit k of every count in plane k, so that one
 * addition works on 32 starts at once.
 */
export class FreeCounts {
  readonly planes: Int32Array[] = [];
  readonly #length: number;

  constructor(length: number) {
    this.#length = length;
  }

  /** Counts one more wherever a start is not blocked. */
  add(blocked: Starts): void {
    for (let i = 0; i < this.#length; i++) {
      let carry = ~blocked.words[i]!;
      for (let k = 0; carry !== 0; k++) {
        const plane = (this.planes[k] ??= new Int32Array(this.#length));
        const before = plane[i]!;
        plane[i] = before ^ carry;
        carry = before & carry;
      }
    }
  }

  /** Bits of the starts of word i with a count of `need` or more. */
  enough(i: number, need: number): number {
    let more = 0;
    let same = -1;
    for (let k = Math.max(this.planes.length, 32 - Math.clz32(need)) - 1; k >= 0; k--) {
      const bits = this.planes[k]?.[i] ?? 0;
      if ((need >>> k) & 1) same &= bits;
      else {
        more |= same & bits;
        same &= ~bits;
      }
    }
    return more | same;
  }
}

/** Counts, for each start of a window, who of a group is free for the whole of the time. */
export const countFree = (window: Starts, { of }: Quorum, ask: Ask, shared: SharedHours, relaxed?: Relaxed): FreeCounts => {
  const counts = new FreeCounts(window.words.length);
  const one = new Starts(window.from, window.to);
  for (const member of of) {
    one.clear();
    blockFor(one, member, ask, shared, relaxed);
    counts.add(one);
  }
  return counts;
};

/** Blocks the starts at which fewer than are needed of a group are free. */
export const blockQuorum = (into: Starts, quorum: Quorum, ask: Ask, shared: SharedHours, relaxed?: Relaxed): void => {
  if (quorum.need <= 0) return;
  const counts = countFree(into, quorum, ask, shared, relaxed);
  for (let i = 0; i < into.words.length; i++) into.words[i]! |= ~counts.enough(i, quorum.need);
};
