import { z } from "zod";
import { email, line } from "#kernel/catalogue/fields.ts";
import { labelled } from "#kernel/catalogue/operation.ts";
import { setting, type Vault } from "#kernel/settings/settings.ts";
import type { ChannelName } from "./rules/facts.ts";

const address = (what: { id: string; en: string }) =>
  labelled(
    z
      .url({ protocol: /^https?$/ })
      .max(1000)
      .refine((text) => URL.parse(text)?.username === "" && URL.parse(text)?.password === ""),
    what,
  );
const inside = labelled(z.boolean().default(false), {
  id: "Server berada di jaringan kantor",
  en: "The server is inside the office network",
});
const secret = (most: number) => z.string().min(1).max(most);
const origin = z.strictObject({ origin: line(255), private: z.boolean().optional() });

/** An SMS account with Twilio or a carrier with the same API. */
export const twilioIn = z.strictObject({
  accountSid: labelled(line(64), { id: "Nomor akun", en: "Account SID" }),
  user: labelled(line(64).optional(), { id: "Nomor kunci API, bila dipakai", en: "API key's SID, when one is used" }),
  password: labelled(secret(200), { id: "Token akun atau rahasia kunci API", en: "Account token or API key's secret" }),
  sender: labelled(line(40), { id: "Pengirim: nomor +62…, nama, atau layanan MG…", en: "Sender: number +62…, name, or service MG…" }),
  baseUrl: address({ id: "Alamat API; kosong: Twilio", en: "API's address; empty: Twilio" }).optional(),
  inside,
});
/** An SMS gateway that takes any HTTP request. */
export const gatewayIn = z.strictObject({
  url: labelled(secret(2000), { id: "Alamat, boleh berisi {to} dan {text}", en: "Address, may hold {to} and {text}" }),
  method: z.enum(["GET", "POST", "PUT"]).optional(),
  encoding: labelled(z.enum(["json", "form", "query"]), { id: "Bentuk kiriman", en: "Encoding" }),
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9-]{1,60}$/), secret(500))
    .refine((headers) => Object.keys(headers).length <= 20)
    .optional(),
  body: labelled(z.string().max(4000).optional(), {
    id: 'Isi, misalnya {"to":"{digits}","message":"{text}"}',
    en: 'Body, such as {"to":"{digits}","message":"{text}"}',
  }),
  sender: line(40).optional(),
  accepted: z.strictObject({ field: line(80), values: z.array(line(80)).min(1).max(10) }).optional(),
  receiptField: line(80).optional(),
  inside,
});
/** An ntfy server. */
export const ntfyIn = z.strictObject({
  server: address({ id: "Alamat server ntfy", en: "Address of the ntfy server" }),
  token: secret(200).optional(),
  user: line(100).optional(),
  password: secret(200).optional(),
  inside,
});
/** Web Push: whom push services may write to, and services beside those of the usual browsers. */
export const pushIn = z.strictObject({
  contact: labelled(
    z
      .string()
      .max(300)
      .regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/)
      .optional(),
    { id: "Kontak: mailto: atau https:", en: "Contact: mailto: or https:" },
  ),
  services: z.array(origin).max(20).default([]),
});
/** Webhooks: the hosts that people's webhooks may name. */
export const webhookIn = z.strictObject({
  origins: labelled(z.array(origin).min(1).max(50), { id: "Tujuan yang diizinkan", en: "Allowed destinations" }),
});
/** E-mail beyond the outgoing server that the company set up: where answers go. */
export const emailIn = z.strictObject({
  replyTo: labelled(email(), { id: "Alamat yang menerima jawaban", en: "Address that takes answers" }),
});

/** The full settings of each channel. */
export type ChannelSettings = {
  sms: { kind: "twilio"; twilio: z.output<typeof twilioIn> } | { kind: "gateway"; gateway: z.output<typeof gatewayIn> };
  ntfy: z.output<typeof ntfyIn>;
  push: z.output<typeof pushIn> & { publicKey: string; privateKey: string };
  webhook: z.output<typeof webhookIn>;
  email: z.output<typeof emailIn>;
};

/** A channel's settings as they are stored: what may be shown, and everything, locked. */
const stored = z.strictObject({ shown: z.record(z.string(), z.string()), locked: z.string() }).nullable();
/** What is stored of a channel. */
export type Stored = z.output<typeof stored>;

/** Where each channel's settings lie. */
export const channelSetting = {
  sms: setting("reach.channel.sms", stored, null),
  ntfy: setting("reach.channel.ntfy", stored, null),
  push: setting("reach.channel.push", stored, null),
  webhook: setting("reach.channel.webhook", stored, null),
  email: setting("reach.channel.email", stored, null),
} as const satisfies Record<ChannelName, unknown>;

/** Locks a channel's settings for storing. */
export const lockSettings = <C extends ChannelName>(
  vault: Vault,
  shown: Record<string, string>,
  full: ChannelSettings[C],
): NonNullable<Stored> => ({
  shown,
  locked: vault.lock(JSON.stringify(full)),
});

/** The full settings of a channel. */
export const openSettings = <C extends ChannelName>(vault: Vault, from: NonNullable<Stored>): ChannelSettings[C] =>
  JSON.parse(vault.open(from.locked)) as ChannelSettings[C];
