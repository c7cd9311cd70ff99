import { ImapFlow } from "imapflow";
import type { Clock } from "#kernel/clock/clock.ts";
import type { Engine } from "#kernel/jobs/runner.ts";
import type { Logger } from "#kernel/log/log.ts";
import { MOST_MAIL_BYTES } from "./read.ts";
import type { takeMail } from "./intake.ts";

const EVERY = { seconds: 60 };
const MOST_AT_ONCE = 50;

/** Where a mailbox is fetched from. */
export type Mailbox = {
  host: string;
  port: number;
  security: "tls" | "starttls" | "plain";
  user: string;
  password: string;
  folder: string;
  trust?: string;
};

/** Fetches what is unread and marks it read once it is safely stored; returns how many. A mail that came twice is one message. */
export const fetchMailbox = async (mailbox: Mailbox, take: ReturnType<typeof takeMail>, log: Logger): Promise<number> => {
  const client = new ImapFlow({
    host: mailbox.host,
    port: mailbox.port,
    secure: mailbox.security === "tls",
    doSTARTTLS: mailbox.security === "starttls",
    auth: { user: mailbox.user, pass: mailbox.password },
    ...(mailbox.trust ? { tls: { ca: mailbox.trust } } : {}),
    logger: false,
    disableAutoIdle: true,
    socketTimeout: 60_000,
  });
  client.on("error", (error: Error) => log.warn({ error: error.message }, "the mailbox broke off"));
  await client.connect();
  let taken = 0;
  try {
    const lock = await client.getMailboxLock(mailbox.folder);
    try {
      const unread = (await client.search({ seen: false }, { uid: true })) || [];
      for (const uid of unread.slice(0, MOST_AT_ONCE)) {
        const found = await client.fetchOne(String(uid), { source: { maxLength: MOST_MAIL_BYTES }, envelope: true }, { uid: true });
        if (found && found.source) {
          await take(found.source, { from: found.envelope?.from?.[0]?.address ?? "unknown@mailbox", to: [] });
          taken++;
        }
        await client.messageFlagsAdd(String(uid), ["\\Seen"], { uid: true });
      }
    } finally {
      lock.release();
    }
  } finally {
    await client.logout().catch(() => client.close());
  }
  return taken;
};

/** Looks into the mailbox every minute, as long as one is set. */
export const mailboxEngine = (parts: {
  mailbox: () => Mailbox | undefined;
  clock: Clock;
  log: Logger;
  take: ReturnType<typeof takeMail>;
}): Engine => {
  let next: Temporal.Instant | undefined;
  return {
    name: "mailbox",
    async runDue() {
      const mailbox = parts.mailbox();
      const now = parts.clock.now();
      if (!mailbox || (next && Temporal.Instant.compare(now, next) < 0)) return 0;
      next = now.add(EVERY);
      try {
        return await fetchMailbox(mailbox, parts.take, parts.log);
      } catch (error) {
        parts.log.warn({ error: String(error) }, "the mailbox could not be read; trying again in a minute");
        return 0;
      }
    },
    nextDue: async () => (parts.mailbox() ? next : undefined),
  };
};
