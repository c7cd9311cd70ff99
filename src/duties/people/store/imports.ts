import { sql } from "kysely";
import { ownTables, readTables, type HasDatabase } from "#kernel/db/handle.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";

const own = ownTables("personImport");
const read = readTables("person");

/** What an import came to. */
export type ImportResult = { added: number; merged: number; skipped: number; organisations: number; posts: number };

/** What an earlier import of the same file came to, if there was one. */
export const readImport = async (work: HasDatabase, digest: string): Promise<ImportResult | undefined> => {
  const row = await own(work).selectFrom("personImport").select("result").where("digest", "=", digest).executeTakeFirst();
  return row && (row.result as ImportResult);
};

/** Claims a file for this transaction: of two who import it at once the second waits, then gets false. */
export const claimImport = async (work: Work, digest: string, result: ImportResult): Promise<boolean> => {
  const claimed = await own(work)
    .insertInto("personImport")
    .values({ id: newId(), digest, importedBy: work.actor.id, importedAt: work.at, result: JSON.stringify(result) })
    .onConflict((conflict) => conflict.constraint("person_import_known").doNothing())
    .returningAll()
    .execute();
  return claimed.length > 0;
};

/** Active people of the same name, however it is written, by the name as it was asked. */
export const peopleNamed = async (
  work: HasDatabase,
  names: readonly string[],
): Promise<{ asked: string; id: string; name: string; kind: "staff" | "contact" }[]> => {
  if (names.length === 0) return [];
  const { rows } = await sql<{ asked: string; id: string; name: string; kind: "staff" | "contact" }>`
    select distinct on (asked) asked, person.id, person.name, person.kind from unnest(${[...new Set(names)]}::text[]) as asked
    join person on person.search >= people_fold(asked) and person.search < people_fold(asked) || chr(1114111)
    where person.archived_at is null and people_fold(person.name) = people_fold(asked) order by asked, person.id`.execute(
    read(work) as never,
  );
  return rows;
};
