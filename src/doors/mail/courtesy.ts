import { createHash } from "node:crypto";
import type { Lang, Text } from "#kernel/i18n/text.ts";
import { replyAddress } from "#kernel/mail/reply-address.ts";
import type { Services } from "#kernel/pipeline/work.ts";
import { throttle } from "#duties/access/index.ts";
import type { WholeDatabase } from "#kernel/db/handle.ts";
import type { ReadMail } from "./read.ts";
import { TOLD_WORDS } from "./words.ts";

const MOST_AN_HOUR = 10;
const PLAIN_ID = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.[\]:-]+$/;

/** Tells a known writer in plain words why their answer was not carried out; `close` waits for what is under way. */
export type Courtesy = {
  tell(read: ReadMail, to: { address: string; name: string; language: Lang }, why: Text, stepId: string | undefined): void;
  close(): Promise<void>;
};

/**
 * Opens the courtesy. What it sends is marked as automatic, returns to nobody, and is limited per address, so that two machines
 * never talk to one another for ever. It is sent beside the mail's own transaction: a mail server that is down delays nothing.
 */
export const openCourtesy = ({ db, services }: { db: WholeDatabase; services: Services }): Courtesy => {
  const { mail, settings, vault, clock, log } = services;
  const under = new Set<Promise<void>>();
  const send: (...told: Parameters<Courtesy["tell"]>) => Promise<void> = async (read, to, why, stepId) => {
    const from = mail.from();
    if (!from) return;
    await throttle({ tx: db, now: clock.now() }, `mail-told:${to.address}`, MOST_AN_HOUR, 3600);
    const { language } = to;
    const back = stepId ? replyAddress(settings, vault, stepId) : undefined;
    const { mailId, subject } = read.mail;
    // The same mail taken twice is answered with the same id, so that the second copy can be dropped.
    const own = createHash("sha256").update(mailId).digest("hex").slice(0, 32);
    await mail.send({
      to: [{ address: to.address, name: to.name }],
      ...(back ? { replyTo: { address: back } } : {}),
      subject: `Re: ${(subject ?? "Kerani").replace(/^((re|bls|balas)\s*:\s*)+/i, "")}`,
      text: [TOLD_WORDS.greeting[language], why[language], TOLD_WORDS.open[language](services.url())].join("\n\n"),
      messageId: `kerani.told.${own}@${from.slice(from.lastIndexOf("@") + 1)}`,
      ...(PLAIN_ID.test(mailId) ? { inReplyTo: mailId, references: [mailId] } : {}),
      automatic: "auto-replied",
      bounceTo: "",
    });
  };
  return {
    tell(...told) {
      const one = send(...told).catch((error: unknown) => log.warn({ error: String(error) }, "a writer could not be told"));
      under.add(one);
      void one.finally(() => under.delete(one));
    },
    close: async () => void (await Promise.all(under)),
  };
};
