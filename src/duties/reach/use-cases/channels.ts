import type { z } from "zod";
import { staged, type Handlers } from "#kernel/catalogue/duty.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Text } from "#kernel/i18n/text.ts";
import type { Services, Work } from "#kernel/pipeline/work.ts";
import { readSetting, writeSetting } from "#kernel/settings/settings.ts";
import { normalisePhone, personFacts } from "#duties/people/index.ts";
import { channelSetting, lockSettings, openSettings, type ChannelSettings, type Stored } from "../channel-settings.ts";
import { newVapidKeys } from "../channels/push/vapid.ts";
import type { channelContract } from "../contract/channel.ts";
import { destinationsOf, type Destination } from "../engine/load.ts";
import { failedBy } from "../engine/outcome.ts";
import { channelNotReady, channelSettingsMissing, nobodyToReach } from "../errors.ts";
import { CHANNEL_NAMES, type ChannelName } from "../rules/facts.ts";
import { subscriptionsOf } from "../store/push.ts";
import { openChannel, openWays, readyChannels, type WaysParts } from "../ways.ts";
import { CHANNEL_WORDS, TRIAL_WORDS } from "../words.ts";

type Handle = Handlers<typeof channelContract>;
type Wish = z.output<(typeof channelContract)["channel.set"]["input"]>;

const LONGEST_TRIAL_MS = 20_000;
const PARTS = ["twilio", "gateway", "ntfy", "push", "webhook", "email"] as const;

const channelParts = ({ settings, vault, clock, mail }: Services): WaysParts => ({ settings, vault, clock, mail });

const shown = (services: Services, channel: ChannelName, stored: Stored) => ({
  channel,
  name: CHANNEL_WORDS[channel],
  ready: channel === "email" ? services.mail.ready : stored !== null,
  settings: stored?.shown ?? {},
});

/** The settings of exactly the named channel, with what may be shown of them. */
const storedFrom = (work: Work, wish: Wish, before: Stored): NonNullable<Stored> => {
  const { vault } = work.services;
  const given = PARTS.filter((part) => wish[part] !== undefined);
  const fits =
    given.length === 1 && (given[0] === wish.channel || (wish.channel === "sms" && ["twilio", "gateway"].includes(given[0] as string)));
  if (!fits) throw channelSettingsMissing(wish.channel);
  const { twilio, gateway, ntfy, push, webhook, email } = wish;
  if (twilio)
    return lockSettings<"sms">(vault, { kind: "twilio", accountSid: twilio.accountSid, sender: twilio.sender }, { kind: "twilio", twilio });
  if (gateway)
    return lockSettings<"sms">(
      vault,
      { kind: "gateway", server: new URL(gateway.url).host, encoding: gateway.encoding },
      { kind: "gateway", gateway },
    );
  if (ntfy) return lockSettings<"ntfy">(vault, { server: ntfy.server }, ntfy);
  if (webhook) return lockSettings<"webhook">(vault, { origins: webhook.origins.map(({ origin }) => origin).join(", ") }, webhook);
  if (email) return lockSettings<"email">(vault, { replyTo: email.replyTo }, email);
  // Browsers subscribed with the public key: new keys would cut all of them off.
  const keys = before ? openSettings<"push">(vault, before) : newVapidKeys();
  const full: ChannelSettings["push"] = { ...(push as NonNullable<typeof push>), publicKey: keys.publicKey, privateKey: keys.privateKey };
  return lockSettings<"push">(vault, { publicKey: full.publicKey, contact: full.contact ?? "" }, full);
};

const set: Handle["channel.set"] = async (work, wish) => {
  const { channel } = wish;
  const stored = storedFrom(work, wish, await readSetting(work, channelSetting[channel]));
  // Opened once: what can never work is refused by the channel itself, before anybody counts on it.
  openChannel(channelParts(work.services), channel, stored)?.outbound?.close();
  await writeSetting(work, channelSetting[channel], stored);
  work.touch("channel");
  return shown(work.services, channel, stored);
};

const clear: Handle["channel.clear"] = async (work, { channel }) => {
  await writeSetting(work, channelSetting[channel], null);
  work.touch("channel");
  return shown(work.services, channel, null);
};

const destinationTo = (channel: ChannelName, to: string): Destination | undefined => {
  if (channel === "email") return { channel, address: to, name: to };
  if (channel === "ntfy") return { channel, topic: to };
  if (channel === "webhook") return { channel, url: to, lockedSecret: null };
  const number = channel === "sms" ? normalisePhone(to) : undefined;
  return number ? { channel: "sms", number } : undefined;
};

/** The asker's own address on a channel. */
const ownDestination = async (work: Work, channel: ChannelName): Promise<Destination | undefined> => {
  const id = work.actor.id;
  const facts = id ? (await personFacts(work, [id])).get(id) : undefined;
  if (!id || !facts) return undefined;
  return destinationsOf(facts, await subscriptionsOf(work, [id])).find(({ to }) => to.channel === channel)?.to;
};

type Trial = { works: boolean; text: Text };

const tryOut = async (work: Work, { channel, to }: { channel: ChannelName; to?: string | undefined }): Promise<Trial> => {
  const { services, actor } = work;
  if (!readyChannels(services.settings, services.mail).has(channel)) throw channelNotReady();
  const destination = to ? destinationTo(channel, to) : await ownDestination(work, channel);
  if (!destination) throw nobodyToReach(to ?? actor.name);
  const ways = openWays(channelParts(services));
  const id = newId();
  const parcel = {
    key: id,
    lang: actor.language,
    urgency: "routine" as const,
    title: TRIAL_WORDS.title[actor.language],
    body: TRIAL_WORDS.body[actor.language](actor.name),
    link: services.url(),
    reference: id.slice(-8).toUpperCase(),
  };
  try {
    const { note } = await ways.send(parcel, destination, AbortSignal.timeout(LONGEST_TRIAL_MS));
    return { works: true, text: note };
  } catch (error) {
    const outcome = failedBy(error);
    return { works: false, text: outcome.kind === "failed" ? outcome.failure.reason : TRIAL_WORDS.title };
  } finally {
    ways.close();
  }
};

const list: Handle["channel.list"] = async (work) => ({
  channels: await Promise.all(CHANNEL_NAMES.map(async (name) => shown(work.services, name, await readSetting(work, channelSetting[name])))),
});

/** The channels of this company. */
export const channelHandlers: Handle = {
  "channel.list": list,
  "channel.set": set,
  "channel.clear": clear,
  "channel.test": staged(tryOut, async (_work, _input, trial: Trial) => trial),
};
