import { z } from "zod";
import { email, id, instant, instantOut, language, line, prose, zone } from "#kernel/catalogue/fields.ts";
import { labelled } from "#kernel/catalogue/operation.ts";

/** A line in both languages. */
export const text = (max: number) => z.strictObject({ id: line(max), en: line(max) });
/** Both languages in an answer. */
export const textOut = z.object({ id: z.string(), en: z.string() });

/** The last part of a page's address. */
export const slug = () =>
  labelled(
    z
      .string()
      .regex(/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/)
      .refine((word) => word !== "offer"),
    { id: "Alamat halaman: huruf kecil, angka, tanda hubung", en: "Address of the page: lower case letters, digits, hyphens" },
  );

/** The secret of a link in a mail. */
export const token = () =>
  labelled(
    z
      .string()
      .min(10)
      .max(120)
      .regex(/^[\w-]+$/),
    { id: "Kode tautan", en: "Code of the link" },
  );

/** A question of a page. */
export const question = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  label: text(200),
  required: z.boolean().default(false),
  /** Lines to choose from; empty for free text. */
  choices: z.array(line(100)).max(20).default([]),
});
/** A question as stored and answered. */
export type Question = z.output<typeof question>;

/** What is set of a page. */
export const terms = {
  title: labelled(text(200), { id: "Judul", en: "Title" }),
  intro: labelled(text(2000).nullable(), { id: "Pengantar", en: "Introduction" }),
  language: labelled(language(), { id: "Bahasa utama", en: "First language" }),
  timeZone: labelled(zone(), { id: "Zona waktu", en: "Time zone" }),
  hosts: labelled(z.array(id()).min(1).max(50), { id: "Waktu siapa", en: "Whose time" }),
  rooms: labelled(z.array(id()).max(10), { id: "Ruang dan barang yang ikut dipakai", en: "Rooms and things that it takes" }),
  fairness: labelled(z.enum(["round-robin", "least-busy"]), { id: "Pembagian dalam tim", en: "How a team shares" }),
  minutes: labelled(z.number().int().min(5).max(1440), { id: "Lamanya dalam menit", en: "Length in minutes" }),
  step: labelled(z.union([z.literal(5), z.literal(10), z.literal(15), z.literal(30), z.literal(60)]), {
    id: "Mulai pada kelipatan menit ini",
    en: "Starts on multiples of these minutes",
  }),
  noticeMinutes: labelled(z.number().int().min(0).max(129_600), { id: "Paling lambat sekian menit sebelumnya", en: "Notice in minutes" }),
  aheadDays: labelled(z.number().int().min(1).max(365), { id: "Paling jauh sekian hari ke depan", en: "At most so many days ahead" }),
  bufferMinutes: labelled(z.number().int().min(0).max(480), { id: "Jeda sebelum dan sesudah", en: "Minutes kept free around it" }),
  perDay: labelled(z.number().int().min(1).max(500).nullable(), { id: "Paling banyak sehari", en: "At most so many a day" }),
  approval: labelled(z.boolean(), { id: "Perlu disetujui", en: "Needs a yes" }),
  holdHours: labelled(z.number().int().min(1).max(336), { id: "Permintaan ditahan sekian jam", en: "A request is held so many hours" }),
  questions: labelled(
    z
      .array(question)
      .max(20)
      .refine((all) => new Set(all.map(({ key }) => key)).size === all.length),
    { id: "Pertanyaan", en: "Questions" },
  ),
  place: labelled(line(500).nullable(), { id: "Tempat", en: "Place" }),
  open: labelled(z.boolean(), { id: "Dibuka", en: "Open" }),
};

/** A page, for those who keep it. */
export const pageOut = z.object({
  id: z.string(),
  slug: z.string(),
  kind: z.enum(["person", "team", "service"]),
  title: textOut,
  intro: textOut.nullable(),
  language: language(),
  timeZone: z.string(),
  hosts: z.array(z.object({ id: z.string(), name: z.string() })),
  rooms: z.array(z.string()),
  fairness: z.enum(["round-robin", "least-busy"]),
  minutes: z.number(),
  step: z.number(),
  noticeMinutes: z.number(),
  aheadDays: z.number(),
  bufferMinutes: z.number(),
  perDay: z.number().nullable(),
  approval: z.boolean(),
  holdHours: z.number(),
  questions: z.array(z.object({ key: z.string(), label: textOut, required: z.boolean(), choices: z.array(z.string()) })),
  place: z.string().nullable(),
  open: z.boolean(),
  /** Where outsiders find it, and what puts a link to it into another site. */
  address: z.string(),
  snippet: z.string(),
  /** The same as a frame, for the sites that may show it. */
  frame: z.string(),
});

/** A free time; `at` is the wall clock of the zone asked for. */
export const timeOut = z.object({ start: instantOut(), end: instantOut(), at: z.string() });

/** Who books. */
export const guest = {
  name: labelled(line(200), { id: "Nama Anda", en: "Your name" }),
  email: labelled(email(), { id: "Surel Anda", en: "Your e-mail" }),
  language: labelled(language().default("id"), { id: "Bahasa", en: "Language" }),
  timeZone: labelled(zone(), { id: "Zona waktu Anda", en: "Your time zone" }),
  answers: labelled(z.record(z.string().max(40), prose(2000)).default({}), { id: "Jawaban", en: "Answers" }),
};

/** What tells people from robots without anybody else being asked. */
export const proof = {
  ticket: labelled(z.string().min(10).max(400), { id: "Tanda terima halaman", en: "The page's ticket" }),
  website: labelled(z.string().max(200).default(""), { id: "Biarkan kosong", en: "Leave empty" }),
};

/** A start. */
export const start = () => labelled(instant(), { id: "Mulai", en: "Start" });

/** A booking as its guest sees it. */
export const guestOut = z.object({
  slug: z.string(),
  title: textOut,
  state: z.enum(["requested", "confirmed", "cancelled", "declined", "lapsed"]),
  hostName: z.string(),
  place: z.string().nullable(),
  name: z.string(),
  start: instantOut(),
  end: instantOut(),
  timeZone: z.string(),
});

/** A booking as the company sees it. */
export const bookingOut = z.object({
  id: z.string(),
  page: z.object({ id: z.string(), slug: z.string(), title: textOut }),
  state: guestOut.shape.state,
  name: z.string(),
  email: z.string(),
  place: z.string().nullable(),
  /** The page's questions that were answered, in its order. */
  answers: z.array(z.object({ question: textOut, answer: z.string() })),
  host: z.object({ id: z.string(), name: z.string() }),
  eventId: z.string(),
  start: instantOut(),
  end: instantOut(),
});
