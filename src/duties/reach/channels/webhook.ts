import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { Clock } from "#kernel/clock/clock.ts";
import { headerText } from "#kernel/mail/outgoing.ts";
import type { Outbound } from "#kernel/outbound/outbound.ts";
import type { Channel, Parcel } from "./channel.ts";
import { ask, failure, failureOfStatus, proof } from "./failures.ts";
import { cleanText, keyToken, safeLink } from "./text.ts";

/** A program that wants to be told: its address and the secret that both sides know (`whsec_…`). */
export type WebhookAddress = { readonly url: string; readonly secret: string };

/** What the webhook channel needs. */
export type WebhookSettings = { readonly outbound: Outbound; readonly clock: Clock; readonly timeoutMs?: number };

/** A fresh secret of 256 bits for a receiver, as Standard Webhooks writes it. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

const LARGEST_BODY_BYTES = 65_536;
/** A full stop would blur where the id ends in the signed text. */
const WEBHOOK_ID = /^[A-Za-z0-9_:-]{1,128}$/;
/** 24 to 64 bytes in base64, as the specification asks. */
const SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;

const eventOf = (parcel: Parcel, now: Temporal.Instant): string =>
  JSON.stringify({
    type: "kerani.attention",
    timestamp: now.toString(),
    data: {
      key: parcel.key,
      reference: parcel.reference,
      lang: parcel.lang,
      urgency: parcel.urgency,
      title: cleanText(parcel.title, 1000),
      body: cleanText(parcel.body, LARGEST_BODY_BYTES),
      link: safeLink(parcel.link) ?? null,
      actions: (parcel.actions ?? [])
        .slice(0, 10)
        .map(({ name, label, url }) => ({ name: headerText(name), label: headerText(label), url: safeLink(url) ?? null })),
    },
  });

/** Tells another program, signed after Standard Webhooks; its yes proves that it has the message, and it drops a second with the same id. */
export const webhookChannel = ({ outbound, clock, timeoutMs = 15_000 }: WebhookSettings): Channel<WebhookAddress> => ({
  name: "webhook",
  async send(parcel, address, signal) {
    if (!SECRET.test(address.secret)) throw failure("webhook", "addressInvalid", "address");
    const now = clock.now();
    const id = keyToken(parcel.key, WEBHOOK_ID);
    const body = eventOf(parcel, now);
    const headers = {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(now.epochMilliseconds / 1000)),
      "webhook-signature": new Webhook(address.secret).sign(id, new Date(now.epochMilliseconds), body),
    };
    const answer = await ask("webhook", outbound, { url: address.url, method: "POST", headers, body, signal, timeoutMs }, "address");
    if (answer.status >= 200 && answer.status < 300) return proof("webhook", "delivered");
    if (answer.status === 410) throw failure("webhook", "gone", "address", { gone: true });
    throw failureOfStatus("webhook", answer, clock.now());
  },
});
