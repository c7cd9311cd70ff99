import type { z } from "zod";
import { asMailSettings, incomingMail, outgoingMail } from "#kernel/mail/mail-room.ts";
import { verifyMailSettings, type MailCheck } from "#kernel/mail/outgoing-check.ts";
import { isThisMachine, plainMailOnlyHere } from "#kernel/mail/outgoing-settings.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { readSetting, writeSetting } from "#kernel/settings/settings.ts";
import type { companyContract } from "./contract.ts";
import { mailDoesNotWork } from "./errors.ts";

type MailInput = z.output<(typeof companyContract)["mail.set"]["input"]>;

/** Mail settings as they are stored: an empty password keeps the one before. */
export const storedMail = async (work: Work, { password, ...rest }: Omit<MailInput, "tryIt">) => {
  const before = await readSetting(work, outgoingMail);
  const lockedPassword = password ? work.services.vault.lock(password) : before?.lockedPassword;
  return { ...rest, ...(lockedPassword ? { lockedPassword } : {}) };
};

/** Keeps mail settings, tried first unless told otherwise. */
export const setMail = async (work: Work, { tryIt, ...wish }: MailInput): Promise<void> => {
  const stored = await storedMail(work, wish);
  if (tryIt) {
    const check = await checkMail(work, stored);
    if (!check.works) throw mailDoesNotWork(check.text.id, check.text.en);
  }
  await writeSetting(work, outgoingMail, stored);
};

/** Tries stored settings against the mail server; bounded in time, never throws for what is wrong with them. */
export const checkMail = (work: Work, stored: Awaited<ReturnType<typeof storedMail>>): Promise<MailCheck> =>
  verifyMailSettings(asMailSettings(stored, work.services.vault), work.services.clock);

/** What is set for incoming mail, without the password. */
export const receivingNow = async (work: Work) => {
  const { addresses, mailbox } = await readSetting(work, incomingMail);
  if (!mailbox) return { addresses, mailbox: null };
  const { host, port, security, user, folder } = mailbox;
  return { addresses, mailbox: { host, port, security, user, folder } };
};

/** Sets incoming mail; an empty password keeps the one before. */
export const setReceiving = async (work: Work, { addresses, mailbox }: z.output<(typeof companyContract)["mail.receive"]["input"]>) => {
  if (mailbox?.security === "plain" && !isThisMachine(mailbox.host)) throw plainMailOnlyHere();
  const before = (await readSetting(work, incomingMail)).mailbox;
  const kept =
    mailbox &&
    (({ password, ...rest }) => ({
      ...rest,
      lockedPassword: password ? work.services.vault.lock(password) : (before?.lockedPassword ?? work.services.vault.lock("")),
    }))(mailbox);
  await writeSetting(work, incomingMail, { addresses, mailbox: kept });
  return receivingNow(work);
};
