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

/** Takes one count back. */
export const countBack = async (work: At, key: string): Promise<void> => {
  await own(work)
    .updateTable("throttle")
    .set({ count: sql<number>`greatest(0, count - 1)` })
    .where("key", "=", key)
    .execute();
};

/** The count under a key that still stands. */
export const countOf = async (work: At, key: string): Promise<number> => {
  const row = await own(work)
    .selectFrom("throttle")
    .select("count")
    .where("key", "=", key)
    .where("resetsAt", ">", work.now.toString())
    .executeTakeFirst();
  return row?.count ?? 0;
};

/** Forgets a key. */
export const forget = async (work: At, key: string): Promise<void> => {
  await own(work).deleteFrom("throttle").where("key", "=", key).execute();
};

/** Forgets every key whose window is over. */
export const sweepThrottle = async (work: At): Promise<void> => {
  await own(work).deleteFrom("throttle").where("resetsAt", "<=", work.now.toString()).execute();
};
