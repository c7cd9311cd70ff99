import type { Clock } from "#kernel/clock/clock.ts";
import { headerText } from "#kernel/mail/outgoing.ts";
import type { Outbound } from "#kernel/outbound/outbound.ts";
import type { Channel, Parcel, Urgency } from "./channel.ts";
import { ask, failure, failureOfStatus, proof } from "./failures.ts";
import { cleanText, cutBytes, keyToken, safeLink } from "./text.ts";
import { PARCEL_WORDS } from "./words.ts";

/** A person's topic; whoever knows its name can read it, so it is treated as a secret. */
export type NtfyAddress = { readonly topic: string };

/** What ntfy needs: the server's address and how to sign in there. */
export type NtfySettings = {
  readonly outbound: Outbound;
  readonly clock: Clock;
  readonly server: string;
  readonly token?: string;
  readonly user?: string;
  readonly password?: string;
  readonly timeoutMs?: number;
};

const PRIORITY: Record<Urgency, number> = { routine: 2, soon: 3, urgent: 4, emergency: 5 };
/** Topics and sequence ids alike. */
const NAME = /^[-_A-Za-z0-9]{1,64}$/;
/** A longer message becomes an attached file. */
const LARGEST_MESSAGE_BYTES = 4096;
const MOST_ACTIONS = 3;

/** A publication as ntfy takes it; a server from 2.16 on shows a second with the same sequence id in place of the first. */
const publicationOf = (parcel: Parcel, topic: string): string => {
  const click = safeLink(parcel.link);
  const wished = [...(click ? [{ label: PARCEL_WORDS.acknowledge[parcel.lang], url: click }] : []), ...(parcel.actions ?? [])];
  const actions = wished.flatMap(({ label, url }) => {
    const safe = safeLink(url);
    return safe ? [{ action: "view", label: cutBytes(headerText(label), 60), url: safe, clear: true }] : [];
  });
  return JSON.stringify({
    topic,
    sequence_id: keyToken(parcel.key, NAME),
    title: cutBytes(`${headerText(parcel.title)} [${headerText(parcel.reference)}]`, 250),
    message: cleanText(parcel.body, LARGEST_MESSAGE_BYTES) || headerText(parcel.title) || "-",
    priority: PRIORITY[parcel.urgency],
    ...(click ? { click } : {}),
    actions: actions.slice(0, MOST_ACTIONS),
  });
};

const signIn = ({ token, user, password }: NtfySettings): Record<string, string> => {
  if (token) return { authorization: `Bearer ${token}` };
  return user ? { authorization: `Basic ${Buffer.from(`${user}:${password ?? ""}`).toString("base64")}` } : {};
};

/** Reaches a person by an ntfy server; its yes proves that it took the message. */
export const ntfyChannel = (settings: NtfySettings): Channel<NtfyAddress> => ({
  name: "ntfy",
  async send(parcel, { topic }, signal) {
    if (!NAME.test(topic)) throw failure("ntfy", "addressInvalid", "address");
    const answer = await ask("ntfy", settings.outbound, {
      url: settings.server,
      method: "POST",
      headers: { "content-type": "application/json", ...signIn(settings) },
      body: publicationOf(parcel, topic),
      signal,
      timeoutMs: settings.timeoutMs ?? 10_000,
    });
    if (answer.status < 200 || answer.status > 299) throw failureOfStatus("ntfy", answer, settings.clock.now());
    const { id } = (answer.json() ?? {}) as { id?: unknown };
    if (typeof id !== "string") throw failure("ntfy", "garbled", "service", { retry: true });
    return proof("ntfy", "accepted", id);
  },
});
