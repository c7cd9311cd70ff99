import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { type Kept, Ledger } from "./ledger.ts";
import { loopbackTls } from "./tls/loopback.ts";

/** A mail as the mailbox keeps it, once for each recipient; `key` is its Message-ID without brackets. */
export type MailboxMail = Kept & {
  readonly from: string;
  readonly subject: string;
  readonly parsed: ParsedMail;
  readonly raw: string;
  readonly secure: boolean;
  readonly user: string | undefined;
};

/** At which point of the dialogue a mail server says no. */
export type Refusing = {
  readonly at: "connect" | "sign-in" | "sender" | "recipient" | "content";
  readonly code: number;
  readonly text?: string;
  /** Refuses this recipient only. */
  readonly only?: string;
};

/** How the mailbox treats its next callers; a plain refusal keeps until taken back by `behaveWell`. */
export type MailboxBehaviour = Refusing | "hang-at-greeting" | "hang-at-content" | "drop-at-content" | "lose-answer";

/** What the mailbox demands of its callers. */
export type MailboxOptions = {
  readonly security?: "plain" | "starttls" | "tls";
  readonly user?: string;
  readonly password?: string;
  readonly maxBytes?: number;
};

/** A mail server with one big mailbox. */
export type SmtpMailbox = Ledger<MailboxMail> & {
  readonly host: string;
  readonly port: number;
  misbehave(behaviour: MailboxBehaviour): void;
  behaveWell(): void;
  /** How many connections were opened so far. */
  connections(): number;
  /** Resolves when a mail has come in whole, before it is answered. */
  reached(): Promise<void>;
  /** Stops listening; throws when something unexpected came or something announced did not. */
  close(): Promise<void>;
};

const smtpError = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code });

const EXACTLY_ONCE = ["from", "date", "message-id"];
const AT_MOST_ONCE = ["sender", "reply-to", "to", "cc", "bcc", "in-reply-to", "references", "subject", "auto-submitted"];

/** The rules of RFC 5322 that a mail must keep, as sentences; none when it keeps them all. */
const brokenRules = (raw: Buffer, parsed: ParsedMail): string[] => {
  const text = raw.toString("latin1");
  const wrong: string[] = [];
  if (/[^\r]\n|\r[^\n]/.test(text)) wrong.push("a line does not end in CRLF");
  if (text.split("\r\n").some((line) => line.length > 998)) wrong.push("a line is longer than 998 characters");
  const names = parsed.headerLines.map((line) => line.key);
  for (const name of [...EXACTLY_ONCE, ...AT_MOST_ONCE]) {
    const count = names.filter((one) => one === name).length;
    if (count > 1 || (count === 0 && EXACTLY_ONCE.includes(name))) wrong.push(`${count} headers ${name}`);
  }
  return wrong;
};

/** Starts a mail server on loopback that speaks real SMTP, keeps each mail once and complains about malformed ones. */
export const startSmtpMailbox = async (options: MailboxOptions = {}): Promise<SmtpMailbox> => {
  const ledger = new Ledger<MailboxMail>();
  let behaviour: MailboxBehaviour | "well" = "well";
  let connections = 0;
  const arrivals: (() => void)[] = [];
  const security = options.security ?? "plain";

  const refusing = (at: Refusing["at"]): Error | undefined =>
    typeof behaviour === "object" && behaviour.at === at ? smtpError(behaviour.code, behaviour.text ?? "not now") : undefined;

  const keep = async (raw: Buffer, session: SMTPServerSession): Promise<void> => {
    const parsed = await simpleParser(raw);
    const key = (parsed.messageId ?? "").replace(/^<|>$/g, "");
    for (const rule of brokenRules(raw, parsed)) ledger.fault(`mail ${key}: ${rule}`);
    const sender = session.envelope.mailFrom;
    for (const { address: to } of session.envelope.rcptTo) {
      ledger.take({
        key,
        to,
        from: sender ? sender.address : "",
        subject: parsed.subject ?? "",
        parsed,
        raw: raw.toString("utf8"),
        secure: session.secure,
        user: session.user as string | undefined,
      });
    }
  };

  const server = new SMTPServer({
    ...loopbackTls,
    secure: security === "tls",
    name: "mailbox.test",
    logger: false,
    disableReverseLookup: true,
    authOptional: options.user === undefined,
    disabledCommands: [...(security === "plain" ? ["STARTTLS"] : []), ...(options.user === undefined ? ["AUTH"] : [])],
    allowInsecureAuth: security === "plain",
    size: options.maxBytes ?? 20 * 1024 * 1024,
    closeTimeout: 100,
    onConnect(_session, done) {
      connections += 1;
      if (behaviour !== "hang-at-greeting") done(refusing("connect"));
    },
    onAuth(auth, _session, done) {
      const right = auth.username === options.user && auth.password === options.password;
      const refusal = refusing("sign-in") ?? (right ? undefined : smtpError(535, "5.7.8 user name or password wrong"));
      if (refusal) done(refusal);
      else done(null, { user: auth.username });
    },
    onMailFrom: (_address, _session, done) => done(refusing("sender")),
    onRcptTo({ address }, _session, done) {
      const spared = typeof behaviour === "object" && behaviour.only !== undefined && behaviour.only !== address;
      done(spared ? undefined : refusing("recipient"));
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        for (const arrived of arrivals.splice(0)) arrived();
        const refusal = refusing("content") ?? (stream.sizeExceeded ? smtpError(552, "5.3.4 too large") : undefined);
        if (refusal) return done(refusal);
        if (behaviour === "hang-at-content") return undefined;
        if (behaviour === "drop-at-content") return cut(session);
        const answer = () => (behaviour === "lose-answer" ? cut(session) : done(null, "2.0.0 Ok: queued as TEST1"));
        return void keep(Buffer.concat(parts), session).then(answer, (error: Error) => ledger.fault(error.message));
      });
    },
  });
  const cut = (session: SMTPServerSession): void => {
    for (const connection of server.connections) {
      // oxlint-disable-next-line no-underscore-dangle -- the library has no public way to cut a line.
      if (connection.session === session) connection._socket.destroy();
    }
  };
  // A caller that breaks off is part of what the tests do; what it did wrong shows in the ledger.
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return Object.assign(ledger, {
    host: "127.0.0.1",
    port: (server.server.address() as AddressInfo).port,
    misbehave: (to: MailboxBehaviour) => void (behaviour = to),
    behaveWell: () => void (behaviour = "well"),
    connections: () => connections,
    reached: () => new Promise<void>((resolve) => arrivals.push(resolve)),
    close: async () => {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      ledger.settle("mailbox");
    },
  });
};
