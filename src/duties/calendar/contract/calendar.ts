import { z } from "zod";
import { email, id, instantOut, line, prose, zone } from "#kernel/catalogue/fields.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import * as refused from "../errors.ts";
import { calendarId, calendarOut, GIVEN, KINDS } from "./fields.ts";

const MOST_TEXT = 8_000_000;
const color = () => z.string().regex(/^#[0-9a-f]{6}$/i);
const capacity = () => z.number().int().min(1).max(1000);
const common = {
  description: labelled(prose(2000).nullable().optional(), { id: "Keterangan", en: "Description" }),
  color: labelled(color().nullable().optional(), { id: "Warna, #RRGGBB", en: "Colour, #RRGGBB" }),
  timeZone: labelled(zone().nullable().optional(), { id: "Zona waktu", en: "Time zone" }),
  counts: labelled(z.boolean().optional(), { id: "Acara di dalamnya memakai waktu", en: "What lies in it takes time" }),
  place: labelled(line(300).nullable().optional(), { id: "Letak ruang atau barang", en: "Where the room or thing is" }),
  email: labelled(email().nullable().optional(), { id: "Alamat surel ruang atau barang", en: "E-mail address of the room or thing" }),
  capacity: labelled(capacity().nullable().optional(), {
    id: "Berapa pemakaian sekaligus; kosong: tidak dibatasi",
    en: "How many bookings at once; empty: as many as like",
  }),
  seats: labelled(z.number().int().min(1).max(100_000).nullable().optional(), { id: "Jumlah tempat duduk", en: "Seats" }),
  features: labelled(z.array(line(60)).max(40).optional(), { id: "Perlengkapan", en: "Features" }),
};
const share = z.object({
  id: z.string(),
  calendarId: z.string().nullable(),
  to: z.object({ kind: z.enum(["person", "post", "group", "everyone"]), id: z.string().nullable(), name: z.string() }),
  level: z.enum(GIVEN),
  givenAt: instantOut(),
});
const done = z.object({});
const feed = z.object({
  id: z.string(),
  calendarId: z.string(),
  label: z.string(),
  privateItems: z.enum(["hidden", "busy"]),
  createdAt: instantOut(),
  revoked: z.boolean(),
});

/** Calendars, who may see them, what limits hold, what goes in and out as files. */
export const calendarContract = {
  "calendar.add": command({
    summary: {
      id: "Membuat kalender untuk orang, ruang, barang, atau perusahaan",
      en: "Make a calendar for a person, room, thing or the company",
    },
    input: z.strictObject({
      name: line(200),
      kind: labelled(z.enum(KINDS).default("personal"), { id: "Kalender apa", en: "What it is of" }),
      for: labelled(id().optional(), { id: "Milik orang ini; kosong: milik saya", en: "This person's; empty: mine" }),
      ...common,
    }),
    output: calendarOut,
    refusals: [refused.calendarNotYours, refused.inviteeMissing],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "calendar.remove",
    positional: ["name"],
  }),
  "calendar.list": query({
    summary: { id: "Kalender yang boleh saya lihat", en: "The calendars that I may see" },
    input: z.strictObject({
      of: labelled(z.array(id()).max(200).optional(), { id: "Milik orang atau ruang ini", en: "Of these people or rooms" }),
      kind: labelled(z.enum(KINDS).optional(), { id: "Hanya jenis ini", en: "Of this kind only" }),
    }),
    output: z.object({ calendars: z.array(calendarOut) }),
    opens: { role: "staff" },
  }),
  "calendar.change": command({
    summary: { id: "Mengubah nama, warna, atau ketentuan kalender", en: "Change a calendar's name, colour or terms" },
    input: z.strictObject({
      id: calendarId(),
      name: labelled(line(200).optional(), { id: "Nama", en: "Name" }),
      main: labelled(z.literal(true).optional(), { id: "Jadikan kalender utama", en: "Make it the main calendar" }),
      ...common,
    }),
    output: calendarOut,
    refusals: [refused.calendarMissing, refused.calendarNotYours],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id"],
  }),
  "calendar.remove": command({
    summary: { id: "Menghapus kalender", en: "Remove a calendar" },
    input: z.strictObject({
      id: calendarId(),
      withEvents: labelled(z.boolean().default(false), { id: "Beserta semua acaranya", en: "With all its events" }),
    }),
    output: done,
    refusals: [refused.calendarMissing, refused.calendarNotYours, refused.calendarNeeded],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id"],
  }),
  "calendar.share": command({
    summary: {
      id: "Membagikan kalender kepada orang, jabatan, kelompok, atau semua",
      en: "Share a calendar with a person, post, group or everyone",
    },
    input: z.strictObject({
      id: calendarId(),
      to: labelled(z.string().regex(/^(everyone|(person|post|group):[0-9a-f-]{36})$/), {
        id: '"everyone", atau "person:<id>", "post:<id>", "group:<id>"',
        en: '"everyone", or "person:<id>", "post:<id>", "group:<id>"',
      }),
      level: labelled(z.enum(GIVEN), { id: "Melihat sibuk, membaca, mengubah, atau mengelola", en: "See busy, read, write or manage" }),
    }),
    output: share,
    refusals: [refused.calendarMissing, refused.calendarNotYours, refused.inviteeMissing],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "calendar.unshare",
    positional: ["id", "to", "level"],
  }),
  "calendar.unshare": command({
    summary: { id: "Mencabut hak atas kalender", en: "Take back a share of a calendar" },
    input: z.strictObject({ id: calendarId(), shareId: labelled(id(), { id: "Hak", en: "Share" }) }),
    output: done,
    refusals: [refused.calendarMissing, refused.calendarNotYours, refused.nothingToRevoke],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id", "shareId"],
  }),
  "calendar.shares": query({
    summary: { id: "Siapa saja yang boleh melihat kalender ini", en: "Who may see this calendar" },
    input: z.strictObject({ id: calendarId() }),
    output: z.object({ shares: z.array(share) }),
    refusals: [refused.calendarMissing, refused.calendarNotYours],
    opens: { role: "staff" },
    positional: ["id"],
  }),
  "calendar.limit": command({
    summary: {
      id: "Menetapkan bahwa seseorang tidak boleh dipesan dua kali, jeda, dan batas acara per hari",
      en: "Say that somebody must not be double booked, their buffers, and how many events a day",
    },
    input: z.strictObject({
      owner: labelled(id(), { id: "Orang, ruang, atau barang", en: "Person, room or thing" }),
      atOnce: labelled(capacity().nullable().optional(), {
        id: "Berapa sekaligus; 1: tidak boleh dua",
        en: "How many at once; 1: never two",
      }),
      mostPerDay: labelled(z.number().int().min(1).max(100).nullable().optional(), { id: "Paling banyak per hari", en: "At most a day" }),
      bufferMinutes: labelled(z.number().int().min(0).max(480).optional(), { id: "Jeda dalam menit", en: "Minutes in between" }),
    }),
    output: z.object({ owner: z.string(), atOnce: z.number().nullable(), mostPerDay: z.number().nullable(), bufferMinutes: z.number() }),
    refusals: [refused.inviteeMissing, refused.calendarNotYours],
    opens: { role: "staff" },
    effect: "final",
    positional: ["owner"],
  }),
  "calendar.import": command({
    summary: { id: "Memasukkan berkas ICS ke kalender", en: "Bring an ICS file into a calendar" },
    input: z.strictObject({
      id: calendarId(),
      text: labelled(z.string().min(1).max(MOST_TEXT), { id: "Isi berkas ICS", en: "Contents of the ICS file" }),
      overlap: labelled(z.boolean().default(true), { id: "Boleh bertumpang tindih", en: "May overlap with something else" }),
    }),
    output: z.object({
      added: z.number(),
      changed: z.number(),
      same: z.number(),
      refused: z.array(z.object({ uid: z.string(), why: z.object({ id: z.string(), en: z.string() }) })),
    }),
    refusals: [refused.calendarMissing, refused.calendarNotYours, refused.textUnreadable],
    opens: { role: "staff" },
    effect: "final",
    mostBytes: MOST_TEXT + 100_000,
    positional: ["id"],
  }),
  "calendar.export": query({
    summary: { id: "Mengeluarkan kalender sebagai ICS", en: "Take a calendar out as ICS" },
    input: z.strictObject({ id: calendarId() }),
    output: z.object({ name: z.string(), text: z.string() }),
    refusals: [refused.calendarMissing, refused.calendarNotYours],
    opens: { role: "staff" },
    positional: ["id"],
  }),
  "feed.add": command({
    summary: {
      id: "Membuat alamat rahasia untuk berlangganan kalender; hanya ditampilkan sekali",
      en: "Make a secret address to subscribe to a calendar; shown only once",
    },
    input: z.strictObject({
      calendarId: calendarId(),
      label: labelled(line(200), { id: "Untuk siapa", en: "For whom" }),
      privateItems: labelled(z.enum(["hidden", "busy"]).default("busy"), {
        id: "Yang pribadi: disembunyikan, atau tampak sibuk",
        en: "Private items: hidden, or shown as busy",
      }),
    }),
    output: z.object({ id: z.string(), url: z.string() }),
    refusals: [refused.calendarMissing, refused.calendarNotYours],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "feed.revoke",
    secret: true,
  }),
  "feed.list": query({
    summary: { id: "Alamat langganan kalender ini", en: "The subscription addresses of this calendar" },
    input: z.strictObject({ calendarId: calendarId() }),
    output: z.object({ feeds: z.array(feed) }),
    refusals: [refused.calendarMissing, refused.calendarNotYours],
    opens: { role: "staff" },
    positional: ["calendarId"],
  }),
  "feed.revoke": command({
    summary: { id: "Mencabut alamat langganan kalender", en: "Revoke a calendar's subscription address" },
    input: z.strictObject({ id: labelled(id(), { id: "Alamat", en: "Address" }) }),
    output: done,
    refusals: [refused.nothingToRevoke],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id"],
  }),
} as const;
