import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";

const own = ownTables("spentFlow");

/** Remembers a ceremony as brought to its end; false when it was before. */
export const insertSpent = async (work: HasDatabase, id: string, expiresAt: string): Promise<boolean> => {
  const row = await own(work)
    .insertInto("spentFlow")
    .values({ id, expiresAt })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
};

/** Forgets the ceremonies that are too old to be brought back anyway. */
export const sweepSpent = async (work: HasDatabase, now: string): Promise<void> => {
  await own(work).deleteFrom("spentFlow").where("expiresAt", "<=", now).execute();
};
