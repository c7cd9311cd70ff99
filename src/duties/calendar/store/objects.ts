import { sql, type Insertable, type Selectable, type Updateable } from "kysely";
import { ownTables, readTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { DB } from "#kernel/db/tables.ts";

const own = ownTables("calendarObject", "calendarPast", "calendarFile");
const withCalendar = readTables("calendarObject", "calendar");

/** An object as it is stored. */
export type ObjectRow = Omit<Selectable<DB["calendarObject"]>, "search">;

const COLUMNS = [
  "id", "calendarId", "address", "uid", "component", "text", "etag", "scheduleTag", "overlap", "dead", "createdAt", "changedAt", "summary", "place",
  "visibility", "sequence", "organizer", "categories", "repeats", "firstAt", "lastAt",
] as const; // prettier-ignore

const select = (work: HasDatabase) => own(work).selectFrom("calendarObject").select(COLUMNS);

/** What lies at an address. */
export const objectAt = (work: HasDatabase, calendarId: string, address: string): Promise<ObjectRow | undefined> =>
  select(work).where("calendarId", "=", calendarId).where("address", "=", address).executeTakeFirst();

/** An object by id. */
export const findObject = (work: HasDatabase, id: string): Promise<ObjectRow | undefined> =>
  select(work).where("id", "=", id).executeTakeFirst();

/** Objects by id. */
export const objectsById = async (work: HasDatabase, ids: readonly string[]): Promise<ObjectRow[]> =>
  ids.length === 0
    ? []
    : select(work)
        .where("id", "in", [...ids])
        .execute();

/** Several addresses of one calendar. */
export const objectsAt = async (work: HasDatabase, calendarId: string, addresses: readonly string[]): Promise<ObjectRow[]> =>
  addresses.length === 0
    ? []
    : select(work)
        .where("calendarId", "=", calendarId)
        .where("address", "in", [...addresses])
        .execute();

/** Everything in a calendar, up to a limit. */
export const objectsIn = (work: HasDatabase, calendarId: string, limit: number, component?: string): Promise<ObjectRow[]> => {
  const all = select(work).where("calendarId", "=", calendarId);
  return (component ? all.where("component", "=", component) : all).orderBy("id").limit(limit).execute();
};

/** Everything in a calendar without the texts. */
export const entriesIn = (work: HasDatabase, calendarId: string) =>
  own(work)
    .selectFrom("calendarObject")
    .select(["id", "address", "etag", "scheduleTag", "component", "createdAt", "changedAt", "dead", "visibility"])
    .select(sql<number>`octet_length(text)`.as("size"))
    .where("calendarId", "=", calendarId)
    .orderBy("id")
    .execute();

/** The objects with a UID, however it is written, in any calendar of these owners but the boxes. */
export const objectsWithUid = async (work: HasDatabase, ownerIds: readonly string[], uid: string) =>
  ownerIds.length === 0
    ? []
    : withCalendar(work)
        .selectFrom("calendarObject")
        .innerJoin("calendar", "calendar.id", "calendarObject.calendarId")
        .select(COLUMNS.map((name) => `calendarObject.${name}` as const))
        .select(["calendar.ownerId", "calendar.address as calendarAddress", "calendar.kind as calendarKind"])
        .where(sql<string>`lower(left(calendar_object.uid, 500))`, "=", uid.slice(0, 500).toLowerCase())
        .where("calendar.ownerId", "in", [...ownerIds])
        .where("calendar.kind", "!=", "inbox")
        .orderBy("calendarObject.id")
        .execute();

/** The objects with a UID wherever they are: for answers that come by mail. */
export const objectsAnywhere = (work: HasDatabase, uid: string): Promise<ObjectRow[]> =>
  select(work)
    .where(sql<string>`lower(left(uid, 500))`, "=", uid.slice(0, 500).toLowerCase())
    .limit(200)
    .execute();

/** Stores a new object. */
export const insertObject = async (work: HasDatabase, row: Insertable<DB["calendarObject"]>): Promise<ObjectRow> =>
  own(work).insertInto("calendarObject").values(row).returningAll().executeTakeFirstOrThrow();

/** Changes an object. */
export const updateObject = async (work: HasDatabase, id: string, set: Updateable<DB["calendarObject"]>): Promise<ObjectRow> =>
  own(work).updateTable("calendarObject").set(set).where("id", "=", id).returningAll().executeTakeFirstOrThrow();

/** Removes an object; its instances go with it. */
export const deleteObject = async (work: HasDatabase, id: string): Promise<void> => {
  await own(work).deleteFrom("calendarObject").where("id", "=", id).returningAll().execute();
};

/** Objects of these calendars whose title or place has these words, public ones and those of `secret` calendars. */
export const searchObjects = async (
  work: HasDatabase,
  calendarIds: readonly string[],
  secret: readonly string[],
  text: string,
  limit: number,
): Promise<ObjectRow[]> =>
  calendarIds.length === 0
    ? []
    : select(work)
        .where("calendarId", "in", [...calendarIds])
        .where("component", "=", "VEVENT")
        .where((where) =>
          where.or([where("visibility", "=", "public"), ...(secret.length > 0 ? [where("calendarId", "in", [...secret])] : [])]),
        )
        .where(sql<boolean>`search @@ message_words(${text})`)
        .orderBy("firstAt", "desc")
        .limit(limit)
        .execute();

/** Octets of everything in these calendars. */
export const octetsIn = async (work: HasDatabase, ownerId: string): Promise<number> => {
  const row = await withCalendar(work)
    .selectFrom("calendarObject")
    .innerJoin("calendar", "calendar.id", "calendarObject.calendarId")
    .select(sql<number>`coalesce(sum(octet_length(text)), 0)::bigint`.as("octets"))
    .where("calendar.ownerId", "=", ownerId)
    .executeTakeFirstOrThrow();
  return Number(row.octets);
};

/** What was before a change. */
export type PastRow = Selectable<DB["calendarPast"]>;

/** Keeps what was before a change. */
export const insertPast = async (work: HasDatabase, row: Insertable<DB["calendarPast"]>): Promise<void> => {
  await own(work).insertInto("calendarPast").values(row).execute();
};
/** Everything that one change touched, the last first. */
export const pastOf = (work: HasDatabase, changeId: string): Promise<PastRow[]> =>
  own(work).selectFrom("calendarPast").selectAll().where("changeId", "=", changeId).orderBy("id", "desc").execute();
/** Forgets what was kept before an instant. */
export const forgetPast = async (work: HasDatabase, before: string): Promise<void> => {
  await own(work).deleteFrom("calendarPast").where("at", "<", before).execute();
};

/** A file at an event. */
export type FileRow = Selectable<DB["calendarFile"]>;
/** Notes a file. */
export const insertFile = async (work: HasDatabase, row: Insertable<DB["calendarFile"]>): Promise<void> => {
  await own(work).insertInto("calendarFile").values(row).returningAll().execute();
};
/** A file of an owner. */
export const findFile = (work: HasDatabase, ownerId: string, id: string): Promise<FileRow | undefined> =>
  own(work).selectFrom("calendarFile").selectAll().where("ownerId", "=", ownerId).where("id", "=", id).executeTakeFirst();
