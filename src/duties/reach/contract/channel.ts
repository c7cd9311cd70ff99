import { z } from "zod";
import { line } from "#kernel/catalogue/fields.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import { emailIn, gatewayIn, ntfyIn, pushIn, twilioIn, webhookIn } from "../channel-settings.ts";
import * as refused from "../errors.ts";
import { channel, text } from "./fields.ts";

const channelOut = z.object({
  channel,
  name: text,
  ready: z.boolean(),
  /** What may be shown of the settings. */
  settings: z.record(z.string(), z.string()),
});
const which = labelled(channel, { id: "Saluran", en: "Channel" });

/** The channels of this company. */
export const channelContract = {
  "channel.list": query({
    summary: { id: "Saluran yang sudah dan belum diatur", en: "Which channels are set up" },
    input: z.strictObject({}),
    output: z.object({ channels: z.array(channelOut) }),
    opens: { role: "administrator" },
  }),
  "channel.set": command({
    summary: { id: "Mengatur satu saluran", en: "Set a channel up" },
    input: z.strictObject({
      channel: which,
      twilio: twilioIn.optional(),
      gateway: gatewayIn.optional(),
      ntfy: ntfyIn.optional(),
      push: pushIn.optional(),
      webhook: webhookIn.optional(),
      email: emailIn.optional(),
    }),
    output: channelOut,
    refusals: [refused.channelSettingsMissing],
    opens: { role: "administrator" },
    effect: "reversible",
    reversal: "channel.clear",
    secret: true,
    positional: ["channel"],
  }),
  "channel.clear": command({
    summary: { id: "Mematikan satu saluran dan menghapus pengaturannya", en: "Switch a channel off and forget its settings" },
    input: z.strictObject({ channel: which }),
    output: channelOut,
    opens: { role: "administrator" },
    effect: "final",
    positional: ["channel"],
  }),
  "channel.test": command({
    summary: { id: "Mengirim percobaan lewat satu saluran", en: "Send a trial by a channel" },
    input: z.strictObject({
      channel: which,
      to: labelled(line(500).optional(), { id: "Alamat; kosong: milik Anda sendiri", en: "Address; empty: your own" }),
    }),
    output: z.object({ works: z.boolean(), text }),
    refusals: [refused.channelNotReady, refused.nobodyToReach],
    opens: { role: "administrator" },
    effect: "final",
    positional: ["channel", "to"],
  }),
};
