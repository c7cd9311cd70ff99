import type { JobHandler } from "#kernel/catalogue/duty.ts";
import { putJob } from "#kernel/jobs/jobs.ts";
import { MailFailure } from "#kernel/mail/outgoing-failure.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { spokenMoment } from "#kernel/time/spoken.ts";
import { makeLink } from "#duties/access/index.ts";
import { both } from "./mails.ts";
import { findPage } from "./store/pages.ts";
import { findFreed, findWaiter, type WaiterRow } from "./store/waiting.ts";
import { waitingWords as words } from "./words.ts";

/** Kind of the job that writes to somebody who waits. */
export const WAITING_MAIL = "booking.waiting-mail";
/** What a link to one's own place on a waiting list is for. */
export const WAITER_LINK = "booking-waiter";

/** Puts a mail down for somebody who waits: that they do, or that a time is theirs for a quarter of an hour. */
export const tellWaiter = async (work: Work, id: string, news: "joined" | "offered", slot = ""): Promise<void> => {
  if (!work.services.mail.ready) return;
  await putJob(work, { kind: WAITING_MAIL, key: `${id} ${news} ${slot}`, dueAt: work.at, payload: { id, news, slot } });
};

/** A link to one's own place, good as long as the waiting lasts. */
export const waiterLink = (work: Work, waiter: WaiterRow): Promise<string> =>
  makeLink(work, {
    purpose: WAITER_LINK,
    subject: { type: "booking-waiter", id: waiter.id },
    personId: null,
    expiresAt: waiter.untilAt,
    once: false,
  });

/** Writes to somebody who waits, in both languages, theirs first; an offer that is theirs no more is not sent. */
export const sendWaitingMail: JobHandler = async (work, payload) => {
  const { id, news, slot } = payload as { id: string; news: "joined" | "offered"; slot: string };
  const waiter = await findWaiter(work, id);
  const page = waiter && (await findPage(work, waiter.pageId));
  const from = work.services.mail.from();
  const freed = slot ? await findFreed(work, slot) : undefined;
  if (!waiter || !page || !from || waiter.state !== "waiting") return;
  if (news === "offered" && (freed?.offeredTo !== id || !freed.offeredUntil || freed.offeredUntil <= work.at)) return;
  const link = `${work.services.url()}/book/${page.slug}/wait/${await waiterLink(work, waiter)}`;
  const said = (at: string, lang: "id" | "en"): string =>
    `${spokenMoment(Temporal.Instant.from(at), waiter.timeZone)[lang]} (${waiter.timeZone})`;
  const part = (lang: "id" | "en"): string =>
    [
      words.hello[lang](waiter.name),
      words[news][lang](page.title[lang]),
      freed ? `${words.when[lang]}: ${said(freed.startAt, lang)}` : "",
      freed?.offeredUntil ? `${words.until[lang]}: ${said(freed.offeredUntil, lang)}` : "",
      `${words.links[news][lang]}\n${link}`,
    ]
      .filter(Boolean)
      .join("\n\n");
  const first = waiter.language as "id";
  try {
    await work.services.mail.send({
      to: [{ address: waiter.email, name: waiter.name }],
      subject: `${words.subjects[news][first]}: ${page.title[first]}`.slice(0, 200),
      text: both(first, part),
      messageId: `waiting.${id}.${news}.${slot || "0"}@${from.slice(from.lastIndexOf("@") + 1)}`,
      automatic: "auto-generated",
    });
  } catch (error) {
    if (!(error instanceof MailFailure) || error.retry) throw error;
    work.services.log.warn({ fault: error.fault, reply: error.reply }, "a mail about a waiting list was refused for good");
  }
};
