import { raise, settleSubject } from "#kernel/attention/attention.ts";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import { newId } from "#kernel/ids/id.ts";
import { dropJob, putJob } from "#kernel/jobs/jobs.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { spokenMoment } from "#kernel/time/spoken.ts";
import { peekLink } from "#duties/access/index.ts";
import { nameOf } from "#duties/people/index.ts";
import type { bookContract } from "../contract/book.ts";
import { bookingMissing, bookingOver, pageMissing, timeTaken, tooManyBookings } from "../errors.ts";
import { dropEvent, putEvent } from "../events.ts";
import { checkAnswers, checkPerson, ticketFor } from "../guard.ts";
import { GUEST_LINK, guestLink, tellGuest } from "../mails.ts";
import {
  bookingWithKey,
  countOfGuest,
  findBooking,
  insertBooking,
  lockBooking,
  updateBooking,
  type BookingRow,
} from "../store/bookings.ts";
import { findPage, lockPage, pageAt, type PageRow } from "../store/pages.ts";
import { claim, freeTimes } from "../times.ts";
import { keepFreed } from "../waiting.ts";

type Handle = Handlers<Pick<typeof bookContract, "book.page" | "book.times" | "book.take" | "book.show" | "book.move" | "book.cancel">>;

/** Kind of the job that lets an unanswered request go. */
export const REQUEST_ENDS = "booking.request-ends";
const MOST_PER_GUEST = 5;
const DAY = 86_400_000;

/** The page that outsiders find at an address. */
export const openPage = async (work: Pick<Work, "tx">, slug: string): Promise<PageRow> => {
  const page = await pageAt(work, slug);
  if (!page?.open) throw pageMissing();
  return page;
};

/** A booking as its guest sees it. */
export const forGuest = async (work: Pick<Work, "tx">, booking: BookingRow, page: PageRow) => ({
  slug: page.slug,
  title: page.title,
  state: booking.state as "confirmed",
  hostName: (await nameOf(work as Work, [booking.hostId])).get(booking.hostId) ?? "",
  place: page.place,
  name: booking.name,
  start: booking.startAt,
  end: booking.endAt,
  timeZone: booking.timeZone,
});

const page: Handle["book.page"] = async (work, { slug }) => {
  const found = await openPage(work, slug);
  const names = await nameOf(work, found.hosts);
  const { title, intro, timeZone, minutes, approval, place, aheadDays, questions } = found;
  const hostNames = found.kind === "service" ? [] : found.hosts.map((id) => names.get(id) ?? "").filter(Boolean);
  return {
    slug,
    title,
    intro,
    language: found.language as "id",
    timeZone,
    hostNames,
    minutes,
    approval,
    place,
    aheadDays,
    questions,
    ticket: ticketFor(work, slug),
  };
};

const times: Handle["book.times"] = async (work, { slug, from, to, timeZone, count }) => {
  const found = await openPage(work, slug);
  const first = from ? Temporal.Instant.from(from).epochMilliseconds : work.now.epochMilliseconds;
  const last = to ? Temporal.Instant.from(to).epochMilliseconds : first + found.aheadDays * DAY;
  const free = await freeTimes(work, found, { from: first, to: last }, count);
  const at = (start: string): string =>
    Temporal.Instant.from(start).toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: "minute" });
  return { times: free.map((one) => ({ ...one, at: at(one.start) })) };
};

const describe = (found: PageRow, { email, answers }: { email: string; answers: Readonly<Record<string, string>> }): string =>
  [email, ...found.questions.flatMap(({ key, label }) => (answers[key] ? [`${label[found.language as "id"]}: ${answers[key]}`] : []))].join(
    "\n",
  );

const titleOf = (found: PageRow, name: string): string => `${found.title[found.language as "id"]}: ${name}`;

const askHost = async (work: Work, found: PageRow, booking: BookingRow): Promise<void> => {
  const when = spokenMoment(Temporal.Instant.from(booking.startAt), found.timeZone);
  await raise(work, {
    kind: "booking-request",
    subject: { type: "booking", id: booking.id },
    title: { id: `${booking.name} meminta ${found.title.id}, ${when.id}`, en: `${booking.name} asks for ${found.title.en}, ${when.en}` },
    owner: { kind: "person", id: booking.hostId },
    urgency: "soon",
  });
  const lapses = work.now.add({ hours: found.holdHours });
  const dueAt = Temporal.Instant.compare(lapses, Temporal.Instant.from(booking.startAt)) < 0 ? lapses.toString() : booking.startAt;
  await putJob(work, { kind: REQUEST_ENDS, key: booking.id, dueAt, payload: { id: booking.id } });
};

type Guest = { name: string; email: string; language: string; timeZone: string; answers: Readonly<Record<string, string>> };

