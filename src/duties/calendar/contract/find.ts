import { z } from "zod";
import { id, instant, instantOut, zone } from "#kernel/catalogue/fields.ts";
import { labelled, query } from "#kernel/catalogue/operation.ts";
import { rangeUnclear } from "../errors.ts";

const people = z.array(id()).max(500);
const DAY_MINUTES = 1440;

/** Looking for a time. */
export const findContract = {
  "time.find": query({
    summary: { id: "Mencari waktu kosong untuk orang, ruang, dan barang", en: "Find a free time for people, rooms and things" },
    input: z.strictObject({
      of: labelled(people.min(1), { id: "Siapa dan apa yang harus kosong", en: "Who and what must be free" }),
      some: labelled(
        z
          .array(z.strictObject({ need: z.number().int().min(1).max(500), of: people.min(1) }))
          .max(10)
          .default([]),
        {
          id: "Sekian dari mereka ini",
          en: "So many of these",
        },
      ),
      minutes: labelled(
        z
          .number()
          .int()
          .min(1)
          .max(7 * DAY_MINUTES),
        { id: "Lamanya dalam menit", en: "Length in minutes" },
      ),
      from: labelled(instant(), { id: "Dari", en: "From" }),
      to: labelled(instant(), { id: "Sampai", en: "Until" }),
      step: labelled(z.union([z.literal(5), z.literal(10), z.literal(15), z.literal(30), z.literal(60)]).default(30), {
        id: "Mulai pada kelipatan menit ini",
        en: "Starts on multiples of these minutes",
      }),
      timeZone: labelled(zone().optional(), { id: "Zona waktu", en: "Time zone" }),
      count: labelled(z.number().int().min(1).max(50).default(3), { id: "Berapa pilihan", en: "How many choices" }),
    }),
    output: z.object({
      times: z.array(z.object({ start: instantOut(), end: instantOut(), free: z.array(z.array(z.string())) })),
      /** Why there is none, and which single change opens one; null when there is one. */
      why: z.object({ id: z.string(), en: z.string() }).nullable(),
    }),
    refusals: [rangeUnclear],
    opens: { role: "staff" },
  }),
} as const;
