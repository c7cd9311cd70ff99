import type { Insertable, Selectable, Updateable } from "kysely";
import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { DB } from "#kernel/db/tables.ts";
import type { Text } from "#kernel/i18n/text.ts";
import type { Question } from "../contract/fields.ts";

const own = ownTables("bookingPage");

/** A page as it is stored. */
export type PageRow = Omit<Selectable<DB["bookingPage"]>, "title" | "intro" | "hosts" | "rooms" | "questions"> & {
  title: Text;
  intro: Text | null;
  hosts: string[];
  rooms: string[];
  questions: Question[];
};

const asPage = (row: Selectable<DB["bookingPage"]>): PageRow => row as unknown as PageRow;

/** Stores a page. */
export const insertPage = async (work: HasDatabase, row: Insertable<DB["bookingPage"]>): Promise<PageRow> =>
  asPage(await own(work).insertInto("bookingPage").values(row).returningAll().executeTakeFirstOrThrow());

/** Changes a page. */
export const updatePage = async (work: HasDatabase, id: string, set: Updateable<DB["bookingPage"]>): Promise<PageRow> =>
  asPage(await own(work).updateTable("bookingPage").set(set).where("id", "=", id).returningAll().executeTakeFirstOrThrow());

/** A page by id, removed ones included. */
export const findPage = async (work: HasDatabase, id: string): Promise<PageRow | undefined> => {
  const row = await own(work).selectFrom("bookingPage").selectAll().where("id", "=", id).executeTakeFirst();
  return row && asPage(row);
};

/** Pages by id, removed ones included. */
export const pagesOf = async (work: HasDatabase, ids: readonly string[]): Promise<ReadonlyMap<string, PageRow>> => {
  const rows =
    ids.length === 0
      ? []
      : await own(work)
          .selectFrom("bookingPage")
          .selectAll()
          .where("id", "in", [...ids])
          .execute();
  return new Map(rows.map((row) => [row.id, asPage(row)]));
};

/** A page that others may not work on before this work ends: its waiting list moves one step at a time. */
export const lockPage = async (work: HasDatabase, id: string): Promise<PageRow> =>
  asPage(await own(work).selectFrom("bookingPage").selectAll().where("id", "=", id).forNoKeyUpdate().executeTakeFirstOrThrow());

/** The page at an address. */
export const pageAt = async (work: HasDatabase, slug: string): Promise<PageRow | undefined> => {
  const row = await own(work)
    .selectFrom("bookingPage")
    .selectAll()
    .where("slug", "=", slug)
    .where("removedAt", "is", null)
    .executeTakeFirst();
  return row && asPage(row);
};

/** All pages. */
export const listPages = async (work: HasDatabase): Promise<PageRow[]> =>
  (await own(work).selectFrom("bookingPage").selectAll().where("removedAt", "is", null).orderBy("slug").limit(1000).execute()).map(asPage);
