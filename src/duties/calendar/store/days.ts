import type { Insertable, Selectable } from "kysely";
import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { DB } from "#kernel/db/tables.ts";

const own = ownTables("companyDay");

/** A dated day. */
export type DayRow = Selectable<DB["companyDay"]>;

/** The days that hold between two dates, both included. */
export const daysBetween = (work: HasDatabase, from: string, to: string): Promise<DayRow[]> =>
  own(work)
    .selectFrom("companyDay")
    .selectAll()
    .where("removedAt", "is", null)
    .where("day", ">=", from)
    .where("day", "<=", to)
    .orderBy("day")
    .orderBy("kind")
    .execute();

/** Adds days. */
export const insertDays = async (work: HasDatabase, rows: readonly Insertable<DB["companyDay"]>[]): Promise<void> => {
  if (rows.length > 0)
    await own(work)
      .insertInto("companyDay")
      .values([...rows])
      .returningAll()
      .execute();
};

/** Lets days no longer hold; they stay on record. */
export const removeDays = async (work: HasDatabase, ids: readonly string[], at: string): Promise<void> => {
  if (ids.length > 0)
    await own(work)
      .updateTable("companyDay")
      .set({ removedAt: at })
      .where("id", "in", [...ids])
      .returningAll()
      .execute();
};
