import type { Insertable, Selectable, Updateable } from "kysely";
import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { DB } from "#kernel/db/tables.ts";

const own = ownTables("calendarSubscription");

/** Where a calendar is read from. */
export type SubscriptionRow = Selectable<DB["calendarSubscription"]>;

/** Says where a calendar is read from. */
export const insertSubscription = async (work: HasDatabase, row: Insertable<DB["calendarSubscription"]>): Promise<void> => {
  await own(work).insertInto("calendarSubscription").values(row).execute();
};

/** One by its calendar, held until the work ends: it is read by one at a time. */
export const lockSubscription = (work: HasDatabase, calendarId: string): Promise<SubscriptionRow | undefined> =>
  own(work).selectFrom("calendarSubscription").selectAll().where("calendarId", "=", calendarId).forUpdate().executeTakeFirst();

/** Those of some calendars. */
export const subscriptionsOf = async (work: HasDatabase, calendarIds: readonly string[]): Promise<SubscriptionRow[]> =>
  calendarIds.length === 0
    ? []
    : own(work)
        .selectFrom("calendarSubscription")
        .selectAll()
        .where("calendarId", "in", [...calendarIds])
        .execute();

/** Notes what came of reading it. */
export const updateSubscription = async (
  work: HasDatabase,
  calendarId: string,
  set: Updateable<DB["calendarSubscription"]>,
): Promise<void> => {
  await own(work).updateTable("calendarSubscription").set(set).where("calendarId", "=", calendarId).execute();
};

/** Forgets where a calendar was read from. */
export const deleteSubscription = async (work: HasDatabase, calendarId: string): Promise<void> => {
  await own(work).deleteFrom("calendarSubscription").where("calendarId", "=", calendarId).execute();
};
