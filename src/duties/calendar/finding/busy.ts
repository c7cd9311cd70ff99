/** Whole minutes since 1970-01-01T00:00Z: the one unit of time of this folder. */
export type Minute = number;

/** Milliseconds of a minute. */
export const MINUTE_MS = 60_000;

/** The minute in which an instant lies; use it for starts. */
export const minuteOf = (epochMilliseconds: number): Minute => Math.floor(epochMilliseconds / MINUTE_MS);

/** The first minute not before an instant; use it for ends, so that a part of a minute counts as taken. */
export const minuteAfter = (epochMilliseconds: number): Minute => Math.ceil(epochMilliseconds / MINUTE_MS);

/** Marks of a stretch of busy time, added up in `Busy.marks`. */
export const TENTATIVE = 1;
/** Busy, but no appointment: it does not count against a limit per day. */
export const UNCOUNTED = 2;

/** One stretch of busy time in words; the end is not included. */
export type BusyItem = {
  start: Minute;
  end: Minute;
  tentative?: boolean;
  /** False for what is no appointment (leave, focus time): it blocks, but does not count against a limit per day. */
  counts?: boolean;
  /** Number of the place in `Ask.travel`. */
  place?: number;
  /** How much of a capacity it takes; 1 unless said. */
  takes?: number;
  /** Stretches of several participants with the same number are one appointment, which moves as one. */
  event?: number;
};

/** Busy time as columns, in any order, overlapping as it may; ordered by start it is read from the middle instead of in full. */
export type Busy = {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly marks?: Uint8Array;
  /** Number of the place, -1 for none. */
  readonly places?: Int16Array;
  readonly takes?: Uint16Array;
  /** Number of the appointment, -1 for none. */
  readonly events?: Int32Array;
  readonly ordered: boolean;
  /** The longest stretch in minutes. */
  readonly longest: number;
};

type Columns = Omit<Busy, "ordered" | "longest">;

/** Columns with what the search has to know of them, found in one pass; nothing is copied. */
export const busyColumns = (columns: Columns): Busy => {
  const { starts, ends } = columns;
  let ordered = true;
  let longest = 0;
  let before = -Infinity;
  for (let i = 0; i < starts.length; i++) {
    const start = starts[i]!;
    const length = ends[i]! - start;
    if (start < before) ordered = false;
    if (length > longest) longest = length;
    before = start;
  }
  return { ...columns, ordered, longest };
};

/** Busy time of single items, ordered by start. */
export const busyOf = (items: readonly BusyItem[]): Busy => {
  const rows = [...items].sort((a, b) => a.start - b.start);
  return busyColumns({
    starts: Int32Array.from(rows, (row) => row.start),
    ends: Int32Array.from(rows, (row) => row.end),
    marks: Uint8Array.from(rows, (row) => (row.tentative ? TENTATIVE : 0) + (row.counts === false ? UNCOUNTED : 0)),
    places: Int16Array.from(rows, (row) => row.place ?? -1),
    takes: Uint16Array.from(rows, (row) => row.takes ?? 1),
    events: Int32Array.from(rows, (row) => row.event ?? -1),
  });
};

/** Nobody's time. */
export const NO_BUSY: Busy = busyOf([]);

/** The first row that starts at a minute or later; the rows must be ordered. */
const rowAt = (starts: Int32Array, minute: Minute): number => {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! < minute) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The rows [first, last) that may touch a stretch of time: all of them when they are not ordered. */
export const rowsIn = ({ ordered, starts, longest }: Busy, from: Minute, to: Minute): [first: number, last: number] =>
  ordered ? [rowAt(starts, from - longest), rowAt(starts, to)] : [0, starts.length];
