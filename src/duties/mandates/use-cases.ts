import { readActor } from "#kernel/actor/store.ts";
import { settleSubject } from "#kernel/attention/attention.ts";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import { newId } from "#kernel/ids/id.ts";
import { dropJob, putJob } from "#kernel/jobs/jobs.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { findByName, nameOf, personFacts } from "#duties/people/index.ts";
import type { MandateOut, mandatesContract } from "./contract.ts";
import { delegateUnknown, mandateCircular, mandateMissing, mandateOver, mandateToOneself, notYourMandate, scopeUnknown } from "./errors.ts";
import { offer, returnToPrincipal, tellDeclined, tellRevoked } from "./notices.ts";
import { checkPeriod, EVERYTHING, readMoment, stateAt, tidyScope, untilOf } from "./rules.ts";
import { isParty, shown } from "./shown.ts";
import * as store from "./store.ts";

type Handle = Handlers<typeof mandatesContract>;
type Row = store.MandateRow;

const BEGIN = "mandate.begin";
const END = "mandate.end";

const one = async (work: Work, row: Row): Promise<MandateOut> => (await shown(work, [row]))[0] as MandateOut;

const delegateMeant = async (work: Work, text: string): Promise<string> => {
  const id = /^(?:person:)?([0-9a-f]{8}-[0-9a-f-]{27})$/i.exec(text)?.[1]?.toLowerCase();
  const found = id ? [] : (await findByName(work, text, 8)).filter(({ kind }) => kind === "staff");
  const exact = found.filter(({ name, plainName }) =>
    [name, plainName].some((name) => name?.localeCompare(text, "id", { sensitivity: "base" }) === 0),
  );
  const fitting = exact.length > 0 ? exact : found.filter(({ close }) => close);
  const meant = id ?? (fitting.length === 1 ? fitting[0]?.id : undefined);
  const facts = meant ? (await personFacts(work, [meant])).get(meant) : undefined;
  if (!facts || facts.kind !== "staff" || facts.archived || !(await readActor(work, facts.id, work.actor.door)))
    throw delegateUnknown(text);
  return facts.id;
};

const checkScope = (work: Work, pieces: readonly string[]): string[] => {
  const { registry } = work.services;
  const lendable = (name: string) => registry.find(name)?.operation.ownNameOnly !== true;
  const known = (piece: string): boolean => {
    if (piece === EVERYTHING) return true;
    if (piece.startsWith("duty:")) return registry.duties.some(({ name }) => `duty:${name}` === piece);
    if (piece.endsWith(".*")) return registry.names().some((name) => name.startsWith(piece.slice(0, -1)) && lendable(name));
    return registry.find(piece) !== undefined && lendable(piece);
  };
  const unknown = pieces.find((piece) => !known(piece));
  if (unknown !== undefined) throw scopeUnknown(unknown);
  return tidyScope(pieces);
};

const give: Handle["mandate.give"] = async (work, { delegate, scope, ceiling, begins, ends, timeZone, reason }) => {
  const { actor, now } = work;
  if (actor.kind !== "person" || !actor.id) throw notYourMandate();
  const zone = timeZone ?? actor.timeZone;
  const period = checkPeriod(now, begins ? readMoment(begins, zone, "begin") : now, readMoment(ends, zone, "end"));
  const pieces = checkScope(work, scope);
  const delegateId = await delegateMeant(work, delegate);
  if (delegateId === actor.id) throw mandateToOneself();
  await store.takeTurns(work);
  const [back] = await store.mandatesBetween(work, delegateId, actor.id, period.beginsAt, period.endsAt);
  if (back) throw mandateCircular((await nameOf(work, [delegateId])).get(delegateId) ?? delegate);
  const row = await store.insertMandate(
    work,
    {
      id: newId(),
      principalId: actor.id,
      delegateId,
      scope: "[]",
      ceiling: ceiling ?? null,
      ...period,
      timeZone: zone,
      reason,
      givenAt: work.at,
      givenBy: actor.id,
    },
    pieces,
  );
  work.about("mandate", row.id);
  await offer(work, row);
  await putJob(work, { kind: BEGIN, key: row.id, dueAt: row.beginsAt, payload: { mandateId: row.id } });
  await putJob(work, { kind: END, key: row.id, dueAt: row.endsAt, payload: { mandateId: row.id } });
  return one(work, row);
};

