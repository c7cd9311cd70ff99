import { createConnection } from "node:net";
import type { Text } from "#kernel/i18n/text.ts";
import { mailboxTrouble, openMailbox, type Mailbox } from "./imap.ts";
import { MAILBOX_WORDS } from "./words.ts";

const LONGEST_MS = 20_000;
const LONGEST_GREETING_MS = 2_000;

/** Opens the mailbox that is fetched, changes nothing in it, and says in plain words what it found. */
export const checkMailbox = async (mailbox: Mailbox): Promise<{ works: boolean; text: Text }> => {
  try {
    const client = await openMailbox(mailbox, AbortSignal.timeout(LONGEST_MS));
    try {
      await client.mailboxOpen(mailbox.folder, { readOnly: true });
    } finally {
      await client.logout().catch(() => client.close());
    }
    return { works: true, text: { id: MAILBOX_WORDS.works.id(mailbox.host), en: MAILBOX_WORDS.works.en(mailbox.host) } };
  } catch (error) {
    return { works: false, text: mailboxTrouble(mailbox, error) };
  }
};

/** Who listens at the mail door's port: Kerani, some other program, or nobody. */
export const whoListens = (host: string, port: number): Promise<"kerani" | "other" | "nobody"> =>
  new Promise((resolve) => {
    const socket = createConnection({ host, port });
    socket.setTimeout(LONGEST_GREETING_MS, () => done("other"));
    const done = (who: "kerani" | "other" | "nobody") => {
      socket.destroy();
      resolve(who);
    };
    socket.once("error", () => done("nobody"));
    socket.once("close", () => done("other"));
    socket.once("data", (greeting) => done(/^220 .*Kerani/.test(greeting.toString("latin1")) ? "kerani" : "other"));
  });
