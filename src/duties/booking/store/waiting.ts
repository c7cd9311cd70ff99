import type { Insertable, Selectable, Updateable } from "kysely";
import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { DB } from "#kernel/db/tables.ts";

const own = ownTables("bookingWaiter", "bookingFreed");

/** Somebody who waits for a time of a page. */
export type WaiterRow = Selectable<DB["bookingWaiter"]>;
/** A time that came free while somebody waited. */
export type FreedRow = Omit<Selectable<DB["bookingFreed"]>, "asked"> & { asked: string[] };

const asFreed = (row: Selectable<DB["bookingFreed"]>): FreedRow => row as unknown as FreedRow;

/** Stores somebody who waits. */
export const insertWaiter = (work: HasDatabase, row: Insertable<DB["bookingWaiter"]>): Promise<WaiterRow> =>
  own(work).insertInto("bookingWaiter").values(row).returningAll().executeTakeFirstOrThrow();

/** Says how somebody stopped waiting. */
export const endWaiter = async (work: HasDatabase, id: string, state: "booked" | "left" | "over"): Promise<void> => {
  await own(work).updateTable("bookingWaiter").set({ state }).where("id", "=", id).returningAll().execute();
};

/** One by id, waiting or not. */
export const findWaiter = (work: HasDatabase, id: string): Promise<WaiterRow | undefined> =>
  own(work).selectFrom("bookingWaiter").selectAll().where("id", "=", id).executeTakeFirst();

/** The one whom a browser put down under a key. */
export const waiterWithKey = (work: HasDatabase, pageId: string, key: string): Promise<WaiterRow | undefined> =>
  own(work).selectFrom("bookingWaiter").selectAll().where("pageId", "=", pageId).where("key", "=", key).executeTakeFirst();

/** Who waits on a page, the longest first. */
export const waitersOf = (work: HasDatabase, pageId: string, now: string): Promise<WaiterRow[]> =>
  own(work)
    .selectFrom("bookingWaiter")
    .selectAll()
    .where("pageId", "=", pageId)
    .where("state", "=", "waiting")
    .where("untilAt", ">", now)
    .orderBy("since")
    .orderBy("id")
    .execute();

/** What came free on a page and is kept. */
export const freedOf = async (work: HasDatabase, pageId: string): Promise<FreedRow[]> =>
  (await own(work).selectFrom("bookingFreed").selectAll().where("pageId", "=", pageId).where("state", "=", "open").orderBy("startAt").execute()).map(asFreed); // prettier-ignore

/** Keeps a time that came free. */
export const insertFreed = async (work: HasDatabase, row: Insertable<DB["bookingFreed"]>): Promise<FreedRow> =>
  asFreed(await own(work).insertInto("bookingFreed").values(row).returningAll().executeTakeFirstOrThrow());

/** Changes it. */
export const updateFreed = async (work: HasDatabase, id: string, set: Updateable<DB["bookingFreed"]>): Promise<void> => {
  await own(work).updateTable("bookingFreed").set(set).where("id", "=", id).returningAll().execute();
};

/** One by id. */
export const findFreed = async (work: HasDatabase, id: string): Promise<FreedRow | undefined> => {
  const row = await own(work).selectFrom("bookingFreed").selectAll().where("id", "=", id).executeTakeFirst();
  return row && asFreed(row);
};
