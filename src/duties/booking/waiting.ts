import type { JobHandler } from "#kernel/catalogue/duty.ts";
import { Refusal } from "#kernel/errors/refusal.ts";
import { newId } from "#kernel/ids/id.ts";
import { dropJob, putJob } from "#kernel/jobs/jobs.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { minuteOf, MINUTE_MS, type Minute } from "#duties/calendar/index.ts";
import { timeTaken } from "./errors.ts";
import { dropEvent, putEvent } from "./events.ts";
import { nextAt, step, type Effect, type Event, type WaitingList } from "./rules/waiting-list.ts";
import { findPage, lockPage, type PageRow } from "./store/pages.ts";
import { freedOf, insertFreed, updateFreed, waitersOf, endWaiter, type FreedRow } from "./store/waiting.ts";
import { claim } from "./times.ts";
import { tellWaiter } from "./waiting-mails.ts";
import { waitingWords as words } from "./words.ts";

/** Kind of the job that moves a page's waiting list on when an offer ran out. */
export const WAITING_TICK = "booking.waiting-tick";

const minute = (at: string): Minute => minuteOf(Temporal.Instant.from(at).epochMilliseconds);
const instant = (at: Minute): string => Temporal.Instant.fromEpochMilliseconds(at * MINUTE_MS).toString();

const listOf = async (work: Work, page: PageRow): Promise<{ list: WaitingList; freed: FreedRow[] }> => {
  const [waiters, freed] = [await waitersOf(work, page.id, work.at), await freedOf(work, page.id)];
  const list: WaitingList = {
    waiters: waiters.map(({ id, since, fromAt, untilAt }) => ({ id, since: minute(since), from: minute(fromAt), until: minute(untilAt) })),
    freed: freed.map(({ id, startAt, asked, offeredTo, offeredUntil }) => ({
      id,
      start: minute(startAt),
      asked,
      ...(offeredTo && offeredUntil ? { offer: { to: offeredTo, until: minute(offeredUntil) } } : {}),
    })),
  };
  return { list, freed };
};

/** What ended for the calendars: a slot that was let go, or that began while nobody took it. */
const letGo = async (work: Work, row: FreedRow, state: "booked" | "released"): Promise<void> => {
  await dropEvent(work, row.eventId);
  await updateFreed(work, row.id, { state, offeredTo: null, offeredUntil: null });
};

const settle = async (work: Work, effects: readonly Effect[], before: readonly FreedRow[], after: WaitingList): Promise<void> => {
  const kept = new Map(after.freed.map((slot) => [slot.id, slot]));
  const booked = new Set(effects.flatMap((one) => (one.kind === "book" ? [one.slot] : [])));
  for (const row of before) {
    const slot = kept.get(row.id);
    if (!slot) await letGo(work, row, booked.has(row.id) ? "booked" : "released");
    else if (slot.offer?.to !== row.offeredTo || slot.asked.length !== row.asked.length)
      await updateFreed(work, row.id, {
        asked: JSON.stringify(slot.asked),
        offeredTo: slot.offer?.to ?? null,
        offeredUntil: slot.offer ? instant(slot.offer.until) : null,
      });
  }
  for (const effect of effects) {
    if (effect.kind === "offer") await tellWaiter(work, effect.who, "offered", effect.slot);
    if (effect.kind === "book") await endWaiter(work, effect.who, "booked");
  }
};

/** Moves a page's waiting list on by one event; nobody else moves it meanwhile. Returns what followed. */
export const moveOn = async (work: Work, page: PageRow, event: Event): Promise<readonly Effect[]> => {
  await lockPage(work, page.id);
  const { list: before, freed } = await listOf(work, page);
  const { list, effects } = step(before, event, minuteOf(work.now.epochMilliseconds));
  await settle(work, effects, freed, list);
  const due = nextAt(list);
  if (due === undefined) await dropJob(work, WAITING_TICK, page.id);
  else await putJob(work, { kind: WAITING_TICK, key: page.id, dueAt: instant(due), payload: { id: page.id } });
  return effects;
};

/** Keeps a time that came free for those who wait for it, as long as there are any; else it is for everybody. */
export const keepFreed = async (work: Work, page: PageRow, start: string): Promise<void> => {
  const at = minute(start);
  await lockPage(work, page.id);
  const wanted = (await waitersOf(work, page.id, work.at)).some(({ fromAt, untilAt }) => minute(fromAt) <= at && at < minute(untilAt));
  if (!wanted || page.removedAt || !page.open) return;
  let claimed;
  try {
    claimed = await claim(work, page, start);
  } catch (error) {
    // What the page's own rules would not give anybody any more is nothing to offer.
    if (error instanceof Refusal && error.code === timeTaken.code) return;
    throw error;
  }
  const title = `${page.title[page.language as "id"]}: ${words.list[page.language as "id"]}`;
  const eventId = await putEvent(work, page, { ...claimed, start, title, held: true, description: "" });
  const { id } = await insertFreed(work, { id: newId(), pageId: page.id, startAt: start, eventId, asked: "[]", state: "open" });
  await moveOn(work, page, { kind: "freed", slot: id, start: at });
};

/** Lets everything go that a page keeps for those who wait, and them too: the page is gone. */
export const endWaiting = async (work: Work, page: PageRow): Promise<void> => {
  await lockPage(work, page.id);
  for (const row of await freedOf(work, page.id)) await letGo(work, row, "released");
  for (const { id } of await waitersOf(work, page.id, work.at)) await endWaiter(work, id, "over");
  await dropJob(work, WAITING_TICK, page.id);
};

/** Lets offers run out that nobody took, and asks the next. */
export const waitingTick: JobHandler = async (work, payload) => {
  const page = await findPage(work, String(payload["id"]));
  if (page) await moveOn(work, page, { kind: "tick" });
};
