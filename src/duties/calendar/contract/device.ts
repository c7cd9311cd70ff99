import { z } from "zod";
import { id, line } from "#kernel/catalogue/fields.ts";
import { command, labelled } from "#kernel/catalogue/operation.ts";
import * as refused from "../errors.ts";
import { calendarId } from "./fields.ts";

const MOST_DEAD = 65_536;
const MOST_FILE = 36_000_000;
const dead = z.record(z.string().max(1000), z.string().max(MOST_DEAD).nullable());
const text = (most: number) => z.string().max(most).nullable().optional();

/** Properties as a device sets them: absent ones stay, null takes away. */
export const patch = z.strictObject({
  name: text(300),
  description: text(20_000),
  color: text(40),
  position: z.number().int().min(-2_000_000_000).max(2_000_000_000).nullable().optional(),
  timeZone: text(100),
  zoneText: text(MOST_DEAD),
  transparent: z.boolean().nullable().optional(),
  source: text(2000),
  availability: text(MOST_DEAD),
  mainCalendar: labelled(id().nullable().optional(), { id: "Kalender utama", en: "Main calendar" }),
  dead: dead.default({}),
});
const properties = labelled(patch, { id: "Sifat-sifat menurut perangkat", en: "Properties as the device sets them" });
const owner = labelled(id(), { id: "Pemilik", en: "Owner" });
const address = labelled(z.string().min(1).max(255), { id: "Nama dalam alamatnya", en: "Name in its address" });
const book = labelled(z.boolean(), { id: "Buku alamat, bukan kalender", en: "An address book, not a calendar" });
const done = z.object({});
const PRIVILEGES = z.array(z.string().max(60)).max(40);

/** What devices ask for that people do not say in these words. */
export const deviceContract = {
  "calendar.make": command({
    summary: {
      id: "Membuat kalender atau buku alamat atas permintaan perangkat",
      en: "Make a calendar or address book as a device asks for it",
    },
    input: z.strictObject({
      owner,
      address,
      book,
      components: labelled(z.array(z.string().max(40)).max(10).optional(), { id: "Jenis isi", en: "What it may hold" }),
      properties,
    }),
    output: z.object({ id: z.string() }),
    refusals: [refused.calendarMissing, refused.calendarNotYours, refused.addressTaken],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "calendar.remove",
    forPrograms: false,
  }),
  "calendar.patch": command({
    summary: { id: "Mengubah sifat kalender atas permintaan perangkat", en: "Change a calendar's properties as a device asks for it" },
    input: z.strictObject({ id: calendarId(), properties }),
    output: done,
    refusals: [refused.calendarMissing, refused.calendarNotYours],
    opens: { role: "staff" },
    effect: "final",
    forPrograms: false,
  }),
  "calendar.patch-home": command({
    summary: {
      id: "Mengubah sifat kumpulan kalender atas permintaan perangkat",
      en: "Change the properties of somebody's home as a device asks for it",
    },
    input: z.strictObject({ owner, book, dead: labelled(dead, { id: "Sifat", en: "Properties" }) }),
    output: done,
    refusals: [refused.calendarNotYours],
    opens: { role: "staff" },
    effect: "final",
    forPrograms: false,
  }),
  "calendar.delegate": command({
    summary: { id: "Menunjuk siapa yang membaca atau mengurus semua kalender saya", en: "Appoint who reads or keeps all my calendars" },
    input: z.strictObject({
      level: labelled(z.enum(["read", "write"]), { id: "Membaca atau mengurus", en: "Read or keep" }),
      people: labelled(z.array(id()).max(200), { id: "Siapa; yang tidak disebut dicabut", en: "Who; whoever is left out is taken off" }),
    }),
    output: done,
    refusals: [refused.inviteeMissing],
    opens: { role: "staff" },
    effect: "final",
    ownNameOnly: true,
  }),
  "calendar.grant": command({
    summary: {
      id: "Menetapkan hak atas kalender seperti yang diminta perangkat",
      en: "Set the rights on a calendar as a device asks for it",
    },
    input: z.strictObject({
      id: calendarId(),
      grants: labelled(z.array(z.strictObject({ to: z.string().max(60), privileges: PRIVILEGES })).max(200), { id: "Hak", en: "Rights" }),
    }),
    output: done,
    refusals: [refused.calendarMissing, refused.calendarNotYours, refused.inviteeMissing],
    opens: { role: "staff" },
    effect: "final",
    forPrograms: false,
  }),
  "event.transfer": command({
    summary: { id: "Menyalin atau memindahkan objek ke kalender lain", en: "Copy or move an object to another calendar" },
    input: z.strictObject({
      calendarId: calendarId(),
      address,
      toCalendarId: calendarId(),
      toAddress: address,
      move: labelled(z.boolean(), { id: "Pindah, bukan salin", en: "Move, not copy" }),
    }),
    output: z.object({ id: z.string(), created: z.boolean() }),
    refusals: [refused.calendarMissing, refused.calendarNotYours, refused.eventMissing, refused.itemIsPrivate, refused.bookedMeanwhile],
    opens: { role: "staff" },
    effect: "final",
    forPrograms: false,
  }),
  "event.mark": command({
    summary: { id: "Menyimpan sifat objek atas permintaan perangkat", en: "Keep properties of an object as a device asks for it" },
    input: z.strictObject({ calendarId: calendarId(), address, dead: labelled(dead, { id: "Sifat", en: "Properties" }) }),
    output: done,
    refusals: [refused.calendarMissing, refused.calendarNotYours, refused.eventMissing],
    opens: { role: "staff" },
    effect: "final",
    forPrograms: false,
  }),
  "event.attach": command({
    summary: { id: "Menyimpan berkas untuk suatu acara", en: "Keep a file for an event" },
    input: z.strictObject({
      calendarId: calendarId(),
      name: line(255),
      mediaType: labelled(line(255), { id: "Jenis berkas", en: "Media type" }),
      bytes: labelled(z.base64().max(MOST_FILE), { id: "Isi berkas", en: "Contents" }),
    }),
    output: z.object({ id: z.string() }),
    refusals: [refused.calendarMissing, refused.calendarNotYours],
    opens: { role: "staff" },
    effect: "final",
    mostBytes: MOST_FILE + 100_000,
    forPrograms: false,
  }),
} as const;
