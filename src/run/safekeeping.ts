import { existsSync } from "node:fs";
import { systemClock } from "#kernel/clock/clock.ts";
import type { Config } from "#kernel/config/config.ts";
import { backup } from "#kernel/backup/backup.ts";
import { restore } from "#kernel/backup/restore.ts";
import { openDatabase } from "#kernel/db/handle.ts";
import { migrate } from "#kernel/db/migrate.ts";
import { openPool } from "#kernel/db/pool.ts";
import type { Text } from "#kernel/i18n/text.ts";
import { readHead, sealJournal } from "#kernel/journal/seal.ts";
import { filesFolder, keyFile, openDatabaseOf, readKey } from "./premises.ts";

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

const UNKEPT: Text = {
  id: "Tanpa frasa sandi, cadangan ini tidak memuat kunci kerani.key: simpan berkas itu di tempat lain, sebab tanpanya sandi surel, kanal, dan kode masuk dua langkah tidak terbaca setelah dipulihkan di mesin lain.",
  en: "Without a passphrase this backup does not hold the key kerani.key: keep that file elsewhere, for without it the passwords of mail and channels and the codes of two-step sign-in cannot be read after a restore on another machine.",
};
const UNBROUGHT: Text = {
  id: "Cadangan ini tidak memuat kunci: salin kerani.key yang lama ke folder data, atau isi lagi sandi surel dan kanal serta kode masuk dua langkah.",
  en: "This backup held no key: copy the old kerani.key into the data folder, or set the passwords of mail and channels and the codes of two-step sign-in anew.",
};

/** Backs everything up into one file while Kerani runs; the journal's head is told, to be kept apart from the file. */
export const backUp = (config: Config, out: string, version: string) =>
  withPool(config, async (pool) => {
    await readKey(config);
    const db = openDatabase(pool);
    await sealJournal(db);
    const journalHead = await readHead(db);
    const summary = await backup({
      pool,
      filesDir: filesFolder(config),
      keyFile: keyFile(config),
      out,
      version,
      now: systemClock.now(),
      ...secret(),
    });
    return { told: { file: out, ...summary, journalHead }, remark: summary.key ? undefined : UNKEPT };
  });

/** Restores a backup onto an empty machine and brings it up to this program's step. */
export const restoreFrom = (config: Config, from: string) =>
  withPool(config, async (pool) => {
    const hadKey = existsSync(keyFile(config));
    const summary = await restore({
      from,
      pool,
      filesDir: filesFolder(config),
      keyFile: keyFile(config),
      migrateTo: (level) => migrate(pool, systemClock, level),
      ...secret(),
    });
    await readKey(config);
    await migrate(pool, systemClock);
    return { told: { ...summary, journalHead: await readHead(openDatabase(pool)) }, remark: summary.key || hadKey ? undefined : UNBROUGHT };
  });
