/** Something that takes a stretch of a column: minutes of the day, `to` after `from`. */
export type Stretch = { key: string; from: number; to: number };

/** Where a stretch is drawn: in which of how many lanes beside each other, and how many of them it fills. */
export type Placed = Stretch & { lane: number; lanes: number; fills: number };

/** What found no room beside the others: how many, and the time that they take. */
export type Crowd = { from: number; to: number; keys: string[] };

/** A column laid out. */
export type Layout = { placed: Placed[]; crowds: Crowd[] };

type Lane = Stretch[];

const byTime = (a: Stretch, b: Stretch): number => a.from - b.from || b.to - a.to || (a.key < b.key ? -1 : 1);

/** True when nothing in a lane (in the order of time, nothing overlapping) touches `from` to `to`. */
const isFree = (lane: Lane, from: number, to: number): boolean => {
  let [low, high] = [0, lane.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lane[middle]!.to <= from) low = middle + 1;
    else high = middle;
  }
  const next = lane[low];
  return next === undefined || next.from >= to;
};

const fillsOf = (lanes: readonly Lane[], lane: number, { from, to }: Stretch): number => {
  let fills = 1;
  while (lane + fills < lanes.length && isFree(lanes[lane + fills]!, from, to)) fills += 1;
  return fills;
};

const placeGroup = (group: readonly Stretch[], most: number, into: Layout): void => {
  const lanes: Lane[] = [];
  const at = new Map<string, number>();
  const left: Stretch[] = [];
  for (const one of group) {
    let lane = lanes.findIndex((others) => others.at(-1)!.to <= one.from);
    if (lane < 0 && lanes.length < most) lane = lanes.push([]) - 1;
    if (lane < 0) {
      left.push(one);
      continue;
    }
    lanes[lane]!.push(one);
    at.set(one.key, lane);
  }
  for (const one of group) {
    const lane = at.get(one.key);
    if (lane !== undefined) into.placed.push({ ...one, lane, lanes: lanes.length, fills: fillsOf(lanes, lane, one) });
  }
  if (left.length > 0)
    into.crowds.push({
      from: left[0]!.from,
      to: left.reduce((latest, { to }) => Math.max(latest, to), 0),
      keys: left.map(({ key }) => key),
    });
};

/**
 * Lays stretches of one column side by side so that none covers another: at most `most` beside each other, the rest is
 * told as a crowd. What is shorter than `least` minutes is drawn as long as that. Takes O(n log n).
 */
export const layOut = (stretches: readonly Stretch[], { most = 6, least = 20, end = 1440 } = {}): Layout => {
  const sorted = stretches
    .map(({ key, from, to }) => {
      const shown = Math.min(from, end - least);
      return { key, from: shown, to: Math.min(end, Math.max(to, shown + least)) };
    })
    .toSorted(byTime);
  const layout: Layout = { placed: [], crowds: [] };
  let group: Stretch[] = [];
  let until = 0;
  for (const one of sorted) {
    if (group.length > 0 && one.from >= until) {
      placeGroup(group, most, layout);
      group = [];
    }
    group.push(one);
    until = group.length === 1 ? one.to : Math.max(until, one.to);
  }
  placeGroup(group, most, layout);
  return layout;
};

/** A bar over some columns, the last one included. */
export type Bar = { key: string; first: number; last: number };
/** A bar in a line of its own height. */
export type Lined = Bar & { line: number };

/** Puts bars into as few lines as they need, longer ones above, else in their order; no two in a line touch the same column. */
export const lineUp = (bars: readonly Bar[]): Lined[] => {
  const ends: number[] = [];
  return bars
    .toSorted((a, b) => a.first - b.first || b.last - a.last)
    .map((bar) => {
      let line = ends.findIndex((end) => end < bar.first);
      if (line < 0) line = ends.push(-1) - 1;
      ends[line] = bar.last;
      return { ...bar, line };
    });
};
