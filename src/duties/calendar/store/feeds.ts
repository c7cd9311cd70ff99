import type { Insertable, Selectable } from "kysely";
import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { DB } from "#kernel/db/tables.ts";

const own = ownTables("calendarFeed");

/** A secret address of a calendar. */
export type FeedRow = Selectable<DB["calendarFeed"]>;

/** Makes an address. */
export const insertFeed = (work: HasDatabase, row: Insertable<DB["calendarFeed"]>): Promise<FeedRow> =>
  own(work).insertInto("calendarFeed").values(row).returningAll().executeTakeFirstOrThrow();

/** The addresses of a calendar. */
export const feedsOf = (work: HasDatabase, calendarId: string): Promise<FeedRow[]> =>
  own(work).selectFrom("calendarFeed").selectAll().where("calendarId", "=", calendarId).orderBy("id").execute();

/** One by id. */
export const findFeed = (work: HasDatabase, id: string): Promise<FeedRow | undefined> =>
  own(work).selectFrom("calendarFeed").selectAll().where("id", "=", id).executeTakeFirst();

/** One by the digest of its secret. */
export const feedByDigest = (work: HasDatabase, digest: string): Promise<FeedRow | undefined> =>
  own(work).selectFrom("calendarFeed").selectAll().where("digest", "=", digest).where("revokedAt", "is", null).executeTakeFirst();

/** Ends one. */
export const revokeFeed = async (work: HasDatabase, id: string, at: string): Promise<void> => {
  await own(work).updateTable("calendarFeed").set({ revokedAt: at }).where("id", "=", id).returningAll().execute();
};

/** Removes those of a calendar that goes. */
export const deleteFeeds = async (work: HasDatabase, calendarId: string): Promise<void> => {
  await own(work).deleteFrom("calendarFeed").where("calendarId", "=", calendarId).returningAll().execute();
};
