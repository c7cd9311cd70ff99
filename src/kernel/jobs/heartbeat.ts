import type { Clock } from "#kernel/clock/clock.ts";
import type { Logger } from "#kernel/log/log.ts";
import type { Engine } from "./runner.ts";

/** Even when nobody says that something is due, everybody looks this often: a notification may die with its process. */
const LONGEST_SLEEP = { seconds: 2 };
const AFTER_TROUBLE = { seconds: 1 };
/** Under load something is said to be due at every commit; looking more often than this only takes work from the commits. */
const USUAL_REST_MS = 50;

/** Keeps the engines going in the background. */
export type Heartbeat = {
  /** Something may be due in these tables; without them, anywhere. */
  wake(tables?: ReadonlySet<string>): void;
  stop(): Promise<void>;
};

type Bell = { watches: string; poked: boolean; ring: (() => void) | undefined };

/** Runs each engine in a loop of its own: when woken, when its next item is due, and every few seconds anyway. */
export const startHeartbeat = (engines: readonly Engine[], clock: Clock, log: Logger): Heartbeat => {
  let stopping = false;
  const bells: Bell[] = [];

  /** Until the instant; or until the bell rings, when it is to be heard. */
  const sleep = (until: Temporal.Instant, bell: Bell, hears: boolean) =>
    new Promise<void>((resolve) => {
      if ((hears && bell.poked) || stopping) return resolve();
      const done = () => {
        cancel();
        bell.ring = undefined;
        resolve();
      };
      const cancel = clock.alarm(until, done);
      bell.ring = () => (hears || stopping) && done();
    });

  const beat = async (engine: Engine) => {
    const bell: Bell = { watches: engine.watches, poked: false, ring: undefined };
    bells.push(bell);
    while (!stopping) {
      let until = clock.now().add(LONGEST_SLEEP);
      try {
        bell.poked = false;
        // What comes while it rests is done together: one look for many.
        const next = (await engine.runDue()) > 0 ? clock.now() : await engine.nextDue();
        if (next && Temporal.Instant.compare(next, until) < 0) until = next;
      } catch (error) {
        log.error({ engine: engine.name, error: String(error) }, "an engine stumbled and goes on");
        until = clock.now().add(AFTER_TROUBLE);
        bell.poked = false;
      }
      const rested = clock.now().add({ milliseconds: engine.restMs ?? USUAL_REST_MS });
      await sleep(until, bell, true);
      if (Temporal.Instant.compare(clock.now(), rested) < 0) await sleep(rested, bell, false);
    }
  };
  const loops = engines.map(beat);

  return {
    wake(tables) {
      for (const bell of bells) {
        if (tables && !tables.has(bell.watches)) continue;
        bell.poked = true;
        bell.ring?.();
      }
    },
    async stop() {
      stopping = true;
      for (const bell of bells) bell.ring?.();
      await Promise.all(loops);
      await Promise.all(engines.map((engine) => engine.finish?.()));
    },
  };
};
