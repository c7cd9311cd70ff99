import { sql, type RawBuilder } from "kysely";
import { readTables, type HasDatabase } from "#kernel/db/handle.ts";
import { readSought, SCORES, type Sought } from "../rules/search.ts";

const read = readTables("person", "post", "peopleGroup", "organisation", "contactPoint");

/** Something found: which record, and how well it fits. */
export type Hit = { id: string; score: number };

/** The tables that have a `search` column. */
export type Searched = "person" | "post" | "people_group" | "organisation";

const MOST_ALIKE = 50;

/** Folds what was typed as the database folds names. */
export const readText = async (work: HasDatabase, text: string): Promise<Sought> => {
  const { rows } = await sql<{
    folded: string;
    modern: string;
  }>`select people_fold(${text}) as folded, people_modern(people_fold(${text})) as modern`.execute(read(work) as never);
  return readSought(text, rows[0]?.folded ?? "", rows[0]?.modern ?? "");
};

const eachWord = (words: readonly string[]): RawBuilder<boolean> =>
  sql`(${sql.join(
    words.map((word) => sql`search like ${`% ${word}%`}`),
    sql` and `,
  )})`;

/** The newest spelling finds both: what is stored in the old one is stored in the new one besides. */
const newest = ({ spellings }: Sought): readonly string[] => spellings.at(-1) ?? [];

const scoreOf = ({ spellings }: Sought): RawBuilder<number> => {
  const cases = spellings.map((words, index) => {
    const typed = words.join(" ");
    // What was typed as it was typed comes before its other spelling.
    const score = (value: number) => sql`${value - index * 0.02}::real`;
    return sql`when search = ${` ${typed} `} then ${score(SCORES.exact)}
      when search like ${` ${typed} %`} then ${score(SCORES.whole)} when search like ${` ${typed}%`} then ${score(SCORES.start)}`;
  });
  return sql<number>`case ${sql.join(cases, sql` `)} else ${SCORES.words}::real end`;
};

type Narrowing = { fits: RawBuilder<boolean>; score: RawBuilder<number>; order: RawBuilder<unknown> };

const select = async (
  work: HasDatabase,
  table: Searched,
  { fits, score, order }: Narrowing,
  limit: number,
  kind?: string,
): Promise<Hit[]> => {
  const { rows } = await sql<Hit>`select id, ${score} as score from ${sql.table(table)}
    where archived_at is null and ${fits} ${kind ? sql`and kind = ${kind}` : sql``} order by ${order}, id limit ${limit}`.execute(
    read(work) as never,
  );
  return rows;
};

/** Records whose words begin as the sought words do, best first. */
export const byWords = async (
  work: HasDatabase,
  table: Searched,
  sought: Sought,
  limit: number,
  kind?: "staff" | "contact",
): Promise<Hit[]> => {
  if (sought.spellings[0]?.length === 0) return [];
  const words: Narrowing = { fits: eachWord(newest(sought)), score: scoreOf(sought), order: sql`score desc, search` };
  if (!sought.brief) return select(work, table, words, limit, kind);
  // One or two letters fit a tenth of all names: the index in alphabetical order gives the first few at once.
  const starts = sql<boolean>`search like ${` ${newest(sought).join(" ")}%`}`;
  const first = await select(work, table, { fits: starts, score: sql`${SCORES.start}::real`, order: sql`search` }, limit, kind);
  return first.length >= limit ? first : select(work, table, words, limit, kind);
};

/** People whose names come near in spite of typing errors, nearest first. */
export const byLikeness = async (work: HasDatabase, sought: Sought): Promise<Hit[]> => {
  const words = sought.spellings[0] ?? [];
  if (sought.brief || words.length === 0) return [];
  const { rows } =
    await sql<Hit>`select id, score * ${SCORES.likeness}::real as score from people_alike(${words.join(" ")}, ${MOST_ALIKE})`.execute(
      read(work) as never,
    );
  return rows;
};

/** Records of a small table whose names come near in spite of typing errors. */
export const byLikenessIn = async (
  work: HasDatabase,
  table: Exclude<Searched, "person">,
  sought: Sought,
  limit: number,
): Promise<Hit[]> => {
  const words = (sought.spellings[0] ?? []).join(" ");
  if (sought.brief || words === "") return [];
  const { rows } = await sql<Hit>`select id, word_similarity(${words}, search) * ${SCORES.likeness}::real as score from ${sql.table(table)}
    where archived_at is null and word_similarity(${words}, search) >= 0.5 order by score desc, search, id limit ${limit}`.execute(
    read(work) as never,
  );
  return rows;
};

/** People with a number or mail address in which the sought part occurs; only what the asker may see. */
export const byAddress = async (work: HasDatabase, sought: Sought, seesAll: boolean, limit: number): Promise<Hit[]> => {
  const part = sought.phonePart ?? sought.mailPart;
  if (!part) return [];
  const kinds = sought.phonePart ? ["phone", "mobile"] : ["email"];
  const { rows } =
    await sql<Hit>`select person.id, max(case when contact_point.value like ${`%${part}`} then ${SCORES.address}::real else ${SCORES.words}::real end) as score
    from contact_point join person on person.id = contact_point.person_id
    where contact_point.value like ${`%${part}%`} and contact_point.kind in (${sql.join(kinds)}) and person.archived_at is null
      ${seesAll ? sql`` : sql`and contact_point.seen_by = 'staff'`}
    group by person.id order by score desc, person.id limit ${limit}`.execute(read(work) as never);
  return rows;
};
