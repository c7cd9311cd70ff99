import { sql, type Insertable, type Selectable, type Updateable } from "kysely";
import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { DB } from "#kernel/db/tables.ts";
import type { OwnerRow } from "./owners.ts";

const own = ownTables("calendar", "calendarRevision", "calendarChange", "calendarSubscription");

/** A calendar, inbox or address book. */
export type CalendarRow = Selectable<DB["calendar"]>;
/** A calendar with its revision. */
export type Shelf = CalendarRow & {
  revision: number;
  /** It is read from elsewhere. */
  subscribed: boolean;
};
/** A calendar and its owner. */
export type Kept = { calendar: CalendarRow; owner: OwnerRow };

const withRevision = (work: HasDatabase) =>
  own(work)
    .selectFrom("calendar")
    .leftJoin("calendarRevision", "calendarRevision.calendarId", "calendar.id")
    .selectAll("calendar")
    .leftJoin("calendarSubscription", "calendarSubscription.calendarId", "calendar.id")
    .select([
      sql<number>`coalesce(calendar_revision.revision, 0)`.as("revision"),
      sql<boolean>`calendar_subscription.calendar_id is not null`.as("subscribed"),
    ]);

/** A calendar by id. */
export const findCalendar = (work: HasDatabase, id: string): Promise<Shelf | undefined> =>
  withRevision(work).where("calendar.id", "=", id).executeTakeFirst();

/** A calendar by its address in the home of its owner. */
export const calendarAt = (work: HasDatabase, ownerId: string, address: string, books: boolean): Promise<Shelf | undefined> =>
  withRevision(work)
    .where("ownerId", "=", ownerId)
    .where("address", "=", address)
    .where("kind", books ? "=" : "!=", "addressbook")
    .executeTakeFirst();

/** The calendars of some owners, by place and name. */
export const calendarsOf = async (work: HasDatabase, ownerIds: readonly string[]): Promise<Shelf[]> =>
  ownerIds.length === 0
    ? []
    : withRevision(work)
        .where("ownerId", "in", [...ownerIds])
        .orderBy("position")
        .orderBy("createdAt")
        .orderBy("id")
        .execute();

/** Calendars by id. */
export const calendarsById = async (work: HasDatabase, ids: readonly string[]): Promise<Shelf[]> =>
  ids.length === 0
    ? []
    : withRevision(work)
        .where("calendar.id", "in", [...ids])
        .execute();

/** Makes a calendar, with revision 1. */
export const insertCalendar = async (work: HasDatabase, row: Insertable<DB["calendar"]>): Promise<CalendarRow> => {
  const made = await own(work).insertInto("calendar").values(row).returningAll().executeTakeFirstOrThrow();
  await own(work).insertInto("calendarRevision").values({ calendarId: made.id, revision: 1 }).execute();
  return made;
};

/** Changes a calendar. */
export const updateCalendar = (work: HasDatabase, id: string, set: Updateable<DB["calendar"]>): Promise<CalendarRow> =>
  own(work).updateTable("calendar").set(set).where("id", "=", id).returningAll().executeTakeFirstOrThrow();

/** Removes a calendar; whatever hangs on it must be gone. */
export const deleteCalendar = async (work: HasDatabase, id: string): Promise<void> => {
  await own(work).deleteFrom("calendar").where("id", "=", id).returningAll().execute();
};

/** The next revision of a calendar: whoever takes it holds the calendar's changes in order until the work ends. */
export const nextRevision = async (work: HasDatabase, calendarId: string): Promise<number> =>
  (
    await own(work)
      .updateTable("calendarRevision")
      .set({ revision: sql`revision + 1` })
      .where("calendarId", "=", calendarId)
      .returning("revision")
      .executeTakeFirstOrThrow()
  ).revision;

/** Notes that what lies at an address changed or went. */
export const noteChange = async (work: HasDatabase, calendarId: string, address: string, gone: boolean): Promise<void> => {
  const revision = await nextRevision(work, calendarId);
  await own(work)
    .insertInto("calendarChange")
    .values({ calendarId, address, revision, gone })
    .onConflict((conflict) => conflict.columns(["calendarId", "address"]).doUpdateSet({ revision, gone }))
    .execute();
};

/** The changes after a revision in order; without those of objects that are gone when `since` is nothing. */
export const changesSince = (work: HasDatabase, calendarId: string, since: number | undefined, limit: number) => {
  const changes = own(work)
    .selectFrom("calendarChange")
    .select(["address", "revision", "gone"])
    .where("calendarId", "=", calendarId)
    .where("revision", ">", since ?? 0)
    .orderBy("revision")
    .limit(limit);
  return (since === undefined ? changes.where("gone", "=", false) : changes).execute();
};
