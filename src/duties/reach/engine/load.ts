import type { Claim } from "#kernel/attention/carry.ts";
import type { Registry } from "#kernel/catalogue/duty.ts";
import type { HasDatabase } from "#kernel/db/handle.ts";
import type { Text } from "#kernel/i18n/text.ts";
import { lendsMatter, nextBoundary, standInsOfAll, type StandIn } from "#duties/mandates/index.ts";
import { assistantsOf, behind, confidantsOf, personFacts, supervisorOf, type PersonFacts } from "#duties/people/index.ts";
import { urgencyOf } from "../policies.ts";
import type { Address, ChannelName, Climb, Facts, Matter, Person, Relations, StandsIn, Tried } from "../rules/facts.ts";
import type { Policies, RungName } from "../rules/policy.ts";
import { presenceOf, type PresenceRow } from "../store/presence.ts";
import { subscriptionsOf, type SubscriptionRow } from "../store/push.ts";
import { lastClimbs, stepsOfClimbs, type StepRow } from "../store/steps.ts";
import { climbOf } from "./progress.ts";

type At = HasDatabase & { readonly now: Temporal.Instant };

/** Where a step really goes: what the channel wants as an address, by the reference that the step carries. */
export type Destination =
  | { channel: "push"; endpoint: string; keys: { p256dh: string; auth: string } }
  | { channel: "email"; address: string; name: string }
  | { channel: "sms"; number: string }
  | { channel: "ntfy"; topic: string }
  | { channel: "webhook"; url: string; lockedSecret: string | null };

/** A matter on its own, before anybody claimed it: for plans that are only explained. */
export type Sought = { kind: string; subjectType: string; matter: Matter; climb: Climb; tried: readonly Tried[] };

/** The surroundings of a reading: what is set up, by which policies, which duty owns which noun. */
export type Surroundings = { policies: Policies; ready: ReadonlySet<ChannelName>; registry: Registry };

/** The facts of several matters, read together. */
export type Loaded = { facts: Facts[]; destinations: ReadonlyMap<string, Destination>; people: ReadonlyMap<string, PersonFacts> };

const MOST_AT_ONCE = 4;

/** Runs a reading for each key, a few at a time, and answers by key. */
const eachOf = async <R>(keys: Iterable<string>, read: (key: string) => Promise<R>): Promise<Map<string, R>> => {
  const wanted = [...new Set(keys)];
  const found = new Map<string, R>();
  for (let start = 0; start < wanted.length; start += MOST_AT_ONCE)
    await Promise.all(wanted.slice(start, start + MOST_AT_ONCE).map(async (key) => found.set(key, await read(key))));
  return found;
};

const ownerKey = ({ owner }: Matter): string => `${owner.kind}:${owner.id ?? ""}`;

const masked = (channel: ChannelName, value: string): string => {
  if (channel === "webhook") return URL.parse(value)?.host ?? "";
  return channel === "ntfy" ? `${value.slice(0, 3)}…` : value;
};

/** Every address of a person, with the reference that a step carries and what may be shown of it. */
export const destinationsOf = (
  facts: PersonFacts,
  subscriptions: readonly SubscriptionRow[],
): { ref: string; shown: string; to: Destination }[] => [
  ...subscriptions.map(({ id, endpoint, p256dh, auth, label }) => ({
    ref: id,
    shown: label,
    to: { channel: "push" as const, endpoint, keys: { p256dh, auth } },
  })),
  ...facts.contacts.flatMap(({ id, kind, value, secret }): { ref: string; shown: string; to: Destination }[] => {
    if (kind === "email") return [{ ref: id, shown: value, to: { channel: "email", address: value, name: facts.name } }];
    if (kind === "mobile") return [{ ref: id, shown: value, to: { channel: "sms", number: value } }];
    if (kind === "ntfy") return [{ ref: id, shown: masked("ntfy", value), to: { channel: "ntfy", topic: value } }];
    return kind === "webhook"
      ? [{ ref: id, shown: masked("webhook", value), to: { channel: "webhook", url: value, lockedSecret: secret } }]
      : [];
  }),
];

const personOf = (facts: PersonFacts, presence: PresenceRow | undefined, found: ReturnType<typeof destinationsOf>): Person => {
  const addresses: Partial<Record<ChannelName, Address[]>> = {};
  for (const { ref, shown, to } of found) (addresses[to.channel] ??= []).push({ ref, value: shown });
  return {
    id: facts.id,
    called: facts.called,
    language: facts.language,
    timeZone: facts.timeZone,
    grade: facts.grade,
    active: !facts.archived && facts.kind === "staff",
    workingHours: facts.workingHours,
    quietHours: facts.quietHours,
    rules: facts.rules,
    presence: presence
      ? { status: presence.status as "in", until: presence.untilAt ? Temporal.Instant.from(presence.untilAt) : null }
      : null,
    addresses,
  };
};

/** A stored step as the plan knows it. */
export const triedOf = (row: StepRow): Tried => ({
  id: row.id,
  rung: row.rung as RungName,
  personId: row.personId,
  channel: row.channel as ChannelName,
  addressRef: row.addressRef,
  turn: row.turn,
  begunAt: Temporal.Instant.from(row.begunAt),
  state: row.state as Tried["state"],
  finishedAt: row.finishedAt ? Temporal.Instant.from(row.finishedAt) : null,
  retryAt: row.retryAt ? Temporal.Instant.from(row.retryAt) : null,
  word: row.word as Text | null,
});

