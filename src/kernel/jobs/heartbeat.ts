import type { Clock } from "#kernel/clock/clock.ts";
import type { Logger } from "#kernel/log/log.ts";
import type { Engine } from "./runner.ts";

/** Even when nobody says that something is due, everybody looks this often: a notification may die with its process. */
const LONGEST_SLEEP = { seconds: 2 };
const AFTER_TROUBLE = { seconds: 1 };
/** Under load something is said to be due at every commit; looking more often than this only takes work from the commits. */
const SHORTEST_REST = { milliseconds: 10 };

/** Keeps the engines going in the background. */
export type Heartbeat = { wake(): void; stop(): Promise<void> };

/** Runs each engine in a loop of its own: when woken, when its next item is due, and every few seconds anyway. */
export const startHeartbeat = (engines: readonly Engine[], clock: Clock, log: Logger): Heartbeat => {
  let stopping = false;
  const bells = new Set<() => void>();

  const sleep = (until: Temporal.Instant, poked: { yes: boolean }) =>
    new Promise<void>((resolve) => {
      if (poked.yes || stopping) return resolve();
      const done = () => {
        cancel();
        bells.delete(done);
        resolve();
      };
      const cancel = clock.alarm(until, done);
      bells.add(done);
    });

  const pokes: { yes: boolean }[] = [];
  const beat = async (engine: Engine) => {
    const poked = { yes: false };
    pokes.push(poked);
    while (!stopping) {
      let until = clock.now().add(LONGEST_SLEEP);
      try {
        poked.yes = false;
        if ((await engine.runDue()) > 0) continue;
        const next = await engine.nextDue();
        if (next && Temporal.Instant.compare(next, until) < 0) until = next;
      } catch (error) {
        log.error({ engine: engine.name, error: String(error) }, "an engine stumbled and goes on");
        until = clock.now().add(AFTER_TROUBLE);
        poked.yes = false;
      }
      const rested = clock.now().add(SHORTEST_REST);
      await sleep(until, poked);
      if (Temporal.Instant.compare(clock.now(), rested) < 0) await sleep(rested, { yes: false });
    }
  };
  const loops = engines.map(beat);

  return {
    wake() {
      for (const poked of pokes) poked.yes = true;
      bells.forEach((ring) => ring());
    },
    async stop() {
      stopping = true;
      bells.forEach((ring) => ring());
      await Promise.all(loops);
    },
  };
};
