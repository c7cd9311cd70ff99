import { z } from "zod";
import { instantOut, urgency } from "#kernel/catalogue/fields.ts";
import { command, query } from "#kernel/catalogue/operation.ts";
import * as refused from "../errors.ts";
import { text } from "./fields.ts";

const token = z
  .string()
  .min(10)
  .max(120)
  .regex(/^[\w-]+$/);
const linkOut = z.object({
  /** To whom the link was sent. */
  personName: z.string(),
  language: z.enum(["id", "en"]),
  reference: z.string(),
  kind: z.string(),
  title: text,
  detail: text.nullable(),
  urgency: urgency(),
  raisedAt: instantOut(),
  state: z.enum(["open", "acknowledged", "settled", "lapsed"]),
  /** Who has it, when somebody does. */
  takenBy: z.string().nullable(),
  takenAt: instantOut().nullable(),
  /** True when it is the holder of this link who has it. */
  yours: z.boolean(),
});

/** What the holder of a link in a mail, an SMS or a notification sees and may do without signing in. Opening changes nothing: scanners of mail follow every link. */
export const linkContract = {
  "link.open": query({
    summary: { id: "Membuka tautan dari surel, SMS, atau notifikasi", en: "Open a link from a mail, an SMS or a notification" },
    input: z.strictObject({ token }),
    output: linkOut,
    refusals: [refused.itemMissing],
    opens: { role: "stranger" },
    forPrograms: false,
  }),
  "link.acknowledge": command({
    summary: { id: "Menyanggupi lewat tautan", en: "Take it on by a link" },
    input: z.strictObject({ token }),
    output: linkOut,
    refusals: [refused.itemMissing, refused.itemTaken, refused.itemOver],
    opens: { role: "stranger" },
    effect: "final",
    secret: true,
    forPrograms: false,
  }),
};
