import { z } from "zod";
import { day, line } from "#kernel/catalogue/fields.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import { daysUnclear } from "../errors.ts";

const text = z.strictObject({ id: line(200), en: line(200) });
const kind = z.enum(["holiday", "joint-leave", "closed"]);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const span = z.strictObject({ from: clock, to: clock });
const dated = z.object({ day: z.string(), kind, name: z.object({ id: z.string(), en: z.string() }), source: z.string() });

/** The hours that the company as a whole keeps. */
export const companyHours = z.strictObject({
  fridayPrayer: labelled(span.nullable(), { id: "Salat Jumat", en: "Friday prayer" }),
  ramadan: labelled(z.array(z.strictObject({ from: day(), to: day(), hours: span })).max(40), {
    id: "Jam kerja bulan Ramadan, per tahun",
    en: "Working hours in Ramadan, year by year",
  }),
});

/** Holidays, cuti bersama, and hours of the company. */
export const daysContract = {
  "holiday.list": query({
    summary: {
      id: "Hari libur nasional, cuti bersama, dan hari tutup",
      en: "National holidays, cuti bersama and days on which the company is closed",
    },
    input: z.strictObject({ from: labelled(day(), { id: "Dari", en: "From" }), to: labelled(day(), { id: "Sampai", en: "Until" }) }),
    output: z.object({ days: z.array(dated) }),
    opens: { role: "staff" },
    positional: ["from", "to"],
  }),
  "holiday.set": command({
    summary: {
      id: "Menetapkan daftar hari libur suatu tahun beserta sumbernya; daftar lama tetap tercatat",
      en: "Set the list of holidays of a year with its source; the list before stays on record",
    },
    input: z.strictObject({
      year: labelled(z.number().int().min(2000).max(2100), { id: "Tahun", en: "Year" }),
      source: labelled(line(500).optional(), {
        id: "Sumber, misalnya nomor keputusan bersama",
        en: "Source, such as the number of the joint decree",
      }),
      days: labelled(
        z
          .array(z.strictObject({ day: day(), kind, name: text }))
          .max(200)
          .optional(),
        {
          id: "Hari-hari; kosong: daftar tahun itu yang dibawa Kerani",
          en: "The days; empty: the list of that year that Kerani brings along",
        },
      ),
    }),
    output: z.object({ added: z.number(), removed: z.number(), same: z.number() }),
    refusals: [daysUnclear],
    opens: { role: "administrator" },
    effect: "final",
    positional: ["year"],
  }),
  "company-hours.show": query({
    summary: { id: "Salat Jumat dan jam Ramadan perusahaan", en: "Friday prayer and Ramadan hours of the company" },
    input: z.strictObject({}),
    output: companyHours,
    opens: { role: "staff" },
  }),
  "company-hours.set": command({
    summary: { id: "Menetapkan salat Jumat dan jam Ramadan perusahaan", en: "Set Friday prayer and Ramadan hours of the company" },
    input: companyHours,
    output: companyHours,
    opens: { role: "administrator" },
    effect: "final",
  }),
} as const;
