import { z } from "zod";
import { id, instant, instantOut } from "#kernel/catalogue/fields.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import * as refused from "../errors.ts";
import { guest, guestOut, proof, slug, textOut, token } from "./fields.ts";

const slot = () => labelled(id(), { id: "Waktu yang ditawarkan", en: "The time on offer" });
const waiterOut = z.object({
  slug: z.string(),
  title: textOut,
  name: z.string(),
  state: z.enum(["waiting", "booked", "left", "over"]),
  from: instantOut(),
  until: instantOut(),
  /** What is theirs to take now, and until when. */
  offers: z.array(z.object({ slot: z.string(), start: instantOut(), until: instantOut() })),
});
const behind = { token: token() };

/** Waiting for a time on a page that is full. */
export const waitContract = {
  "wait.join": command({
    summary: { id: "Masuk daftar tunggu sebuah halaman janji temu", en: "Join the waiting list of a booking page" },
    input: z.strictObject({
      slug: slug(),
      from: labelled(instant(), { id: "Cocok mulai dari", en: "Suits from" }),
      until: labelled(instant(), { id: "Cocok sampai", en: "Suits until" }),
      ...guest,
      ...proof,
      key: labelled(z.string().min(8).max(100), { id: "Kunci: kunci yang sama hanya masuk sekali", en: "Key: the same key joins once" }),
    }),
    output: waiterOut.extend({
      /** For the link with which the place is left or a time taken. */
      token: z.string(),
    }),
    refusals: [refused.pageMissing, refused.formStale, refused.answersWrong, refused.tooManyBookings, refused.waitUnclear],
    opens: { role: "stranger" },
    effect: "final",
    secret: true,
  }),
  "wait.show": query({
    summary: { id: "Tempat di daftar tunggu di balik sebuah tautan", en: "The place on a waiting list behind a link" },
    input: z.strictObject(behind),
    output: waiterOut,
    refusals: [refused.bookingMissing],
    opens: { role: "stranger" },
    forPrograms: false,
  }),
  "wait.accept": command({
    summary: { id: "Mengambil waktu yang ditawarkan dari daftar tunggu", en: "Take the time that the waiting list offers" },
    input: z.strictObject({ ...behind, slot: slot() }),
    output: guestOut.extend({ token: z.string() }),
    refusals: [refused.bookingMissing, refused.offerOver, refused.timeTaken],
    opens: { role: "stranger" },
    effect: "final",
    secret: true,
    forPrograms: false,
  }),
  "wait.pass": command({
    summary: { id: "Melepas waktu yang ditawarkan; tetap menunggu", en: "Let an offered time go; keep waiting" },
    input: z.strictObject({ ...behind, slot: slot() }),
    output: waiterOut,
    refusals: [refused.bookingMissing],
    opens: { role: "stranger" },
    effect: "final",
    secret: true,
    forPrograms: false,
  }),
  "wait.leave": command({
    summary: { id: "Keluar dari daftar tunggu", en: "Leave a waiting list" },
    input: z.strictObject(behind),
    output: waiterOut,
    refusals: [refused.bookingMissing],
    opens: { role: "stranger" },
    effect: "final",
    secret: true,
    forPrograms: false,
  }),
  "wait.list": query({
    summary: { id: "Siapa yang menunggu di sebuah halaman", en: "Who waits on a page" },
    input: z.strictObject({ pageId: labelled(id(), { id: "Halaman", en: "Page" }) }),
    output: z.object({
      waiting: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          email: z.string(),
          from: instantOut(),
          until: instantOut(),
          since: instantOut(),
          /** Until when a time is theirs to take. */
          offeredUntil: instantOut().nullable(),
        }),
      ),
    }),
    refusals: [refused.pageMissing, refused.pageNotYours],
    opens: { role: "staff" },
    positional: ["pageId"],
  }),
} as const;
