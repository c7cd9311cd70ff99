import { systemClock } from "#kernel/clock/clock.ts";
import type { Config } from "#kernel/config/config.ts";
import { backup } from "#kernel/backup/backup.ts";
import { restore } from "#kernel/backup/restore.ts";
import { openDatabase } from "#kernel/db/handle.ts";
import { migrate } from "#kernel/db/migrate.ts";
import { openPool } from "#kernel/db/pool.ts";
import { readHead, sealJournal } from "#kernel/journal/seal.ts";
import { filesFolder, openDatabaseOf, readKey } from "./premises.ts";

const withPool = async <R>(config: Config, use: (pool: ReturnType<typeof openPool>) => Promise<R>): Promise<R> => {
  const database = await openDatabaseOf(config, () => {});
  const pool = openPool(database.url, 3);
  try {
    return await use(pool);
  } finally {
    await pool.end();
    await database.stop();
  }
};

const secret = (): { passphrase?: string } => {
  const passphrase = process.env["KERANI_PASSPHRASE"];
  return passphrase ? { passphrase } : {};
};

/** Backs everything up into one file while Kerani runs; the journal's head is told, to be kept apart from the file. */
export const backUp = (config: Config, out: string, version: string) =>
  withPool(config, async (pool) => {
    const db = openDatabase(pool);
    await sealJournal(db);
    const journalHead = await readHead(db);
    const summary = await backup({ pool, filesDir: filesFolder(config), out, version, now: systemClock.now(), ...secret() });
    return { file: out, ...summary, journalHead };
  });

/** Restores a backup onto an empty machine and brings it up to this program's step. */
export const restoreFrom = (config: Config, from: string) =>
  withPool(config, async (pool) => {
    await readKey(config);
    const summary = await restore({ from, pool, filesDir: filesFolder(config), migrateTo: (level) => migrate(pool, systemClock, level), ...secret() });
    await migrate(pool, systemClock);
    return { ...summary, journalHead: await readHead(openDatabase(pool)) };
  });
