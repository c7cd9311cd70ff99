import { z } from "zod";
import { instantOut, line as lineIn, urgency } from "#kernel/catalogue/fields.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import { policy } from "../rules/policy.ts";
import * as refused from "../errors.ts";
import { channel, text, who } from "./fields.ts";

const policyOut = policy.extend({ urgency: urgency(), changed: z.boolean() });

/** The way to a person, explained, tried dry, and by which policies. */
export const reachContract = {
  "reach.plan": query({
    summary: { id: "Siapa akan diberi tahu, bagaimana, kapan, dan mengapa", en: "Who would be told, how, when and why" },
    input: z.strictObject({
      person: labelled(lineIn(200), {
        id: 'Siapa: nama, jabatan, kelompok, id, atau "desk"',
        en: 'Whom: a name, post, group, id, or "desk"',
      }),
      urgency: labelled(urgency().default("urgent"), { id: "Mendesak atau tidak", en: "How urgent" }),
      kind: labelled(lineIn(60).default("message"), { id: "Jenis urusan", en: "Kind of matter" }),
      confidentialFrom: labelled(z.coerce.number().int().min(1).max(6).optional(), {
        id: "Rahasia mulai tingkat",
        en: "Confidential from grade",
      }),
    }),
    output: z.object({
      owner: text,
      /** The whole answer in sentences, one line each, times in the asker's zone. */
      sentences: z.array(text),
      steps: z.array(
        z.object({
          at: instantOut(),
          person: who,
          rung: z.string(),
          channel,
          /** Only for those who may know it. */
          address: z.string().nullable(),
          reasons: z.array(text),
        }),
      ),
      leftOut: z.array(text),
      broken: z.boolean(),
    }),
    refusals: [refused.nobodyToReach],
    opens: { role: "staff" },
    positional: ["person"],
  }),
  "reach.drill": query({
    summary: { id: "Latihan: tangga siapa yang putus", en: "Drill: whose ladder is broken" },
    input: z.strictObject({ urgency: labelled(urgency().optional(), { id: "Hanya tingkat ini", en: "Only this urgency" }) }),
    output: z.object({
      people: z.number(),
      ladders: z.number(),
      broken: z.array(z.object({ person: who, urgency: urgency(), problems: z.array(text) })),
      /** True when there were more than the answer holds. */
      more: z.boolean(),
    }),
    opens: { role: "desk" },
  }),
  "reach.policies": query({
    summary: { id: "Kebijakan penyampaian untuk tiap tingkat", en: "By which policies matters are carried" },
    input: z.strictObject({}),
    output: z.object({ policies: z.array(policyOut) }),
    opens: { role: "staff" },
  }),
  "reach.policy-set": command({
    summary: { id: "Mengubah kebijakan penyampaian satu tingkat", en: "Change the policy of one urgency" },
    input: z.strictObject({ urgency: labelled(urgency(), { id: "Tingkat", en: "Urgency" }), ...policy.partial().shape }),
    output: policyOut,
    opens: { role: "administrator" },
    effect: "reversible",
    reversal: "reach.policy-reset",
    positional: ["urgency"],
  }),
  "reach.policy-reset": command({
    summary: { id: "Mengembalikan kebijakan bawaan", en: "Bring back the usual policy" },
    input: z.strictObject({ urgency: labelled(urgency(), { id: "Tingkat", en: "Urgency" }) }),
    output: policyOut,
    opens: { role: "administrator" },
    effect: "reversible",
    reversal: "reach.policy-set",
    positional: ["urgency"],
  }),
};