/** Books a start for a guest: the event stands in the calendars, the host is asked where the page wants a yes, the guest is written to. */
export const bookFor = async (work: Work, found: PageRow, start: string, guest: Guest, key: string): Promise<BookingRow> => {
  const { hostId, end } = await claim(work, found, start);
  const held = found.approval;
  const eventId = await putEvent(work, found, {
    hostId,
    start,
    end,
    title: titleOf(found, guest.name),
    held,
    description: describe(found, guest),
  });
  const booking = await insertBooking(work, {
    id: newId(), pageId: found.id, key, state: held ? "requested" : "confirmed", name: guest.name, email: guest.email, language: guest.language,
    timeZone: guest.timeZone, answers: JSON.stringify(guest.answers), hostId, eventId, startAt: start, endAt: end, sequence: 0, createdAt: work.at, changedAt: work.at,
  }); // prettier-ignore
  work.about("booking", booking.id);
  if (held) await askHost(work, found, booking);
  await tellGuest(work, booking, held ? "requested" : "confirmed");
  return booking;
};

const take: Handle["book.take"] = async (work, input) => {
  const found = await openPage(work, input.slug);
  const before = await bookingWithKey(work, found.id, input.key);
  if (before && before.email !== input.email) throw timeTaken([]);
  if (before) return { ...(await forGuest(work, before, found)), token: await guestLink(work, before) };
  await checkPerson(work, input.slug, input);
  checkAnswers(found.questions, input.answers);
  if ((await countOfGuest(work, found.id, input.email, work.at)) >= MOST_PER_GUEST) throw tooManyBookings();
  const booking = await bookFor(work, found, input.start, input, input.key);
  return { ...(await forGuest(work, booking, found)), token: await guestLink(work, booking) };
};

const behind = async (work: Work, token: string): Promise<{ booking: BookingRow; found: PageRow }> => {
  const { subject } = await peekLink(work, token, GUEST_LINK);
  const booking = await findBooking(work, subject.id);
  const found = booking && (await findPage(work, booking.pageId));
  if (!booking || !found) throw bookingMissing();
  return { booking, found };
};

const show: Handle["book.show"] = async (work, { token }) => {
  const { booking, found } = await behind(work, token);
  return forGuest(work, booking, found);
};

/** A booking that can still be changed, held; the second of two who do so at once finds it over. */
export const liveBooking = async (work: Work, id: string): Promise<BookingRow> => {
  const booking = await lockBooking(work, id);
  if (!booking || (booking.state !== "requested" && booking.state !== "confirmed") || booking.startAt <= work.at) throw bookingOver();
  work.about("booking", id);
  return booking;
};

/** Ends a booking: the calendars are free again, nobody is asked any more, the guest is written to. */
export const endBooking = async (
  work: Work,
  booking: BookingRow,
  state: "cancelled" | "declined" | "lapsed",
  reason?: string,
): Promise<BookingRow> => {
  const page = await lockPage(work, booking.pageId);
  await dropEvent(work, booking.eventId);
  await settleSubject(work, { type: "booking", id: booking.id }, state);
  await dropJob(work, REQUEST_ENDS, booking.id);
  const ended = await updateBooking(work, booking.id, { state, sequence: booking.sequence + 1, changedAt: work.at });
  await tellGuest(work, ended, state, reason);
  await keepFreed(work, page, booking.startAt);
  return ended;
};

const move: Handle["book.move"] = async (work, { token, start }) => {
  const { booking: seen, found } = await behind(work, token);
  const booking = await liveBooking(work, seen.id);
  await lockPage(work, found.id);
  await dropEvent(work, booking.eventId);
  await settleSubject(work, { type: "booking", id: booking.id }, "moved");
  const { hostId, end } = await claim(work, found, start);
  const held = found.approval;
  const guest = { email: booking.email, answers: booking.answers as Record<string, string> };
  const eventId = await putEvent(work, found, {
    hostId,
    start,
    end,
    title: titleOf(found, booking.name),
    held,
    description: describe(found, guest),
  });
  const state = held ? "requested" : "confirmed";
  const moved = await updateBooking(work, booking.id, {
    hostId,
    eventId,
    state,
    startAt: start,
    endAt: end,
    sequence: booking.sequence + 1,
    changedAt: work.at,
  });
  if (held) await askHost(work, found, moved);
  await tellGuest(work, moved, held ? "requested" : "moved");
  await keepFreed(work, found, booking.startAt);
  return forGuest(work, moved, found);
};

const cancel: Handle["book.cancel"] = async (work, { token }) => {
  const { booking, found } = await behind(work, token);
  return forGuest(work, await endBooking(work, await liveBooking(work, booking.id), "cancelled"), found);
};

/** What outsiders do. */
export const bookUseCases = {
  "book.page": page,
  "book.times": times,
  "book.take": take,
  "book.show": show,
  "book.move": move,
  "book.cancel": cancel,
} satisfies Handle;
