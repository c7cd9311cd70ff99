import { sql } from "kysely";
import { ownTables, type WholeDatabase } from "#kernel/db/handle.ts";
import { keyUsedOtherwise } from "#kernel/errors/house-refusals.ts";
import { digestOfValue } from "#kernel/journal/covered.ts";
import type { Work } from "./work.ts";

const own = ownTables("idempotency");

/** Stands for the digest of a secret input: it and the answer lie locked together in `output`. */
const LOCKED = "locked";

/** What was asked under a key; a `secret` one is kept so that only this installation can read it again. */
export type Asked = { command: string; values: unknown; secret?: boolean };

type Kept = { digest: string; output: unknown };

const unlocked = (work: Work, row: { inputDigest: string; output: unknown }): Kept =>
  row.inputDigest === LOCKED
    ? (JSON.parse(work.services.vault.open((row.output as { locked: string }).locked)) as Kept)
    : { digest: row.inputDigest, output: row.output };

/** Lets calls with one key take turns: what the first one stored would otherwise refuse the second before it finds the answer. */
const takeTurn = (work: Work, key: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`${work.actor.id} ${key}`}, 0))`.execute(work.tx as WholeDatabase);

/** The answer that this actor's key got before, if any; refuses a key that was used for something else. */
export const answerBefore = async (work: Work, key: string, asked: Asked): Promise<{ output: unknown } | undefined> => {
  await takeTurn(work, key);
  const row = await own(work)
    .selectFrom("idempotency")
    .select(["command", "inputDigest", "output"])
    .where("actorId", "=", work.actor.id as string)
    .where("key", "=", key)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.command !== asked.command) throw keyUsedOtherwise();
  const { digest, output } = unlocked(work, row);
  if (digest !== digestOfValue(asked.values)) throw keyUsedOtherwise();
  return { output };
};

/** Keeps the answer for the key. */
export const keepAnswer = async (work: Work, key: string, asked: Asked, output: unknown): Promise<void> => {
  const digest = digestOfValue(asked.values);
  const kept = asked.secret
    ? { inputDigest: LOCKED, output: { locked: work.services.vault.lock(JSON.stringify({ digest, output: output ?? null })) } }
    : { inputDigest: digest, output: output ?? null };
  await own(work)
    .insertInto("idempotency")
    .values({
      actorId: work.actor.id as string,
      key,
      command: asked.command,
      inputDigest: kept.inputDigest,
      output: JSON.stringify(kept.output),
      at: work.at,
    })
    .execute();
};
