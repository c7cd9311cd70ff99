import type { Handlers } from "#kernel/catalogue/duty.ts";
import { newId } from "#kernel/ids/id.ts";
import { allowanceFor } from "#kernel/outbound/allowed-origins.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { channelSetting, openSettings } from "../channel-settings.ts";
import { PUSH_SERVICES } from "../channels/push/web-push.ts";
import type { pushContract } from "../contract/push.ts";
import { channelNotReady, endpointUnknown, tooManyBrowsers } from "../errors.ts";
import { putSubscription, removeSubscription, subscriptionAt, subscriptionsOf } from "../store/push.ts";

type Handle = Handlers<typeof pushContract>;

const MOST_BROWSERS = 20;

const me = ({ actor }: Work): string => actor.id as string;

/** Only services that Kerani writes to at all: an endpoint is an address that a browser, or somebody in its place, chose. */
const checkEndpoint = ({ services }: Work, endpoint: string): void => {
  const stored = services.settings.get(channelSetting.push);
  if (!stored) throw channelNotReady();
  const allowed = [...PUSH_SERVICES, ...openSettings<"push">(services.vault, stored).services];
  if (!allowanceFor(new URL(endpoint), allowed)) throw endpointUnknown();
};

const subscribe: Handle["push.subscribe"] = async (work, { endpoint, keys, label }) => {
  checkEndpoint(work, endpoint);
  const [known, mine] = [await subscriptionAt(work, endpoint), await subscriptionsOf(work, [me(work)])];
  if (known?.personId !== me(work) && mine.length >= MOST_BROWSERS) throw tooManyBrowsers(MOST_BROWSERS);
  const { id } = await putSubscription(work, { id: newId(), personId: me(work), endpoint, ...keys, label, createdAt: work.at });
  work.about("push_subscription", id);
  return { id };
};

const unsubscribe: Handle["push.unsubscribe"] = async (work, { id, endpoint }) => {
  const mine = await subscriptionsOf(work, [me(work)]);
  const found = mine.find((row) => row.id === id || row.endpoint === endpoint);
  if (found) work.about("push_subscription", found.id);
  return { removed: found ? await removeSubscription(work, found.id) : false };
};

/** Browsers that ask to be told; each person sees and changes only their own. */
export const pushHandlers: Handle = {
  "push.key": async ({ services }) => ({ publicKey: services.settings.get(channelSetting.push)?.shown["publicKey"] ?? null }),
  "push.subscribe": subscribe,
  "push.unsubscribe": unsubscribe,
  "push.list": async (work) => ({
    browsers: (await subscriptionsOf(work, [me(work)])).map(({ id, label, createdAt }) => ({ id, label, since: createdAt })),
  }),
};
