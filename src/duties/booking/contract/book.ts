import { z } from "zod";
import { id, instant, language, prose } from "#kernel/catalogue/fields.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import * as refused from "../errors.ts";
import { bookingOut, guest, guestOut, pageOut, proof, slug, start, timeOut, textOut, token } from "./fields.ts";

const zone = guest.timeZone;
const bookingId = labelled(id(), { id: "Janji temu", en: "Appointment" });

/** What an outsider does on a page, and what the company does with it. */
export const bookContract = {
  "book.page": query({
    summary: { id: "Halaman janji temu seperti yang dilihat orang luar", en: "A booking page as outsiders see it" },
    input: z.strictObject({ slug: slug() }),
    output: z.object({
      slug: z.string(),
      title: textOut,
      intro: textOut.nullable(),
      language: language(),
      timeZone: z.string(),
      hostNames: z.array(z.string()),
      minutes: z.number(),
      approval: z.boolean(),
      place: z.string().nullable(),
      aheadDays: z.number(),
      questions: pageOut.shape.questions,
      /** To be given back when booking. */
      ticket: z.string(),
    }),
    refusals: [refused.pageMissing],
    opens: { role: "stranger" },
    positional: ["slug"],
  }),
  "book.times": query({
    summary: { id: "Waktu kosong di halaman janji temu", en: "Free times of a booking page" },
    input: z.strictObject({
      slug: slug(),
      from: labelled(instant().optional(), { id: "Dari", en: "From" }),
      to: labelled(instant().optional(), { id: "Sampai", en: "Until" }),
      timeZone: zone,
      count: labelled(z.number().int().min(1).max(500).default(200), { id: "Berapa", en: "How many" }),
    }),
    output: z.object({ times: z.array(timeOut) }),
    refusals: [refused.pageMissing],
    opens: { role: "stranger" },
    positional: ["slug"],
  }),
  "book.take": command({
    summary: { id: "Memesan janji temu", en: "Book an appointment" },
    input: z.strictObject({
      slug: slug(),
      start: start(),
      ...guest,
      ...proof,
      key: labelled(z.string().min(8).max(100), { id: "Kunci: kunci yang sama hanya memesan sekali", en: "Key: the same key books once" }),
    }),
    output: guestOut.extend({
      /** For the link with which it is moved or cancelled. */
      token: z.string(),
    }),
    refusals: [refused.pageMissing, refused.timeTaken, refused.formStale, refused.answersWrong, refused.tooManyBookings],
    opens: { role: "stranger" },
    effect: "final",
    secret: true,
  }),
  "book.show": query({
    summary: { id: "Janji temu di balik sebuah tautan", en: "The appointment behind a link" },
    input: z.strictObject({ token: token() }),
    output: guestOut,
    refusals: [refused.bookingMissing],
    opens: { role: "stranger" },
    forPrograms: false,
  }),
  "book.move": command({
    summary: { id: "Memindahkan janji temu lewat tautan", en: "Move an appointment by its link" },
    input: z.strictObject({ token: token(), start: start() }),
    output: guestOut,
    refusals: [refused.bookingMissing, refused.bookingOver, refused.timeTaken],
    opens: { role: "stranger" },
    effect: "final",
    secret: true,
    forPrograms: false,
  }),
  "book.cancel": command({
    summary: { id: "Membatalkan janji temu lewat tautan", en: "Cancel an appointment by its link" },
    input: z.strictObject({ token: token() }),
    output: guestOut,
    refusals: [refused.bookingMissing, refused.bookingOver],
    opens: { role: "stranger" },
    effect: "final",
    secret: true,
    forPrograms: false,
  }),
  "booking.add": command({
    summary: {
      id: "Memesankan janji temu bagi orang luar yang menelepon atau datang",
      en: "Book an appointment for an outsider who calls or comes by",
    },
    input: z.strictObject({ slug: slug(), start: start(), ...guest, timeZone: zone.optional() }),
    output: bookingOut,
    refusals: [refused.pageMissing, refused.timeTaken, refused.answersWrong],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "booking.decline",
    positional: ["slug", "start"],
  }),
  "booking.list": query({
    summary: { id: "Janji temu dengan orang luar", en: "Appointments with outsiders" },
    input: z.strictObject({
      state: labelled(guestOut.shape.state.optional(), { id: "Keadaan", en: "State" }),
      from: labelled(instant().optional(), { id: "Mulai dari", en: "Starting from" }),
    }),
    output: z.object({ bookings: z.array(bookingOut) }),
    opens: { role: "staff" },
  }),
  "booking.show": query({
    summary: { id: "Satu janji temu dengan orang luar", en: "One appointment with an outsider" },
    input: z.strictObject({ id: bookingId }),
    output: bookingOut,
    refusals: [refused.bookingMissing],
    opens: { role: "staff" },
    positional: ["id"],
  }),
  "booking.approve": command({
    summary: { id: "Menyetujui permintaan janji temu", en: "Say yes to a requested appointment" },
    input: z.strictObject({ id: bookingId }),
    output: bookingOut,
    refusals: [refused.bookingMissing, refused.bookingOver],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id"],
  }),
  "booking.decline": command({
    summary: {
      id: "Menolak atau membatalkan janji temu; waktunya kosong lagi",
      en: "Decline or cancel an appointment; its time is free again",
    },
    input: z.strictObject({ id: bookingId, reason: labelled(prose(1000).optional(), { id: "Alasan", en: "Reason" }) }),
    output: bookingOut,
    refusals: [refused.bookingMissing, refused.bookingOver],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id"],
  }),
} as const;
