import { defineDuty } from "#kernel/catalogue/duty.ts";
import { messagesContract } from "./contract.ts";
import { comeBack, sendReply, wasAcknowledged, wasDelivered, wasLost } from "./jobs.ts";
import { act, attach, followUp, forward, mark, note, read, reassign, reply, tell, turn } from "./use-cases/follow.ts";
import { attachment, counts, list, show } from "./use-cases/look.ts";
import { retract, take } from "./use-cases/take.ts";

export { messagesContract } from "./contract.ts";
export { noteMailed, noteUndelivered, takeMailedMessage, type MailedMessage, type MailedOutcome } from "./mailed.ts";

/** A message is taken, delivered, read, acted on, and the caller told. */
export const messages = defineDuty({
  name: "messages",
  title: { id: "Pesan", en: "Messages" },
  optional: true,
  contract: messagesContract,
  handlers: {
    "message.take": take,
    "message.retract": retract,
    "message.read": read,
    "message.act": act,
    "message.tell": tell,
    "message.reply": reply,
    "message.forward": forward,
    "message.reassign": reassign,
    "message.note": note,
    "message.turn": turn,
    "message.follow-up": followUp,
    "message.mark": mark,
    "message.attach": attach,
    "message.attachment": attachment,
    "message.show": show,
    "message.list": list,
    "message.counts": counts,
  },
  covered: ["message", "message_note", "message_attachment"],
  jobs: { "message.send-reply": sendReply, "message.follow-up": comeBack },
  consumes: { "reach.delivered": wasDelivered, "reach.lost": wasLost, "attention.acknowledged": wasAcknowledged },
});
