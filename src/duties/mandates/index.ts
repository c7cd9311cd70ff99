import type { Principal } from "#kernel/actor/actor.ts";
import { readActor } from "#kernel/actor/store.ts";
import { defineDuty } from "#kernel/catalogue/duty.ts";
import type { HasDatabase } from "#kernel/db/handle.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { nameOf } from "#duties/people/index.ts";
import { mandatesContract } from "./contract.ts";
import { lentTwice, mandateToOneself } from "./errors.ts";
import { begin, end } from "./jobs.ts";
import { lendsAll, lendsDeed, mostFitting, tidyScope } from "./rules.ts";
import { boundaryAfter, mandatesAt, type MandateRow } from "./store.ts";
import { mandatesHandlers } from "./use-cases.ts";

export { mandatesContract } from "./contract.ts";
export { lendsMatter } from "./rules.ts";

type At = HasDatabase & { readonly now: Temporal.Instant };

/** Somebody who acts for somebody else, by a mandate in force. */
export type StandIn = {
  mandateId: string;
  principalId: string;
  delegateId: string;
  beginsAt: string;
  endsAt: string;
  timeZone: string;
  scope: string[];
  accepted: boolean;
};

const standIn = (row: MandateRow): StandIn => ({
  mandateId: row.id,
  principalId: row.principalId,
  delegateId: row.delegateId,
  beginsAt: row.beginsAt,
  endsAt: row.endsAt,
  timeZone: row.timeZone,
  scope: row.scope,
  accepted: row.acceptedAt !== null,
});

/** The principal whose mandate lets `delegateId` give `command` (of `duty`) at `work.now`, or nothing: told from the mandate's instants alone. */
export const mandateFor = async (
  work: At,
  delegateId: string,
  principalId: string,
  command: string,
  duty?: string,
): Promise<Principal | undefined> => {
  const running = (await mandatesAt(work, { delegateIds: [delegateId] }, work.now.toString())).filter(
    (row) => row.principalId === principalId,
  );
  const mandate = mostFitting(running, { command, duty });
  const principal = mandate && (await readActor(work, principalId, "web"));
  if (!mandate || !principal || principal.kind !== "person") return undefined;
  const { name, role, grade } = principal;
  return { id: principalId, name, role, grade, mandateId: mandate.id, ...(mandate.ceiling === null ? {} : { ceiling: mandate.ceiling }) };
};

/** Who stands in for a person at an instant. */
export const standInsOf = async (work: HasDatabase, principalId: string, at: Temporal.Instant): Promise<StandIn[]> =>
  (await mandatesAt(work, { principalIds: [principalId] }, at.toString())).map(standIn);

/** Who stands in for each of several people at an instant, in one reading. */
export const standInsOfAll = async (work: HasDatabase, principalIds: readonly string[], at: Temporal.Instant): Promise<StandIn[]> =>
  (await mandatesAt(work, { principalIds }, at.toString())).map(standIn);

/** For whom a person stands in at an instant. */
export const principalsOf = async (work: HasDatabase, delegateId: string, at: Temporal.Instant): Promise<StandIn[]> =>
  (await mandatesAt(work, { delegateIds: [delegateId] }, at.toString())).map(standIn);

/** For whom a person may act now, with names, until when, and which operations are lent (null: all of them). */
export const actsFor = async (
  work: Work,
  personId: string,
): Promise<{ id: string; name: string; endsAt: string; lends: string[] | null }[]> => {
  const { registry } = work.services;
  const running = Map.groupBy(await principalsOf(work, personId, work.now), ({ principalId }) => principalId);
  const names = await nameOf(work, [...running.keys()]);
  return [...running].map(([id, mandates]) => {
    const scope = tidyScope(mandates.flatMap((mandate) => mandate.scope));
    const lends = registry.names().filter((command) => lendsDeed(scope, { command, duty: registry.find(command)?.duty.name }));
    const endsAt = mandates
      .map((mandate) => Temporal.Instant.from(mandate.endsAt))
      .reduce((a, b) => (Temporal.Instant.compare(a, b) < 0 ? b : a));
    return { id, name: names.get(id) ?? "?", endsAt: endsAt.toString(), lends: lendsAll(scope) ? null : lends };
  });
};

/** The next instant after `after` at which a mandate of one of these people begins or ends. */
export const nextBoundary = async (
  work: HasDatabase,
  personIds: readonly string[],
  after: Temporal.Instant,
): Promise<Temporal.Instant | undefined> => {
  const next = await boundaryAfter(work, personIds, after.toString());
  return next ? Temporal.Instant.from(next) : undefined;
};

/** Authority lent and returned. */
export const mandates = defineDuty({
  name: "mandates",
  title: { id: "Mandat", en: "Mandates" },
  optional: true,
  contract: mandatesContract,
  handlers: mandatesHandlers,
  covered: ["mandate"],
  constraints: { mandate_lent_twice: lentTwice, mandate_not_to_oneself: mandateToOneself },
  jobs: { "mandate.begin": begin, "mandate.end": end },
});
