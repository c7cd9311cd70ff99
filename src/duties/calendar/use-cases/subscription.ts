import type { Handlers } from "#kernel/catalogue/duty.ts";
import { putJob } from "#kernel/jobs/jobs.ts";
import { allowanceFor, readAllowedOrigin } from "#kernel/outbound/allowed-origins.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { readSetting, writeSetting } from "#kernel/settings/settings.ts";
import { seenCalendar } from "../asker.ts";
import type { subscriptionContract } from "../contract/subscription.ts";
import { calendarMissing, sourceNotAllowed, sourceUnclear } from "../errors.ts";
import { newCalendar } from "../owners.ts";
import { sourcesSetting } from "../settings.ts";
import { findCalendar, insertCalendar, type Shelf } from "../store/calendars.ts";
import { insertSubscription, subscriptionsOf, type SubscriptionRow } from "../store/subscriptions.ts";
import { allowedSources, READ_SUBSCRIPTION, type SourceTrouble } from "../subscribing.ts";
import { TROUBLES } from "../words.ts";
import { calendarFields, personFor, visibleCalendars } from "./calendar.ts";

type Handle = Handlers<typeof subscriptionContract>;

const present = (shelf: Shelf, { site, everyMinutes, readAt, trouble }: SubscriptionRow) => ({
  calendarId: shelf.id,
  name: shelf.name ?? shelf.address,
  site,
  everyMinutes,
  readAt,
  trouble: trouble ? (TROUBLES[trouble as SourceTrouble] ?? TROUBLES.broken) : null,
});

const readNow = (work: Work, calendarId: string): Promise<void> =>
  putJob(work, { kind: READ_SUBSCRIPTION, key: calendarId, dueAt: work.at, payload: { calendarId } });

/** The address to read; programs that subscribe know webcal as another name of https. */
const sourceOf = (text: string): URL => {
  const url = URL.parse(text.trim().replace(/^webcals?:/i, "https:"));
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) throw sourceUnclear();
  return url;
};

const presentOne = async (work: Work, id: string) => {
  const [shelf, [row]] = [await findCalendar(work, id), await subscriptionsOf(work, [id])];
  if (!shelf || !row) throw calendarMissing();
  return present(shelf, row);
};

const add: Handle["subscription.add"] = async (work, { name, url, for: whose, everyMinutes, counts, color }) => {
  const source = sourceOf(url);
  if (!allowanceFor(source, await allowedSources(work))) throw sourceNotAllowed(source.host);
  const owner = await personFor(work, whose);
  const { id } = await insertCalendar(work, newCalendar(work, owner, calendarFields({ name, counts, color })));
  work.about("calendar", id);
  await insertSubscription(work, {
    calendarId: id,
    lockedUrl: work.services.vault.lock(source.href),
    site: source.host,
    everyMinutes,
    createdBy: work.actor.id,
    createdAt: work.at,
  });
  await readNow(work, id);
  work.touch("calendar_subscription");
  return presentOne(work, id);
};

const list: Handle["subscription.list"] = async (work) => {
  const shelves = (await visibleCalendars(work, undefined)).map(({ shelf }) => shelf).filter(({ subscribed }) => subscribed);
  const rows = new Map((await subscriptionsOf(work, shelves.map(({ id }) => id))).map((row) => [row.calendarId, row])); // prettier-ignore
  return { subscriptions: shelves.flatMap((shelf) => (rows.has(shelf.id) ? [present(shelf, rows.get(shelf.id)!)] : [])) };
};

const refresh: Handle["subscription.refresh"] = async (work, { calendarId }) => {
  await seenCalendar(work, calendarId, "write");
  const shown = await presentOne(work, calendarId);
  work.about("calendar", calendarId);
  await readNow(work, calendarId);
  return shown;
};

const setSources: Handle["subscription.sources-set"] = async (work, input) => {
  for (const { site, inside } of input.sites) readAllowedOrigin({ origin: site, private: inside });
  await writeSetting(work, sourcesSetting, input);
  return input;
};

/** Calendars that are kept elsewhere. */
export const subscriptionUseCases = {
  "subscription.add": add,
  "subscription.list": list,
  "subscription.refresh": refresh,
  "subscription.sources": (work) => readSetting(work, sourcesSetting),
  "subscription.sources-set": setSources,
} satisfies Handle;
