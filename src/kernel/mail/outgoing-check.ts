import { createTransport } from "nodemailer";
import type { Clock } from "#kernel/clock/clock.ts";
import { Refusal } from "#kernel/errors/refusal.ts";
import type { Lang, Text } from "#kernel/i18n/text.ts";
import { openMailer } from "./outgoing.ts";
import { MailFailure, type MailFault, mailFailureOf } from "./outgoing-failure.ts";
import { checkMailSettings, type MailAddress, type MailSettings, transportOptions } from "./outgoing-settings.ts";
import { MAIL_CHECK_WORDS } from "./outgoing-words.ts";

/** What a test of mail settings found, in plain words. */
export type MailCheck = { readonly works: boolean; readonly fault?: MailFault | "settings"; readonly text: Text };

/**
 * Tries mail settings on the spot: finds the server, encrypts, signs in and, when `testTo` is given, sends a short mail there
 * (only so does a server say whether it takes the sender's address). Never throws for something wrong with the settings.
 */
export const verifyMailSettings = async (
  settings: MailSettings,
  clock: Clock,
  test: { to?: MailAddress; lang?: Lang; signal?: AbortSignal } = {},
): Promise<MailCheck> => {
  try {
    checkMailSettings(settings);
    await signIn(settings, test.signal);
    if (!test.to) return { works: true, text: MAIL_CHECK_WORDS.connected };
    await sendTest(settings, clock, test.to, test.lang ?? "id", test.signal);
    return { works: true, text: MAIL_CHECK_WORDS.sent };
  } catch (error) {
    if (error instanceof Refusal) return { works: false, fault: "settings", text: error.text };
    if (error instanceof MailFailure) return { works: false, fault: error.fault, text: error.text };
    throw error;
  }
};

const signIn = async (settings: MailSettings, stop?: AbortSignal): Promise<void> => {
  const transport = createTransport(transportOptions(settings));
  const limit = AbortSignal.timeout(settings.timeoutMs ?? 30_000);
  const ended = Promise.withResolvers<never>();
  const end = (fault: "timeout" | "stopped") => () => ended.reject(new MailFailure(fault, { retry: true }));
  if (stop?.aborted) end("stopped")();
  limit.addEventListener("abort", end("timeout"), { once: true });
  stop?.addEventListener("abort", end("stopped"), { once: true });
  try {
    await Promise.race([transport.verify(), ended.promise]);
  } catch (error) {
    throw error instanceof MailFailure ? error : mailFailureOf(error);
  } finally {
    transport.close({ force: true });
  }
};

const sendTest = async (settings: MailSettings, clock: Clock, to: MailAddress, lang: Lang, signal?: AbortSignal): Promise<void> => {
  const mailer = openMailer(settings, clock);
  try {
    const { subject, body } = MAIL_CHECK_WORDS;
    await mailer.send({ to: [to], subject: subject[lang], text: `${body[lang]}\n`, automatic: "auto-generated" }, signal);
  } finally {
    mailer.close();
  }
};
