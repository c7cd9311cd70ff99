import { headerText } from "#kernel/mail/outgoing.ts";
import type { Parcel } from "../channel.ts";
import { cleanText, cutBytes, safeLink } from "../text.ts";
import type { PushPayload } from "./payload.ts";

/** Push services take 4096 bytes with the encryption's own; the rest is kept free for those that take less. */
export const LARGEST_PAYLOAD_BYTES = 3072;

const sizeOf = (payload: PushPayload): number => Buffer.byteLength(JSON.stringify(payload));

/** The parcel as the service worker gets it, the body cut so that the whole stays within 3 KiB. */
export const payloadOf = (parcel: Parcel, tag: string): PushPayload => {
  const url = safeLink(parcel.link);
  const actions = (parcel.actions ?? []).slice(0, 2).flatMap((action) => {
    const safe = safeLink(action.url);
    return safe ? [{ name: action.name.slice(0, 40), label: cutBytes(headerText(action.label), 60), url: safe }] : [];
  });
  const full: PushPayload = {
    tag,
    title: cutBytes(headerText(parcel.title), 200),
    body: cleanText(parcel.body, LARGEST_PAYLOAD_BYTES),
    lang: parcel.lang,
    urgency: parcel.urgency,
    reference: cutBytes(headerText(parcel.reference), 60),
    ...(url ? { url } : {}),
    actions,
  };
  return shrink(sizeOf({ ...full, body: "" }) > LARGEST_PAYLOAD_BYTES ? { ...full, actions: [] } : full);
};

/** Takes from the body what is too much; JSON writes some characters in several bytes, so once may not be enough. */
const shrink = (payload: PushPayload): PushPayload => {
  let fitting = payload;
  for (let excess = sizeOf(fitting) - LARGEST_PAYLOAD_BYTES; excess > 0; excess = sizeOf(fitting) - LARGEST_PAYLOAD_BYTES) {
    const room = Math.max(0, Buffer.byteLength(fitting.body) - Math.ceil(excess / 6) - 4);
    fitting = { ...fitting, body: cutBytes(fitting.body, room) };
  }
  return fitting;
};
