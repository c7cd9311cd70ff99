import type { JobHandler } from "#kernel/catalogue/duty.ts";
import { digestOf } from "#kernel/ids/id.ts";
import { MailFailure } from "#kernel/mail/outgoing-failure.ts";
import { FORGOT_JOB, MAIL_JOB, mailReset, waitingMail } from "./mails.ts";
import { isPast } from "./rules.ts";
import { accountByEmail } from "./store/accounts.ts";
import { sweepSpent } from "./store/flows.ts";
import { sweepLinks } from "./store/links.ts";
import { sweepSessions } from "./store/sessions.ts";
import { countOne, sweepThrottle } from "./store/throttle.ts";

const RESETS_PER_ACCOUNT = { limit: 3, seconds: 3600 };
const LINKS_KEPT = { hours: 24 * 30 };

/** Sends one mail; a mail server that is away is asked again until the link in the mail has expired. */
const sendMail: JobHandler = async (work, payload) => {
  const { to, until, ...mail } = waitingMail.parse(JSON.parse(work.services.vault.open(String(payload["locked"]))));
  if (isPast(until, work.now)) return;
  try {
    await work.services.mail.send({ to: [{ address: to }], ...mail, automatic: "auto-generated" });
  } catch (error) {
    if (!(error instanceof MailFailure) || error.retry) throw error;
    work.services.log.warn({ fault: error.fault, reply: error.reply }, "a mail about an account was refused for good");
  }
};

/** Whoever asks too often gets the mail that was sent already; the account's owner is neither flooded nor kept out. */
const forgot: JobHandler = async (work, payload) => {
  const email = work.services.vault.open(String(payload["locked"]));
  const account = await accountByEmail(work, email);
  if (!account?.active || !work.services.mail.ready) return;
  const { count } = await countOne(work, `access:reset:${digestOf(email).slice(0, 32)}`, RESETS_PER_ACCOUNT.seconds);
  if (count <= RESETS_PER_ACCOUNT.limit) await mailReset(work, account);
};

/** Forgets what ran out. */
const sweep: JobHandler = async (work) => {
  await sweepSessions(work, work.at);
  await sweepSpent(work, work.at);
  await sweepThrottle(work);
  await sweepLinks(work, work.now.subtract(LINKS_KEPT).toString());
};

/** The jobs of this duty. */
export const accessJobs: Readonly<Record<string, JobHandler>> = { [MAIL_JOB]: sendMail, [FORGOT_JOB]: forgot, "access.sweep": sweep };
/** Seconds between two runs of what repeats. */
export const accessRepeats: Readonly<Record<string, number>> = { "access.sweep": 3600 };
