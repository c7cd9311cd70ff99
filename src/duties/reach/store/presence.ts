import type { Insertable, Selectable } from "kysely";
import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { DB } from "#kernel/db/tables.ts";

const own = ownTables("presence");

/** What somebody said about where they are. */
export type PresenceRow = Selectable<DB["presence"]>;

const stillHolds = (now: string) => (row: PresenceRow) =>
  row.untilAt === null || Temporal.Instant.compare(Temporal.Instant.from(row.untilAt), Temporal.Instant.from(now)) > 0;

/** What several people said that still holds at `now`. */
export const presenceOf = async (work: HasDatabase, personIds: readonly string[], now: string): Promise<Map<string, PresenceRow>> => {
  if (personIds.length === 0) return new Map();
  const rows = await own(work)
    .selectFrom("presence")
    .selectAll()
    .where("id", "in", [...personIds])
    .execute();
  return new Map(rows.filter(stillHolds(now)).map((row) => [row.id, row]));
};

/** Everybody who said something that still holds at `now`. */
export const allPresence = async (work: HasDatabase, now: string): Promise<PresenceRow[]> =>
  (await own(work).selectFrom("presence").selectAll().orderBy("id").execute()).filter(stillHolds(now));

/** Stores what somebody says, in place of what they said before. */
export const putPresence = (work: HasDatabase, row: Insertable<DB["presence"]>): Promise<PresenceRow> => {
  const { id: _id, ...rest } = row;
  return own(work)
    .insertInto("presence")
    .values(row)
    .onConflict((conflict) => conflict.column("id").doUpdateSet(rest))
    .returningAll()
    .executeTakeFirstOrThrow();
};

/** Forgets what somebody said. */
export const removePresence = async (work: HasDatabase, personId: string): Promise<void> => {
  await own(work).deleteFrom("presence").where("id", "=", personId).returningAll().execute();
};
