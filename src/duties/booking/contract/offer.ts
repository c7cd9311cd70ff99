import { z } from "zod";
import { email, id, instant, instantOut, language, line, zone } from "#kernel/catalogue/fields.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import * as refused from "../errors.ts";
import { token } from "./fields.ts";

const rooms = z.array(id()).max(20);

const state = z.enum(["open", "taken", "withdrawn", "over"]);
const offerOut = z.object({
  id: z.string(),
  title: z.string(),
  state,
  until: instantOut(),
  guests: z.array(z.object({ name: z.string(), email: z.string() })),
  times: z.array(z.object({ start: instantOut(), end: instantOut() })),
  /** The appointment that came of it. */
  eventId: z.string().nullable(),
  by: z.object({ id: z.string(), name: z.string() }).nullable(),
  sentAt: instantOut(),
});

/** Times that are offered to guests. */
export const offerContract = {
  "offer.send": command({
    summary: { id: "Menawarkan beberapa waktu; jawaban ya pertama menang", en: "Offer several times; the first yes wins" },
    input: z.strictObject({
      title: labelled(line(400), { id: "Judul", en: "Title" }),
      options: labelled(
        z
          .array(z.strictObject({ start: z.string().max(40), end: z.string().max(40) }))
          .min(1)
          .max(10),
        {
          id: "Waktu yang ditawarkan",
          en: "The times on offer",
        },
      ),
      for: labelled(z.array(id()).min(1).max(20), { id: "Waktu siapa", en: "Whose time" }),
      rooms: labelled(rooms.default([]), { id: "Ruang dan barang", en: "Rooms and things" }),
      until: labelled(instant(), { id: "Berlaku sampai", en: "Open until" }),
      timeZone: labelled(zone().optional(), { id: "Zona waktu", en: "Time zone" }),
      guests: labelled(
        z
          .array(z.strictObject({ name: line(200), email: email(), language: language().default("id"), timeZone: zone().optional() }))
          .min(1)
          .max(10),
        { id: "Tamu", en: "Guests" },
      ),
    }),
    output: z.object({ id: z.string(), until: instantOut() }),
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "offer.withdraw",
  }),
  "offer.withdraw": command({
    summary: { id: "Menarik tawaran waktu", en: "Take an offer of times back" },
    input: z.strictObject({ id: labelled(id(), { id: "Tawaran", en: "Offer" }) }),
    output: z.object({}),
    refusals: [refused.offerOver],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id"],
  }),
  "offer.list": query({
    summary: { id: "Tawaran waktu: yang saya kirim, atau semua bagi meja", en: "Offers of times: mine, or everybody's for the desk" },
    input: z.strictObject({ state: labelled(state.optional(), { id: "Keadaan", en: "State" }) }),
    output: z.object({ offers: z.array(offerOut) }),
    opens: { role: "staff" },
  }),
  "offer.open": query({
    summary: { id: "Waktu yang ditawarkan di balik sebuah tautan", en: "The offered time behind a link" },
    input: z.strictObject({ token: token() }),
    output: z.object({
      title: z.string(),
      name: z.string(),
      start: instantOut(),
      end: instantOut(),
      until: instantOut(),
      state: z.enum(["open", "over"]),
    }),
    refusals: [refused.offerOver],
    opens: { role: "stranger" },
    forPrograms: false,
  }),
  "offer.accept": command({
    summary: { id: "Memilih waktu yang ditawarkan", en: "Say yes to the offered time" },
    input: z.strictObject({ token: token() }),
    output: z.object({ title: z.string(), start: instantOut(), end: instantOut() }),
    refusals: [refused.offerOver],
    opens: { role: "stranger" },
    effect: "final",
    secret: true,
    forPrograms: false,
  }),
} as const;
