import { z } from "zod";
import { id, instant, instantOut, line } from "#kernel/catalogue/fields.ts";
import { command, labelled } from "#kernel/catalogue/operation.ts";
import * as refused from "../errors.ts";
import { eventOut, moment, times } from "./fields.ts";

const hold = labelled(id(), { id: "Waktu yang ditahan", en: "The held times" });
const option = z.strictObject({ start: moment(), end: moment() });

/** Times that are offered to somebody and held until one of them is chosen. */
export const holdContract = {
  "hold.add": command({
    summary: { id: "Menahan beberapa waktu sekaligus untuk ditawarkan", en: "Hold several times at once, to offer them" },
    input: z.strictObject({
      title: labelled(line(500), { id: "Judul", en: "Title" }),
      options: labelled(z.array(option).min(1).max(10), { id: "Waktu yang ditawarkan", en: "The times on offer" }),
      for: labelled(z.array(id()).min(1).max(20), {
        id: "Waktu siapa; yang pertama menjadi penyelenggara",
        en: "Whose time; the first one organizes",
      }),
      rooms: labelled(z.array(id()).max(20).default([]), { id: "Ruang dan barang", en: "Rooms and things" }),
      until: labelled(instant(), { id: "Ditahan sampai", en: "Held until" }),
      timeZone: times.timeZone,
    }),
    output: z.object({
      id: z.string(),
      until: instantOut(),
      options: z.array(z.object({ choice: z.number(), start: instantOut(), end: instantOut() })),
    }),
    refusals: [
      refused.calendarNotYours,
      refused.timeUnclear,
      refused.endsBeforeStart,
      refused.inviteeMissing,
      refused.rangeUnclear,
      refused.bookedMeanwhile,
    ],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "hold.release",
  }),
  "hold.take": command({
    summary: {
      id: "Memilih satu dari waktu yang ditahan; yang lain dilepas, dan yang diundang dikabari",
      en: "Choose one of the held times; the others are let go and the guests are told",
    },
    input: z.strictObject({
      id: hold,
      choice: labelled(z.number().int().min(0).max(9), { id: "Pilihan ke-, mulai dari 0", en: "Which one, counted from 0" }),
      attendees: labelled(z.array(line(254)).max(300).default([]), { id: "Yang diundang", en: "Who is invited" }),
    }),
    output: eventOut,
    refusals: [refused.holdGone, refused.calendarNotYours, refused.inviteeMissing],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id", "choice"],
  }),
  "hold.release": command({
    summary: { id: "Melepas semua waktu yang ditahan", en: "Let all held times go" },
    input: z.strictObject({ id: hold }),
    output: z.object({ released: z.number() }),
    refusals: [refused.holdGone, refused.calendarNotYours],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id"],
  }),
} as const;
