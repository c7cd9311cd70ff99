import { z } from "zod";
import { instant, line as lineIn, page, prose, urgency } from "#kernel/catalogue/fields.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import * as refused from "../errors.ts";
import { itemOut, stepOut, whichItem } from "./fields.ts";

/** The desk: everything that needs a person. */
export const attentionContract = {
  "attention.feed": query({
    summary: {
      id: "Meja: semua yang membutuhkan orang, menurut kebutuhannya",
      en: "The desk: everything that needs a person, in order of need",
    },
    input: z.strictObject({
      box: labelled(z.enum(["mine", "desk", "all"]).default("all"), {
        id: "Untuk saya, milik meja, atau semua yang boleh saya lihat",
        en: "For me, the desk's own, or all that I may see",
      }),
      kind: labelled(lineIn(60).optional(), { id: "Hanya jenis ini", en: "Only this kind" }),
      state: labelled(z.enum(["waiting", "open", "acknowledged", "lapsed"]).default("waiting"), {
        id: "Belum selesai, belum disanggupi, sudah disanggupi, atau kedaluwarsa",
        en: "Not finished, not taken on, taken on, or lapsed",
      }),
      ...page(),
    }),
    output: z.object({ items: z.array(itemOut), next: z.string().nullable() }),
    refusals: [refused.cursorUnknown],
    opens: { role: "staff" },
  }),
  "attention.counts": query({
    summary: { id: "Berapa urusan yang menunggu", en: "How many matters wait" },
    input: z.strictObject({}),
    output: z.object({ mine: z.number(), all: z.number(), urgent: z.number(), kinds: z.record(z.string(), z.number()) }),
    opens: { role: "staff" },
  }),
  "attention.show": query({
    summary: { id: "Satu urusan dengan semua yang sudah dicoba", en: "One matter with everything that was tried" },
    input: z.strictObject({ id: whichItem }),
    output: z.object({ item: itemOut, steps: z.array(stepOut) }),
    refusals: [refused.itemMissing],
    opens: { role: "staff" },
    positional: ["id"],
  }),
  "attention.acknowledge": command({
    summary: { id: "Menyanggupi: urusan ini saya tangani", en: "Take it on: I have it" },
    input: z.strictObject({ id: whichItem }),
    output: itemOut,
    refusals: [refused.itemMissing, refused.itemTaken, refused.itemOver],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "attention.release",
    positional: ["id"],
  }),
  "attention.release": command({
    summary: { id: "Mengembalikan: orang lain yang harus menangani", en: "Give it back: somebody else must see to it" },
    input: z.strictObject({ id: whichItem }),
    output: itemOut,
    refusals: [refused.itemMissing, refused.itemNotTaken, refused.itemOver],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "attention.acknowledge",
    positional: ["id"],
  }),
  "attention.snooze": command({
    summary: { id: "Menangani nanti: ingatkan saya pada waktu ini", en: "See to it later: bring it back at this time" },
    input: z.strictObject({ id: whichItem, until: labelled(instant(), { id: "Sampai", en: "Until" }) }),
    output: itemOut,
    refusals: [refused.itemMissing, refused.itemTaken, refused.itemOver, refused.timeOutOfReach],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "attention.release",
    positional: ["id", "until"],
  }),
  "attention.settle": command({
    summary: { id: "Menyelesaikan urusan", en: "Settle a matter" },
    input: z.strictObject({ id: whichItem, outcome: labelled(prose(2000).min(1), { id: "Hasilnya", en: "The outcome" }) }),
    output: itemOut,
    refusals: [refused.itemMissing, refused.itemOver, refused.endsOtherwise],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id", "outcome"],
  }),
  "reach.steps": query({
    summary: { id: "Apa yang sudah dicoba untuk satu urusan", en: "What was tried for a matter" },
    input: z.strictObject({ id: whichItem, limit: z.coerce.number().int().min(1).max(500).default(100) }),
    output: z.object({ steps: z.array(stepOut) }),
    refusals: [refused.itemMissing],
    opens: { role: "staff" },
    positional: ["id"],
  }),
  "reach.person": command({
    summary: { id: "Memanggil seseorang dengan pesan singkat, sekarang", en: "Page somebody with a short text, now" },
    input: z.strictObject({
      to: labelled(lineIn(200), { id: "Siapa: nama, jabatan, kelompok, atau id", en: "Whom: a name, post, group or id" }),
      text: labelled(lineIn(500), { id: "Pesan", en: "Text" }),
      urgency: labelled(urgency().default("urgent"), { id: "Mendesak atau tidak", en: "How urgent" }),
      confidentialFrom: labelled(z.number().int().min(1).max(6).optional(), { id: "Rahasia mulai tingkat", en: "Confidential from grade" }),
    }),
    output: itemOut,
    refusals: [refused.nobodyToReach],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "attention.settle",
    positional: ["to", "text"],
  }),
};
