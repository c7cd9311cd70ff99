import { acknowledge as takeOn, raise } from "#kernel/attention/attention.ts";
import { holdItem, postponeItem, reopenItem, settleItem, type ItemRow } from "#kernel/attention/carry.ts";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { readSetting } from "#kernel/settings/settings.ts";
import { spokenFrom } from "#kernel/time/spoken.ts";
import { nameOf } from "#duties/people/index.ts";
import { askerOf, lastTold, mayKnow } from "../asker.ts";
import type { attentionContract } from "../contract/attention.ts";
import type { ItemOut } from "../contract/fields.ts";
import { cursorUnknown, endsOtherwise, itemMissing, itemNotTaken, itemOver, itemTaken, timeOutOfReach } from "../errors.ts";
import type { Progress } from "../engine/progress.ts";
import { changedPolicies, urgencyOf, withUsual } from "../policies.ts";
import { endOf } from "../rules/acts.ts";
import type { Asker } from "../rules/visible.ts";
import { shownItems, shownSteps } from "../shown.ts";
import { countItems, feed as readFeed, findItem } from "../store/items.ts";
import { lastClimbs, stepsOfItem } from "../store/steps.ts";
import { whom } from "../whom.ts";
import { PAGE_WORDS } from "../words.ts";

type Handle = Handlers<typeof attentionContract>;

const MOST_COUNTED = 1000;
const LONGEST_SNOOZE_DAYS = 30;
const MOST_STEPS = 100;

const one = async (work: Work, row: ItemRow, asker: Asker): Promise<ItemOut> => (await shownItems(work, [row], asker))[0] as ItemOut;

/** The item, if the asker may see it; whoever raised it may look on. */
const seen = async (work: Work, id: string): Promise<{ row: ItemRow; asker: Asker }> => {
  const [row, asker] = [await findItem(work, id), await askerOf(work)];
  if (!row || (!(asker.id !== null && row.raisedBy === asker.id) && !(await mayKnow(work, row, asker)))) throw itemMissing();
  return { row, asker };
};

/** The item, held, for somebody who acts on it. */
const held = async (work: Work, id: string): Promise<{ row: ItemRow; asker: Asker }> => {
  const asker = await askerOf(work);
  const row = await holdItem(work, id);
  if (!row || !(await mayKnow(work, row, asker))) throw itemMissing();
  if (row.state === "settled") throw itemOver();
  work.about(row.subjectType, row.subjectId);
  return { row, asker };
};

const after = async (work: Work, id: string, asker: Asker): Promise<ItemOut> => one(work, (await findItem(work, id)) as ItemRow, asker);

const readCursor = (text: string): { urgency: number; raisedAt: string; id: string } => {
  const [, urgency, raisedAt, id] = /^([0-3])_(\d{4}-[\d:TZ.-]+)_([0-9a-f-]{36})$/.exec(text) ?? [];
  if (!urgency || !raisedAt || !id) throw cursorUnknown();
  return { urgency: Number(urgency), raisedAt, id };
};

