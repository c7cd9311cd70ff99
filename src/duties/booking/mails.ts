import type { JobHandler } from "#kernel/catalogue/duty.ts";
import { serialise } from "#kernel/icalendar/lines/component.ts";
import { escapeText } from "#kernel/icalendar/lines/escapes.ts";
import { buildComponent, buildLine } from "#kernel/icalendar/lines/write.ts";
import { writeDateTime } from "#kernel/icalendar/values/moment.ts";
import type { Lang, Text } from "#kernel/i18n/text.ts";
import { putJob } from "#kernel/jobs/jobs.ts";
import { MailFailure } from "#kernel/mail/outgoing-failure.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { spokenMoment } from "#kernel/time/spoken.ts";
import { makeLink } from "#duties/access/index.ts";
import { nameOf } from "#duties/people/index.ts";
import { findBooking, type BookingRow } from "./store/bookings.ts";
import { findPage, type PageRow } from "./store/pages.ts";
import { mailWords as words } from "./words.ts";

/** Kind of the job that writes to a guest. */
export const BOOKING_MAIL = "booking.mail";
/** What a link to one's own booking is for. */
export const GUEST_LINK = "booking";

/** What a mail says happened. */
export type News = "confirmed" | "requested" | "moved" | "cancelled" | "declined" | "lapsed";

/** Puts a mail to a guest down, sent after the work has ended well. */
export const tellGuest = async (work: Work, booking: BookingRow, news: News, reason?: string): Promise<void> => {
  if (!work.services.mail.ready) return;
  const payload = { id: booking.id, news, sequence: booking.sequence, ...(reason ? { reason } : {}) };
  await putJob(work, { kind: BOOKING_MAIL, key: `${booking.id} ${news} ${booking.sequence}`, dueAt: work.at, payload });
};

/** A link to one's own booking, good until it is over. */
export const guestLink = (work: Work, booking: BookingRow): Promise<string> =>
  makeLink(work, {
    purpose: GUEST_LINK,
    subject: { type: "booking", id: booking.id },
    personId: null,
    expiresAt: booking.endAt,
    once: false,
  });

const utc = (at: string): string => `${writeDateTime(Temporal.Instant.from(at).epochMilliseconds)}Z`;

/** The appointment for the guest's own calendar: published, or taken back under the same UID. */
export const fileFor = (booking: BookingRow, { title, place }: Pick<PageRow, "title" | "place">, host: string, now: string): string => {
  const gone = ["cancelled", "declined", "lapsed"].includes(booking.state);
  const status = gone ? "CANCELLED" : booking.state === "requested" ? "TENTATIVE" : "CONFIRMED";
  const lines = [
    ["UID", `booking.${booking.id}@kerani`],
    ["DTSTAMP", utc(now)],
    ["SEQUENCE", String(booking.sequence)],
    ["DTSTART", utc(booking.startAt)],
    ["DTEND", utc(booking.endAt)],
    ["SUMMARY", escapeText(`${title[booking.language as Lang]}: ${host}`)],
    ["STATUS", status],
    ...(place ? [["LOCATION", escapeText(place)]] : []),
  ] as [string, string][];
  const event = buildComponent("VEVENT", lines.map(([name, value]) => buildLine({ name, value }))); // prettier-ignore
  const head = [
    ["VERSION", "2.0"],
    ["PRODID", "-//Kerani//Booking//ID"],
    ["METHOD", gone ? "CANCEL" : "PUBLISH"],
  ] as const;
  return serialise([buildComponent("VCALENDAR", [...head.map(([name, value]) => buildLine({ name, value })), event])]);
};

/** A text in both languages, the reader's first. */
export const both = (first: Lang, say: (lang: Lang) => string): string =>
  [first, first === "id" ? "en" : "id"].map((lang) => say(lang as Lang)).join("\n\n— — —\n\n");

const compose = (booking: BookingRow, page: PageRow, host: string, news: News, link: string | undefined, reason: string | undefined) => {
  const first = booking.language as Lang;
  const when: Text = spokenMoment(Temporal.Instant.from(booking.startAt), booking.timeZone);
  const part = (lang: Lang): string =>
    [
      words.hello[lang](booking.name),
      words[news][lang](page.title[lang], host),
      `${words.when[lang]}: ${when[lang]} (${booking.timeZone})`,
      page.place ? `${words.where[lang]}: ${page.place}` : "",
      reason ? `${words.reason[lang]}: ${reason}` : "",
      link ? `${words.manage[lang]}\n${link}` : "",
    ]
      .filter(Boolean)
      .join("\n\n");
  return { subject: `${words.subjects[news][first]}: ${page.title[first]}`.slice(0, 200), text: both(first, part) };
};

/** Writes to a guest in both languages, theirs first, with the appointment for their calendar. News that something newer overtook is not sent. */
export const sendBookingMail: JobHandler = async (work, payload) => {
  const { id, news, sequence, reason } = payload as { id: string; news: News; sequence: number; reason?: string };
  const booking = await findBooking(work, id);
  const page = booking && (await findPage(work, booking.pageId));
  const from = work.services.mail.from();
  if (!booking || !page || !from || booking.sequence !== sequence) return;
  const host = (await nameOf(work, [booking.hostId])).get(booking.hostId) ?? "";
  const live = booking.state === "requested" || booking.state === "confirmed";
  const link = live ? `${work.services.url()}/book/${page.slug}/${await guestLink(work, booking)}` : undefined;
  try {
    await work.services.mail.send({
      to: [{ address: booking.email, name: booking.name }],
      ...compose(booking, page, host, news, link, reason),
      messageId: `booking.${id}.${sequence}.${news}@${from.slice(from.lastIndexOf("@") + 1)}`,
      automatic: "auto-generated",
      calendar: { method: live ? "PUBLISH" : "CANCEL", content: fileFor(booking, page, host, work.at) },
    });
  } catch (error) {
    if (!(error instanceof MailFailure) || error.retry) throw error;
    work.services.log.warn({ fault: error.fault, reply: error.reply }, "a mail about an appointment was refused for good");
  }
};
