import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import type { Clock } from "#kernel/clock/clock.ts";
import { refusal } from "#kernel/errors/refusal.ts";

const MIGRATIONS = fileURLToPath(new URL("../../../db/migrations/", import.meta.url));
const MIGRATION_LOCK = 7_264_501;

/** The database was last used by a newer Kerani. */
export const databaseIsNewer = refusal("DATABASE_IS_NEWER", "unavailable", {
  id: (theirs: number, ours: number) =>
    `Basis data ini dipakai oleh Kerani yang lebih baru (langkah ${theirs}); program ini hanya mengenal sampai langkah ${ours}. Jalankan versi yang lebih baru, atau pulihkan cadangan lama.`,
  en: (theirs: number, ours: number) =>
    `This database was used by a newer Kerani (step ${theirs}); this program knows only up to step ${ours}. Run the newer version, or restore an older backup.`,
});

/** A migration that already ran was changed afterwards. */
export const migrationChanged = refusal("MIGRATION_CHANGED", "conflict", {
  id: (name: string) => `Langkah basis data ${name} pernah dijalankan dengan isi yang lain.`,
  en: (name: string) => `Database step ${name} was run before with other contents.`,
});

/** One step of the database's linear history. */
export type Migration = { id: number; name: string; sql: string; digest: string };

/** Every migration in the tree, in order; throws when two share a number. */
export const readMigrations = async (): Promise<Migration[]> => {
  const files = (await readdir(MIGRATIONS)).filter((name) => /^\d{4}_[\w-]+\.sql$/.test(name)).sort();
  const steps = await Promise.all(
    files.map(async (name) => {
      const sql = await readFile(join(MIGRATIONS, name), "utf8");
      return { id: Number(name.slice(0, 4)), name: name.slice(5, -4), sql, digest: createHash("sha256").update(sql).digest("hex") };
    }),
  );
  steps.forEach((step, index) => {
    if (step.id === steps[index - 1]?.id) throw new Error(`two migrations are numbered ${step.id}`);
  });
  return steps;
};

/** Brings the database to `target` (default: the newest step), each step in one transaction, one process at a time. */
export const migrate = async (pool: pg.Pool, clock: Clock, target = Number.POSITIVE_INFINITY): Promise<number> => {
  const steps = await readMigrations();
  const newest = steps.at(-1)?.id ?? 0;
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock($1::bigint)", [MIGRATION_LOCK]);
    await client.query(
      "create table if not exists migration (id integer primary key, name text not null, digest text not null, applied_at timestamptz not null)",
    );
    const { rows } = await client.query<{ id: number; name: string; digest: string }>("select id, name, digest from migration order by id");
    const applied = new Map(rows.map((row) => [row.id, row]));
    const theirs = rows.at(-1)?.id ?? 0;
    if (theirs > newest) throw databaseIsNewer(theirs, newest);
    for (const step of steps) {
      const before = applied.get(step.id);
      if (before && before.digest !== step.digest) throw migrationChanged(step.name);
      if (before || step.id > target) continue;
      await client.query("begin");
      await client.query(step.sql);
      await client.query("insert into migration values ($1, $2, $3, $4)", [step.id, step.name, step.digest, clock.now().toString()]);
      await client.query("commit");
    }
    return Math.min(newest, target);
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    await client.query("select pg_advisory_unlock($1::bigint)", [MIGRATION_LOCK]).catch(() => {});
    client.release();
  }
};
