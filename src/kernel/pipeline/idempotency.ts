import { ownTables } from "#kernel/db/handle.ts";
import { keyUsedOtherwise } from "#kernel/errors/house-refusals.ts";
import { digestOfValue } from "#kernel/journal/covered.ts";
import type { Work } from "./work.ts";

const own = ownTables("idempotency");

/** The answer that this actor's key got before, if any; refuses a key that was used for something else. */
export const answerBefore = async (work: Work, key: string, command: string, values: unknown): Promise<{ output: unknown } | undefined> => {
  const row = await own(work)
    .selectFrom("idempotency")
    .select(["command", "inputDigest", "output"])
    .where("actorId", "=", work.actor.id as string)
    .where("key", "=", key)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.command !== command || row.inputDigest !== digestOfValue(values)) throw keyUsedOtherwise();
  return { output: row.output };
};

/** Keeps the answer for the key. Of two calls racing with one key the later meets the primary key, rolls back and is run again, finding the answer. */
export const keepAnswer = async (work: Work, key: string, command: string, values: unknown, output: unknown): Promise<void> => {
  await own(work)
    .insertInto("idempotency")
    .values({
      actorId: work.actor.id as string,
      key,
      command,
      inputDigest: digestOfValue(values),
      output: JSON.stringify(output ?? null),
      at: work.at,
    })
    .execute();
};
