import { sql } from "kysely";
import type { WholeDatabase } from "#kernel/db/handle.ts";
import type { Text } from "#kernel/i18n/text.ts";
import { digestOfRow } from "./covered.ts";
import { hashOfLine, type Line } from "./line.ts";
import { GENESIS, sealJournal, type Head } from "./seal.ts";

/** What `audit verify` found: the head, how much was looked at, and everything that does not hold. */
export type Verdict = { head: Head; lines: number; records: number; faults: { code: string; text: Text }[] };

const PAGE = 2000;
const MOST_FAULTS = 100;
const NIL = "00000000-0000-0000-0000-000000000000";

const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const lineFault = (code: string, seq: number, id: string, id_: string, en: string) => ({
  code,
  text: { id: `Baris jurnal ${seq} (${id}): ${id_}.`, en: `Journal line ${seq} (${id}): ${en}.` },
});

/**
 * Walks the whole chain and compares every covered record with what its last journal line says it must be.
 * Names each altered, missing or reordered line and each record that was changed, added or removed without a command.
 */
export const verifyJournal = async (db: WholeDatabase, covered: ReadonlySet<string>): Promise<Verdict> => {
  await sealJournal(db);
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (tx) => {
      const faults: Verdict["faults"] = [];
      const chain = await walkChain(tx, faults);
      const records = await compareRecords(tx, covered, faults);
      return { head: chain.head, lines: chain.lines, records, faults: faults.slice(0, MOST_FAULTS) };
    });
};

const walkChain = async (tx: WholeDatabase, faults: Verdict["faults"]): Promise<{ head: Head; lines: number }> => {
  let seq = 0;
  let hash = GENESIS;
  let lines = 0;
  for (;;) {
    const page = await tx.selectFrom("journal").selectAll().where("seq", ">", seq).orderBy("seq").limit(PAGE).execute();
    for (const line of page) {
      const at = Number(line.seq);
      if (at !== seq + 1) faults.push(lineFault("LINE_MISSING", seq + 1, "-", `hilang (berikutnya ${at})`, `is missing (next is ${at})`));
      else if (line.previousHash !== hash)
        faults.push(lineFault("LINE_REORDERED", at, line.id, "tidak menyambung ke baris sebelumnya", "does not follow the line before it"));
      if (line.hash !== hashOfLine(line.previousHash ?? "", line as unknown as Line))
        faults.push(lineFault("LINE_CHANGED", at, line.id, "isinya telah diubah", "its contents were changed"));
      seq = at;
      hash = line.hash ?? "";
      lines++;
    }
    if (page.length < PAGE || faults.length >= MOST_FAULTS) return { head: { seq, hash }, lines };
  }
};

const compareRecords = async (tx: WholeDatabase, covered: ReadonlySet<string>, faults: Verdict["faults"]): Promise<number> => {
  let compared = 0;
  for (const table of [...covered].sort()) {
    // The last word of the journal on every record of this table.
    await sql`create temporary table expected on commit drop as
      select distinct on (change->>'id') (change->>'id')::uuid as id, change->>'digest' as digest
      from journal, jsonb_array_elements(changes) as change
      where change->>'table' = ${table} order by change->>'id', seq desc`.execute(tx);
    await sql`create unique index on expected (id)`.execute(tx);
    let after = NIL;
    for (;;) {
      const rows = await readPage(tx, table, after);
      for (const { row, expected, known } of rows) {
        compared++;
        after = String(row["id"]);
        if (!known || digestOfRow(row) !== expected) faults.push(recordFault(table, after, known && expected !== null));
      }
      if (rows.length < PAGE || faults.length >= MOST_FAULTS) break;
    }
    const gone = await sql<{ id: string }>`select expected.id from expected left join ${sql.table(table)} t on t.id = expected.id
      where expected.digest is not null and t.id is null limit ${MOST_FAULTS}`.execute(tx);
    for (const { id } of gone.rows)
      faults.push({
        code: "RECORD_REMOVED",
        text: { id: `Catatan ${table} ${id} dihapus tanpa perintah.`, en: `Record ${table} ${id} was removed without a command.` },
      });
    await sql`drop table expected`.execute(tx);
  }
  return compared;
};

const readPage = async (tx: WholeDatabase, table: string, after: string) => {
  const { rows } = await sql<
    Record<string, unknown>
  >`select t.*, expected.digest as expected_digest, expected.id is not null as expected_known
    from ${sql.table(table)} t left join expected on expected.id = t.id
    where t.id > ${after}::uuid order by t.id limit ${PAGE}`.execute(tx);
  return rows.map((found) => {
    const { expectedDigest, expectedKnown, ...row } = Object.fromEntries(Object.entries(found).map(([key, value]) => [camel(key), value]));
    return { row, expected: expectedDigest as string | null, known: Boolean(expectedKnown) };
  });
};

const recordFault = (table: string, id: string, changed: boolean): Verdict["faults"][number] =>
  changed
    ? {
        code: "RECORD_CHANGED",
        text: { id: `Catatan ${table} ${id} diubah tanpa perintah.`, en: `Record ${table} ${id} was changed without a command.` },
      }
    : {
        code: "RECORD_ADDED",
        text: { id: `Catatan ${table} ${id} ditambahkan tanpa perintah.`, en: `Record ${table} ${id} was added without a command.` },
      };
