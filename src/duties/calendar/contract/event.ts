import { z } from "zod";
import { id, instant, instantOut, line, page } from "#kernel/catalogue/fields.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import * as refused from "../errors.ts";
import { calendarId, changedOut, details, eventId, eventOut, moment, times, which } from "./fields.ts";

const MOST_OBJECT = 4_200_000;
const title = labelled(line(500), { id: "Judul", en: "Title" });
const start = labelled(moment(), { id: "Mulai", en: "Start" });
const clashes = [refused.bookedMeanwhile];
const changing = [refused.eventMissing, refused.calendarNotYours, refused.itemIsPrivate, refused.notTheOrganizer, refused.instanceMissing];
const range = {
  from: labelled(instant(), { id: "Dari", en: "From" }),
  to: labelled(instant(), { id: "Sampai", en: "Until" }),
};

/** What takes place, and when people, rooms and things are free. */
export const eventContract = {
  "event.add": command({
    summary: { id: "Mencatat acara, undangan, atau pemesanan ruang", en: "Add an event, a meeting or a room booking" },
    input: z.strictObject({
      title,
      start,
      end: labelled(moment().optional(), { id: "Selesai; kosong: satu jam, atau sehari", en: "End; empty: an hour, or the day" }),
      ...times,
      calendarId: labelled(id().optional(), { id: "Kalender; kosong: kalender utama", en: "Calendar; empty: the main one" }),
      for: labelled(id().optional(), { id: "Atas nama orang ini", en: "In this person's name" }),
      message: labelled(id().optional(), { id: "Pesan yang menjadi acara ini", en: "The message that becomes this event" }),
      ...details,
    }),
    output: changedOut,
    refusals: [
      refused.calendarMissing,
      refused.calendarNotYours,
      refused.timeUnclear,
      refused.endsBeforeStart,
      refused.ruleUnclear,
      refused.inviteeMissing,
      ...clashes,
    ],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "event.remove",
    positional: ["title", "start", "end"],
  }),
  "event.change": command({
    summary: { id: "Mengubah acara: sekali ini, seterusnya, atau semuanya", en: "Change an event: this once, from now on, or all of it" },
    input: z.strictObject({
      id: eventId(),
      ...which,
      title: labelled(line(500).optional(), { id: "Judul", en: "Title" }),
      start: labelled(moment().optional(), { id: "Mulai", en: "Start" }),
      end: labelled(moment().optional(), { id: "Selesai", en: "End" }),
      ...times,
      ...details,
    }),
    output: changedOut,
    refusals: [...changing, refused.timeUnclear, refused.endsBeforeStart, refused.ruleUnclear, refused.inviteeMissing, ...clashes],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "event.restore",
    positional: ["id"],
  }),
  "event.move": command({
    summary: { id: "Memindahkan acara ke waktu atau kalender lain", en: "Move an event to another time or calendar" },
    input: z.strictObject({
      id: eventId(),
      ...which,
      start: labelled(moment().optional(), { id: "Mulai", en: "Start" }),
      end: labelled(moment().optional(), { id: "Selesai; kosong: lamanya tetap", en: "End; empty: as long as before" }),
      timeZone: times.timeZone,
      calendarId: labelled(id().optional(), { id: "Ke kalender ini", en: "To this calendar" }),
      overlap: details.overlap,
    }),
    output: changedOut,
    refusals: [...changing, refused.calendarMissing, refused.timeUnclear, refused.endsBeforeStart, ...clashes],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "event.restore",
    positional: ["id", "start", "end"],
  }),
  "event.remove": command({
    summary: { id: "Menghapus acara; yang diundang diberi tahu", en: "Remove an event; those invited are told" },
    input: z.strictObject({ id: eventId(), ...which }),
    output: z.object({ undo: z.string() }),
    refusals: changing,
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "event.restore",
    positional: ["id"],
  }),
  "event.restore": command({
    summary: { id: "Membatalkan perubahan acara", en: "Take back a change of an event" },
    input: z.strictObject({ id: labelled(id(), { id: "Nomor pembatalan dari perubahan itu", en: "The undo number of the change" }) }),
    output: z.object({ event: eventOut.nullable() }),
    refusals: [refused.cannotRestore, refused.calendarNotYours, ...clashes],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id"],
  }),
  "event.answer": command({
    summary: { id: "Menjawab undangan: hadir, mungkin, atau tidak", en: "Answer an invitation: yes, perhaps or no" },
    input: z.strictObject({
      id: eventId(),
      answer: labelled(z.enum(["accepted", "tentative", "declined"]), { id: "Jawaban", en: "Answer" }),
      instance: which.instance,
      overlap: details.overlap,
    }),
    output: eventOut,
    refusals: [refused.eventMissing, refused.calendarNotYours, refused.notInvited, refused.instanceMissing, ...clashes],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id", "answer"],
  }),
  "event.show": query({
    summary: { id: "Satu acara, atau satu kejadiannya", en: "One event, or one instance of it" },
    input: z.strictObject({ id: eventId(), instance: which.instance }),
    output: eventOut,
    refusals: [refused.eventMissing, refused.instanceMissing],
    opens: { role: "staff" },
    positional: ["id"],
  }),
  "event.list": query({
    summary: { id: "Acara dalam suatu rentang waktu, setiap kejadian satu baris", en: "The events in a range, one row for each instance" },
    input: z.strictObject({
      ...range,
      calendars: labelled(z.array(id()).max(100).optional(), { id: "Hanya kalender ini", en: "Only these calendars" }),
      of: labelled(z.array(id()).max(100).optional(), {
        id: "Milik orang, ruang, atau barang ini",
        en: "Of these people, rooms or things",
      }),
    }),
    output: z.object({ events: z.array(eventOut), whole: z.boolean() }),
    refusals: [refused.rangeUnclear, refused.calendarMissing],
    opens: { role: "staff" },
    positional: ["from", "to"],
  }),
  "event.search": query({
    summary: { id: "Mencari acara menurut judul atau tempat", en: "Find events by title or place" },
    input: z.strictObject({ text: line(200), ...page(100) }),
    output: z.object({ events: z.array(eventOut) }),
    opens: { role: "staff" },
    positional: ["text"],
  }),
  "event.busy": query({
    summary: {
      id: "Kapan orang, ruang, dan barang sibuk, tanpa sebabnya",
      en: "When people, rooms and things are busy, without the reason",
    },
    input: z.strictObject({ of: labelled(z.array(id()).min(1).max(200), { id: "Siapa dan apa", en: "Who and what" }), ...range }),
    output: z.object({
      busy: z.array(
        z.object({
          of: z.string(),
          periods: z.array(z.object({ start: instantOut(), end: instantOut(), kind: z.enum(["busy", "tentative", "unavailable"]) })),
        }),
      ),
    }),
    refusals: [refused.rangeUnclear],
    opens: { role: "staff" },
  }),
  "event.put": command({
    summary: { id: "Menyimpan objek iCalendar apa adanya", en: "Store an iCalendar object as it is" },
    input: z.strictObject({
      calendarId: calendarId(),
      address: labelled(line(255), { id: "Nama objek di kalender", en: "Name of the object in the calendar" }),
      text: labelled(z.string().min(1).max(MOST_OBJECT), { id: "Isi iCalendar", en: "The iCalendar text" }),
      overlap: details.overlap,
      notify: labelled(z.boolean().default(true), { id: "Beri tahu penyelenggara", en: "Tell the organizer" }),
    }),
    output: z.object({ id: z.string(), created: z.boolean(), etag: z.string(), scheduleTag: z.string().nullable(), verbatim: z.boolean() }),
    refusals: [refused.calendarMissing, refused.calendarNotYours, refused.itemIsPrivate, refused.textUnreadable, ...clashes],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "event.drop",
    mostBytes: MOST_OBJECT + 100_000,
  }),
  "event.drop": command({
    summary: { id: "Menghapus objek iCalendar menurut namanya", en: "Remove an iCalendar object by its name" },
    input: z.strictObject({
      calendarId: calendarId(),
      address: labelled(line(255), { id: "Nama objek di kalender", en: "Name of the object in the calendar" }),
      notify: labelled(z.boolean().default(true), { id: "Beri tahu penyelenggara", en: "Tell the organizer" }),
    }),
    output: z.object({}),
    refusals: [refused.calendarMissing, refused.calendarNotYours, refused.itemIsPrivate, refused.eventMissing],
    opens: { role: "staff" },
    effect: "final",
    positional: ["calendarId", "address"],
  }),
} as const;
