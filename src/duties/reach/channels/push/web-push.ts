import type { Clock } from "#kernel/clock/clock.ts";
import type { AllowedOrigin } from "#kernel/outbound/allowed-origins.ts";
import type { Outbound } from "#kernel/outbound/outbound.ts";
import type { Channel, Parcel, Urgency } from "../channel.ts";
import { ask, failure, failureOfStatus, proof } from "../failures.ts";
import { keyToken } from "../text.ts";
import { type BrowserKeys, encryptPush } from "./encryption.ts";
import { payloadOf } from "./payload-of.ts";
import { type VapidKeys, vapidSigner } from "./vapid.ts";

/** A browser's subscription, as `PushSubscription.toJSON()` gives it. */
export type PushAddress = { readonly endpoint: string; readonly keys: BrowserKeys };

/** What Web Push needs. `outbound` must allow the push services only, for browsers name the endpoint. */
export type WebPushSettings = {
  readonly outbound: Outbound;
  readonly clock: Clock;
  readonly keys: VapidKeys;
  /** Whom a push service may write to: mailto: or https:. */
  readonly contact: string;
  readonly timeoutMs?: number;
};

/** The push services of the browsers in use; the allow list for `WebPushSettings.outbound`. */
export const PUSH_SERVICES: readonly AllowedOrigin[] = [
  { origin: "fcm.googleapis.com" },
  { origin: "updates.push.services.mozilla.com" },
  { origin: "*.push.apple.com" },
  { origin: "*.notify.windows.com" },
];

const URGENCY: Record<Urgency, string> = { routine: "low", soon: "normal", urgent: "high", emergency: "high" };
/** How long a push service keeps a message for a device that is off; what is old by then was told by another step. */
const TTL_SECONDS: Record<Urgency, number> = { routine: 259_200, soon: 86_400, urgent: 43_200, emergency: 14_400 };
/** RFC 8030 §5.4: a later message with the topic replaces one that was not yet delivered. */
const TOPIC = /^[A-Za-z0-9_-]{1,32}$/;

const encrypted = (parcel: Parcel, topic: string, keys: BrowserKeys): Buffer => {
  const payload = Buffer.from(JSON.stringify(payloadOf(parcel, topic)));
  try {
    return encryptPush(payload, keys);
  } catch {
    throw failure("push", "addressInvalid", "address", { gone: true });
  }
};

/** Reaches a person by a notification in a browser or installed app; the push service's yes proves that it took the message. */
export const webPushChannel = (settings: WebPushSettings): Channel<PushAddress> => {
  const { outbound, clock } = settings;
  const authorize = vapidSigner(settings.keys, settings.contact);
  return {
    name: "push",
    async send(parcel, address, signal) {
      const endpoint = URL.parse(address.endpoint);
      if (!endpoint) throw failure("push", "addressInvalid", "address", { gone: true });
      const topic = keyToken(parcel.key, TOPIC, 32);
      const request = {
        url: endpoint,
        method: "POST",
        headers: {
          authorization: authorize(endpoint, clock.now()),
          ttl: String(TTL_SECONDS[parcel.urgency]),
          urgency: URGENCY[parcel.urgency],
          topic,
          "content-type": "application/octet-stream",
          "content-encoding": "aes128gcm",
        },
        body: encrypted(parcel, topic, address.keys),
        signal,
        timeoutMs: settings.timeoutMs ?? 10_000,
      };
      const answer = await ask("push", outbound, request, "address");
      if (answer.status >= 200 && answer.status < 300) return proof("push", "accepted", answer.headers["location"]);
      if (answer.status === 404 || answer.status === 410) throw failure("push", "gone", "address", { gone: true });
      throw failureOfStatus("push", answer, clock.now());
    },
  };
};
