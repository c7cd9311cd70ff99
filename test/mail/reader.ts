import { ImapFlow } from "imapflow";
import { type ParsedMail, simpleParser } from "mailparser";
import { createTransport } from "nodemailer";
import { MAILBOX_PASSWORD, PEOPLE_DOMAIN, type Post } from "./mta.ts";

/** Somebody with a mailbox and a mail program. */
export type Correspondent = {
  address: string;
  /** The next mail that comes in, waiting for it if need be. */
  next(): Promise<ParsedMail>;
  /** Writes by way of the mail server. */
  write(mail: { to: string; subject?: string; text: string; answers?: ParsedMail; headers?: Record<string, string> }): Promise<void>;
  close(): Promise<void>;
};

/** Opens somebody's mailbox by IMAP over TLS. */
export const openCorrespondent = async (post: Post, name: string, fullName: string): Promise<Correspondent> => {
  const address = `${name}@${PEOPLE_DOMAIN}`;
  const client = new ImapFlow({
    host: "127.0.0.1",
    port: post.imapPort,
    secure: true,
    auth: { user: name, pass: MAILBOX_PASSWORD },
    tls: { ca: [post.certificate] },
    logger: false,
    disableAutoIdle: true,
  });
  await client.connect();
  await client.mailboxOpen("INBOX");
  const transport = createTransport({ host: "127.0.0.1", port: post.smtpPort, ignoreTLS: true });
  let last = 0;
  return {
    address,
    async next() {
      for (;;) {
        const arrived = new Promise((resolve) => client.once("exists", resolve));
        const [uid] = ((await client.search({ uid: `${last + 1}:*` }, { uid: true })) || []).filter((one) => one > last);
        if (uid !== undefined) {
          last = uid;
          const found = await client.fetchOne(String(uid), { source: true }, { uid: true });
          return simpleParser((found && found.source) || "");
        }
        void client.idle();
        await arrived;
      }
    },
    async write({ answers, to, subject, text, headers }) {
      const quoted = answers ? `\n\nPada Sen, 2 Mar 2026 pukul 08.00 Kerani menulis:\n${(answers.text ?? "").replaceAll(/^/gm, "> ")}` : "";
      await transport.sendMail({
        from: { name: fullName, address },
        to,
        subject: subject ?? `Re: ${answers?.subject ?? ""}`,
        text: text + quoted,
        ...(answers?.messageId ? { inReplyTo: answers.messageId, references: [answers.messageId] } : {}),
        ...(headers ? { headers } : {}),
      });
    },
    async close() {
      transport.close();
      await client.logout();
    },
  };
};
