import { sql } from "kysely";
import { ownTables, readTables, type HasDatabase } from "#kernel/db/handle.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { inForce, todayOf } from "./today.ts";

const own = ownTables("post", "postHolding");
const read = readTables("post", "postHolding", "person");

type At = HasDatabase & { readonly now: Temporal.Instant };

/** A post. */
export type PostRow = {
  id: string;
  title: string;
  place: string | null;
  reportsTo: string | null;
  note: string | null;
  archivedAt: string | null;
};

const COLUMNS = ["id", "title", "place", "reportsTo", "note", "archivedAt"] as const;
/** Any number, the same in every process: who changes reporting lines waits for whoever else does. */
const LINES_LOCK = 7_303_001;

/** A post by id, archived or not. */
export const readPost = (work: HasDatabase, id: string): Promise<PostRow | undefined> =>
  own(work).selectFrom("post").select(COLUMNS).where("id", "=", id).executeTakeFirst();

/** Every post that is (or is not) archived, by title. */
export const readPosts = (work: HasDatabase, archived: boolean): Promise<PostRow[]> =>
  own(work)
    .selectFrom("post")
    .select(COLUMNS)
    .where("archivedAt", archived ? "is not" : "is", null)
    .orderBy("search")
    .orderBy("id")
    .execute();

/** Stores new posts. */
export const insertPosts = async (work: Work, posts: readonly (Pick<PostRow, "title"> & Partial<PostRow>)[]): Promise<string[]> => {
  const rows = posts.map(({ id = newId(), title, place, reportsTo, note }) => ({
    id,
    title,
    place: place ?? null,
    reportsTo: reportsTo ?? null,
    note: note ?? null,
    createdAt: work.at,
  }));
  if (rows.length > 0) await own(work).insertInto("post").values(rows).returningAll().execute();
  return rows.map(({ id }) => id);
};

/** Changes a post; undefined fields stay. */
export const updatePost = async (work: Work, id: string, change: Partial<Omit<PostRow, "id">>): Promise<void> => {
  if (Object.values(change).every((value) => value === undefined)) return;
  await own(work).updateTable("post").set(change).where("id", "=", id).returningAll().execute();
};

/** Makes everybody else who changes reporting lines wait until this transaction ends, so that no two make a circle together. */
export const lockReportingLines = async (work: Work): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${LINES_LOCK})`.execute(own(work));
};

/** What somebody holds or held. */
export type HoldingRow = {
  id: string;
  postId: string;
  title: string;
  place: string | null;
  personId: string;
  fromDay: string;
  untilDay: string | null;
  acting: boolean;
  now: boolean;
};

const holdings = (work: At) =>
  read(work)
    .selectFrom("postHolding")
    .innerJoin("post", "post.id", "postHolding.postId")
    .innerJoin("person", "person.id", "postHolding.personId")
    .select(["postHolding.id", "postHolding.postId", "post.title", "post.place", "postHolding.personId", "postHolding.acting"])
    .select(["postHolding.fromDay", "postHolding.untilDay", inForce(work.now).as("now")])
    .where("person.archivedAt", "is", null)
    .orderBy("postHolding.acting")
    .orderBy("postHolding.fromDay")
    .orderBy("postHolding.id");

/** Who holds these posts today or will; acting holders last. */
export const holdersOf = async (work: At, postIds: readonly string[]): Promise<HoldingRow[]> =>
  postIds.length === 0
    ? []
    : holdings(work)
        .where("postHolding.postId", "in", [...postIds])
        .where(notOver(work))
        .execute();

/** What these people hold today or will. */
export const heldBy = async (work: At, personIds: readonly string[]): Promise<HoldingRow[]> =>
  personIds.length === 0
    ? []
    : holdings(work)
        .where("postHolding.personId", "in", [...personIds])
        .where("post.archivedAt", "is", null)
        .where(notOver(work))
        .execute();

const notOver = (work: At) => sql<boolean>`coalesce(post_holding.until_day, 'infinity') >= ${todayOf(work.now)}`;

/** Stores who holds a post from when to when; the database refuses the same twice at a time. */
export const insertHoldings = async (
  work: Work,
  rows: readonly { postId: string; personId: string; fromDay: string; untilDay: string | null; acting: boolean }[],
): Promise<string[]> => {
  const stored = rows.map((row) => ({ id: newId(), ...row }));
  if (stored.length > 0) await own(work).insertInto("postHolding").values(stored).returningAll().execute();
  return stored.map(({ id }) => id);
};

/** Ends a holding on its last day. */
export const endHolding = async (work: Work, id: string, lastDay: string): Promise<void> => {
  await own(work).updateTable("postHolding").set({ untilDay: lastDay }).where("id", "=", id).returningAll().execute();
};

/** Removes a holding that never came to be. */
export const deleteHolding = async (work: Work, id: string): Promise<void> => {
  await own(work).deleteFrom("postHolding").where("id", "=", id).returningAll().execute();
};

/**
 * Who holds a post now; where nobody does, who holds the one above, and so on up. `without` never counts:
 * whoever holds two posts of one line does not report to themselves. The nearest first, acting holders before others.
 */
export const holdersUpward = async (
  work: At,
  postId: string,
  without: string | null,
): Promise<{ personId: string; depth: number; acting: boolean }[]> => {
  const { rows } = await sql<{ personId: string; depth: number; acting: boolean }>`
    with recursive line as (
      select id, reports_to, 0 as depth from post where id = ${postId}
      union all
      select post.id, post.reports_to, line.depth + 1 from line join post on post.id = line.reports_to where line.depth < 50
    )
    select person.id as person_id, line.depth, post_holding.acting
    from line join post_holding on post_holding.post_id = line.id join person on person.id = post_holding.person_id
    where person.archived_at is null and person.kind = 'staff' and ${inForce(work.now)}
      and person.id is distinct from ${without}::uuid
    order by line.depth, post_holding.acting desc, post_holding.from_day, post_holding.id`.execute(own(work));
  return rows;
};

/** Posts by id, archived or not. */
export const readPostsById = (work: HasDatabase, ids: readonly string[]): Promise<PostRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : own(work)
        .selectFrom("post")
        .select(COLUMNS)
        .where("id", "in", [...ids])
        .execute();

/** The people who hold, today, a post that reports to one of these. */
export const holdersBelow = async (work: At, postIds: readonly string[]): Promise<string[]> => {
  if (postIds.length === 0) return [];
  const rows = await holdings(work)
    .where("post.reportsTo", "in", [...postIds])
    .where("post.archivedAt", "is", null)
    .where(inForce(work.now))
    .execute();
  return [...new Set(rows.map(({ personId }) => personId))];
};