const feed: Handle["attention.feed"] = async (work, { box, kind, state, limit, after: cursor }) => {
  const asker = await askerOf(work);
  const rows = await readFeed(work, {
    asker,
    box,
    kind,
    state,
    told: await lastTold(work, asker),
    limit,
    after: cursor ? readCursor(cursor) : undefined,
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { items: await shownItems(work, page, asker), next: last ? `${last.urgency}_${last.raisedAt}_${last.id}` : null };
};

const counts: Handle["attention.counts"] = async (work) => {
  const asker = await askerOf(work);
  const known = await lastTold(work, asker);
  const sum = (by: Map<string, number>) => [...by.values()].reduce((total, count) => total + count, 0);
  const count = (box: "mine" | "all", urgentOnly = false) => countItems(work, { asker, told: known, box, urgentOnly }, MOST_COUNTED);
  const all = await count("all");
  return { mine: sum(await count("mine")), all: sum(all), urgent: sum(await count("all", true)), kinds: Object.fromEntries(all) };
};

const show: Handle["attention.show"] = async (work, { id }) => {
  const { row, asker } = await seen(work, id);
  const steps = await stepsOfItem(work, id, MOST_STEPS);
  return { item: await one(work, row, asker), steps: await shownSteps(work, steps, asker) };
};

const steps: Handle["reach.steps"] = async (work, { id, limit }) => {
  const { asker } = await seen(work, id);
  return { steps: await shownSteps(work, await stepsOfItem(work, id, limit), asker) };
};

const takenBy = async (work: Work, { acknowledgedBy, acknowledgedAt }: ItemRow) => {
  const name = acknowledgedBy ? (await nameOf(work, [acknowledgedBy])).get(acknowledgedBy) : undefined;
  const at = spokenFrom(Temporal.Instant.from(acknowledgedAt ?? work.at), work.now, work.actor.timeZone);
  return itemTaken(name ?? "Kerani", at[work.actor.language]);
};

/** Takes an item on until `againAt`; the second of two who press at once is told who has it. */
const take = async (work: Work, row: ItemRow, againAt: string): Promise<void> => {
  if (row.state === "acknowledged") throw await takenBy(work, row);
  if (row.state === "lapsed") await reopenItem(work, row.id, row.progress);
  await takeOn(work, row.id, againAt);
  await work.announce("attention.acknowledged", {
    itemId: row.id,
    kind: row.kind,
    subjectType: row.subjectType,
    subjectId: row.subjectId,
    personId: work.actor.id,
    personName: work.actor.name,
    door: work.actor.door,
    at: work.at,
  });
};

const isTakers = (work: Work, row: ItemRow): boolean =>
  row.state === "acknowledged" && row.acknowledgedBy !== null && row.acknowledgedBy === work.actor.id;

const acknowledge: Handle["attention.acknowledge"] = async (work, { id }) => {
  const { row, asker } = await held(work, id);
  // However often it is pressed, it is taken on once.
  if (isTakers(work, row)) return one(work, row, asker);
  const policy = withUsual(await readSetting(work, changedPolicies))[urgencyOf(row.urgency)];
  await take(work, row, work.now.add({ minutes: policy.forgottenMinutes }).toString());
  return after(work, id, asker);
};

const snooze: Handle["attention.snooze"] = async (work, { id, until }) => {
  const { row, asker } = await held(work, id);
  const days = work.now.until(Temporal.Instant.from(until)).total("days");
  if (days <= 0 || days > LONGEST_SNOOZE_DAYS) throw timeOutOfReach(LONGEST_SNOOZE_DAYS);
  if (isTakers(work, row)) await postponeItem(work, id, until);
  else await take(work, row, until);
  return after(work, id, asker);
};

const release: Handle["attention.release"] = async (work, { id }) => {
  const { row, asker } = await held(work, id);
  if (row.state !== "acknowledged") throw itemNotTaken();
  if (!asker.desk && !isTakers(work, row)) throw itemMissing();
  const progress = row.progress as Progress;
  const number = (progress.climb?.number ?? (await lastClimbs(work, [id])).get(id) ?? -1) + 1;
  const left = row.acknowledgedBy ? [row.acknowledgedBy] : [];
  await reopenItem(work, id, { climb: { number, since: work.at, cause: "released", repeats: 0, taker: null, left } } satisfies Progress);
  await work.announce("attention.released", {
    itemId: id,
    subjectType: row.subjectType,
    subjectId: row.subjectId,
    personId: work.actor.id,
  });
  return after(work, id, asker);
};

const settle: Handle["attention.settle"] = async (work, { id, outcome }) => {
  const { row, asker } = await held(work, id);
  const end = endOf(row.kind);
  if (end && !end.takesOutcome) throw endsOtherwise(end.command);
  if (end && work.services.registry.find(end.command)) await work.perform(end.command, { id: row.subjectId, outcome });
  else await settleItem(work, id, outcome);
  await work.announce("attention.settled", {
    itemId: id,
    kind: row.kind,
    subjectType: row.subjectType,
    subjectId: row.subjectId,
    personId: work.actor.id,
    outcome,
    at: work.at,
  });
  return after(work, id, asker);
};

const page: Handle["reach.person"] = async (work, { to, text, urgency, confidentialFrom }) => {
  const { owner, name } = await whom(work, to);
  const subject = { type: "page", id: newId() };
  work.about(subject.type, subject.id);
  const by = work.actor.principal?.name ?? work.actor.name;
  const secret = confidentialFrom !== undefined;
  const id = await raise(work, {
    kind: "page",
    subject,
    title: { id: PAGE_WORDS.title.id(by, name.id), en: PAGE_WORDS.title.en(by, name.en) },
    detail: secret ? PAGE_WORDS.openToRead : { id: text, en: text },
    owner,
    urgency,
    confidentialFrom: confidentialFrom ?? null,
  });
  return one(work, (await findItem(work, id)) as ItemRow, await askerOf(work));
};

/** The use cases of the desk: look, take on, give back, put off, settle, page somebody. */
export const attentionHandlers: Handle = {
  "attention.feed": feed,
  "attention.counts": counts,
  "attention.show": show,
  "attention.acknowledge": acknowledge,
  "attention.release": release,
  "attention.snooze": snooze,
  "attention.settle": settle,
  "reach.steps": steps,
  "reach.person": page,
};
