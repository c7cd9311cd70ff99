import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { systemClock } from "#kernel/clock/clock.ts";
import type { Config } from "#kernel/config/config.ts";
import { startPostgres } from "#kernel/db/embedded/postgres.ts";
import { openLog, type Logger } from "#kernel/log/log.ts";
import { assemble, type Assembly, type AssemblyOptions } from "../assembly.ts";

/** The database of this installation: a URL, and how to let it go. */
export type Database = { url: string; stop(): Promise<void> };

/** The database that DATABASE_URL names, or the one that Kerani keeps beside its data. */
export const openDatabaseOf = async (config: Config, log: (line: string) => void): Promise<Database> => {
  if (config.databaseUrl) return { url: config.databaseUrl, stop: async () => {} };
  await mkdir(config.dataDir, { recursive: true, mode: 0o755 });
  return startPostgres({ dataDir: join(config.dataDir, "database"), log });
};

/** Where the installation's own key lies. */
export const keyFile = (config: Config): string => join(config.dataDir, "kerani.key");

/** The installation's own key, made at the first start; who has it can read locked settings, so it never enters the database. */
export const readKey = async (config: Config): Promise<Buffer> => {
  const path = keyFile(config);
  const found = await readFile(path, "utf8").catch(() => undefined);
  if (found) return Buffer.from(found.trim(), "base64url");
  await mkdir(config.dataDir, { recursive: true, mode: 0o755 });
  const key = randomBytes(32);
  // Two processes starting at once: the second one's wx fails, and it reads what the first wrote.
  await writeFile(path, key.toString("base64url"), { mode: 0o600, flag: "wx" }).catch(() => {});
  return Buffer.from((await readFile(path, "utf8")).trim(), "base64url");
};

/** The folder of stored files. */
export const filesFolder = (config: Config): string => join(config.dataDir, "files");

/** Kerani's house on this installation's database. */
export type Premises = Assembly & { database: Database; log: Logger; close(): Promise<void> };

/** Opens the premises: database, key, house. */
export const openPremises = async (
  config: Config,
  wish: { background: boolean } & Pick<AssemblyOptions, "url" | "setUpCode"> & Partial<AssemblyOptions>,
): Promise<Premises> => {
  const log = wish.log ?? openLog(config.logLevel);
  const database = await openDatabaseOf(config, (line) => log.info(line));
  try {
    const key = await readKey(config);
    const assembly = await assemble({ databaseUrl: database.url, clock: systemClock, log, filesDir: filesFolder(config), key, ...wish });
    return {
      ...assembly,
      database,
      log,
      async close() {
        await assembly.close();
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
};
