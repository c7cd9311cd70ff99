import type { Duty } from "#kernel/catalogue/duty.ts";
import type { Clock } from "#kernel/clock/clock.ts";
import { mandateFor } from "#duties/mandates/index.ts";
import { openFolder } from "#kernel/files/files.ts";
import type { Logger } from "#kernel/log/log.ts";
import { buildHouse, type House, type HousePlan } from "./house.ts";
import { switchedOffDuties } from "#duties/company/index.ts";
import { openMailWays, type MailWays } from "#doors/mail/door.ts";
import { supervisorOf } from "#duties/people/index.ts";
import { buildReachEngines, mailQuestions } from "#duties/reach/index.ts";
import { duties } from "./duties.ts";

/** What every way of starting Kerani has to say: which database, which clock, where files lie. */
export type AssemblyOptions = {
  databaseUrl: string;
  poolSize?: number;
  clock: Clock;
  log: Logger;
  filesDir: string;
  key: Buffer;
  url: () => string;
  setUpCode: string;
  background: boolean;
  observe?: HousePlan["observe"];
  tracer?: HousePlan["tracer"];
  /** Other duties than Kerani's own: for tests of the kernel. */
  duties?: readonly Duty[];
};

/** Kerani with all its duties plugged in. */
export type Assembly = { house: House; mail: MailWays; close(): Promise<void> };

/** Plugs the duties into the kernel's ports and builds the house. */
export const assemble = async (options: AssemblyOptions): Promise<Assembly> => {
  const { filesDir, ...rest } = options;
  let mail!: MailWays;
  let carrying!: ReturnType<typeof buildReachEngines>;
  const house = await buildHouse({
    ...rest,
    files: openFolder(filesDir),
    duties: options.duties ?? duties,
    ports: (settings) => ({
      mandateFor,
      supervisorOf: async (work, actor) => actor.ownerId ?? (actor.id ? supervisorOf(work, actor.id) : undefined),
      switchedOff: () => new Set(settings.get(switchedOffDuties)),
    }),
    engines: (built) => {
      mail = openMailWays(built, mailQuestions);
      carrying = buildReachEngines(built);
      return [mail.engine, ...carrying.engines];
    },
  });
  return {
    house,
    mail,
    async close() {
      await mail.close();
      await house.close();
      carrying.close();
    },
  };
};
