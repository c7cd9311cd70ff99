import { z } from "zod";
import { id, instant, instantOut, zone } from "#kernel/catalogue/fields.ts";
import { labelled, query } from "#kernel/catalogue/operation.ts";
import { rangeUnclear } from "../errors.ts";

const clock = () => z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const textOut = z.object({ id: z.string(), en: z.string() });
/** What a change may be of: a rule set aside, an appointment moved, somebody left out, fewer of a group, a shorter time. */
const CHANGE_KINDS = ["tentative", "buffer", "notice", "break", "limit", "hours", "ahead", "season", "closed", "without", "fewer", "shorter", "move"] as const; // prettier-ignore
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
      prefer: labelled(
        z
          .strictObject({
            times: z
              .array(
                z.strictObject({
                  weekdays: z.array(z.number().int().min(0).max(6)).min(1).max(7),
                  from: clock(),
                  to: clock(),
                  points: z.number().int().min(-1000).max(1000),
                }),
              )
              .max(20)
              .default([]),
            welcome: z
              .array(z.strictObject({ who: id(), points: z.number().int().min(0).max(1000) }))
              .max(100)
              .default([]),
            sooner: z.number().int().min(0).max(1000).default(1),
            joined: z.number().int().min(0).max(1000).default(0),
          })
          .optional(),
        {
          id: "Yang disukai, dengan angka: jam tertentu, siapa yang baik bila ikut, hari yang lebih awal, tanpa celah; kosong: yang paling awal",
          en: "What is liked, in points: certain hours, who would be welcome, sooner days, no gaps; empty: the earliest",
        },
      ),
      count: labelled(z.number().int().min(1).max(50).default(3), { id: "Berapa pilihan", en: "How many choices" }),
    }),
    output: z.object({
      times: z.array(
        z.object({
          start: instantOut(),
          end: instantOut(),
          free: z.array(z.array(z.string())),
          /** With `prefer`: the points, and who of the welcome is free. */
          score: z.number().nullable(),
          welcome: z.array(z.string()),
        }),
      ),
      /** Why there is none, and which single change opens one; null when there is one. */
      why: textOut.nullable(),
      /** Every single change that opens a time, the mildest first; empty when there is a time. */
      changes: z.array(
        z.object({
          kind: z.enum(CHANGE_KINDS),
          /** The condition in words, to be followed by "then at …". */
          text: textOut,
          /** Whose rule it is; null when it is everybody's. */
          who: z.object({ id: z.string(), name: z.string() }).nullable(),
          start: instantOut(),
          end: instantOut(),
          /** The one appointment that would give way: whose, from when to when, by how many minutes. */
          move: z
            .object({
              who: z.array(z.object({ id: z.string(), name: z.string() })),
              from: instantOut(),
              to: instantOut(),
              byMinutes: z.number(),
            })
            .nullable(),
        }),
      ),
    }),
    refusals: [rangeUnclear],
    opens: { role: "staff" },
  }),
} as const;
