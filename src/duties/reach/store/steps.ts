import { sql, type Insertable, type Selectable, type Updateable } from "kysely";
import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { DB } from "#kernel/db/tables.ts";

const own = ownTables("reachStep");

/** A step as it is stored. */
export type StepRow = Selectable<DB["reachStep"]>;
/** A step to store. */
export type NewStep = Insertable<DB["reachStep"]>;

/** Writes steps down before they are sent; a step that is there already is left out of the answer. */
export const insertSteps = async (work: HasDatabase, rows: readonly NewStep[]): Promise<StepRow[]> => {
  if (rows.length === 0) return [];
  return own(work)
    .insertInto("reachStep")
    .values([...rows])
    .onConflict((conflict) => conflict.constraint("reach_step_once").doNothing())
    .returningAll()
    .execute();
};

/** A further attempt at a step begins, with the same key. */
export const beginAgain = async (work: HasDatabase, id: string, at: string): Promise<StepRow> =>
  own(work)
    .updateTable("reachStep")
    .set((step) => ({ state: "sending", triedAt: at, tries: step("tries", "+", 1), retryAt: null, finishedAt: null }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** Writes down what became of an attempt; false, and nothing happens, when another process has begun a further one or has finished it. */
export const finishAttempt = async (work: HasDatabase, { id, tries }: StepRow, set: Updateable<DB["reachStep"]>): Promise<boolean> => {
  const row = await own(work)
    .updateTable("reachStep")
    .set(set)
    .where("id", "=", id)
    .where("tries", "=", tries)
    .where("state", "=", "sending")
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
};

/** True when a step of the item on one of these rungs stands as accepted or delivered. */
export const standingSteps = async (work: HasDatabase, itemId: string, rungs: readonly string[]): Promise<boolean> => {
  const row = await own(work)
    .selectFrom("reachStep")
    .select("id")
    .where("itemId", "=", itemId)
    .where("rung", "in", [...rungs])
    .where("state", "in", ["accepted", "delivered"])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
};

/** Writes down what became known of a step after it was sent. */
export const finishStep = async (work: HasDatabase, id: string, set: Updateable<DB["reachStep"]>): Promise<void> => {
  await own(work).updateTable("reachStep").set(set).where("id", "=", id).execute();
};

/** The steps of the present climbs of several items. */
export const stepsOfClimbs = async (work: HasDatabase, climbs: readonly { itemId: string; number: number }[]): Promise<StepRow[]> => {
  if (climbs.length === 0) return [];
  const pairs = sql.join(climbs.map(({ itemId, number }) => sql`(${itemId}::uuid, ${number}::integer)`));
  return own(work)
    .selectFrom("reachStep")
    .selectAll()
    .where(sql<boolean>`(item_id, climb) in (${pairs})`)
    .orderBy("begunAt")
    .orderBy("id")
    .execute();
};

/** The number of the last climb that each item had; items without any are left out. */
export const lastClimbs = async (work: HasDatabase, itemIds: readonly string[]): Promise<Map<string, number>> => {
  if (itemIds.length === 0) return new Map();
  const rows = await own(work)
    .selectFrom("reachStep")
    .select(["itemId", (step) => step.fn.max("climb").as("climb")])
    .where("itemId", "in", [...itemIds])
    .groupBy("itemId")
    .execute();
  return new Map(rows.map(({ itemId, climb }) => [itemId, climb]));
};

/** Everything that was tried for an item, newest first. */
export const stepsOfItem = (work: HasDatabase, itemId: string, limit: number): Promise<StepRow[]> =>
  own(work)
    .selectFrom("reachStep")
    .selectAll()
    .where("itemId", "=", itemId)
    .orderBy("begunAt", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();

/** A step by its id. */
export const findStep = (work: HasDatabase, id: string): Promise<StepRow | undefined> =>
  own(work).selectFrom("reachStep").selectAll().where("id", "=", id).executeTakeFirst();

/** The step that a mail belongs to. */
export const stepOfMail = (work: HasDatabase, mailIds: readonly string[]): Promise<StepRow | undefined> =>
  own(work)
    .selectFrom("reachStep")
    .selectAll()
    .where("mailId", "in", [...mailIds])
    .orderBy("begunAt", "desc")
    .limit(1)
    .executeTakeFirst();

/** Who was told: these people in their own right, or by one of these mandates. */
export type Told = { personIds: readonly string[]; mandateIds: readonly string[] };

const stepsTo = (work: HasDatabase, { personIds, mandateIds }: Told) =>
  own(work)
    .selectFrom("reachStep")
    .select("itemId")
    .where("personId", "in", [...personIds])
    .where((step) =>
      step.or([step("mandateId", "is", null), ...(mandateIds.length > 0 ? [step("mandateId", "in", [...mandateIds])] : [])]),
    );

/** True when they were told of the item. */
export const wasTold = async (work: HasDatabase, itemId: string, told: Told): Promise<boolean> => {
  if (told.personIds.length === 0) return false;
  return (await stepsTo(work, told).where("itemId", "=", itemId).limit(1).executeTakeFirst()) !== undefined;
};

/** The items of which they were told since an instant, the latest thousand. */
export const toldOf = async (work: HasDatabase, told: Told, since: string): Promise<string[]> => {
  if (told.personIds.length === 0) return [];
  const rows = await stepsTo(work, told).where("begunAt", ">=", since).orderBy("begunAt", "desc").limit(1000).execute();
  return [...new Set(rows.map(({ itemId }) => itemId))];
};

/** Steps whose service is to be asked now what became of them; each goes to one process. */
export const claimTraces = async (db: HasDatabase, now: Temporal.Instant, limit: number, leaseSeconds: number): Promise<StepRow[]> => {
  const { rows } = await sql<StepRow>`
    update reach_step set trace_at = ${now.add({ seconds: leaseSeconds }).toString()}
    where id in (select id from reach_step where trace_at <= ${now.toString()} order by trace_at, id limit ${limit} for update skip locked)
    returning *`.execute(own(db));
  return rows;
};

/** When the next step is to be asked after. */
export const nextTrace = async (db: HasDatabase): Promise<Temporal.Instant | undefined> => {
  const row = await own(db)
    .selectFrom("reachStep")
    .select("traceAt")
    .where("traceAt", "is not", null)
    .orderBy("traceAt")
    .limit(1)
    .executeTakeFirst();
  return row?.traceAt ? Temporal.Instant.from(row.traceAt) : undefined;
};
