import type { Insertable, Selectable } from "kysely";
import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { DB } from "#kernel/db/tables.ts";

const own = ownTables("calendarShare");

/** Something given to somebody. */
export type ShareRow = Selectable<DB["calendarShare"]>;

/** What was given of these owners' time, calendar by calendar or as a whole. */
export const sharesOf = async (work: HasDatabase, ownerIds: readonly string[]): Promise<ShareRow[]> =>
  ownerIds.length === 0
    ? []
    : own(work)
        .selectFrom("calendarShare")
        .selectAll()
        .where("ownerId", "in", [...ownerIds])
        .orderBy("id")
        .execute();

/** What was given to any of these people, posts and groups, or to everyone. */
export const sharesTo = async (work: HasDatabase, ids: readonly string[], everyone: boolean): Promise<ShareRow[]> =>
  own(work)
    .selectFrom("calendarShare")
    .selectAll()
    .where((where) =>
      where.or([
        ...(ids.length > 0 ? [where("toId", "in", [...ids])] : []),
        ...(everyone ? [where("toKind", "=", "everyone")] : []),
        where.lit(false),
      ]),
    )
    .orderBy("id")
    .limit(2000)
    .execute();

/** Gives. */
export const insertShare = async (work: HasDatabase, row: Insertable<DB["calendarShare"]>): Promise<ShareRow> =>
  own(work).insertInto("calendarShare").values(row).returningAll().executeTakeFirstOrThrow();

/** Takes back by id. */
export const deleteShares = async (work: HasDatabase, ids: readonly string[]): Promise<void> => {
  if (ids.length > 0)
    await own(work)
      .deleteFrom("calendarShare")
      .where("id", "in", [...ids])
      .returningAll()
      .execute();
};
