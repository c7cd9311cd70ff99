import { Refusal } from "#kernel/errors/refusal.ts";
import type { Mailer, OutgoingMail } from "#kernel/mail/outgoing.ts";
import { MailFailure } from "#kernel/mail/outgoing-failure.ts";
import { type MailAddress, mailDomainOf } from "#kernel/mail/outgoing-settings.ts";
import { type Channel, ChannelFailure, type ChannelFault, type Parcel } from "../channel.ts";
import { failure, proof } from "../failures.ts";
import { htmlOf, messageIdOf, plainTextOf, subjectOf, threadIdOf } from "./content.ts";

/** What the e-mail channel needs: the way to the mail server, and the sender when it is not the mailer's own. */
export type EmailSettings = { readonly mailer: Mailer; readonly from?: MailAddress };

const mailOf = (parcel: Parcel, to: MailAddress, from: MailAddress): OutgoingMail => {
  const domain = mailDomainOf(from);
  const thread = threadIdOf(parcel.reference, domain);
  return {
    to: [to],
    from,
    ...(parcel.replyTo ? { replyTo: { ...(from.name ? { name: from.name } : {}), address: parcel.replyTo } } : {}),
    subject: subjectOf(parcel),
    text: plainTextOf(parcel),
    html: htmlOf(parcel),
    messageId: messageIdOf(parcel.key, domain),
    inReplyTo: thread,
    references: [thread],
    automatic: "auto-generated",
    important: parcel.urgency === "urgent" || parcel.urgency === "emergency",
  };
};

const faultOf = ({ fault }: MailFailure): ChannelFault => {
  if (fault === "recipient") return "address";
  if (fault === "sign_in" || fault === "sender" || fault === "certificate") return "settings";
  if (fault === "content") return "parcel";
  return fault === "stopped" ? "stopped" : "service";
};

/** Reaches a person by e-mail; a mail server's yes proves that it took the mail, not that anybody read it. */
export const emailChannel = ({ mailer, from = mailer.from }: EmailSettings): Channel<MailAddress> => ({
  name: "email",
  async send(parcel, address, signal) {
    try {
      const sent = await mailer.send(mailOf(parcel, address, from), signal);
      return proof("email", "accepted", sent.receipt);
    } catch (error) {
      if (error instanceof Refusal) throw failure("email", "addressInvalid", "address");
      if (!(error instanceof MailFailure)) throw error;
      throw new ChannelFailure({
        channel: "email",
        fault: faultOf(error),
        reason: error.text,
        retry: error.retry,
        gone: error.mailboxGone,
      });
    }
  },
});
