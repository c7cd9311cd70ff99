import { sql } from "kysely";
import { ownTables, readTables, type HasDatabase } from "#kernel/db/handle.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import type { PointKind } from "../contract/fields.ts";

const own = ownTables("contactPoint");
const read = readTables("contactPoint", "person");

/** A number or address at which a person can be reached; `secret` is locked in the vault. */
export type PointRow = {
  id: string;
  personId: string;
  kind: PointKind;
  value: string;
  extension: string | null;
  label: string | null;
  preferred: boolean;
  seenBy: "staff" | "desk";
  secret: string | null;
};

/** What a new contact point is made of. */
export type NewPoint = Pick<PointRow, "personId" | "kind" | "value"> & Partial<PointRow>;

const COLUMNS = ["id", "personId", "kind", "value", "extension", "label", "preferred", "seenBy", "secret"] as const;
const ROWS_AT_ONCE = 500;

/** The points of some people, the preferred first, then the older. */
export const readPoints = async (work: HasDatabase, personIds: readonly string[]): Promise<PointRow[]> =>
  personIds.length === 0
    ? []
    : ((await own(work)
        .selectFrom("contactPoint")
        .select(COLUMNS)
        .where(sql<boolean>`person_id = any(${[...new Set(personIds)]}::uuid[])`)
        .orderBy("preferred", "desc")
        .orderBy("id")
        .execute()) as PointRow[]);

/** One contact point by id. */
export const readPoint = async (work: HasDatabase, id: string): Promise<PointRow | undefined> =>
  (await own(work).selectFrom("contactPoint").select(COLUMNS).where("id", "=", id).executeTakeFirst()) as PointRow | undefined;

/** Stores new contact points; returns their ids in the order given. */
export const insertPoints = async (work: Work, points: readonly NewPoint[]): Promise<string[]> => {
  const rows = points.map(({ id = newId(), personId, kind, value, ...rest }) => ({
    id,
    personId,
    kind,
    value,
    extension: rest.extension ?? null,
    label: rest.label ?? null,
    preferred: rest.preferred ?? false,
    seenBy: rest.seenBy ?? "staff",
    secret: rest.secret ?? null,
    createdAt: work.at,
  }));
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
    await own(work)
      .insertInto("contactPoint")
      .values(rows.slice(at, at + ROWS_AT_ONCE))
      .returningAll()
      .execute();
  return rows.map(({ id }) => id);
};

/** Changes what may change of a contact point; undefined fields stay. */
export const updatePoint = async (
  work: Work,
  id: string,
  change: Partial<Pick<PointRow, "label" | "preferred" | "seenBy">>,
): Promise<void> => {
  if (Object.values(change).every((value) => value === undefined)) return;
  await own(work).updateTable("contactPoint").set(change).where("id", "=", id).returningAll().execute();
};

/** No point of a person's kind is preferred any more, so that another can be. */
export const unprefer = async (work: Work, personId: string, kind: PointKind): Promise<void> => {
  await own(work)
    .updateTable("contactPoint")
    .set({ preferred: false })
    .where("personId", "=", personId)
    .where("kind", "=", kind)
    .where("preferred", "=", true)
    .returningAll()
    .execute();
};

/** Removes a contact point. */
export const deletePoint = async (work: Work, id: string): Promise<void> => {
  await own(work).deleteFrom("contactPoint").where("id", "=", id).returningAll().execute();
};

/** Active people who have one of these values as a number or mail address, with the value. */
export const ownersOf = (work: HasDatabase, values: readonly string[]) =>
  values.length === 0
    ? Promise.resolve([])
    : read(work)
        .selectFrom("contactPoint")
        .innerJoin("person", "person.id", "contactPoint.personId")
        .select(["person.id", "person.name", "person.kind", "contactPoint.value", "contactPoint.extension"])
        .where(sql<boolean>`contact_point.value = any(${[...new Set(values)]}::text[])`)
        .where("contactPoint.kind", "in", ["phone", "mobile", "email"])
        .where("person.archivedAt", "is", null)
        .orderBy("person.id")
        .execute();
