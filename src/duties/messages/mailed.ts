import { raise } from "#kernel/attention/attention.ts";
import { Refusal } from "#kernel/errors/refusal.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { behind, findByAddress, personFacts } from "#duties/people/index.ts";
import { namedForAttention, titleOf } from "./rules.ts";
import { findByMailIds, hasMessageOf, holdMailId, lockMessage, updateMessage, type MessageRow } from "./store.ts";
import { writeAttachment, writeNote } from "./use-cases/follow.ts";
import { writeMessage } from "./use-cases/take.ts";
import { whom, type Recipient } from "./whom.ts";

/** A mail that came in, read and made harmless by the mail door. */
export type MailedMessage = {
  /** Without angle brackets; unique per mail. */
  mailId: string;
  /** In-Reply-To and References, nearest first. */
  answers: readonly string[];
  fromName: string;
  /** Empty when the mail has none that can be used. */
  fromAddress: string;
  /** The address that it was sent to, the part before any `+`, and what followed the `+`. */
  to: readonly { address: string; local: string; detail: string | null }[];
  /** `to` names everybody who gets it: the same mail again is the same delivery, whoever it was handed on to meanwhile. */
  whole: boolean;
  subject: string | null;
  text: string;
  urgent: boolean;
  attachments: readonly { name: string; mediaType: string; bytes: Uint8Array }[];
};

/** What became of it. */
export type MailedOutcome = { kind: "new" | "answer" | "seen-before"; messageId: string };

const MOST_RECIPIENTS = 20;

/** Everybody whom the addresses name, each once; else whom the letter names for its attention; else the desk. */
const recipientsFor = async (work: Work, mail: MailedMessage): Promise<Recipient[]> => {
  const found = new Map<string, Recipient>();
  for (const { address, local, detail } of mail.to) {
    const named = (await colleagueAt(work, address)) ?? (await whom(work, (detail ?? local).replaceAll(/[._-]+/g, " ")).catch(noName));
    if (named && named.owner.kind !== "desk") found.set(named.owner.id, named);
  }
  if (found.size > 0) return [...found.values()].slice(0, MOST_RECIPIENTS);
  const name = namedForAttention(mail.subject, mail.text);
  return [(name && (await whom(work, name).catch(noName))) || (await whom(work, "desk"))];
};

const noName = (error: unknown): undefined => {
  if (!(error instanceof Refusal)) throw error;
};

const colleagueAt = async (work: Work, address: string): Promise<Recipient | undefined> => {
  const personId = await findByAddress(work, { email: address });
  const facts = personId ? (await personFacts(work, [personId])).get(personId) : undefined;
  return facts?.kind === "staff" && !facts.archived ? { owner: { kind: "person", id: facts.id }, name: facts.name } : undefined;
};

const keepAttachments = async (work: Work, messageId: string, mail: MailedMessage): Promise<void> => {
  for (const { name, mediaType, bytes } of mail.attachments)
    await writeAttachment(work, messageId, { name, mediaType, bytes, byName: mail.fromName });
};

/**
 * Takes a mail to the desk: an answer joins the message that it answers and opens it again; anything else becomes a message for
 * each colleague whom its addresses name, or for the desk. The same mail twice, also at once by two processes, is taken once.
 */
export const takeMailedMessage = async (work: Work, mail: MailedMessage): Promise<MailedOutcome> => {
  await holdMailId(work, mail.mailId);
  const before = await findByMailIds(work, [mail.mailId]);
  if (before && (before.noteId || mail.whole)) return { kind: "seen-before", messageId: before.messageId };
  const thread = before ? undefined : await findByMailIds(work, mail.answers);
  if (thread) {
    await takeAnswer(work, thread.messageId, mail);
    return { kind: "answer", messageId: thread.messageId };
  }
  const taken: string[] = [];
  for (const recipient of await recipientsFor(work, mail)) {
    const { owner } = recipient;
    // A mail server may bring one mail in several goes, each for other people.
    if (await hasMessageOf(work, mail.mailId, owner.kind === "desk" ? null : owner.id)) continue;
    taken.push(await takeNew(work, recipient, mail));
  }
  const messageId = taken[0] ?? before?.messageId;
  if (!messageId) throw new Error("a mail without a message");
  return { kind: taken.length > 0 ? "new" : "seen-before", messageId };
};

