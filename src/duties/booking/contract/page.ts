import { z } from "zod";
import { id } from "#kernel/catalogue/fields.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import * as refused from "../errors.ts";
import { embedding } from "../settings.ts";
import { pageOut, slug, terms } from "./fields.ts";

const pageId = labelled(id(), { id: "Halaman", en: "Page" });
const keeping = [refused.pageMissing, refused.pageNotYours];

/** Keeping the pages on which outsiders book. */
export const pageContract = {
  "page.add": command({
    summary: { id: "Membuat halaman janji temu untuk orang luar", en: "Make a page on which outsiders book an appointment" },
    input: z.strictObject({
      slug: slug(),
      kind: labelled(z.enum(["person", "team", "service"]).default("person"), {
        id: "Untuk orang, tim, atau layanan",
        en: "Of a person, a team or a service",
      }),
      title: terms.title,
      intro: terms.intro.default(null),
      language: terms.language.default("id"),
      timeZone: terms.timeZone.optional(),
      hosts: terms.hosts,
      rooms: terms.rooms.default([]),
      fairness: terms.fairness.default("round-robin"),
      minutes: terms.minutes.default(30),
      step: terms.step.default(30),
      noticeMinutes: terms.noticeMinutes.default(240),
      aheadDays: terms.aheadDays.default(30),
      bufferMinutes: terms.bufferMinutes.default(0),
      perDay: terms.perDay.default(null),
      approval: terms.approval.default(false),
      holdHours: terms.holdHours.default(24),
      questions: terms.questions.default([]),
      place: terms.place.default(null),
      open: terms.open.default(true),
    }),
    output: pageOut,
    refusals: [refused.pageNotYours, refused.slugTaken, refused.hostMissing],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "page.remove",
  }),
  "page.change": command({
    summary: { id: "Mengubah halaman janji temu", en: "Change a booking page" },
    input: z.strictObject({ id: pageId, slug: slug().optional(), ...z.strictObject(terms).partial().shape }),
    output: pageOut,
    refusals: [...keeping, refused.slugTaken, refused.hostMissing],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "page.change",
    positional: ["id"],
  }),
  "page.remove": command({
    summary: { id: "Menghapus halaman janji temu; janji yang ada tetap", en: "Remove a booking page; what is booked stays" },
    input: z.strictObject({ id: pageId }),
    output: z.object({}),
    refusals: keeping,
    opens: { role: "staff" },
    effect: "final",
    positional: ["id"],
  }),
  "page.sites": query({
    summary: { id: "Situs yang boleh menampilkan halaman janji temu", en: "Sites that may show booking pages inside their own" },
    input: z.strictObject({}),
    output: embedding,
    opens: { role: "staff" },
  }),
  "page.sites-set": command({
    summary: {
      id: "Menentukan situs yang boleh menampilkan halaman janji temu",
      en: "Say which sites may show booking pages inside their own",
    },
    input: z.strictObject({
      sites: labelled(embedding.shape.sites, {
        id: "Situs, masing-masing seperti https://www.contoh.co.id",
        en: "Sites, each like https://www.example.com",
      }),
    }),
    output: embedding,
    opens: { role: "administrator" },
    effect: "reversible",
    reversal: "page.sites-set",
  }),
  "page.list": query({
    summary: { id: "Daftar halaman janji temu", en: "The booking pages" },
    input: z.strictObject({}),
    output: z.object({ pages: z.array(pageOut) }),
    opens: { role: "staff" },
  }),
  "page.show": query({
    summary: { id: "Satu halaman janji temu", en: "One booking page" },
    input: z.strictObject({ id: pageId }),
    output: pageOut,
    refusals: [refused.pageMissing],
    opens: { role: "staff" },
    positional: ["id"],
  }),
} as const;
