import type { Door } from "#kernel/actor/actor.ts";
import { raise, rankOf, settleSubject, type Urgency } from "#kernel/attention/attention.ts";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { held } from "../asker.ts";
import type { messagesContract } from "../contract.ts";
import { tooLateToRetract } from "../errors.ts";
import { present } from "../present.ts";
import { RETRACT_SECONDS, titleOf } from "../rules.ts";
import { insertMessage, updateMessage, type MessageRow } from "../store.ts";
import { sender, whom, type Recipient, type Sender } from "../whom.ts";

type Handle = Handlers<typeof messagesContract>;

const CHANNEL_OF: Partial<Record<Door, string>> = {
  web: "web",
  rest: "program",
  mcp: "program",
  cli: "program",
  mail: "mail",
  phone: "phone",
};

/** What a message is made of, wherever it came from. */
export type NewMessage = {
  recipient: Recipient;
  from: Sender & { organisation?: string | null };
  subject?: string | null;
  body: string;
  urgency: Urgency;
  channel?: string | undefined;
  callBackAt?: string | null;
  followUpOn?: string | null;
  confidentialFrom?: number | null;
  parentId?: string;
  mailId?: string | null;
};

/** Stores a message and puts it before whoever it is for. */
export const writeMessage = async (work: Work, wish: NewMessage): Promise<MessageRow> => {
  const { owner } = wish.recipient;
  const values = {
    id: newId(),
    takenAt: work.at,
    takenBy: work.actor.id,
    takenByName: work.actor.name,
    door: work.actor.door,
    channel: wish.channel ?? CHANNEL_OF[work.actor.door] ?? "other",
    fromPersonId: wish.from.personId,
    fromName: wish.from.name,
    fromPhone: wish.from.phone,
    fromEmail: wish.from.email,
    fromOrganisation: wish.from.organisation ?? null,
    forKind: owner.kind,
    forId: owner.kind === "desk" ? null : owner.id,
    forName: wish.recipient.name,
    subject: wish.subject ?? null,
    body: wish.body,
    urgency: rankOf(wish.urgency),
    callBackAt: wish.callBackAt ?? null,
    followUpOn: wish.followUpOn ?? null,
    confidentialFrom: wish.confidentialFrom ?? null,
    parentId: wish.parentId ?? null,
    mailId: wish.mailId ?? null,
  };
  work.about("message", values.id);
  const [row] = await Promise.all([
    insertMessage(work, values),
    raise(work, {
      kind: "message",
      subject: { type: "message", id: values.id },
      ...titleOf(values),
      owner,
      urgency: wish.urgency,
      confidentialFrom: values.confidentialFrom,
      dueAt: values.callBackAt,
    }),
  ]);
  await work.announce("message.taken", { id: row.id });
  return row;
};

/** Takes a message. */
export const take: Handle["message.take"] = async (work, input) => {
  const [recipient, from] = await Promise.all([whom(work, input.for), sender(work, input)]);
  return present(
    await writeMessage(work, {
      recipient,
      from: { ...from, organisation: input.fromOrganisation ?? null },
      subject: input.subject ?? null,
      body: input.body,
      urgency: input.urgency,
      channel: input.channel,
      callBackAt: input.callBackAt ?? null,
      followUpOn: input.followUpOn ?? null,
      confidentialFrom: input.confidentialFrom ?? null,
    }),
  );
};

/** The instant until which a message can still be taken back. */
export const retractUntil = (row: MessageRow): Temporal.Instant => Temporal.Instant.from(row.takenAt).add({ seconds: RETRACT_SECONDS });

/** Takes a message back: by the one who took it, within a minute, unless somebody read it. */
export const retract: Handle["message.retract"] = async (work, { id }) => {
  const { row } = await held(work, id);
  const late = Temporal.Instant.compare(work.now, retractUntil(row)) > 0;
  if (row.takenBy !== work.actor.id || late || row.readAt) throw tooLateToRetract();
  const gone = await updateMessage(work, id, { state: "retracted", retractedAt: work.at });
  await settleSubject(work, { type: "message", id }, "retracted");
  return present(gone);
};