/** Keeps an automatic answer with the message that it answers, without opening it again; false when it answers none. */
export const noteMailed = async (work: Work, mail: MailedMessage): Promise<boolean> => {
  await holdMailId(work, mail.mailId);
  if (await findByMailIds(work, [mail.mailId])) return true;
  const thread = await findByMailIds(work, mail.answers);
  if (!thread) return false;
  work.about("message", thread.messageId);
  await writeNote(work, thread.messageId, "note", mail.text, { mailId: mail.mailId, byName: mail.fromName });
  return true;
};

/** Our answer to a caller did not arrive: it is said in the message's history and somebody has to look. False when it was none of ours. */
export const noteUndelivered = async (work: Work, news: { mailIds: readonly string[]; said: string }): Promise<boolean> => {
  const sent = await findByMailIds(work, news.mailIds);
  const row = sent && (await lockMessage(work, sent.messageId));
  if (!sent?.noteId || !row) return false;
  work.about("message", row.id);
  await writeNote(work, row.id, "note", `Surel jawaban tidak sampai. / The answer by mail did not arrive. ${news.said}`);
  await openAgain(work, row, { id: "Jawaban tidak sampai", en: "Answer did not arrive" });
  return true;
};

const takeNew = async (work: Work, recipient: Recipient, mail: MailedMessage): Promise<string> => {
  const row = await writeMessage(work, {
    recipient,
    from: {
      personId: (mail.fromAddress && (await findByAddress(work, { email: mail.fromAddress }))) || null,
      name: mail.fromName,
      phone: null,
      email: mail.fromAddress || null,
    },
    subject: mail.subject,
    body: mail.text,
    urgency: mail.urgent ? "soon" : "routine",
    channel: "mail",
    mailId: mail.mailId,
  });
  await keepAttachments(work, row.id, mail);
  return row.id;
};

const takeAnswer = async (work: Work, messageId: string, mail: MailedMessage): Promise<void> => {
  const row = await lockMessage(work, messageId);
  if (!row) throw new Error("a thread without its message");
  work.about("message", messageId);
  await writeNote(work, messageId, "answer", mail.text, { mailId: mail.mailId, byName: mail.fromName });
  await keepAttachments(work, messageId, mail);
  const senders = await staffBehind(work, row);
  const fromInside = senders.has((mail.fromAddress && (await findByAddress(work, { email: mail.fromAddress }))) || "");
  if (!fromInside && row.state !== "retracted") await openAgain(work, row, { id: "Jawaban", en: "Answer" });
};

/** The outside world spoke again: somebody has to look, even if the matter was closed. */
const openAgain = async (work: Work, row: MessageRow, why: { id: string; en: string }): Promise<void> => {
  await updateMessage(work, row.id, {
    state: row.readAt ? "read" : "delivered",
    actedAt: null,
    actedBy: null,
    actedByName: null,
    toldAt: null,
    toldBy: null,
    toldByName: null,
  });
  const { title } = titleOf(row);
  await raise(work, {
    kind: "message",
    subject: { type: "message", id: row.id },
    title: { id: `${why.id}: ${title.id}`, en: `${why.en}: ${title.en}` },
    owner: row.forId ? { kind: row.forKind as "person", id: row.forId } : { kind: "desk" },
    urgency: "soon",
    confidentialFrom: row.confidentialFrom,
  });
};

const staffBehind = async (work: Work, row: { forKind: string; forId: string | null }): Promise<Set<string>> =>
  new Set(await behind(work, row.forId ? { kind: row.forKind as "person", id: row.forId } : { kind: "desk" }, work.now));
