import type { Insertable, Selectable, Updateable } from "kysely";
import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { DB } from "#kernel/db/tables.ts";

const own = ownTables("calendarOwner");

/** A person, room, thing or company whose time is kept. */
export type OwnerRow = Selectable<DB["calendarOwner"]>;

/** Owners by id; those that are not there are left out. */
export const readOwners = async (work: HasDatabase, ids: readonly string[]): Promise<OwnerRow[]> =>
  ids.length === 0
    ? []
    : own(work)
        .selectFrom("calendarOwner")
        .selectAll()
        .where("id", "in", [...ids])
        .execute();

/** Owners held until the work ends, always in the order of their ids, so that two works never wait for each other in a ring. */
export const lockOwners = async (work: HasDatabase, ids: readonly string[]): Promise<OwnerRow[]> =>
  ids.length === 0
    ? []
    : own(work)
        .selectFrom("calendarOwner")
        .selectAll()
        .where("id", "in", [...new Set(ids)])
        .orderBy("id")
        .forUpdate()
        .execute();

/** Rooms, things and companies, by name. */
export const listHouse = (work: HasDatabase, kinds: readonly string[]): Promise<OwnerRow[]> =>
  own(work)
    .selectFrom("calendarOwner")
    .selectAll()
    .where("kind", "in", [...kinds])
    .where("archivedAt", "is", null)
    .orderBy("name")
    .orderBy("id")
    .limit(2000)
    .execute();

/** Ids of owners after one, in order. */
export const ownersAfter = async (work: HasDatabase, after: string, limit: number): Promise<string[]> => {
  const all = own(work).selectFrom("calendarOwner").select("id").orderBy("id").limit(limit);
  return (await (after ? all.where("id", ">", after) : all).execute()).map(({ id }) => id);
};

/** The room or thing with an address. */
export const ownerByEmail = (work: HasDatabase, email: string): Promise<OwnerRow | undefined> =>
  own(work).selectFrom("calendarOwner").selectAll().where("email", "=", email).executeTakeFirst();

/** Adds an owner; false when somebody did so at the same moment. */
export const insertOwner = async (work: HasDatabase, row: Insertable<DB["calendarOwner"]>): Promise<boolean> =>
  (
    await own(work)
      .insertInto("calendarOwner")
      .values(row)
      .onConflict((conflict) => conflict.column("id").doNothing())
      .returningAll()
      .execute()
  ).length > 0;

/** Changes an owner. */
export const updateOwner = (work: HasDatabase, id: string, set: Updateable<DB["calendarOwner"]>): Promise<OwnerRow> =>
  own(work).updateTable("calendarOwner").set(set).where("id", "=", id).returningAll().executeTakeFirstOrThrow();
