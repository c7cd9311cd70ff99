import type { Clock } from "#kernel/clock/clock.ts";
import type { WholeDatabase } from "#kernel/db/handle.ts";
import { Refusal } from "#kernel/errors/refusal.ts";
import { throttle } from "#duties/access/index.ts";

const WINDOW_SECONDS = 600;
/** The company's own mail server brings everybody's mail, so a machine may bring much more than one sender. */
const MOST_OF_ONE_SENDER = 60;
const MOST_OF_ONE_MACHINE = 1200;
const LONGEST_KEY = 200;

/** Counts one more mail of a sender and a machine; false when either sends too much now. All processes count together. */
export type Pace = (sender: string, machine: string) => Promise<boolean>;

/** Opens the pace of incoming mail: sixty mails of one sender by one machine and 1,200 by the machine altogether, in ten minutes. */
export const openPace =
  (db: WholeDatabase, clock: Clock): Pace =>
  async (sender, machine) => {
    const at = { tx: db, now: clock.now() };
    try {
      // Counted by machine as well: whoever forges a sender elsewhere does not shut the real one out.
      await throttle(at, `mail-from:${machine} ${sender.toLowerCase()}`.slice(0, LONGEST_KEY), MOST_OF_ONE_SENDER, WINDOW_SECONDS);
      await throttle(at, `mail-machine:${machine.slice(0, LONGEST_KEY)}`, MOST_OF_ONE_MACHINE, WINDOW_SECONDS);
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  };
