import type { Insertable, Selectable, Updateable } from "kysely";
import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { DB } from "#kernel/db/tables.ts";

const own = ownTables("booking");

/** What an outsider booked. */
export type BookingRow = Selectable<DB["booking"]>;

const LIVE = ["requested", "confirmed"];
const MOST_LISTED = 500;

/** Stores a booking. */
export const insertBooking = (work: HasDatabase, row: Insertable<DB["booking"]>): Promise<BookingRow> =>
  own(work).insertInto("booking").values(row).returningAll().executeTakeFirstOrThrow();

/** Changes a booking. */
export const updateBooking = (work: HasDatabase, id: string, set: Updateable<DB["booking"]>): Promise<BookingRow> =>
  own(work).updateTable("booking").set(set).where("id", "=", id).returningAll().executeTakeFirstOrThrow();

/** One by id. */
export const findBooking = (work: HasDatabase, id: string): Promise<BookingRow | undefined> =>
  own(work).selectFrom("booking").selectAll().where("id", "=", id).executeTakeFirst();

/** One by id, held until the work ends, so that of two who act at once the second sees what the first did. */
export const lockBooking = (work: HasDatabase, id: string): Promise<BookingRow | undefined> =>
  own(work).selectFrom("booking").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();

/** The one that a browser booked under a key. */
export const bookingWithKey = (work: HasDatabase, pageId: string, key: string): Promise<BookingRow | undefined> =>
  own(work).selectFrom("booking").selectAll().where("pageId", "=", pageId).where("key", "=", key).executeTakeFirst();

/** Those of a page that take time in [from, to). */
export const liveBookings = (work: HasDatabase, pageId: string, from: string, to: string): Promise<BookingRow[]> =>
  own(work)
    .selectFrom("booking")
    .selectAll()
    .where("pageId", "=", pageId)
    .where("state", "in", LIVE)
    .where("startAt", "<", to)
    .where("endAt", ">", from)
    .execute();

/** How many an address has on a page that are still to come. */
export const countOfGuest = async (work: HasDatabase, pageId: string, email: string, now: string): Promise<number> => {
  const { n } = await own(work)
    .selectFrom("booking")
    .select((each) => each.fn.countAll<number>().as("n"))
    .where("pageId", "=", pageId)
    .where("email", "=", email)
    .where("state", "in", LIVE)
    .where("endAt", ">", now)
    .executeTakeFirstOrThrow();
  return Number(n);
};

/** How often each host of a page was given an appointment, and when last. */
export const sharesOfHosts = (work: HasDatabase, pageId: string): Promise<{ hostId: string; n: number; last: string }[]> =>
  own(work)
    .selectFrom("booking")
    .select((each) => ["hostId" as const, each.fn.countAll<number>().as("n"), each.fn.max("createdAt").as("last")])
    .where("pageId", "=", pageId)
    .where("state", "in", LIVE)
    .groupBy("hostId")
    .execute() as Promise<{ hostId: string; n: number; last: string }[]>;

/** Bookings by start, of some hosts or of all. */
export const listBookings = (
  work: HasDatabase,
  { hosts, state, from }: { hosts?: readonly string[] | undefined; state?: string | undefined; from?: string | undefined },
): Promise<BookingRow[]> => {
  let all = own(work).selectFrom("booking").selectAll();
  if (hosts) all = all.where("hostId", "in", [...hosts]);
  if (state) all = all.where("state", "=", state);
  if (from) all = all.where("endAt", ">", from);
  return all.orderBy("startAt").orderBy("id").limit(MOST_LISTED).execute();
};
