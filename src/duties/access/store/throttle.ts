import { sql } from "kysely";
import { ownTables } from "#kernel/db/handle.ts";

const own = ownTables("throttle");

/** A database handle and the present instant: a piece of work, or a door's own. */
export type At = { readonly tx: unknown; readonly now: Temporal.Instant };

const after = (now: Temporal.Instant, seconds: number): string => now.add({ seconds }).toString();

/** Counts one more under a key within a window that starts at the first count; returns the count and when it falls to zero. */
export const countOne = async (work: At, key: string, windowSeconds: number): Promise<{ count: number; resetsAt: string }> => {
  const now = work.now.toString();
  const fresh = after(work.now, windowSeconds);
  return own(work)
    .insertInto("throttle")
    .values({ key, count: 1, resetsAt: fresh })
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet({
        count: sql<number>`case when throttle.resets_at <= ${now} then 1 else throttle.count + 1 end`,
        resetsAt: sql<string>`case when throttle.resets_at <= ${now} then ${fresh} else throttle.resets_at end`,
      }),
    )
    .returning(["count", "resetsAt"])
    .executeTakeFirstOrThrow();
};

/** The growing pause of `countSlowly`: none for the first `free`, then 2, 4, 8 … seconds, at most `longest`. */
export type Pause = { memorySeconds: number; free: number; longest: number };

/**
 * Counts one more under a key unless the pause since the one before is not over; then counts nothing and says how many
 * seconds are left. One statement, so that of many at once no more slip through than the pause allows.
 */
export const countSlowly = async (work: At, key: string, { memorySeconds, free, longest }: Pause): Promise<number> => {
  const now = work.now.toString();
  const fresh = after(work.now, memorySeconds);
  // The last attempt was at resets_at - memory.
  const next = sql<string>`throttle.resets_at - make_interval(secs => ${memorySeconds}) + make_interval(secs =>
    case when throttle.count < ${free} then 0 else least(${longest}, power(2, least(throttle.count - ${free} + 1, 30))) end)`;
  const counted = await own(work)
    .insertInto("throttle")
    .values({ key, count: 1, resetsAt: fresh })
    .onConflict((conflict) =>
      conflict
        .column("key")
        .doUpdateSet({
          count: sql<number>`case when throttle.resets_at <= ${now} then 1 else throttle.count + 1 end`,
          resetsAt: fresh,
        })
        .where(sql<boolean>`throttle.resets_at <= ${now} or ${next} <= ${now}`),
    )
    .returning("count")
    .executeTakeFirst();
  if (counted) return 0;
  const row = await own(work).selectFrom("throttle").select(next.as("next")).where("key", "=", key).executeTakeFirst();
  return row ? Math.max(1, Math.ceil(work.now.until(Temporal.Instant.from(row.next)).total("seconds"))) : 0;
};

/** Takes one count back. */
export const countBack = async (work: At, key: string): Promise<void> => {
  await own(work)
    .updateTable("throttle")
    .set({ count: sql<number>`greatest(0, count - 1)` })
    .where("key", "=", key)
    .execute();
};

/** Forgets a key. */
export const forget = async (work: At, key: string): Promise<void> => {
  await own(work).deleteFrom("throttle").where("key", "=", key).execute();
};

/** Forgets every key whose window is over. */
export const sweepThrottle = async (work: At): Promise<void> => {
  await own(work).deleteFrom("throttle").where("resetsAt", "<=", work.now.toString()).execute();
};
