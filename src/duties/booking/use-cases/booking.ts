import { settleSubject } from "#kernel/attention/attention.ts";
import type { Handlers, JobHandler } from "#kernel/catalogue/duty.ts";
import { newId } from "#kernel/ids/id.ts";
import { dropJob } from "#kernel/jobs/jobs.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { theClerk } from "#kernel/actor/actor.ts";
import { bossesOf, nameOf } from "#duties/people/index.ts";
import type { bookContract } from "../contract/book.ts";
import { bookingMissing } from "../errors.ts";
import { checkAnswers } from "../guard.ts";
import { tellGuest } from "../mails.ts";
import { findBooking, listBookings, lockBooking, updateBooking, type BookingRow } from "../store/bookings.ts";
import { findPage, pagesOf, type PageRow } from "../store/pages.ts";
import { bookFor, endBooking, liveBooking, openPage, REQUEST_ENDS } from "./book.ts";

type Handle = Handlers<Pick<typeof bookContract, "booking.add" | "booking.list" | "booking.show" | "booking.approve" | "booking.decline">>;

const me = ({ actor }: Work): string | null => actor.principal?.id ?? actor.id;

const seesAll = ({ actor }: Work): boolean => actor.kind === "system" || (actor.principal ?? actor).role !== "staff";

const present = async (work: Work, bookings: readonly BookingRow[]) => {
  const [pages, names] = await Promise.all([
    pagesOf(work, [...new Set(bookings.map(({ pageId }) => pageId))]),
    nameOf(work, [...new Set(bookings.map(({ hostId }) => hostId))]),
  ]);
  return bookings.map((booking) => {
    const page = pages.get(booking.pageId)!;
    const answers = booking.answers as Record<string, string>;
    return {
      id: booking.id,
      page: { id: page.id, slug: page.slug, title: page.title },
      state: booking.state as "confirmed",
      name: booking.name,
      email: booking.email,
      place: page.place,
      answers: page.questions.flatMap(({ key, label }) => (answers[key] ? [{ question: label, answer: answers[key] }] : [])),
      host: { id: booking.hostId, name: names.get(booking.hostId) ?? "" },
      eventId: booking.eventId,
      start: booking.startAt,
      end: booking.endAt,
    };
  });
};
const presentOne = async (work: Work, booking: BookingRow) => (await present(work, [booking]))[0]!;

/** Whose bookings somebody answers: their own and their bosses'; undefined for everybody's. */
const hostsOf = async (work: Work): Promise<string[] | undefined> => {
  if (seesAll(work)) return undefined;
  const id = me(work);
  return id ? [id, ...(await bossesOf(work, id)).map(({ bossId }) => bossId)] : [];
};

const list: Handle["booking.list"] = async (work, { state, from }) => ({
  bookings: await present(work, await listBookings(work, { hosts: await hostsOf(work), state, from })),
});

const mine = async (work: Work, id: string): Promise<BookingRow> => {
  const booking = await findBooking(work, id);
  const hosts = await hostsOf(work);
  if (!booking || (hosts && !hosts.includes(booking.hostId))) throw bookingMissing();
  return booking;
};

const show: Handle["booking.show"] = async (work, { id }) => presentOne(work, await mine(work, id));

/** The host, their assistants, clerks and administrators answer. */
const answerable = async (work: Work, id: string): Promise<{ booking: BookingRow; page: PageRow }> => {
  await mine(work, id);
  const booking = await liveBooking(work, id);
  return { booking, page: (await findPage(work, booking.pageId))! };
};

const add: Handle["booking.add"] = async (work, { slug, start, ...guest }) => {
  const page = await openPage(work, slug);
  checkAnswers(page.questions, guest.answers);
  return presentOne(work, await bookFor(work, page, start, { ...guest, timeZone: guest.timeZone ?? page.timeZone }, newId()));
};

const approve: Handle["booking.approve"] = async (work, { id }) => {
  const { booking, page } = await answerable(work, id);
  if (booking.state === "confirmed") return presentOne(work, booking);
  const title = `${page.title[page.language as "id"]}: ${booking.name}`;
  await work.perform("event.change", { id: booking.eventId, title, status: "confirmed" }, { actor: theClerk("link") });
  await settleSubject(work, { type: "booking", id }, "approved");
  await dropJob(work, REQUEST_ENDS, id);
  const confirmed = await updateBooking(work, id, { state: "confirmed", sequence: booking.sequence + 1, changedAt: work.at });
  await tellGuest(work, confirmed, "confirmed");
  return presentOne(work, confirmed);
};

const decline: Handle["booking.decline"] = async (work, { id, reason }) => {
  const { booking } = await answerable(work, id);
  return presentOne(work, await endBooking(work, booking, booking.state === "requested" ? "declined" : "cancelled", reason));
};

/** Lets a request go that nobody answered. */
export const requestEnds: JobHandler = async (work, payload) => {
  const booking = await lockBooking(work, String(payload["id"]));
  if (booking?.state === "requested") await endBooking(work, booking, "lapsed");
};

/** What the company does with what was booked. */
export const bookingUseCases = {
  "booking.add": add,
  "booking.list": list,
  "booking.show": show,
  "booking.approve": approve,
  "booking.decline": decline,
} satisfies Handle;
