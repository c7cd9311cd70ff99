import { useSyncExternalStore } from "react";

let ahead = 0;
const TICK = 10_000;
/** Below this a difference is the network's, not the clock's. */
const NOISE = 2_000;

/** Sets the difference to the server's clock, from a time that the server just told. */
export const heardServerTime = (instant: string): void => {
  const told = Date.parse(instant);
  if (Number.isNaN(told)) return;
  const difference = told - Date.now();
  ahead = Math.abs(difference) < NOISE ? 0 : difference;
};

/** Milliseconds since the epoch by the server's clock, as near as it is known. */
export const serverNow = (): number => Date.now() + ahead;

let shown = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const watchers = new Set<() => void>();
const tick = (): void => {
  shown = serverNow();
  for (const watcher of watchers) watcher();
};
const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  timer ??= setInterval(tick, TICK);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};
const current = (): number => {
  const now = serverNow();
  if (Math.abs(now - shown) > TICK) shown = now;
  return shown;
};

/** The server's time, renewed every ten seconds: what relative times are reckoned from. */
export const useNow = (): number => useSyncExternalStore(watch, current, current);
