import type { Clock } from "#kernel/clock/clock.ts";
import { outgoingMail, type MailRoom } from "#kernel/mail/mail-room.ts";
import type { AllowedOrigin } from "#kernel/outbound/allowed-origins.ts";
import { openOutbound, type Outbound } from "#kernel/outbound/outbound.ts";
import type { SettingsCache, Vault } from "#kernel/settings/settings.ts";
import { type Channel, ChannelFailure, type Evidence, type Parcel } from "./channels/channel.ts";
import { emailChannel } from "./channels/email/email.ts";
import { failure } from "./channels/failures.ts";
import { ntfyChannel } from "./channels/ntfy.ts";
import { PUSH_SERVICES, webPushChannel } from "./channels/push/web-push.ts";
import { smsGatewayChannel } from "./channels/sms/gateway.ts";
import { twilioChannel } from "./channels/sms/twilio.ts";
import { webhookChannel } from "./channels/webhook.ts";
import { channelSetting, openSettings, type ChannelSettings, type Stored } from "./channel-settings.ts";
import type { Destination } from "./engine/load.ts";
import { CHANNEL_NAMES, type ChannelName } from "./rules/facts.ts";

/** The channels as the engine uses them: which are set up now, and one way to send by each. */
export type Ways = {
  ready(): ReadonlySet<ChannelName>;
  /** Hands a parcel over; throws ChannelFailure. */
  send(parcel: Parcel, to: Destination, signal: AbortSignal): Promise<Evidence>;
  /** What became of a parcel; undefined where the service cannot tell. */
  trace(channel: ChannelName, receipt: string, signal: AbortSignal): Promise<Evidence> | undefined;
  close(): void;
};

/** What the channels stand on. */
export type WaysParts = { settings: SettingsCache; vault: Vault; clock: Clock; mail: MailRoom };

type Open = { channel: Channel<never>; outbound?: Outbound };

const TWILIO = "https://api.twilio.com";

const originOf = (text: string, inside: boolean): AllowedOrigin => ({ origin: new URL(text).origin, ...(inside ? { private: true } : {}) });
const outboundTo = (allow: readonly AllowedOrigin[]): Outbound => openOutbound({ allow });

const openSms = (settings: ChannelSettings["sms"], clock: Clock): Open => {
  if (settings.kind === "twilio") {
    const { inside, ...twilio } = settings.twilio;
    const outbound = outboundTo([originOf(twilio.baseUrl ?? TWILIO, inside)]);
    return { outbound, channel: twilioChannel({ ...twilio, outbound, clock }) };
  }
  const { inside, ...gateway } = settings.gateway;
  const outbound = outboundTo([originOf(gateway.url, inside)]);
  return { outbound, channel: smsGatewayChannel({ ...gateway, outbound, clock }) };
};

const openNtfy = ({ inside, ...settings }: ChannelSettings["ntfy"], clock: Clock): Open => {
  const outbound = outboundTo([originOf(settings.server, inside)]);
  return { outbound, channel: ntfyChannel({ ...settings, outbound, clock }) };
};

const openPush = ({ contact, services, ...keys }: ChannelSettings["push"], clock: Clock, mailFrom: string | undefined): Open => {
  const outbound = outboundTo([...PUSH_SERVICES, ...services]);
  return { outbound, channel: webPushChannel({ outbound, clock, keys, contact: contact ?? `mailto:${mailFrom ?? "kerani@localhost"}` }) };
};

const openWebhook = ({ origins }: ChannelSettings["webhook"], clock: Clock): Open => {
  const outbound = outboundTo(origins);
  return { outbound, channel: webhookChannel({ outbound, clock }) };
};

const openEmail = ({ settings, mail }: WaysParts): Open => {
  const stored = settings.get(outgoingMail);
  const from = { address: stored?.fromAddress ?? "", ...(stored?.fromName ? { name: stored.fromName } : {}) };
  return { channel: emailChannel({ mailer: { from, send: (outgoing, signal) => mail.send(outgoing, signal), close: () => {} } }) };
};

/** Builds a channel from its settings; throws the channel's own refusal when they cannot work. */
export const openChannel = (parts: WaysParts, name: ChannelName, stored: Stored): Open | undefined => {
  const { vault, clock } = parts;
  if (name === "email") return parts.mail.ready ? openEmail(parts) : undefined;
  if (!stored) return undefined;
  if (name === "sms") return openSms(openSettings<"sms">(vault, stored), clock);
  if (name === "ntfy") return openNtfy(openSettings<"ntfy">(vault, stored), clock);
  if (name === "push") return openPush(openSettings<"push">(vault, stored), clock, parts.mail.from());
  return openWebhook(openSettings<"webhook">(vault, stored), clock);
};

/** A destination as its channel wants it. */
const addressOf = (to: Destination, vault: Vault): unknown => {
  switch (to.channel) {
    case "push":
      return { endpoint: to.endpoint, keys: to.keys };
    case "email":
      return { address: to.address, name: to.name };
    case "sms":
      return to.number;
    case "ntfy":
      return { topic: to.topic };
    case "webhook":
      return { url: to.url, secret: to.lockedSecret ? vault.open(to.lockedSecret) : "" };
  }
};

/** The channels that are set up: e-mail by the company's outgoing mail, the others by settings of their own. */
export const readyChannels = (settings: SettingsCache, mail: Pick<MailRoom, "ready">): ReadonlySet<ChannelName> =>
  new Set(CHANNEL_NAMES.filter((name) => (name === "email" ? mail.ready : settings.get(channelSetting[name]) !== null)));

/** Opens the channels; each follows a change of its settings without a restart. */
export const openWays = (parts: WaysParts): Ways => {
  const open = new Map<ChannelName, { key: string; found: Open | undefined }>();
  const current = (name: ChannelName): Open | undefined => {
    const stored = parts.settings.get(channelSetting[name]);
    const key = JSON.stringify([stored, name === "email" || name === "push" ? parts.settings.get(outgoingMail) : null]);
    const before = open.get(name);
    if (before?.key === key) return before.found;
    before?.found?.outbound?.close();
    const found = openChannel(parts, name, stored);
    open.set(name, { key, found });
    return found;
  };
  return {
    ready: () => readyChannels(parts.settings, parts.mail),
    async send(parcel, to, signal) {
      const found = current(to.channel);
      if (!found) throw failure(to.channel, "unreachable", "settings");
      return (found.channel as Channel<unknown>).send(parcel, addressOf(to, parts.vault), signal);
    },
    trace: (name, receipt, signal) => current(name)?.channel.trace?.(receipt, signal),
    close: () => open.forEach(({ found }) => found?.outbound?.close()),
  };
};

export { ChannelFailure };
