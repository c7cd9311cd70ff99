import { tooOften } from "#kernel/errors/house-refusals.ts";
import type { Refusal } from "#kernel/errors/refusal.ts";
import { countOne, type At } from "../store/throttle.ts";

/** Seconds from now until an instant, at least one. */
export const secondsUntil = (now: Temporal.Instant, until: string): number =>
  Math.max(1, Math.ceil(now.until(Temporal.Instant.from(until)).total("seconds")));

/** The refusal of somebody who must wait, with the seconds as data for the door's Retry-After. */
export const wait = (seconds: number): Refusal => {
  const refused = tooOften(seconds);
  refused.data["retryAfterSeconds"] = seconds;
  return refused;
};

/**
 * Lets `limit` calls under a key through in each window of `perSeconds`, then refuses with TOO_OFTEN.
 * Counted where `at.tx` points: inside a command's transaction the count is lost when the command is refused.
 */
export const throttle = async (at: At, key: string, limit: number, perSeconds: number): Promise<void> => {
  const { count, resetsAt } = await countOne(at, key, perSeconds);
  if (count > limit) throw wait(secondsUntil(at.now, resetsAt));
};
