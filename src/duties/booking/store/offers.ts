import type { Insertable, Selectable, Updateable } from "kysely";
import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { DB } from "#kernel/db/tables.ts";

const own = ownTables("bookingOffer", "bookingChoice");

/** Somebody who is offered times. */
export type OfferGuest = { name: string; email: string; language: "id" | "en"; timeZone?: string };
/** An offer of times. */
export type OfferRow = Omit<Selectable<DB["bookingOffer"]>, "guests"> & { guests: OfferGuest[] };
/** One guest's way to one of the times. */
export type ChoiceRow = Selectable<DB["bookingChoice"]>;

/** Stores an offer with a choice for each guest and time. */
export const insertOffer = async (
  work: HasDatabase,
  row: Insertable<DB["bookingOffer"]>,
  choices: readonly Insertable<DB["bookingChoice"]>[],
): Promise<void> => {
  await own(work).insertInto("bookingOffer").values(row).returningAll().execute();
  await own(work)
    .insertInto("bookingChoice")
    .values([...choices])
    .returningAll()
    .execute();
};

/** An offer held until the work ends, so that one yes comes before the other. */
export const lockOffer = async (work: HasDatabase, id: string): Promise<OfferRow | undefined> =>
  (await own(work).selectFrom("bookingOffer").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()) as OfferRow | undefined;

/** An offer. */
export const findOffer = async (work: HasDatabase, id: string): Promise<OfferRow | undefined> =>
  (await own(work).selectFrom("bookingOffer").selectAll().where("id", "=", id).executeTakeFirst()) as OfferRow | undefined;

/** Changes an offer. */
export const updateOffer = async (work: HasDatabase, id: string, set: Updateable<DB["bookingOffer"]>): Promise<void> => {
  await own(work).updateTable("bookingOffer").set(set).where("id", "=", id).returningAll().execute();
};

/** The choices of an offer, by time. */
export const choicesOf = (work: HasDatabase, offerId: string): Promise<ChoiceRow[]> =>
  own(work).selectFrom("bookingChoice").selectAll().where("offerId", "=", offerId).orderBy("startAt").execute();

/** One choice. */
export const findChoice = (work: HasDatabase, id: string): Promise<ChoiceRow | undefined> =>
  own(work).selectFrom("bookingChoice").selectAll().where("id", "=", id).executeTakeFirst();

const MOST_LISTED = 200;

/** Offers, the newest first, of one author or of all. */
export const listOffers = async (work: HasDatabase, createdBy: string | undefined): Promise<OfferRow[]> => {
  let all = own(work).selectFrom("bookingOffer").selectAll();
  if (createdBy) all = all.where("createdBy", "=", createdBy);
  return (await all.orderBy("createdAt", "desc").orderBy("id", "desc").limit(MOST_LISTED).execute()) as OfferRow[];
};

/** The times of each of these offers, every time once. */
export const timesOf = async (
  work: HasDatabase,
  offers: readonly string[],
): Promise<ReadonlyMap<string, { start: string; end: string }[]>> => {
  if (offers.length === 0) return new Map();
  const rows = await own(work)
    .selectFrom("bookingChoice")
    .select(["offerId", "startAt", "endAt"])
    .where("offerId", "in", [...offers])
    .where("guest", "=", 0)
    .orderBy("startAt")
    .execute();
  const times = Map.groupBy(rows, ({ offerId }) => offerId);
  return new Map([...times].map(([id, all]) => [id, all.map(({ startAt, endAt }) => ({ start: startAt, end: endAt }))]));
};
