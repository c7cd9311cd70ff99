/** The only place in Kerani where the time of day is read; everything else is handed a clock or an instant. */
export type Clock = {
  /** The present instant, in whole milliseconds. */
  now(): Temporal.Instant;
  /** Calls `wake` once the clock has reached `at`; returns a function that takes the wish back. */
  alarm(at: Temporal.Instant, wake: () => void): () => void;
};

/** setTimeout overflows past 2^31-1 ms, so long waits are cut into days. */
const LONGEST_WAIT_MS = 86_400_000;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Temporal.Instant.fromEpochMilliseconds(Date.now()),
  alarm(at, wake) {
    let timer: NodeJS.Timeout;
    const arm = () => {
      const left = at.epochMilliseconds - Date.now();
      timer = left > LONGEST_WAIT_MS ? setTimeout(arm, LONGEST_WAIT_MS) : setTimeout(wake, Math.max(0, left));
    };
    arm();
    return () => clearTimeout(timer);
  },
};
