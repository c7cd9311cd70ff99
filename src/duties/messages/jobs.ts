import type { JobHandler } from "#kernel/catalogue/duty.ts";
import { raise } from "#kernel/attention/attention.ts";
import { MailFailure } from "#kernel/mail/outgoing-failure.ts";
import { noteUndelivered } from "./mailed.ts";
import { furthest, titleOf, type LifeState } from "./rules.ts";
import { findMessage, lockMessage, notesOf, updateMessage } from "./store.ts";

const asText = (value: unknown): string => String(value ?? "");

/** The mail id of an answer, made of the note's id so that a second sending is recognised as the first. */
export const answerMailId = (noteId: string, from: string): string => `note.${noteId}@${from.slice(from.lastIndexOf("@") + 1)}`;

/** Sends an answer to the sender; throws when the mail server cannot take it now, and is then tried again; a lasting no is said in the message. */
export const sendReply: JobHandler = async (work, { messageId, noteId }) => {
  const row = await findMessage(work, asText(messageId));
  const note = row && (await notesOf(work, row.id)).find(({ id }) => id === noteId);
  const { mail } = work.services;
  const from = mail.from();
  if (!row?.fromEmail || !note) return;
  const sent = mail.send({
    to: [{ address: row.fromEmail, name: row.fromName }],
    subject: row.subject ? `Re: ${row.subject.replace(/^(re|bls):\s*/i, "")}` : `Re: ${row.body.slice(0, 60)}`,
    text: `${note.text}\n\n${note.byName}\n\n> ${row.body.replaceAll("\n", "\n> ")}`,
    ...(from ? { messageId: answerMailId(note.id, from) } : {}),
    ...(row.mailId ? { inReplyTo: row.mailId, references: [row.mailId] } : {}),
  });
  await sent.catch(async (error: unknown) => {
    const lasting = error instanceof MailFailure && !error.retry && (error.fault === "recipient" || error.fault === "content");
    if (!lasting) throw error;
    await noteUndelivered(work, { mailIds: [answerMailId(note.id, from ?? "")], said: error.text.id });
  });
};

/** Brings a message back before its owner on the day that was set. */
export const comeBack: JobHandler = async (work, { messageId }) => {
  const row = await findMessage(work, asText(messageId));
  if (!row || row.state === "told" || row.state === "retracted") return;
  const { title, detail } = titleOf(row);
  work.about("message", row.id);
  await raise(work, {
    kind: "follow-up",
    subject: { type: "message", id: row.id },
    title: { id: `Tindak lanjut hari ini: ${title.id}`, en: `To follow up today: ${title.en}` },
    detail,
    owner: row.forId ? { kind: row.forKind as "person", id: row.forId } : { kind: "desk" },
    urgency: "soon",
    confidentialFrom: row.confidentialFrom,
  });
};

/** Evidence of a channel that the message reached its owner. */
export const wasDelivered: JobHandler = async (work, { subjectType, subjectId, personName, at }) => {
  if (subjectType !== "message") return;
  const row = await lockMessage(work, asText(subjectId));
  if (!row || row.deliveredAt || row.state === "retracted") return;
  await updateMessage(work, row.id, {
    deliveredAt: asText(at),
    deliveredBy: asText(personName) || null,
    state: furthest(row.state as LifeState, "delivered"),
  });
};

/** What was taken for delivered came back, and the owner was told by no other way. */
export const wasLost: JobHandler = async (work, { subjectType, subjectId }) => {
  if (subjectType !== "message") return;
  const row = await lockMessage(work, asText(subjectId));
  if (row?.state !== "delivered") return;
  await updateMessage(work, row.id, { deliveredAt: null, deliveredBy: null, state: "taken" });
};

/** Somebody said "I have it": they have read it. */
export const wasAcknowledged: JobHandler = async (work, { subjectType, subjectId, personId, personName, at }) => {
  if (subjectType !== "message") return;
  const row = await lockMessage(work, asText(subjectId));
  if (!row || row.readAt || row.state === "retracted") return;
  await updateMessage(work, row.id, {
    readAt: asText(at),
    readBy: personId ? asText(personId) : null,
    readByName: asText(personName) || "Kerani",
    state: furthest(row.state as LifeState, "read"),
  });
};
