import type { Insertable, Selectable } from "kysely";
import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { DB } from "#kernel/db/tables.ts";

const own = ownTables("pushSubscription");

/** A browser's subscription as it is stored. */
export type SubscriptionRow = Selectable<DB["pushSubscription"]>;

/** The subscriptions of several people, the latest first. */
export const subscriptionsOf = async (work: HasDatabase, personIds: readonly string[]): Promise<SubscriptionRow[]> => {
  if (personIds.length === 0) return [];
  return own(work)
    .selectFrom("pushSubscription")
    .selectAll()
    .where("personId", "in", [...personIds])
    .orderBy("id", "desc")
    .execute();
};

/** The subscription of an endpoint. */
export const subscriptionAt = (work: HasDatabase, endpoint: string): Promise<SubscriptionRow | undefined> =>
  own(work).selectFrom("pushSubscription").selectAll().where("endpoint", "=", endpoint).executeTakeFirst();

/** Stores a subscription; a browser has one, which follows whoever signed in there last. */
export const putSubscription = (work: HasDatabase, row: Insertable<DB["pushSubscription"]>): Promise<SubscriptionRow> => {
  const { id: _id, endpoint: _endpoint, ...rest } = row;
  return own(work)
    .insertInto("pushSubscription")
    .values(row)
    .onConflict((conflict) => conflict.column("endpoint").doUpdateSet(rest))
    .returningAll()
    .executeTakeFirstOrThrow();
};

/** Removes a subscription; true when it was there. */
export const removeSubscription = async (work: HasDatabase, id: string): Promise<boolean> => {
  const row = await own(work).deleteFrom("pushSubscription").where("id", "=", id).returningAll().executeTakeFirst();
  return row !== undefined;
};
