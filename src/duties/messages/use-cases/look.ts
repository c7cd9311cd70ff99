import type { Handlers } from "#kernel/catalogue/duty.ts";
import { askerOf, seen } from "../asker.ts";
import type { messagesContract } from "../contract.ts";
import { messageMissing } from "../errors.ts";
import { present, presentAttachment, presentNote } from "../present.ts";
import { maySee } from "../rules.ts";
import { attachmentsOf, countMessages, findAttachment, forwardedFrom, listMessages, notesOf } from "../store.ts";
import { retractUntil } from "./take.ts";

type Handle = Handlers<typeof messagesContract>;

/** One message with its history. */
export const show: Handle["message.show"] = async (work, { id }) => {
  const { row, asker } = await seen(work, id);
  const [notes, attachments, copies] = await Promise.all([notesOf(work, id), attachmentsOf(work, id), forwardedFrom(work, id)]);
  const until = retractUntil(row);
  const mayRetract =
    row.takenBy === work.actor.id && !row.readAt && row.state !== "retracted" && Temporal.Instant.compare(work.now, until) <= 0;
  return {
    message: present(row),
    notes: notes.map(presentNote),
    attachments: attachments.map(presentAttachment),
    forwarded: copies.filter((copy) => maySee(copy, asker)).map(present),
    mayRetractUntil: mayRetract ? until.toString() : null,
  };
};

/** Messages that the asker may see, newest first. */
export const list: Handle["message.list"] = async (work, { limit, ...wish }) => {
  const rows = await listMessages(work, { ...wish, limit, asker: await askerOf(work) });
  return { messages: rows.slice(0, limit).map(present), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null };
};

/** What waits, for the rail's counts. */
export const counts: Handle["message.counts"] = async (work) => {
  const asker = await askerOf(work);
  const today = work.now.toZonedDateTimeISO(work.actor.timeZone).toPlainDate().toString();
  const [unread, mineUnread, followUp] = await Promise.all([
    countMessages(work, { asker, unread: true }),
    countMessages(work, { asker, unread: true, mine: true }),
    countMessages(work, { asker, followUpBy: today }),
  ]);
  return { unread, mineUnread, followUp };
};

/** An attachment of a message that the asker may see. */
export const attachment: Handle["message.attachment"] = async (work, { id }) => {
  const found = await findAttachment(work, id);
  if (!found) throw messageMissing();
  await seen(work, found.messageId);
  return { sha256: found.sha256, name: found.name, mediaType: found.mediaType, size: found.size };
};
