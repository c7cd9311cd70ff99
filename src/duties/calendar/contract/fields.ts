import { z } from "zod";
import { id, instantOut, line, prose, zone } from "#kernel/catalogue/fields.ts";
import { labelled } from "#kernel/catalogue/operation.ts";

/** What a calendar is of. */
export const KINDS = ["personal", "shared", "room", "thing", "company"] as const;
/** What one can be given of a calendar. */
export const GIVEN = ["busy", "read", "write", "manage"] as const;

/** A time: a whole day, a wall clock time, or an instant. */
export const moment = () => z.string().min(8).max(40);
/** Which calendar. */
export const calendarId = () => labelled(id(), { id: "Kalender", en: "Calendar" });
/** Which event. */
export const eventId = () => labelled(id(), { id: "Acara", en: "Event" });

const minutes = z.number().int().min(0).max(40_320);

/** What an event consists of besides its times. */
export const details = {
  location: labelled(line(500).nullable().optional(), { id: "Tempat", en: "Place" }),
  description: labelled(prose(100_000).nullable().optional(), { id: "Keterangan", en: "Description" }),
  url: labelled(z.url().max(2000).nullable().optional(), { id: "Tautan", en: "Link" }),
  repeat: labelled(line(1000).nullable().optional(), {
    id: "Pengulangan (RRULE), misalnya FREQ=WEEKLY;BYDAY=MO",
    en: "Recurrence (RRULE), for example FREQ=WEEKLY;BYDAY=MO",
  }),
  categories: labelled(z.array(line(100)).max(20).optional(), { id: "Kategori", en: "Categories" }),
  visibility: labelled(z.enum(["public", "private", "confidential"]).optional(), {
    id: "Terbuka, pribadi, atau rahasia; bagi orang lain yang pribadi hanya tampak sibuk",
    en: "Public, private or confidential; what is private shows as busy to others",
  }),
  free: labelled(z.boolean().optional(), { id: "Tidak memakai waktu", en: "Takes no time" }),
  status: labelled(z.enum(["confirmed", "tentative", "cancelled"]).optional(), { id: "Status", en: "Status" }),
  reminders: labelled(z.array(minutes).max(10).optional(), { id: "Pengingat, menit sebelumnya", en: "Reminders, minutes before" }),
  attendees: labelled(z.array(line(254)).max(300).optional(), {
    id: 'Yang diundang: surel, atau "person:<id>"; awali "?" bila tidak wajib hadir',
    en: 'Who is invited: e-mail, or "person:<id>"; with a leading "?" when optional',
  }),
  rooms: labelled(z.array(id()).max(50).optional(), { id: "Ruang dan barang yang dipakai", en: "Rooms and things that are used" }),
  overlap: labelled(z.boolean().optional(), { id: "Boleh bertumpang tindih", en: "May overlap with something else" }),
};

/** When an event is. */
export const times = {
  timeZone: labelled(zone().optional(), { id: "Zona waktu", en: "Time zone" }),
  floating: labelled(z.boolean().optional(), {
    id: "Jam dinding di mana pun orangnya berada",
    en: "The time on the clock wherever one is",
  }),
};

/** Which instances of a series a change is for. */
export const which = {
  instance: labelled(line(40).optional(), { id: "Kejadian yang dimaksud, bila berulang", en: "Which instance, when it repeats" }),
  scope: labelled(z.enum(["this", "following", "all"]).optional(), {
    id: "Hanya ini, ini dan seterusnya, atau semua",
    en: "This one only, this and the following, or all",
  }),
};

const person = z.object({
  address: z.string(),
  name: z.string(),
  id: z.string().nullable(),
  kind: z.string(),
  answer: z.enum(["needs-action", "accepted", "declined", "tentative", "delegated"]),
  optional: z.boolean(),
});

/** A calendar in an answer. */
export const calendarOut = z.object({
  id: z.string(),
  kind: z.enum(KINDS),
  name: z.string(),
  description: z.string().nullable(),
  color: z.string().nullable(),
  timeZone: z.string(),
  owner: z.object({ id: z.string(), name: z.string() }),
  main: z.boolean(),
  counts: z.boolean(),
  access: z.enum(["busy", "read", "write", "manage", "own"]),
  room: z
    .object({
      place: z.string().nullable(),
      email: z.string().nullable(),
      capacity: z.number().nullable(),
      seats: z.number().nullable(),
      features: z.array(z.string()),
    })
    .nullable(),
  /** What holds for the owner's time: how many at once (null: any number), how many a day, minutes kept free in between. */
  limits: z.object({ atOnce: z.number().nullable(), mostPerDay: z.number().nullable(), bufferMinutes: z.number() }),
});

/** An event, or one instance of it, in an answer. */
export const eventOut = z.object({
  id: z.string(),
  calendarId: z.string(),
  uid: z.string(),
  /** Which instance of its series; null when it does not repeat. */
  instance: z.string().nullable(),
  repeats: z.boolean(),
  title: z.string(),
  start: instantOut(),
  end: instantOut(),
  /** The wall clock of the event's own zone; a date when it is made of whole days (the last one included). */
  startsAt: z.string(),
  endsAt: z.string(),
  timeZone: z.string().nullable(),
  allDay: z.boolean(),
  floating: z.boolean(),
  location: z.string().nullable(),
  description: z.string().nullable(),
  url: z.string().nullable(),
  repeat: z.string().nullable(),
  categories: z.array(z.string()),
  visibility: z.enum(["public", "private", "confidential"]),
  free: z.boolean(),
  status: z.enum(["confirmed", "tentative", "cancelled"]),
  reminders: z.array(z.number()),
  organizer: z.object({ address: z.string(), name: z.string(), id: z.string().nullable() }).nullable(),
  attendees: z.array(person),
  sequence: z.number(),
  /** The reader may only know that this time is taken. */
  masked: z.boolean(),
});

/** An event after a change, with what takes the change back. */
export const changedOut = eventOut.extend({
  /** For event.restore. */
  undo: z.string(),
});
