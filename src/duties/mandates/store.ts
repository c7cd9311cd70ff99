import { sql, type Insertable, type Selectable, type Updateable } from "kysely";
import { ownTables, readTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { DB } from "#kernel/db/tables.ts";
import { newId } from "#kernel/ids/id.ts";
import { untilOf } from "./rules.ts";

const own = ownTables("mandate", "mandatePiece");
const read = readTables("journal");

/** A mandate as it is stored. */
export type MandateRow = Omit<Selectable<DB["mandate"]>, "scope"> & { scope: string[] };

const asRow = (row: Selectable<DB["mandate"]>): MandateRow => ({ ...row, scope: row.scope as string[] });

/** Lets those who give mandates take turns, so that two cannot lend to each other at the same moment. */
export const takeTurns = async (work: HasDatabase): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('mandate.give', 0))`.execute(own(work));
};

/** Stores a mandate with its pieces; the database refuses a piece that is lent to another in that time. */
export const insertMandate = async (work: HasDatabase, row: Insertable<DB["mandate"]>, pieces: readonly string[]): Promise<MandateRow> => {
  const stored = await own(work)
    .insertInto("mandate")
    .values({ ...row, scope: JSON.stringify(pieces) })
    .returningAll()
    .executeTakeFirstOrThrow();
  await own(work)
    .insertInto("mandatePiece")
    .values(
      pieces.map((piece) => ({
        id: newId(),
        mandateId: stored.id,
        principalId: stored.principalId,
        piece,
        beginsAt: stored.beginsAt,
        untilAt: untilOf(stored),
      })),
    )
    .execute();
  return asRow(stored);
};

/** Changes a mandate and returns it. */
export const updateMandate = async (work: HasDatabase, id: string, set: Updateable<DB["mandate"]>): Promise<MandateRow> =>
  asRow(await own(work).updateTable("mandate").set(set).where("id", "=", id).returningAll().executeTakeFirstOrThrow());

/** Closes a mandate before its time: what it lent is free again from then on. */
export const closeMandate = async (
  work: HasDatabase,
  id: string,
  set: { closedAt: string; closedBy: string | null; closedHow: string; closedNote: string | null },
): Promise<MandateRow> => {
  await own(work)
    .updateTable("mandatePiece")
    .set((column) => ({ untilAt: sql<string>`greatest(${column.ref("beginsAt")}, ${set.closedAt}::timestamptz)` }))
    .where("mandateId", "=", id)
    .execute();
  return updateMandate(work, id, set);
};

/** A mandate by id. */
export const findMandate = async (work: HasDatabase, id: string): Promise<MandateRow | undefined> => {
  const row = await own(work).selectFrom("mandate").selectAll().where("id", "=", id).executeTakeFirst();
  return row && asRow(row);
};

/** A mandate by id, held until the work ends, so that two who end it take turns. */
export const lockMandate = async (work: HasDatabase, id: string): Promise<MandateRow | undefined> => {
  const row = await own(work).selectFrom("mandate").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  return row && asRow(row);
};

/** The mandates in force at an instant, of these principals or these delegates. */
export const mandatesAt = async (
  work: HasDatabase,
  who: { principalIds: readonly string[] } | { delegateIds: readonly string[] },
  at: string,
): Promise<MandateRow[]> => {
  const [column, ids] = "principalIds" in who ? (["principalId", who.principalIds] as const) : (["delegateId", who.delegateIds] as const);
  if (ids.length === 0) return [];
  const rows = await own(work)
    .selectFrom("mandate")
    .selectAll()
    .where(column, "in", [...ids])
    .where("endsAt", ">", at)
    .where("beginsAt", "<=", at)
    .where((is) => is.or([is("closedAt", "is", null), is("closedAt", ">", at)]))
    .orderBy("id")
    .execute();
  return rows.map(asRow);
};

/** The mandates between two people whose time touches a span and that are not closed. */
export const mandatesBetween = async (
  work: HasDatabase,
  principalId: string,
  delegateId: string,
  from: string,
  to: string,
): Promise<MandateRow[]> => {
  const rows = await own(work)
    .selectFrom("mandate")
    .selectAll()
    .where("principalId", "=", principalId)
    .where("delegateId", "=", delegateId)
    .where("closedAt", "is", null)
    .where("beginsAt", "<", to)
    .where("endsAt", ">", from)
    .execute();
  return rows.map(asRow);
};

/** The next instant after `after` at which a mandate of one of these principals begins or ends. */
export const boundaryAfter = async (work: HasDatabase, principalIds: readonly string[], after: string): Promise<string | undefined> => {
  if (principalIds.length === 0) return undefined;
  const { rows } = await sql<{ next: string | null }>`
    select min(moment) as next from mandate, lateral (values (begins_at), (coalesce(closed_at, ends_at))) as edges (moment)
    where principal_id in (${sql.join(principalIds)}) and ends_at > ${after} and moment > ${after}
      and (closed_at is null or closed_at > begins_at)`.execute(own(work));
  return rows[0]?.next ?? undefined;
};

/** Mandates, the latest end first, one more than asked for. */
export const listMandates = async (
  work: HasDatabase,
  wish: { about?: readonly string[] | undefined; ended: boolean; now: string; limit: number; after?: string | undefined },
): Promise<MandateRow[]> => {
  let found = own(work).selectFrom("mandate").selectAll();
  const { about, now } = wish;
  if (about) found = found.where((is) => is.or([is("principalId", "in", [...about]), is("delegateId", "in", [...about])]));
  found = wish.ended
    ? found.where((is) => is.or([is("endsAt", "<=", now), is("closedAt", "<=", now)]))
    : found.where("endsAt", ">", now).where((is) => is.or([is("closedAt", "is", null), is("closedAt", ">", now)]));
  if (wish.after) found = found.where("id", "<", wish.after);
  const rows = await found
    .orderBy("id", "desc")
    .limit(wish.limit + 1)
    .execute();
  return rows.map(asRow);
};

/** The journal's lines under a mandate, oldest first, one more than asked for. */
export const actsUnder = (work: HasDatabase, mandateId: string, limit: number, after?: string) => {
  let lines = read(work)
    .selectFrom("journal")
    .select(["id", "at", "actorId", "actorName", "command", "door", "outcome", "subjectType", "subjectId"])
    .where("mandateId", "=", mandateId);
  if (after) lines = lines.where("id", ">", after);
  return lines
    .orderBy("id")
    .limit(limit + 1)
    .execute();
};

/** How often each command was given under a mandate, the most frequent first. */
export const countActs = async (work: HasDatabase, mandateId: string): Promise<{ command: string; count: number }[]> => {
  const rows = await read(work)
    .selectFrom("journal")
    .select(["command", (count) => count.fn.countAll<number>().as("count")])
    .where("mandateId", "=", mandateId)
    .groupBy("command")
    .execute();
  return rows
    .map(({ command, count }) => ({ command, count: Number(count) }))
    .sort((a, b) => b.count - a.count || (a.command < b.command ? -1 : 1));
};
