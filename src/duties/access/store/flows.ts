import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";

const own = ownTables("spentFlow");

/** Remembers a ceremony's token as brought back; false when it was brought back before. */
export const insertSpent = async (work: HasDatabase, digest: string, expiresAt: string): Promise<boolean> => {
  const row = await own(work)
    .insertInto("spentFlow")
    .values({ digest, expiresAt })
    .onConflict((conflict) => conflict.column("digest").doNothing())
    .returning("digest")
    .executeTakeFirst();
  return row !== undefined;
};

/** Forgets the tokens that are too old to be brought back anyway. */
export const sweepSpent = async (work: HasDatabase, now: string): Promise<void> => {
  await own(work).deleteFrom("spentFlow").where("expiresAt", "<=", now).execute();
};
