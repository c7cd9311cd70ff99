import { z } from "zod";
import { command, labelled } from "#kernel/catalogue/operation.ts";
import { id, line } from "#kernel/catalogue/fields.ts";
import * as refused from "../errors.ts";
import { clearable, pointIn, pointOut } from "./fields.ts";

/** Numbers and addresses at which a person can be reached. */
export const contactPointContract = {
  "contact-point.add": command({
    summary: { id: "Menambah nomor atau alamat seseorang", en: "Add a number or address for somebody" },
    input: z.strictObject({ personId: labelled(id(), { id: "Orang", en: "Person" }), ...pointIn }),
    output: z.object({
      point: pointOut,
      /** The signing secret of a new webhook, told this once (Standard Webhooks, `whsec_…`). */
      secret: z.string().nullable(),
    }),
    refusals: [
      refused.personMissing,
      refused.personArchived,
      refused.phoneInvalid,
      refused.pointInvalid,
      refused.pointKnown,
      refused.pointsFull,
    ],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "contact-point.remove",
    positional: ["personId", "kind", "value"],
  }),
  "contact-point.change": command({
    summary: {
      id: "Mengubah keterangan, keutamaan, atau siapa yang boleh melihat",
      en: "Change a number's label, preference or who sees it",
    },
    input: z.strictObject({
      id: labelled(id(), { id: "Nomor atau alamat", en: "Number or address" }),
      label: labelled(clearable(line(60)), { id: "Keterangan", en: "Label" }),
      preferred: labelled(z.boolean().optional(), { id: "Yang diutamakan", en: "Preferred" }),
      seenBy: labelled(z.enum(["staff", "desk"]).optional(), { id: "Dapat dilihat oleh", en: "Seen by" }),
    }),
    output: pointOut,
    refusals: [refused.pointMissing],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id"],
  }),
  "contact-point.remove": command({
    summary: { id: "Menghapus nomor atau alamat", en: "Remove a number or address" },
    input: z.strictObject({ id: labelled(id(), { id: "Nomor atau alamat", en: "Number or address" }) }),
    output: z.object({ id: z.string(), personId: z.string() }),
    refusals: [refused.pointMissing],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id"],
  }),
};
