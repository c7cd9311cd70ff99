import { sql } from "kysely";
import { ownTables, readTables, type HasDatabase } from "#kernel/db/handle.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";

const own = ownTables("organisation");
const read = readTables("organisation");

/** An organisation that outside contacts belong to. */
export type OrganisationRow = {
  id: string;
  name: string;
  phone: string | null;
  email: string | null;
  website: string | null;
  address: string | null;
  note: string | null;
  archivedAt: string | null;
};

const COLUMNS = ["id", "name", "phone", "email", "website", "address", "note", "archivedAt"] as const;
/** Any number, the same in every process: two imports must not make one organisation twice. */
const NAMES_LOCK = 7_303_002;

/** An organisation by id, archived or not. */
export const readOrganisation = (work: HasDatabase, id: string): Promise<OrganisationRow | undefined> =>
  own(work).selectFrom("organisation").select(COLUMNS).where("id", "=", id).executeTakeFirst();

/** Organisations by id, archived or not. */
export const readOrganisationsById = (work: HasDatabase, ids: readonly string[]): Promise<OrganisationRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : own(work)
        .selectFrom("organisation")
        .select(COLUMNS)
        .where("id", "in", [...ids])
        .execute();

/** A page of organisations by name, one more than asked for when there is a next page. */
export const listOrganisations = (
  work: HasDatabase,
  wish: { archived: boolean; limit: number; after?: string | undefined },
): Promise<OrganisationRow[]> => {
  let page = read(work)
    .selectFrom("organisation")
    .select(COLUMNS)
    .where("archivedAt", wish.archived ? "is not" : "is", null);
  if (wish.after)
    page = page.where(sql<boolean>`(search, id) > (select o.search, o.id from organisation o where o.id = ${wish.after}::uuid)`);
  return page
    .orderBy("search")
    .orderBy("id")
    .limit(wish.limit + 1)
    .execute();
};

/** Stores new organisations; returns their ids in the order given. */
export const insertOrganisations = async (
  work: Work,
  rows: readonly (Pick<OrganisationRow, "name"> & Partial<OrganisationRow>)[],
): Promise<string[]> => {
  const stored = rows.map(({ name, phone, email, website, address, note }) => ({
    id: newId(),
    name,
    phone: phone ?? null,
    email: email ?? null,
    website: website ?? null,
    address: address ?? null,
    note: note ?? null,
    createdAt: work.at,
  }));
  if (stored.length > 0) await own(work).insertInto("organisation").values(stored).returningAll().execute();
  return stored.map(({ id }) => id);
};

/** Changes an organisation; undefined fields stay. */
export const updateOrganisation = async (work: Work, id: string, change: Partial<Omit<OrganisationRow, "id">>): Promise<void> => {
  if (Object.values(change).every((value) => value === undefined)) return;
  await own(work).updateTable("organisation").set(change).where("id", "=", id).returningAll().execute();
};

/** The active organisations of these names, however written, by the name as it was asked. */
export const organisationsNamed = async (work: HasDatabase, names: readonly string[]): Promise<Map<string, string>> => {
  if (names.length === 0) return new Map();
  const { rows } = await sql<{ asked: string; id: string }>`
    select distinct on (asked) asked, organisation.id from unnest(${[...new Set(names)]}::text[]) as asked
    join organisation on organisation.search = people_search(asked) where archived_at is null order by asked, organisation.id`.execute(
    own(work),
  );
  return new Map(rows.map(({ asked, id }) => [asked, id]));
};

/** Makes everybody else who makes organisations by name wait until this transaction ends. */
export const lockOrganisationNames = async (work: Work): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${NAMES_LOCK})`.execute(own(work));
};

/** The organisation of this name, made if there is none. */
export const findOrMakeOrganisation = async (work: Work, name: string): Promise<string> => {
  await lockOrganisationNames(work);
  return (await organisationsNamed(work, [name])).get(name) ?? ((await insertOrganisations(work, [{ name }]))[0] as string);
};
