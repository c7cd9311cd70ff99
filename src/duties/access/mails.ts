import { z } from "zod";
import type { Lang } from "#kernel/i18n/text.ts";
import { newId } from "#kernel/ids/id.ts";
import { putJob } from "#kernel/jobs/jobs.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { makeLink } from "./links.ts";
import { INVITATION_HOLDS, RESET_HOLDS } from "./rules.ts";
import type { Account } from "./store/accounts.ts";
import { deleteLinksAbout } from "./store/links.ts";
import { words } from "./words.ts";

/** The purposes of this duty's own links. */
export const INVITATION = "invitation";
/** The purpose of a link to a new password. */
export const RESET = "password-reset";
/** The job that sends one mail. */
export const MAIL_JOB = "access.mail";
/** The job that looks whether there is somebody to send a reset link to. */
export const FORGOT_JOB = "access.forgot";

/** A mail on its way; it waits locked, since it carries a link. */
export const waitingMail = z.object({ to: z.string(), subject: z.string(), text: z.string(), until: z.string(), messageId: z.string() });

type Recipient = Pick<Account, "id" | "email" | "name" | "language">;

const hostOf = (work: Work): string => new URL(work.services.url()).hostname;

const putMail = async (work: Work, to: Recipient, subject: string, text: string, until: string): Promise<void> => {
  const key = newId();
  const mail: z.input<typeof waitingMail> = { to: to.email, subject, text, until, messageId: `${key}@${hostOf(work)}` };
  await putJob(work, { kind: MAIL_JOB, key, dueAt: work.at, payload: { locked: work.services.vault.lock(JSON.stringify(mail)) } });
};

// After the # nothing reaches a server's log or a Referer header.
const linkTo = (work: Work, page: string, token: string): string => `${work.services.url()}/sign-in/${page}#${token}`;

const freshLink = async (work: Work, to: Recipient, purpose: string, holds: { hours: number }) => {
  const subject = { type: "account", id: to.id };
  await deleteLinksAbout(work, subject, [purpose]);
  const expiresAt = work.now.add(holds).toString();
  return { token: await makeLink(work, { purpose, subject, personId: to.id, expiresAt, once: true }), expiresAt };
};

/** Makes a fresh invitation, the one before lapses; mails it, or answers with its link. */
export const invite = async (work: Work, to: Recipient, deliver: "mail" | "link"): Promise<string | undefined> => {
  const { token, expiresAt } = await freshLink(work, to, INVITATION, INVITATION_HOLDS);
  const link = linkTo(work, "invitation", token);
  if (deliver === "link") return link;
  const lang = to.language as Lang;
  await putMail(work, to, words.invitationSubject[lang](), words.invitation[lang](to.name, link), expiresAt);
  return undefined;
};

/** Mails a link to a new password; the one before lapses. */
export const mailReset = async (work: Work, to: Recipient): Promise<void> => {
  const { token, expiresAt } = await freshLink(work, to, RESET, RESET_HOLDS);
  const lang = to.language as Lang;
  await putMail(work, to, words.resetSubject[lang](), words.reset[lang](to.name, linkTo(work, "new-password", token)), expiresAt);
};

/** Tells the owner of an account that something about it changed; nothing happens where no mail is set up. */
export const putNotice = async (work: Work, to: Recipient, what: "passwordChanged" | "passkeyAdded" | "totpOff"): Promise<void> => {
  if (!work.services.mail.ready) return;
  const lang = to.language as Lang;
  const until = work.now.add({ hours: 72 }).toString();
  await putMail(work, to, words.noticeSubject[lang](), words[what][lang](to.name), until);
};
