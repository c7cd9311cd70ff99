import { handOver, settleSubject } from "#kernel/attention/attention.ts";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { dropJob, putJob } from "#kernel/jobs/jobs.ts";
import { held } from "../asker.ts";
import type { messagesContract } from "../contract.ts";
import { alreadyThere, cannotMark, noAddressToAnswer } from "../errors.ts";
import { present, presentAttachment, presentNote } from "../present.ts";
import { furthest, isFor, type LifeState } from "../rules.ts";
import { insertAttachment, insertNote, updateMessage, type MessageRow } from "../store.ts";
import { whom } from "../whom.ts";
import { writeMessage } from "./take.ts";

type Handle = Handlers<typeof messagesContract>;

const MOST_ATTACHMENT = 10_485_760;
/** The hour, in the company's zone, at which a follow-up date comes up on the desk. */
const FOLLOW_UP_HOUR = "08:00";

/** Adds a line of history by whoever acts. */
export const writeNote = (
  work: Work,
  messageId: string,
  kind: string,
  text: string,
  more: { mailId?: string; byName?: string; into?: { type: string; id: string } } = {},
) =>
  insertNote(work, {
    id: newId(),
    messageId,
    at: work.at,
    byId: work.actor.id,
    byName: more.byName ?? work.actor.name,
    principalId: work.actor.principal?.id ?? null,
    kind,
    text,
    mailId: more.mailId ?? null,
    intoType: more.into?.type ?? null,
    intoId: more.into?.id ?? null,
  });

const advanced = (row: MessageRow, to: LifeState): string => furthest(row.state as LifeState, to);

const readFields = (work: Work, row: MessageRow) =>
  row.readAt ? {} : { readAt: work.at, readBy: work.actor.principal?.id ?? work.actor.id, readByName: work.actor.name };

/** Marks as read. Only a recipient's eyes count: a clerk who looks something up has not read it for them. */
export const read: Handle["message.read"] = async (work, { id }) => {
  const { row, asker } = await held(work, id);
  if (row.readAt || !(isFor(row, asker) || (row.forKind === "desk" && asker.desk) || (row.forId && asker.bosses.has(row.forId))))
    return present(row);
  return present(await updateMessage(work, id, { ...readFields(work, row), state: advanced(row, "read") }));
};

/** Records what was done; the item is settled, and only telling the caller is left. */
export const act: Handle["message.act"] = async (work, { id, outcome }) => {
  const { row } = await held(work, id);
  if (row.actedAt) throw alreadyThere(row.actedByName ?? "Kerani");
  const acted = await updateMessage(work, id, {
    ...readFields(work, row),
    actedAt: work.at,
    actedBy: work.actor.id,
    actedByName: work.actor.name,
    outcome,
    state: advanced(row, "acted"),
  });
  await settleSubject(work, { type: "message", id }, "acted");
  return present(acted);
};

/** Records that the caller was told: the end of a message's life. */
export const tell: Handle["message.tell"] = async (work, { id, how }) => {
  const { row } = await held(work, id);
  if (row.toldAt) throw alreadyThere(row.toldByName ?? "Kerani");
  if (how) await writeNote(work, id, "note", how);
  const told = await updateMessage(work, id, {
    ...readFields(work, row),
    toldAt: work.at,
    toldBy: work.actor.id,
    toldByName: work.actor.name,
    state: "told",
  });
  await settleSubject(work, { type: "message", id }, "told");
  await dropJob(work, "message.follow-up", id);
  return present(told);
};

/** Answers by mail: the mail goes out from a job, so that a mail server that is down loses nothing. */
export const reply: Handle["message.reply"] = async (work, { id, text }) => {
  const { row } = await held(work, id);
  if (!row.fromEmail) throw noAddressToAnswer();
  const note = await writeNote(work, id, "reply", text);
  await putJob(work, { kind: "message.send-reply", key: note.id, dueAt: work.at, payload: { messageId: id, noteId: note.id } });
  const fields = {
    ...readFields(work, row),
    ...(row.actedAt ? {} : { actedAt: work.at, actedBy: work.actor.id, actedByName: work.actor.name }),
  };
  const answered = await updateMessage(work, id, {
    ...fields,
    toldAt: work.at,
    toldBy: work.actor.id,
    toldByName: work.actor.name,
    state: "told",
  });
  await settleSubject(work, { type: "message", id }, "told");
  return present(answered);
};

