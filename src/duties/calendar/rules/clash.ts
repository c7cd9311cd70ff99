/** A stretch of time that something takes; epoch milliseconds. */
export type Stretch = { start: number; end: number };

/** True when two stretches have time in common; one without length has none. */
export const meet = (a: Stretch, b: Stretch): boolean => a.start < b.end && b.start < a.end && a.start < a.end && b.start < b.end;

/**
 * The first of the wanted stretches during which more than `capacity` things would go on at once, with something that
 * is in its way; both lists in order of start. Undefined when everything fits.
 */
export const firstClash = <T extends Stretch>(
  wanted: readonly Stretch[],
  taken: readonly T[],
  capacity: number,
): { wanted: Stretch; taken: T } | undefined => {
  for (const wish of wanted) {
    const near = taken.filter((one) => meet(one, wish));
    if (near.length < capacity) continue;
    // Load changes only where something begins: it is enough to look there.
    for (const at of [wish.start, ...near.map(({ start }) => start).filter((start) => start > wish.start)]) {
      const on = near.filter(({ start, end }) => start <= at && at < end);
      if (on.length >= capacity) return { wanted: wish, taken: on.reduce((a, b) => (a.end >= b.end ? a : b)) };
    }
  }
  return undefined;
};