/** The mandate, held, for the party whose turn it is. */
const held = async (work: Work, id: string, may: (row: Row, me: string | null) => boolean): Promise<Row> => {
  const row = await store.lockMandate(work, id);
  if (!row) throw mandateMissing();
  if (!may(row, work.actor.id)) throw notYourMandate();
  work.about("mandate", id);
  return row;
};
const asDelegate = (row: Row, me: string | null) => row.delegateId === me;

const accept: Handle["mandate.accept"] = async (work, { id }) => {
  const row = await held(work, id, asDelegate);
  if (stateAt(row, work.now) === "ended") throw mandateOver();
  if (row.acceptedAt) return one(work, row);
  const accepted = await store.updateMandate(work, id, { acceptedAt: work.at });
  await settleSubject(work, { type: "mandate", id }, "accepted");
  await work.announce("mandate.changed", { principalId: row.principalId });
  return one(work, accepted);
};

/** Ends a mandate now: nothing is lent from this instant on, and those whom it concerned hear of it. */
const close = async (work: Work, row: Row, how: "declined" | "revoked" | "handed-back", note: string | undefined): Promise<Row> => {
  const closed = await store.closeMandate(work, row.id, {
    closedAt: work.at,
    closedBy: work.actor.id,
    closedHow: how,
    closedNote: note || null,
  });
  await dropJob(work, BEGIN, row.id);
  await dropJob(work, END, row.id);
  await settleSubject(work, { type: "mandate", id: row.id }, how);
  await work.announce("mandate.changed", { principalId: row.principalId });
  return closed;
};

const decline: Handle["mandate.decline"] = async (work, { id, note }) => {
  const row = await held(work, id, asDelegate);
  if (row.closedHow === "declined") return one(work, row);
  if (stateAt(row, work.now) === "ended") throw mandateOver();
  const closed = await close(work, row, "declined", note);
  await tellDeclined(work, closed);
  return one(work, closed);
};

const revoke: Handle["mandate.revoke"] = async (work, { id, note }) => {
  const row = await held(work, id, (row, me) => row.principalId === me || work.actor.role === "administrator");
  if (row.closedHow === "revoked") return one(work, row);
  if (stateAt(row, work.now) === "ended") throw mandateOver();
  const began = stateAt(row, work.now) === "running";
  const closed = await close(work, row, "revoked", note);
  if (began) await returnToPrincipal(work, closed);
  await tellRevoked(work, closed);
  return one(work, closed);
};

const handBack: Handle["mandate.hand-back"] = async (work, { id, report }) => {
  const row = await held(work, id, asDelegate);
  const state = stateAt(row, work.now);
  if (row.closedHow === "declined" || row.report) throw mandateOver();
  const closed = state === "ended" ? row : await close(work, row, "handed-back", undefined);
  const reported = await store.updateMandate(work, closed.id, { report, reportedAt: work.at });
  await returnToPrincipal(work, reported);
  return one(work, reported);
};

const list: Handle["mandate.list"] = async (work, { of, personId, state, limit, after }) => {
  const me = [work.actor.id, work.actor.principal?.id].filter((id) => id !== null && id !== undefined);
  if (of === "mine" && me.length === 0) return { mandates: [], next: null };
  const about = of === "mine" ? me : personId ? [personId] : undefined;
  const rows = await store.listMandates(work, { about, ended: state === "ended", now: work.at, limit, after });
  const page = rows.slice(0, limit);
  return { mandates: await shown(work, page), next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
};

const show: Handle["mandate.show"] = async (work, { id, limit, after }) => {
  const row = await store.findMandate(work, id);
  if (!row) throw mandateMissing();
  const lines = (await isParty(work, row)) ? await store.actsUnder(work, id, limit, after) : [];
  const acts = lines.slice(0, limit).map(({ actorId, actorName, ...line }) => ({
    ...line,
    by: { id: actorId ?? "", name: actorName },
    summary: work.services.registry.find(line.command)?.operation.summary ?? { id: line.command, en: line.command },
  }));
  return { mandate: await one(work, row), acts, next: lines.length > limit ? (acts.at(-1)?.id ?? null) : null };
};

/** The use cases of mandates: give, accept, decline, revoke, hand back; list, show. */
export const mandatesHandlers: Handle = {
  "mandate.give": give,
  "mandate.accept": accept,
  "mandate.decline": decline,
  "mandate.revoke": revoke,
  "mandate.hand-back": handBack,
  "mandate.list": list,
  "mandate.show": show,
};

/** True when the instants of a row say that nothing of it is left at `at`. */
export const isOver = (row: Row, at: Temporal.Instant): boolean => Temporal.Instant.compare(Temporal.Instant.from(untilOf(row)), at) <= 0;
