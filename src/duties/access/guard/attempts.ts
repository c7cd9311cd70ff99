import { digestOf } from "#kernel/ids/id.ts";
import { countBack, countOne, countSlowly, forget, type At } from "../store/throttle.ts";
import { secondsUntil, wait } from "./throttle.ts";

/** What is being guessed, whose it is, and from where: a network, or something that only the person has (a known browser, an open session). */
export type Attempt = { what: "password" | "code"; who: string; from: { place: string } | { own: string } };

/** An attempt that was let through. */
export type Begun = {
  /** True when strangers have been guessing so much that this proof alone no longer suffices from here. */
  guarded: boolean;
  /** Says that the proof was right: what was counted against the honest is taken back. */
  succeeded(): Promise<void>;
};

const PLACE = { limit: 60, seconds: 600 };
const EVERYWHERE = { limit: 30, seconds: 86_400 };
/** Five tries are free; then 2, 4, 8 seconds and so on up to 15 minutes, remembered for a day. */
const PAIR = { memorySeconds: 86_400, free: 5, longest: 900 };

const keyOf = (kind: string, ...parts: string[]): string => `access:${kind}:${digestOf(parts.join("\n")).slice(0, 32)}`;

/**
 * Counts an attempt before it is made, so that a thousand at once count as a thousand. Refuses with TOO_OFTEN when this
 * place, or this place for this person, must wait. Nobody can lock another person out: see the README.
 */
export const beginAttempt = async (at: At, { what, who, from }: Attempt): Promise<Begun> => {
  const pair = keyOf(`${what}-pair`, who, "own" in from ? `own ${from.own}` : `place ${from.place}`);
  if ("own" in from) {
    await countOrWait(at, pair);
    return { guarded: false, succeeded: () => forget(at, pair) };
  }
  const place = keyOf("place", from.place);
  const here = await countOne(at, place, PLACE.seconds);
  if (here.count > PLACE.limit) throw wait(secondsUntil(at.now, here.resetsAt));
  await countOrWait(at, pair, () => countBack(at, place));
  const everywhere = keyOf(`${what}-all`, who);
  const all = await countOne(at, everywhere, EVERYWHERE.seconds);
  return {
    guarded: all.count > EVERYWHERE.limit,
    async succeeded() {
      await forget(at, pair);
      await countBack(at, place);
      await countBack(at, everywhere);
    },
  };
};

const countOrWait = async (at: At, key: string, otherwise?: () => Promise<void>): Promise<void> => {
  const seconds = await countSlowly(at, key, PAIR);
  if (seconds === 0) return;
  await otherwise?.();
  throw wait(seconds);
};
