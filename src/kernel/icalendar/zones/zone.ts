/** When an offset ends and which begins: `at` is the instant, `offset` what applies from then on, both in milliseconds. */
export type Transition = { readonly at: number; readonly offset: number };

/** The table of a zone that goes on without end is read in cycles of the Gregorian calendar: 400 years. */
const CYCLE = 146_097 * 86_400_000;

/**
 * A time zone as a table of offsets. Wall times and instants are epoch milliseconds, wall times counted as if they were
 * UTC. Remembers the last stretch it answered from, so that times in order cost next to nothing.
 */
export class Zone {
  readonly id: string;
  /** The smallest and largest offset of the zone in milliseconds: bounds for turning windows into wall time. */
  readonly least: number;
  readonly most: number;
  /** Instants at which stretch k begins; stretch k has `offsets[k]`, the first begins at -Infinity, a guard at the end. */
  readonly starts: Float64Array;
  readonly offsets: Float64Array;
  readonly #walls: Float64Array;
  readonly #further: (() => Zone) | undefined;
  readonly #horizon: number;
  #hint = 0;
  #beyond: Zone | undefined;

  /** `first` applies before every transition; a `horizon` comes with `further`, which makes the table for times after it. */
  constructor(id: string, first: number, transitions: readonly Transition[], horizon = Infinity, further?: () => Zone) {
    const count = transitions.length;
    this.id = id;
    this.starts = new Float64Array(count + 2);
    this.#walls = new Float64Array(count + 2);
    this.offsets = new Float64Array(count + 1);
    this.starts[0] = this.#walls[0] = -Infinity;
    // The last stretch ends where the table ends, so that a remembered stretch never answers for times past it.
    this.starts[count + 1] = this.#walls[count + 1] = horizon;
    this.offsets[0] = first;
    transitions.forEach(({ at, offset }, i) => {
      this.starts[i + 1] = at;
      this.offsets[i + 1] = offset;
      // RFC 5545 §3.3.5: in a gap the offset before it counts, in an overlap the first of the two. Either way the old
      // offset reaches to the later of the two wall times at which the change happens.
      this.#walls[i + 1] = Math.max(at + Math.max(this.offsets[i]!, offset), this.#walls[i]!);
    });
    this.least = this.offsets.reduce((a, b) => Math.min(a, b));
    this.most = this.offsets.reduce((a, b) => Math.max(a, b));
    this.#horizon = horizon;
    this.#further = further;
  }

  /** The instant of a wall time; one that is skipped or comes twice is read as RFC 5545 §3.3.5 says. */
  toUtc(local: number): number {
    const walls = this.#walls;
    let at = this.#hint;
    if (!(local >= walls[at]! && local < walls[at + 1]!)) {
      if (local >= this.#horizon) return this.#later(local, true);
      at = this.#hint = stretchOf(walls, local);
    }
    return local - this.offsets[at]!;
  }

  /** The offset in milliseconds that applies at an instant. */
  offsetAt(instant: number): number {
    if (instant >= this.#horizon) return this.#later(instant, false) - instant;
    return this.offsets[stretchOf(this.starts, instant)]!;
  }

  /** The wall time at an instant. */
  toLocal(instant: number): number {
    return instant + this.offsetAt(instant);
  }

  /** Times past the table: the further table, which is one cycle long, then again and again. */
  #later(time: number, isWall: boolean): number {
    this.#beyond ??= this.#further!();
    const cycles = Math.floor((time - this.#horizon) / CYCLE) * CYCLE;
    return (isWall ? this.#beyond.toUtc(time - cycles) : this.#beyond.toLocal(time - cycles)) + cycles;
  }
}

/** The stretch k with `bounds[k] <= time < bounds[k + 1]`. */
const stretchOf = (bounds: Float64Array, time: number): number => {
  let low = 0;
  let high = bounds.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (bounds[middle]! <= time) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** A zone with one offset for ever, in milliseconds. */
export const fixedZone = (id: string, offset: number): Zone => new Zone(id, offset, []);

/** UTC itself. */
export const UTC = fixedZone("UTC", 0);
