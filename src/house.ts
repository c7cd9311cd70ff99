import pg from "pg";
import { theClerk } from "#kernel/actor/actor.ts";
import type { Duty } from "#kernel/catalogue/duty.ts";
import { joinDuties, type Registry } from "#kernel/catalogue/duty.ts";
import type { Clock } from "#kernel/clock/clock.ts";
import { openDatabase, type WholeDatabase } from "#kernel/db/handle.ts";
import { migrate } from "#kernel/db/migrate.ts";
import { openPool } from "#kernel/db/pool.ts";
import type { FileStore } from "#kernel/files/files.ts";
import { startHeartbeat, type Heartbeat } from "#kernel/jobs/heartbeat.ts";
import { dueEngines, plantRepeats, type Engine } from "#kernel/jobs/runner.ts";
import { sealJournal } from "#kernel/journal/seal.ts";
import { openLive, type Live } from "#kernel/live/live.ts";
import { openMailRoom } from "#kernel/mail/mail-room.ts";
import type { Logger } from "#kernel/log/log.ts";
import { traced } from "#kernel/log/traced.ts";
import type { Tracer } from "#kernel/log/tracing.ts";
import { buildPipeline, type Pipeline, type PipelineParts } from "#kernel/pipeline/pipeline.ts";
import type { Ports } from "#kernel/pipeline/ports.ts";
import type { Services } from "#kernel/pipeline/work.ts";
import { openSettings, openVault, type SettingsCache, type Vault } from "#kernel/settings/settings.ts";

/** What a house is built from. */
export type HousePlan = {
  databaseUrl: string;
  poolSize?: number;
  clock: Clock;
  log: Logger;
  files: FileStore;
  /** 32 bytes that lock what only this installation may read. */
  key: Buffer;
  url: () => string;
  setUpCode: string;
  duties: readonly Duty[];
  /** The ports that duties fill, given the settings. */
  ports: (settings: SettingsCache) => Ports;
  /** Further engines, such as reach. */
  engines?: (house: House) => readonly Engine[];
  /** False in tests that move the clock themselves. */
  background: boolean;
  observe?: PipelineParts["observe"];
  /** Follows every command, query and job; absent: nothing is followed. */
  tracer?: Tracer | undefined;
};

/** Kerani, built and running on one database. */
export type House = {
  pool: pg.Pool;
  db: WholeDatabase;
  clock: Clock;
  log: Logger;
  registry: Registry;
  pipeline: Pipeline;
  settings: SettingsCache;
  vault: Vault;
  services: Services;
  live: Live;
  engines: readonly Engine[];
  /** Tells the background loops that something may be due. */
  wake(tables?: ReadonlySet<string>): void;
  /** Lets work under way finish, then lets go of everything. */
  close(): Promise<void>;
};

const DEFAULT_POOL = 20;
/** What another process changed about attention items may be due here. */
const ATTENTION = new Set(["attention_item"]);
const SEAL_EVERY_MS = 250;

/** Migrates the database, joins the duties and starts the loops. */
export const buildHouse = async (plan: HousePlan): Promise<House> => {
  const pool = openPool(plan.databaseUrl, plan.poolSize ?? DEFAULT_POOL, { pipeline: true });
  try {
    await migrate(pool, plan.clock);
    return await furnish(plan, pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
};

const furnish = async (plan: HousePlan, pool: pg.Pool): Promise<House> => {
  const { clock, log } = plan;
  const db = openDatabase(pool);
  const registry = joinDuties(plan.duties);
  const settings = await openSettings(db);
  const vault = openVault(plan.key);
  const live = await openLive(pool, () => new pg.Client({ connectionString: plan.databaseUrl }), log);
  const mail = openMailRoom(settings, vault, clock);
  const services: Services = { settings, vault, files: plan.files, log, clock, url: plan.url, mail, registry, setUpCode: plan.setUpCode };
  let heartbeat: Heartbeat | undefined;
  const wake = (tables?: ReadonlySet<string>) => heartbeat?.wake(tables);
  const system = theClerk();
  const untraced = buildPipeline({
    db,
    clock,
    registry,
    ports: plan.ports(settings),
    system,
    services,
    publish: (topics) => live.publish(topics),
    wake,
    ...(plan.observe ? { observe: plan.observe } : {}),
  });
  const pipeline = plan.tracer ? traced(untraced, plan.tracer) : untraced;
  const stopListening = live.subscribe((topics) => {
    if (topics.some((topic) => topic === "*" || topic === "setting"))
      settings.reload().catch((error: unknown) => log.warn({ error: String(error) }, "settings not read again"));
    if (topics.includes("*")) wake();
    else if (topics.includes("attention")) wake(ATTENTION);
  });
  const house: House = {
    pool,
    db,
    clock,
    log,
    registry,
    pipeline,
    settings,
    vault,
    services,
    live,
    engines: [],
    wake,
    close: async () => {},
  };
  house.engines = [...dueEngines({ db, clock, registry, pipeline, log }), ...(plan.engines?.(house) ?? [])];
  await plantRepeats(db, registry, clock);
  if (plan.background) heartbeat = startHeartbeat(house.engines, clock, log);
  const sealer = plan.background ? keepSealing(db, log) : undefined;
  house.close = async () => {
    stopListening();
    await heartbeat?.stop();
    await sealer?.stop();
    mail.close();
    await live.close();
    await pool.end();
  };
  return house;
};

const keepSealing = (db: WholeDatabase, log: Logger) => {
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  const seal = (): Promise<void> =>
    sealJournal(db)
      .then(() => {})
      .catch((error: unknown) => log.warn({ error: String(error) }, "the journal was not sealed; trying again"))
      .finally(() => {
        if (!stopping) timer = setTimeout(() => (running = seal()), SEAL_EVERY_MS);
      });
  let running = seal();
  return {
    async stop() {
      stopping = true;
      clearTimeout(timer);
      await running;
      await sealJournal(db).catch(() => {});
    },
  };
};