const standsIn = ({ principalId, delegateId, mandateId, endsAt, timeZone, accepted }: StandIn): StandsIn => ({
  principalId,
  delegateId,
  mandateId,
  until: Temporal.Instant.from(endsAt),
  timeZone,
  accepted,
});

const dutyOf = (registry: Registry, noun: string): string | undefined =>
  registry.duties.find(({ contract }) => Object.keys(contract).some((name) => name.startsWith(`${noun}.`)))?.name;

/** The facts of each sought matter, at `at.now`; each thing is read once however many matters ask for it. */
export const loadFacts = async (at: At, sought: readonly Sought[], around: Surroundings): Promise<Loaded> => {
  const owners = new Map(sought.map(({ matter }) => [ownerKey(matter), matter.owner]));
  const behindOf = await eachOf(owners.keys(), (key) => behind(at, owners.get(key) as Matter["owner"], at.now));
  const bosses = [...owners].flatMap(([key, { kind }]) => (kind === "desk" ? [] : (behindOf.get(key) ?? [])));
  const everyBehind = [...behindOf.values()].flat();
  const secret = sought.some(({ matter }) => matter.confidentialFrom !== null);
  const [assistants, confidants, supervisors, desk] = [
    await eachOf(bosses, (boss) => assistantsOf(at, boss)),
    await eachOf(secret ? bosses : [], (boss) => confidantsOf(at, boss)),
    await eachOf(everyBehind, (id) => supervisorOf(at, id)),
    await behind(at, { kind: "desk" }, at.now),
  ];
  const takers = sought.flatMap(({ climb }) => (climb.taker ? [climb.taker] : []));
  const triedOn = sought.flatMap(({ tried }) => tried.map(({ personId }) => personId));
  const above = [...supervisors.values()].filter((id) => id !== undefined);
  const askable = [...new Set([...everyBehind, ...[...assistants.values()].flat(), ...above, ...desk, ...takers, ...triedOn])];
  const standIns = await standInsOfAll(at, askable, at.now);
  const ids = [...new Set([...askable, ...standIns.map(({ delegateId }) => delegateId)])];
  const [facts, presence, subscriptions, boundary] = await Promise.all([
    personFacts(at, ids),
    presenceOf(at, ids, at.now.toString()),
    around.ready.has("push") ? subscriptionsOf(at, ids) : [],
    nextBoundary(at, askable, at.now),
  ]);
  const byPerson = Map.groupBy(subscriptions, ({ personId }) => personId);
  const destinations = new Map<string, Destination>();
  const people = new Map<string, Person>();
  for (const [id, known] of facts) {
    const found = destinationsOf(known, byPerson.get(id) ?? []);
    for (const { ref, to } of found) destinations.set(ref, to);
    people.set(id, personOf(known, presence.get(id), found));
  }
  const relationsOf = ({ matter, kind, subjectType }: Sought): Relations => {
    const here = behindOf.get(ownerKey(matter)) ?? [];
    const nouns = [kind, subjectType];
    return {
      behind: here,
      standIns: standIns.filter(({ scope }) => nouns.some((noun) => lendsMatter(scope, noun, dutyOf(around.registry, noun)))).map(standsIn),
      assistants: new Map(
        here.map((boss) => [
          boss,
          (assistants.get(boss) ?? []).map((id) => ({ id, confidant: (confidants.get(boss) ?? []).includes(id) })),
        ]),
      ),
      supervisors: new Map(here.flatMap((id) => [supervisors.get(id)].flatMap((one) => (one ? [[id, one] as const] : [])))),
      desk,
    };
  };
  return {
    destinations,
    people: facts,
    facts: sought.map((one) => ({
      now: at.now,
      matter: one.matter,
      climb: one.climb,
      relations: relationsOf(one),
      people,
      policy: around.policies[one.matter.urgency],
      ready: around.ready,
      tried: one.tried,
      boundaries: boundary ? [boundary] : [],
    })),
  };
};

/** What claimed items ask for: their matter, their climb, and what was tried in it. */
export const soughtOf = async (at: At, claims: readonly Claim[]): Promise<Sought[]> => {
  const begun = claims.filter(({ progress }) => !(progress as { climb?: unknown }).climb);
  const last = await lastClimbs(
    at,
    begun.map(({ id }) => id),
  );
  const climbs = new Map(claims.map((claim) => [claim.id, climbOf(claim, last.get(claim.id), at.now)]));
  const steps = Map.groupBy(
    await stepsOfClimbs(
      at,
      [...climbs].map(([itemId, { number }]) => ({ itemId, number })),
    ),
    ({ itemId }) => itemId,
  );
  return claims.map((claim) => ({
    kind: claim.kind,
    subjectType: claim.subjectType,
    matter: {
      urgency: urgencyOf(claim.urgency),
      confidentialFrom: claim.confidentialFrom,
      owner: { kind: claim.ownerKind as Matter["owner"]["kind"], id: claim.ownerId },
      raisedBy: claim.raisedBy,
    },
    climb: climbs.get(claim.id) as Climb,
    tried: (steps.get(claim.id) ?? []).map(triedOf),
  }));
};
