import type { ImapFlow } from "imapflow";
import tls from "node:tls";
import type { Text } from "#kernel/i18n/text.ts";
import { isThisMachine, plainMailOnlyHere } from "#kernel/mail/outgoing-settings.ts";
import type { Intake } from "./intake.ts";
import { MOST_MAIL_BYTES } from "./read.ts";
import { MAILBOX_WORDS } from "./words.ts";

const BATCH = 50;
const MOST_TRIES = 20;
const MOST_AGAIN = 100;
const LONGEST_CONNECT_MS = 15_000;
const LONGEST_SILENCE_MS = 45_000;

/** Where a mailbox is fetched from. */
export type Mailbox = {
  host: string;
  port: number;
  security: "tls" | "starttls" | "plain";
  user: string;
  password: string;
  folder: string;
  trust?: string | undefined;
};

/**
 * How far a mailbox was taken. What lay there before the first look is taken only where nobody had read it; what came later is
 * taken whoever else reads the mailbox. `again` holds the mails that could not be taken yet.
 */
export type Mark = { uidValidity: string; last: number; unreadUpTo: number; again: { uid: number; tries: number }[] };

/** What a look into the mailbox brought; `lost` are the mails that were given up and flagged. */
export type Fetched = { mark: Mark; taken: number; more: boolean; lost: { subject: string; from: string }[] };

/** Opens a connection, signed in. A mailbox in the clear is only opened on this very machine. */
export const openMailbox = async (mailbox: Mailbox, signal: AbortSignal): Promise<ImapFlow> => {
  if (mailbox.security === "plain" && !isThisMachine(mailbox.host)) throw plainMailOnlyHere();
  const { ImapFlow: Client } = await import("imapflow");
  const client = new Client({
    host: mailbox.host,
    port: mailbox.port,
    secure: mailbox.security === "tls",
    doSTARTTLS: mailbox.security === "starttls",
    auth: { user: mailbox.user, pass: mailbox.password },
    tls: { minVersion: "TLSv1.2", ...(mailbox.trust ? { ca: [...tls.getCACertificates("default"), mailbox.trust] } : {}) },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: LONGEST_CONNECT_MS,
    greetingTimeout: LONGEST_CONNECT_MS,
    socketTimeout: LONGEST_SILENCE_MS,
    maxLiteralSize: MOST_MAIL_BYTES + 65_536,
  });
  // What breaks shows in the call under way; without a listener Node would stop the process.
  client.on("error", () => {});
  const stop = () => client.close();
  signal.addEventListener("abort", stop, { once: true });
  client.on("close", () => signal.removeEventListener("abort", stop));
  signal.throwIfAborted();
  await client.connect();
  return client;
};

const waiting = async (client: ImapFlow, mark: Mark): Promise<number[]> => {
  const { last, unreadUpTo } = mark;
  const range = (from: number, to: string) => ({ uid: `${from}:${to}` });
  const old = last < unreadUpTo ? await client.search({ seen: false, ...range(last + 1, String(unreadUpTo)) }, { uid: true }) : [];
  const from = Math.max(last, unreadUpTo);
  // "n:*" names the newest mail even when it is older than n.
  const fresh = ((await client.search(range(from + 1, "*"), { uid: true })) || []).filter((uid) => uid > from);
  return [...(old || []), ...fresh].toSorted((a, b) => a - b);
};

type Look = { client: ImapFlow; take: Intake; alive: () => Promise<void>; report: (error: unknown, uid: number) => void };

/** Takes one mail and marks it read; false when it could not be taken although everything else works. */
const takeOne = async ({ client, take, alive, report }: Look, uid: number): Promise<boolean> => {
  const found = await client.fetchOne(String(uid), { source: { maxLength: MOST_MAIL_BYTES }, size: true, envelope: true }, { uid: true });
  if (!found || !found.source) return true;
  try {
    const from = found.envelope?.from?.[0]?.address || "unknown@mailbox";
    await take(found.source, { from, to: [], cut: (found.size ?? 0) > MOST_MAIL_BYTES });
  } catch (error) {
    await alive();
    report(error, uid);
    return false;
  }
  await client.messageFlagsAdd(String(uid), ["\\Seen"], { uid: true });
  return true;
};

const giveUp = async (client: ImapFlow, uid: number): Promise<{ subject: string; from: string }> => {
  await client.messageFlagsAdd(String(uid), ["\\Flagged"], { uid: true });
  const found = await client.fetchOne(String(uid), { envelope: true }, { uid: true });
  const envelope = found ? found.envelope : undefined;
  return { subject: (envelope?.subject ?? "?").slice(0, 200), from: (envelope?.from?.[0]?.address ?? "?").slice(0, 200) };
};

/** Takes a batch of what waits in the mailbox, oldest first. A kill in between takes a mail again, and the intake knows it by its id. */
export const fetchBatch = async (
  mailbox: Mailbox,
  before: Mark | null,
  look: Omit<Look, "client">,
  signal: AbortSignal,
): Promise<Fetched> => {
  const client = await openMailbox(mailbox, signal);
  try {
    const lock = await client.getMailboxLock(mailbox.folder);
    try {
      const open = client.mailbox;
      if (!open) throw new Error("no folder is open");
      const newest = open.uidNext - 1;
      const uidValidity = String(open.uidValidity);
      const mark = before?.uidValidity === uidValidity ? before : { uidValidity, last: 0, unreadUpTo: newest, again: [] };
      const all = await waiting(client, mark);
      const batch = all.slice(0, BATCH);
      const again: Mark["again"] = [];
      const lost: Fetched["lost"] = [];
      let taken = 0;
      for (const { uid, tries } of [...mark.again, ...batch.map((uid) => ({ uid, tries: 0 }))]) {
        if (await takeOne({ client, ...look }, uid)) taken++;
        else if (tries + 1 < MOST_TRIES && again.length < MOST_AGAIN) again.push({ uid, tries: tries + 1 });
        else lost.push(await giveUp(client, uid));
      }
      const more = all.length > batch.length;
      const last = more ? (batch.at(-1) ?? mark.last) : Math.max(mark.last, newest, ...batch);
      return { mark: { ...mark, last, again }, taken, more, lost };
    } finally {
      lock.release();
    }
  } finally {
    await client.logout().catch(() => client.close());
  }
};

const UNREACHABLE =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|CONNECT_TIMEOUT|GREETING_TIMEOUT|EConnectionClosed|ClosedAfterConnect\w*)$/;

/** What stands between Kerani and a mailbox, in plain words without secrets. */
export const mailboxTrouble = ({ host, port, folder }: Mailbox, error: unknown): Text => {
  const { code = "", authenticationFailed, mailboxMissing, tlsFailed, text } = error as Record<string, unknown> & { text?: Text };
  const words = MAILBOX_WORDS;
  if (text) return text;
  const said = (one: { id: (host: string) => string; en: (host: string) => string }): Text => ({ id: one.id(host), en: one.en(host) });
  if (authenticationFailed) return said(words.signIn);
  if (mailboxMissing) return { id: words.folder.id(folder), en: words.folder.en(folder) };
  if (/CERT|SELF_SIGNED|UNABLE_TO|HOSTNAME/.test(String(code))) return said(words.certificate);
  if (tlsFailed || /^(ERR_SSL|EPROTO)/.test(String(code))) return said(words.encryption);
  if (UNREACHABLE.test(String(code))) return { id: words.unreachable.id(host, port), en: words.unreachable.en(host, port) };
  return said(words.other);
};
