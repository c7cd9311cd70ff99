import { lookAgain } from "#kernel/attention/carry.ts";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { personFacts } from "#duties/people/index.ts";
import { askerOf } from "../asker.ts";
import type { presenceContract } from "../contract/presence.ts";
import { dndNeedsEnd, notYoursToSay, timeOutOfReach } from "../errors.ts";
import { allPresence, putPresence, removePresence, type PresenceRow } from "../store/presence.ts";

type Handle = Handlers<typeof presenceContract>;

const LONGEST_DAYS = 366;

/** Whose presence is meant, if the actor may say it: their own, their boss's, or anybody's at the desk. */
const whose = async (work: Work, personId: string | undefined): Promise<string> => {
  const asker = await askerOf(work);
  const id = personId ?? work.actor.principal?.id ?? work.actor.id;
  if (!id || !(asker.desk || asker.self.has(id) || asker.bosses.has(id))) throw notYoursToSay();
  const facts = (await personFacts(work, [id])).get(id);
  if (facts?.kind !== "staff" || facts.archived) throw notYoursToSay();
  return id;
};

const shown = async (work: Work, rows: readonly PresenceRow[]) => {
  const facts = await personFacts(
    work,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    person: { id: row.id, name: facts.get(row.id)?.called ?? "?" },
    status: row.status as "in" | "out" | "dnd",
    until: row.untilAt,
    note: row.note,
    setAt: row.setAt,
  }));
};

const changed = async (work: Work, personId: string): Promise<void> => {
  work.about("presence", personId);
  work.touch(`person:${personId}`);
  await lookAgain(work, { ownerIds: [personId] });
};

const set: Handle["presence.set"] = async (work, { status, until, note, personId }) => {
  const id = await whose(work, personId);
  if (status === "dnd" && until === undefined) throw dndNeedsEnd();
  const days = until === undefined ? 1 : work.now.until(Temporal.Instant.from(until)).total("days");
  if (days <= 0 || days > LONGEST_DAYS) throw timeOutOfReach(LONGEST_DAYS);
  const row = await putPresence(work, { id, status, untilAt: until ?? null, note: note || null, setAt: work.at, setBy: work.actor.id });
  await changed(work, id);
  return (await shown(work, [row]))[0] as Awaited<ReturnType<typeof shown>>[number];
};

const clear: Handle["presence.clear"] = async (work, { personId }) => {
  const id = await whose(work, personId);
  await removePresence(work, id);
  await changed(work, id);
  return { personId: id };
};

/** Where people say that they are. */
export const presenceHandlers: Handle = {
  "presence.set": set,
  "presence.clear": clear,
  "presence.list": async (work) => ({ people: await shown(work, await allPresence(work, work.at)) }),
};
