import type { ChildProcess } from "node:child_process";
import { open, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { nameOfUser } from "./account.ts";
import { EXIT, type Launch, startSupervisor } from "./launch.ts";
import type { Places } from "./places.ts";
import { MAJOR } from "./program.ts";
import {
  type DatabaseTrouble,
  diskFull,
  inUse,
  namelessUser,
  noAnswer,
  noFlock,
  notADatabase,
  otherVersion,
  stoppedAtStart,
  wrongOwner,
} from "./trouble.ts";

/** The name under which each process's own connection is listed in pg_stat_activity. */
export const KEEPER = "kerani keeper";

const TRY_EVERY_MS = 10;
/** About two minutes without any sign of life. */
const MOST_TRIES = 12_000;
const CANNOT_CONNECT_NOW = "57P03";

/** Everything needed to bring one server up, again and again. */
export type Raising = { how: Launch; places: Places; server: string[]; fsync: boolean; signal: AbortSignal };

/** A connection as PostgreSQL's superuser, who can enter even when every ordinary place is taken. */
export const connectKeeper = async (socketDir: string): Promise<Client> => {
  const client = new Client({
    host: socketDir,
    port: 5432,
    user: "postgres",
    database: "postgres",
    ssl: false,
    application_name: KEEPER,
    connectionTimeoutMillis: 5000,
  });
  client.on("error", () => {});
  await client.connect();
  return client;
};

/** Refuses data that this PostgreSQL could not serve, before anything is started. */
export const checkCluster = async ({ places, how }: Pick<Raising, "places" | "how">): Promise<void> => {
  const cluster = await stat(places.cluster).catch(() => undefined);
  if (!cluster) return;
  if (cluster.uid !== how.account.uid) {
    throw wrongOwner(places.cluster, await nameOfUser(cluster.uid), await nameOfUser(how.account.uid));
  }
  const version = (await readFile(join(places.cluster, "PG_VERSION"), "utf8").catch(() => "")).trim();
  if (!version) throw notADatabase(places.cluster);
  if (version !== MAJOR) throw otherVersion(places.cluster, version, MAJOR);
};

const logSize = async (places: Places): Promise<number> => (await stat(places.log).catch(() => ({ size: 0 }))).size;

const logSince = async (places: Places, start: number): Promise<string> => {
  const file = await open(places.log).catch(() => undefined);
  if (!file) return "";
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16_384), 0, 16_384, start);
    return buffer.toString("utf8", 0, bytesRead).trim();
  } finally {
    await file.close();
  }
};

const whyItEnded = async (code: number | null, places: Places, logStart: number): Promise<DatabaseTrouble> => {
  if (code === EXIT.noFlock) return noFlock();
  if (code === EXIT.stranger) return inUse(places.cluster);
  if (code === EXIT.noRoom) return diskFull(places.base);
  const said = await logSince(places, logStart);
  if (/could not look up effective user ID/.test(said)) return namelessUser(process.geteuid?.() ?? 0);
  return stoppedAtStart(places.base, said.split("\n").slice(-10).join("\n"));
};

/** PostgreSQL tells that it is there but starting or stopping; everything else counts as silence. */
const isComing = (error: unknown): boolean => (error as { code?: string }).code === CANNOT_CONNECT_NOW;

/**
 * Connects to the server of these places, starting one if none runs. Several processes may do this at once: the lock
 * inside the supervisor picks one, the others find its server. Throws DatabaseTrouble when it cannot come up.
 */
export const raise = async ({ how, places, server, fsync, signal: given }: Raising): Promise<Client> => {
  let supervisor: ChildProcess | undefined;
  let logStart = 0;
  for (let silent = 0; silent < MOST_TRIES; silent += 1) {
    given.throwIfAborted();
    try {
      return await connectKeeper(places.socketDir);
    } catch (error) {
      if (isComing(error)) silent = 0;
    }
    if (!supervisor) {
      logStart = await logSize(places);
      supervisor = await startSupervisor(how, places, server, fsync);
      supervisor.once("error", () => {});
    } else if (supervisor.exitCode === EXIT.busy) {
      // Whoever has the lock is starting or stopping; the supervisor itself ended what was merely left over.
      supervisor = undefined;
    } else if (supervisor.exitCode !== null || supervisor.signalCode !== null) {
      throw await whyItEnded(supervisor.exitCode, places, logStart);
    }
    await pause(TRY_EVERY_MS, undefined, { signal: given });
  }
  throw noAnswer(places.base);
};
