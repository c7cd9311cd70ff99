const watchers = new Set<() => void>();
let oldest: number | undefined;

const set = (next: number | undefined): void => {
  if (next === oldest) return;
  oldest = next;
  for (const watcher of watchers) watcher();
};

/** A screen is showing a reading copy of this age (milliseconds since the epoch). */
export const sawCopy = (at: number): void => set(oldest === undefined ? at : Math.min(oldest, at));
/** Everything was read again from the desk itself. */
export const sawFresh = (): void => set(undefined);

/** When the oldest copy on the screen was read; as useSyncExternalStore wants it. */
export const copyAge = {
  subscribe: (watcher: () => void): (() => void) => {
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  },
  current: (): number | undefined => oldest,
};
