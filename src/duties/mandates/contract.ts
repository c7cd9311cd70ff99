import { z } from "zod";
import { id, instantOut, line, page, prose, zone } from "#kernel/catalogue/fields.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import * as refused from "./errors.ts";

const MOST_CEILING = 1_000_000_000_000_000;
const MOST_PIECES = 40;

const text = z.object({ id: z.string(), en: z.string() });
const who = z.object({ id: z.string(), name: z.string() });
const which = labelled(id(), { id: "Mandat", en: "Mandate" });

const mandateOut = z.object({
  id: z.string(),
  principal: who,
  delegate: who,
  scope: z.array(z.string()),
  /** The scope in words. */
  lends: text,
  /** Rupiah in minor units; null without a ceiling, or when it is not the asker's business. */
  ceiling: z.number().nullable(),
  beginsAt: instantOut(),
  endsAt: instantOut(),
  timeZone: z.string(),
  /** Null when it is not the asker's business. */
  reason: z.string().nullable(),
  givenAt: instantOut(),
  /** Told from the instants at the moment of asking. */
  state: z.enum(["coming", "running", "ended"]),
  answer: z.enum(["waiting", "accepted", "declined"]),
  closed: z.object({ how: z.enum(["declined", "revoked", "handed-back"]), at: instantOut(), note: z.string().nullable() }).nullable(),
  report: z.string().nullable(),
});

const actOut = z.object({
  id: z.string(),
  at: instantOut(),
  by: who,
  command: z.string(),
  summary: text,
  door: z.string(),
  outcome: z.string(),
  subjectType: z.string().nullable(),
  subjectId: z.string().nullable(),
});

/** Authority lent and returned. */
export const mandatesContract = {
  "mandate.give": command({
    summary: { id: "Memberi mandat: orang lain bertindak atas nama saya", en: "Give a mandate: somebody else acts in my name" },
    input: z.strictObject({
      delegate: labelled(line(200), { id: "Kepada siapa: nama atau id pegawai", en: "To whom: a colleague's name or id" }),
      scope: labelled(z.array(line(80)).min(1).max(MOST_PIECES).default(["everything"]), {
        id: 'Cakupan: "everything", "duty:messages", "message.*", atau nama perintah',
        en: 'Scope: "everything", "duty:messages", "message.*", or a command\'s name',
      }),
      ceiling: labelled(z.number().int().min(0).max(MOST_CEILING).optional(), {
        id: "Batas jumlah sekali bertindak, dalam sen (Rp10.000.000 = 1000000000)",
        en: "Ceiling of one act, in minor units (Rp10,000,000 = 1000000000)",
      }),
      begins: labelled(line(40).optional(), { id: "Mulai (bawaan: sekarang)", en: "Begins (default: now)" }),
      ends: labelled(line(40), {
        id: "Berakhir: waktu, atau tanggal sebagai hari terakhir",
        en: "Ends: a time, or a date as the last day",
      }),
      timeZone: labelled(zone().optional(), { id: "Zona waktu (bawaan: zona Anda)", en: "Time zone (default: yours)" }),
      reason: labelled(line(500), { id: "Alasan", en: "Reason" }),
    }),
    output: mandateOut,
    refusals: [
      refused.delegateUnknown,
      refused.mandateToOneself,
      refused.mandateTimeUnclear,
      refused.mandateOutOfOrder,
      refused.mandateBackdated,
      refused.mandateTooLong,
      refused.scopeUnknown,
      refused.lentTwice,
      refused.mandateCircular,
    ],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "mandate.revoke",
    ownNameOnly: true,
    positional: ["delegate"],
  }),
  "mandate.accept": command({
    summary: { id: "Menerima mandat", en: "Accept a mandate" },
    input: z.strictObject({ id: which }),
    output: mandateOut,
    refusals: [refused.mandateMissing, refused.notYourMandate, refused.mandateOver],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "mandate.hand-back",
    ownNameOnly: true,
    positional: ["id"],
  }),
  "mandate.decline": command({
    summary: { id: "Menolak mandat; pemberinya diberi tahu", en: "Decline a mandate; its giver is told" },
    input: z.strictObject({ id: which, note: labelled(prose(2000).optional(), { id: "Mengapa", en: "Why" }) }),
    output: mandateOut,
    refusals: [refused.mandateMissing, refused.notYourMandate, refused.mandateOver],
    opens: { role: "staff" },
    effect: "final",
    ownNameOnly: true,
    positional: ["id", "note"],
  }),
  "mandate.hand-back": command({
    summary: {
      id: "Mengembalikan mandat dengan laporan, juga setelah masanya habis",
      en: "Hand a mandate back with a report, also after its time",
    },
    input: z.strictObject({
      id: which,
      report: labelled(prose(10_000).min(1), { id: "Laporan: apa yang dilakukan", en: "Report: what was done" }),
    }),
    output: mandateOut,
    refusals: [refused.mandateMissing, refused.notYourMandate, refused.mandateOver],
    opens: { role: "staff" },
    effect: "final",
    ownNameOnly: true,
    positional: ["id", "report"],
  }),
  "mandate.revoke": command({
    summary: { id: "Mencabut mandat seketika", en: "Revoke a mandate at once" },
    input: z.strictObject({ id: which, note: labelled(prose(2000).optional(), { id: "Mengapa", en: "Why" }) }),
    output: mandateOut,
    refusals: [refused.mandateMissing, refused.notYourMandate, refused.mandateOver],
    opens: { role: "staff" },
    effect: "final",
    ownNameOnly: true,
    positional: ["id", "note"],
  }),
  "mandate.list": query({
    summary: { id: "Mandat: siapa bertindak atas nama siapa, sampai kapan", en: "Mandates: who acts for whom, and until when" },
    input: z.strictObject({
      of: labelled(z.enum(["mine", "all"]).default("all"), { id: "Yang menyangkut saya, atau semua", en: "Those that concern me, or all" }),
      personId: labelled(id().optional(), { id: "Yang menyangkut orang ini", en: "Those that concern this person" }),
      state: labelled(z.enum(["current", "ended"]).default("current"), {
        id: "Berjalan dan akan datang, atau sudah berakhir",
        en: "Running and coming, or ended",
      }),
      ...page(),
    }),
    output: z.object({ mandates: z.array(mandateOut), next: z.string().nullable() }),
    opens: { role: "staff" },
  }),
  "mandate.show": query({
    summary: { id: "Satu mandat dengan semua yang dilakukan atas dasarnya", en: "One mandate with everything done under it" },
    input: z.strictObject({ id: which, ...page() }),
    output: z.object({ mandate: mandateOut, acts: z.array(actOut), next: z.string().nullable() }),
    refusals: [refused.mandateMissing],
    opens: { role: "staff" },
    positional: ["id"],
  }),
};

/** The shape of a mandate in an answer. */
export type MandateOut = z.input<typeof mandateOut>;
