import { z } from "zod";
import { id, instant, instantOut, line } from "#kernel/catalogue/fields.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import * as refused from "../errors.ts";
import { who } from "./fields.ts";

const presenceOut = z.object({
  person: who,
  status: z.enum(["in", "out", "dnd"]),
  until: instantOut().nullable(),
  note: z.string().nullable(),
  setAt: instantOut(),
});
const whose = labelled(id().optional(), { id: "Siapa (bawaan: Anda)", en: "Who (default: you)" });

/** Where people say that they are. */
export const presenceContract = {
  "presence.set": command({
    summary: { id: "Mengatakan: ada, keluar, atau jangan diganggu", en: "Say: in, out, or do not disturb" },
    input: z.strictObject({
      status: labelled(z.enum(["in", "out", "dnd"]), { id: "Ada, keluar, atau jangan diganggu", en: "In, out, or do not disturb" }),
      until: labelled(instant().optional(), { id: "Sampai", en: "Until" }),
      note: labelled(line(200).optional(), { id: "Catatan, misalnya di mana", en: "Note, for example where" }),
      personId: whose,
    }),
    output: presenceOut,
    refusals: [refused.dndNeedsEnd, refused.timeOutOfReach, refused.notYoursToSay],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "presence.clear",
    positional: ["status"],
  }),
  "presence.clear": command({
    summary: { id: "Menghapus status kehadiran", en: "Take the status back" },
    input: z.strictObject({ personId: whose }),
    output: z.object({ personId: z.string() }),
    refusals: [refused.notYoursToSay],
    opens: { role: "staff" },
    effect: "reversible",
    reversal: "presence.set",
  }),
  "presence.list": query({
    summary: { id: "Siapa sedang di mana", en: "Who is where" },
    input: z.strictObject({}),
    output: z.object({ people: z.array(presenceOut) }),
    opens: { role: "staff" },
  }),
};
