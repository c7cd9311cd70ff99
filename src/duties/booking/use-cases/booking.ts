import { settleSubject } from "#kernel/attention/attention.ts";
import type { Handlers, JobHandler } from "#kernel/catalogue/duty.ts";
import { dropJob } from "#kernel/jobs/jobs.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { theClerk } from "#kernel/actor/actor.ts";
import { assistantsOf } from "#duties/people/index.ts";
import type { bookContract } from "../contract/book.ts";
import { bookingMissing } from "../errors.ts";
import { tellGuest } from "../mails.ts";
import { findBooking, listBookings, lockBooking, updateBooking, type BookingRow } from "../store/bookings.ts";
import { findPage, type PageRow } from "../store/pages.ts";
import { endBooking, liveBooking, REQUEST_ENDS } from "./book.ts";

type Handle = Handlers<Pick<typeof bookContract, "booking.list" | "booking.approve" | "booking.decline">>;

const me = ({ actor }: Work): string | null => actor.principal?.id ?? actor.id;

const seesAll = ({ actor }: Work): boolean => actor.kind === "system" || (actor.principal ?? actor).role !== "staff";

const present = (booking: BookingRow, page: PageRow) => ({
  id: booking.id,
  page: { id: page.id, slug: page.slug, title: page.title },
  state: booking.state as "confirmed",
  name: booking.name,
  email: booking.email,
  answers: booking.answers as Record<string, string>,
  hostId: booking.hostId,
  eventId: booking.eventId,
  start: booking.startAt,
  end: booking.endAt,
});

const list: Handle["booking.list"] = async (work, { state, from }) => {
  const hostId = seesAll(work) ? undefined : (me(work) ?? undefined);
  const rows = await listBookings(work, { hostId, state, from });
  const pages = new Map<string, PageRow>();
  for (const id of new Set(rows.map(({ pageId }) => pageId))) pages.set(id, (await findPage(work, id))!);
  return { bookings: rows.map((row) => present(row, pages.get(row.pageId)!)) };
};

/** The host, their assistants, clerks and administrators answer. */
const answerable = async (work: Work, id: string): Promise<{ booking: BookingRow; page: PageRow }> => {
  const seen = await findBooking(work, id);
  const mine = seen && (seesAll(work) || seen.hostId === me(work) || (await assistantsOf(work, seen.hostId)).includes(me(work) ?? ""));
  if (!mine) throw bookingMissing();
  const booking = await liveBooking(work, id);
  return { booking, page: (await findPage(work, booking.pageId))! };
};

const approve: Handle["booking.approve"] = async (work, { id }) => {
  const { booking, page } = await answerable(work, id);
  if (booking.state === "confirmed") return present(booking, page);
  const title = `${page.title[page.language as "id"]}: ${booking.name}`;
  await work.perform("event.change", { id: booking.eventId, title, status: "confirmed" }, { actor: theClerk("link") });
  await settleSubject(work, { type: "booking", id }, "approved");
  await dropJob(work, REQUEST_ENDS, id);
  const confirmed = await updateBooking(work, id, { state: "confirmed", sequence: booking.sequence + 1, changedAt: work.at });
  await tellGuest(work, confirmed, "confirmed");
  return present(confirmed, page);
};

const decline: Handle["booking.decline"] = async (work, { id, reason }) => {
  const { booking, page } = await answerable(work, id);
  return present(await endBooking(work, booking, booking.state === "requested" ? "declined" : "cancelled", reason), page);
};

/** Lets a request go that nobody answered. */
export const requestEnds: JobHandler = async (work, payload) => {
  const booking = await lockBooking(work, String(payload["id"]));
  if (booking?.state === "requested") await endBooking(work, booking, "lapsed");
};

/** What the company does with what was booked. */
export const bookingUseCases = { "booking.list": list, "booking.approve": approve, "booking.decline": decline } satisfies Handle;