/** A copy for somebody else, linked to this one, with a life of its own. */
export const forward: Handle["message.forward"] = async (work, { id, to, note }) => {
  const { row } = await held(work, id);
  const recipient = await whom(work, to);
  const copy = await writeMessage(work, {
    recipient,
    from: {
      personId: row.fromPersonId,
      name: row.fromName,
      phone: row.fromPhone,
      email: row.fromEmail,
      organisation: row.fromOrganisation,
    },
    subject: row.subject,
    body: row.body,
    urgency: present(row).urgency,
    channel: row.channel,
    callBackAt: row.callBackAt,
    confidentialFrom: row.confidentialFrom,
    parentId: id,
  });
  await writeNote(work, id, "forward", note ? `${recipient.name}: ${note}` : recipient.name);
  if (note) await writeNote(work, copy.id, "note", note);
  return present(copy);
};

/** Hands the message to the right person; the climb begins anew with them. */
export const reassign: Handle["message.reassign"] = async (work, { id, to, note }) => {
  const { row } = await held(work, id);
  const { owner, name } = await whom(work, to);
  await writeNote(work, id, "reassign", [`${row.forName} → ${name}`, note].filter(Boolean).join(": "));
  const forId = owner.kind === "desk" ? null : owner.id;
  const moved = await updateMessage(work, id, {
    forKind: owner.kind,
    forId,
    forName: name,
    state: row.actedAt ? row.state : "taken",
    deliveredAt: null,
    deliveredBy: null,
    readAt: null,
    readBy: null,
    readByName: null,
  });
  await handOver(work, { type: "message", id }, owner);
  return present(moved);
};

/** Adds a note. */
export const note: Handle["message.note"] = async (work, { id, text }) => {
  await held(work, id);
  return presentNote(await writeNote(work, id, "note", text));
};

/** Notes what the message became; the record itself is its own duty's, which says who may see it. */
export const turn: Handle["message.turn"] = async (work, { id, type, into }) => {
  await held(work, id);
  return presentNote(await writeNote(work, id, "turned", "", { into: { type, id: into } }));
};

/** Sets the day on which the message comes up again. */
export const followUp: Handle["message.follow-up"] = async (work, { id, on }) => {
  const { row } = await held(work, id);
  if (on) {
    const due = Temporal.PlainDate.from(on).toZonedDateTime({ timeZone: work.actor.timeZone, plainTime: FOLLOW_UP_HOUR }).toInstant();
    await putJob(work, {
      kind: "message.follow-up",
      key: id,
      dueAt: (Temporal.Instant.compare(due, work.now) < 0 ? work.now : due).toString(),
      payload: { messageId: id },
    });
  } else await dropJob(work, "message.follow-up", id);
  await writeNote(work, id, "follow-up", on ?? "-");
  return present(await updateMessage(work, row.id, { followUpOn: on }));
};

/** Changes who may see it; nobody can mark above their own grade and so lock themselves out, unless it is for them. */
export const mark: Handle["message.mark"] = async (work, { id, confidentialFrom }) => {
  const { row, asker } = await held(work, id);
  const allowed =
    isFor(row, asker) || row.takenBy === asker.id || asker.grade >= Math.max(confidentialFrom ?? 0, row.confidentialFrom ?? 0);
  if (!allowed) throw cannotMark();
  await writeNote(work, id, "confidential", confidentialFrom === null ? "-" : String(confidentialFrom));
  return present(await updateMessage(work, id, { confidentialFrom }));
};

/** Attaches a file; it is kept byte for byte and only ever given out as a download. */
export const attach: Handle["message.attach"] = async (work, { id, name, content }) => {
  await held(work, id);
  return presentAttachment(
    await writeAttachment(work, id, {
      name,
      mediaType: "application/octet-stream",
      bytes: Buffer.from(content, "base64"),
      byName: work.actor.name,
    }),
  );
};

/** Stores a file's bytes and its record. */
export const writeAttachment = async (
  work: Work,
  messageId: string,
  file: { name: string; mediaType: string; bytes: Uint8Array; byName: string },
) => {
  const { sha256, size } = await work.services.files.put(file.bytes, MOST_ATTACHMENT);
  const { name, mediaType, byName } = file;
  return insertAttachment(work, { id: newId(), messageId, name, mediaType, size, sha256, at: work.at, byName });
};
