import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import { newId } from "#kernel/ids/id.ts";

const own = ownTables("outbox");

/** Writes a fact for each of its consumers, in the same transaction as what it tells of. */
export const writeFact = async (
  work: HasDatabase & { at: string },
  fact: string,
  consumers: readonly string[],
  payload: Record<string, unknown>,
): Promise<void> => {
  if (consumers.length === 0) return;
  await own(work)
    .insertInto("outbox")
    .values(consumers.map((consumer) => ({ id: newId(), at: work.at, fact, consumer, payload: JSON.stringify(payload), dueAt: work.at })))
    .execute();
};
