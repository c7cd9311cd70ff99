import type { Handlers } from "#kernel/catalogue/duty.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { peekLink } from "#duties/access/index.ts";
import type { waitContract } from "../contract/wait.ts";
import { bookingMissing, offerOver, pageMissing, pageNotYours, tooManyBookings, waitUnclear } from "../errors.ts";
import { checkAnswers, checkPerson } from "../guard.ts";
import { guestLink } from "../mails.ts";
import { findPage, lockPage, type PageRow } from "../store/pages.ts";
import { endWaiter, findFreed, findWaiter, freedOf, insertWaiter, waitersOf, waiterWithKey, type WaiterRow } from "../store/waiting.ts";
import { moveOn } from "../waiting.ts";
import { tellWaiter, waiterLink, WAITER_LINK } from "../waiting-mails.ts";
import { bookFor, forGuest, openPage } from "./book.ts";
import { mayKeep } from "./page.ts";

type Handle = Handlers<typeof waitContract>;

const MOST_PER_GUEST = 3;
const DAY_HOURS = 24;

const present = async (work: Work, waiter: WaiterRow, page: PageRow) => {
  const mine = (await freedOf(work, page.id)).filter(
    ({ offeredTo, offeredUntil }) => offeredTo === waiter.id && (offeredUntil ?? "") > work.at,
  );
  const over = waiter.state === "waiting" && waiter.untilAt <= work.at;
  return {
    slug: page.slug,
    title: page.title,
    name: waiter.name,
    state: over ? ("over" as const) : (waiter.state as "waiting"),
    from: waiter.fromAt,
    until: waiter.untilAt,
    offers: mine.map(({ id, startAt, offeredUntil }) => ({ slot: id, start: startAt, until: offeredUntil! })),
  };
};

/** What somebody can wait for: a range that is not over and that the page reaches. */
const rangeOf = (work: Work, page: PageRow, wish: { from: string; until: string }): { fromAt: string; untilAt: string } => {
  const [from, until] = [Temporal.Instant.from(wish.from), Temporal.Instant.from(wish.until)];
  const reach = work.now.add({ hours: (page.aheadDays + 1) * DAY_HOURS });
  const fromAt = Temporal.Instant.compare(from, work.now) < 0 ? work.now : from;
  const untilAt = Temporal.Instant.compare(until, reach) > 0 ? reach : until;
  if (Temporal.Instant.compare(fromAt, untilAt) >= 0) throw waitUnclear();
  return { fromAt: fromAt.toString(), untilAt: untilAt.toString() };
};

const join: Handle["wait.join"] = async (work, input) => {
  const page = await openPage(work, input.slug);
  const before = await waiterWithKey(work, page.id, input.key);
  if (before && before.email !== input.email) throw tooManyBookings();
  if (before) return { ...(await present(work, before, page)), token: await waiterLink(work, before) };
  await checkPerson(work, input.slug, input);
  checkAnswers(page.questions, input.answers);
  const range = rangeOf(work, page, input);
  await lockPage(work, page.id);
  const others = await waitersOf(work, page.id, work.at);
  if (others.filter(({ email }) => email === input.email).length >= MOST_PER_GUEST) throw tooManyBookings();
  const { key, name, email, language, timeZone, answers } = input;
  const waiter = await insertWaiter(work, {
    id: newId(), pageId: page.id, key, state: "waiting", name, email, language, timeZone,
    answers: JSON.stringify(answers), ...range, since: work.at,
  }); // prettier-ignore
  work.about("booking-waiter", waiter.id);
  await tellWaiter(work, waiter.id, "joined");
  await moveOn(work, page, { kind: "tick" });
  return { ...(await present(work, waiter, page)), token: await waiterLink(work, waiter) };
};

const behind = async (work: Work, token: string): Promise<{ waiter: WaiterRow; page: PageRow }> => {
  const { subject } = await peekLink(work, token, WAITER_LINK);
  const waiter = await findWaiter(work, subject.id);
  const page = waiter && (await findPage(work, waiter.pageId));
  if (!waiter || !page) throw bookingMissing();
  return { waiter, page };
};

const show: Handle["wait.show"] = async (work, { token }) => {
  const { waiter, page } = await behind(work, token);
  return present(work, waiter, page);
};

const accept: Handle["wait.accept"] = async (work, { token, slot }) => {
  const { waiter } = await behind(work, token);
  const page = await lockPage(work, waiter.pageId);
  if (page.removedAt || !page.open) throw pageMissing();
  work.about("booking-waiter", waiter.id);
  const freed = await findFreed(work, slot);
  const effects = await moveOn(work, page, { kind: "accept", who: waiter.id, slot });
  if (!freed || !effects.some((one) => one.kind === "book" && one.slot === slot)) throw offerOver();
  const guest = { ...waiter, answers: waiter.answers as Record<string, string> };
  const booking = await bookFor(work, page, freed.startAt, guest, newId());
  return { ...(await forGuest(work, booking, page)), token: await guestLink(work, booking) };
};

const pass: Handle["wait.pass"] = async (work, { token, slot }) => {
  const { waiter, page } = await behind(work, token);
  work.about("booking-waiter", waiter.id);
  await moveOn(work, page, { kind: "decline", who: waiter.id, slot });
  return present(work, waiter, page);
};

const leave: Handle["wait.leave"] = async (work, { token }) => {
  const { waiter, page } = await behind(work, token);
  work.about("booking-waiter", waiter.id);
  await moveOn(work, page, { kind: "leave", who: waiter.id });
  if (waiter.state === "waiting") await endWaiter(work, waiter.id, "left");
  return present(work, (await findWaiter(work, waiter.id))!, page);
};

const list: Handle["wait.list"] = async (work, { pageId }) => {
  const page = await findPage(work, pageId);
  if (!page || page.removedAt) throw pageMissing();
  if (!mayKeep(work, page)) throw pageNotYours();
  const [waiters, freed] = [await waitersOf(work, pageId, work.at), await freedOf(work, pageId)];
  const offered = new Map(freed.flatMap(({ offeredTo, offeredUntil }) => (offeredTo && offeredUntil ? [[offeredTo, offeredUntil]] : [])));
  return {
    waiting: waiters.map(({ id, name, email, fromAt, untilAt, since }) => ({
      id,
      name,
      email,
      from: fromAt,
      until: untilAt,
      since,
      offeredUntil: offered.get(id) ?? null,
    })),
  };
};

/** Waiting for a time on a page that is full. */
export const waitUseCases = {
  "wait.join": join,
  "wait.show": show,
  "wait.accept": accept,
  "wait.pass": pass,
  "wait.leave": leave,
  "wait.list": list,
} satisfies Handle;
