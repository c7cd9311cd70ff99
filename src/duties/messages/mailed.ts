import { raise } from "#kernel/attention/attention.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { behind, findByAddress, personFacts } from "#duties/people/index.ts";
import { titleOf } from "./rules.ts";
import { findByMailIds, findMessage, updateMessage } from "./store.ts";
import { writeAttachment, writeNote } from "./use-cases/follow.ts";
import { writeMessage } from "./use-cases/take.ts";
import { whom } from "./whom.ts";

/** A mail that came in, read and made harmless by the mail door. */
export type MailedMessage = {
  /** Without angle brackets; unique per mail. */
  mailId: string;
  /** In-Reply-To and References, nearest first. */
  answers: readonly string[];
  fromName: string;
  fromAddress: string;
  /** The address that it was sent to, the part before any `+`, and what followed the `+`. */
  to: readonly { address: string; local: string; detail: string | null }[];
  subject: string | null;
  text: string;
  urgent: boolean;
  attachments: readonly { name: string; mediaType: string; bytes: Uint8Array }[];
};

/** What became of it. */
export type MailedOutcome = { kind: "new" | "answer" | "seen-before"; messageId: string };

const recipientFor = async (work: Work, mail: MailedMessage) => {
  for (const { address } of mail.to) {
    const personId = await findByAddress(work, { email: address });
    const facts = personId ? (await personFacts(work, [personId])).get(personId) : undefined;
    if (facts?.kind === "staff" && !facts.archived) return { owner: { kind: "person" as const, id: facts.id }, name: facts.name };
  }
  for (const { local, detail } of mail.to) {
    const named = await whom(work, (detail ?? local).replaceAll(/[._-]+/g, " ")).catch(() => undefined);
    if (named) return named;
  }
  return whom(work, "desk");
};

/**
 * Takes a mail to the desk: an answer joins the message that it answers and opens it again; anything else becomes a
 * message for the colleague whom it names, or for the desk. The same mail twice is one message.
 */
export const takeMailedMessage = async (work: Work, mail: MailedMessage): Promise<MailedOutcome> => {
  const before = await findByMailIds(work, [mail.mailId]);
  if (before) return { kind: "seen-before", messageId: before };
  const thread = await findByMailIds(work, mail.answers);
  const messageId = thread ? await takeAnswer(work, thread, mail) : await takeNew(work, mail);
  for (const { name, mediaType, bytes } of mail.attachments)
    await writeAttachment(work, messageId, { name, mediaType, bytes, byName: mail.fromName });
  return { kind: thread ? "answer" : "new", messageId };
};

const takeNew = async (work: Work, mail: MailedMessage): Promise<string> => {
  const row = await writeMessage(work, {
    recipient: await recipientFor(work, mail),
    from: {
      personId: (await findByAddress(work, { email: mail.fromAddress })) ?? null,
      name: mail.fromName,
      phone: null,
      email: mail.fromAddress,
    },
    subject: mail.subject,
    body: mail.text,
    urgency: mail.urgent ? "soon" : "routine",
    channel: "mail",
    mailId: mail.mailId,
  });
  return row.id;
};

const takeAnswer = async (work: Work, messageId: string, mail: MailedMessage): Promise<string> => {
  const row = await findMessage(work, messageId);
  if (!row) throw new Error("a thread without its message");
  await writeNote(work, messageId, "answer", mail.text, { mailId: mail.mailId, byName: mail.fromName });
  const senders = await staffBehind(work, row);
  const fromInside = senders.has((await findByAddress(work, { email: mail.fromAddress })) ?? "");
  if (fromInside || row.state === "retracted") return messageId;
  // The outside world spoke again: somebody has to look, even if the matter was closed.
  await updateMessage(work, messageId, {
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
    subject: { type: "message", id: messageId },
    title: { id: `Jawaban: ${title.id}`, en: `Answer: ${title.en}` },
    owner: row.forId ? { kind: row.forKind as "person", id: row.forId } : { kind: "desk" },
    urgency: "soon",
    confidentialFrom: row.confidentialFrom,
  });
  return messageId;
};

const staffBehind = async (work: Work, row: { forKind: string; forId: string | null }): Promise<Set<string>> =>
  new Set(await behind(work, row.forId ? { kind: row.forKind as "person", id: row.forId } : { kind: "desk" }, work.now));
