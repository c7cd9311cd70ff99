import { sql } from "kysely";
import type { WholeDatabase } from "#kernel/db/handle.ts";
import { hashOfLine, type Line } from "./line.ts";

/** Known only to whoever seals, so that two processes never extend the chain at once. */
const SEALER_LOCK = 7_264_502;
const BATCH = 1000;
/** The hash that the first line follows. */
export const GENESIS = "0".repeat(64);

/** The head of the chain: how many lines, and the hash of the last. */
export type Head = { seq: number; hash: string };

/** Reads the head of the chain. */
export const readHead = async (db: WholeDatabase): Promise<Head> => {
  const last = await db
    .selectFrom("journal")
    .select(["seq", "hash"])
    .where("seq", "is not", null)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return { seq: Number(last?.seq ?? 0), hash: last?.hash ?? GENESIS };
};

/**
 * Chains every line written since the last time, in one transaction, one process at a time; returns how many.
 * Chaining apart from the command keeps commands from waiting for one another: the chain is one long queue,
 * and a command that had to join it before its commit would hold up every other for the length of a disk flush.
 */
export const sealJournal = async (db: WholeDatabase): Promise<number> => {
  let sealed = 0;
  for (;;) {
    const count = await db.transaction().execute(async (tx) => {
      const lock = await sql<{ held: boolean }>`select pg_try_advisory_xact_lock(${SEALER_LOCK}) as held`.execute(tx);
      if (!lock.rows[0]?.held) return 0;
      const lines = await tx.selectFrom("journal").selectAll().where("seq", "is", null).orderBy("id").limit(BATCH).execute();
      if (lines.length === 0) return 0;
      let { seq, hash } = await readHead(tx);
      const links = lines.map((line) => {
        const previous = hash;
        hash = hashOfLine(previous, line as unknown as Line);
        return { id: line.id, seq: ++seq, previous, hash };
      });
      await sql`update journal set seq = link.seq, previous_hash = link.previous, hash = link.hash
        from json_to_recordset(${JSON.stringify(links)}::json) as link(id uuid, seq bigint, previous text, hash text)
        where journal.id = link.id`.execute(tx);
      return lines.length;
    });
    sealed += count;
    if (count < BATCH) return sealed;
  }
};
