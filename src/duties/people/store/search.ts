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

const anySpelling = (sought: Sought, make: (words: readonly string[]) => RawBuilder<boolean>): RawBuilder<boolean> =>
  sql`(${sql.join(sought.spellings.map(make), sql` or `)})`;

const scoreOf = (sought: Sought): RawBuilder<number> => {
  const starts = (words: readonly string[], end: string) => sql<boolean>`search like ${` ${words.join(" ")}${end}`}`;
  return sql<number>`case when ${anySpelling(sought, (words) => starts(words, " %"))} then
      case when ${anySpelling(sought, (words) => sql`(search = ${` ${words.join(" ")} `})`)} then ${SCORES.exact}::real else ${(SCORES.exact + SCORES.start) / 2}::real end
    when ${anySpelling(sought, (words) => starts(words, "%"))} then ${SCORES.start}::real
    else ${SCORES.words}::real end`;
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
  // One or two letters fit a tenth of all names: the index in alphabetical order gives the first few at once.
  const starts = sought.brief && table === "person";
  const fits = starts ? anySpelling(sought, (words) => sql`search like ${` ${words.join(" ")}%`}`) : anySpelling(sought, eachWord);
  const score = starts ? sql<number>`${SCORES.start}::real` : scoreOf(sought);
  const { rows } = await sql<Hit>`select id, ${score} as score from ${sql.table(table)}
    where archived_at is null and ${fits} ${kind ? sql`and kind = ${kind}` : sql``}
    order by ${starts ? sql`search` : sql`score desc, search`}, id limit ${limit}`.execute(read(work) as never);
  return rows;
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
