import { createTransport, type SendMailOptions } from "nodemailer";
import type { Readable } from "node:stream";
import type { Clock } from "#kernel/clock/clock.ts";
import { MailFailure, mailFailureOf } from "./outgoing-failure.ts";
import {
  checkMailSettings,
  isMailAddress,
  mailAddressInvalid,
  type MailAddress,
  type MailSettings,
  transportOptions,
} from "./outgoing-settings.ts";

/** A file that travels with a mail. `contentId` makes it a picture inside the HTML text (`cid:`). */
export type MailAttachment = {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer | Readable;
  readonly contentId?: string;
};

/** A mail to send. Message ids are written without angle brackets. */
export type OutgoingMail = {
  readonly to: readonly MailAddress[];
  readonly cc?: readonly MailAddress[];
  /** Recipients that the others do not see. */
  readonly bcc?: readonly MailAddress[];
  readonly from?: MailAddress;
  /** Who really sends, when it is not the person in `from` (RFC 5322 §3.6.2). */
  readonly sender?: MailAddress;
  readonly replyTo?: MailAddress;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly messageId?: string;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  /** RFC 3834: tells other machines not to answer. */
  readonly automatic?: "auto-generated" | "auto-replied";
  readonly important?: boolean;
  readonly attachments?: readonly MailAttachment[];
  /** An invitation (RFC 6047), also attached as a file for readers that know nothing else. */
  readonly calendar?: { readonly method: "REQUEST" | "REPLY" | "CANCEL" | "PUBLISH"; readonly content: string };
  /** Where bounces return to, when not to the configured sender; empty for none (RFC 5321 §4.5.5). */
  readonly bounceTo?: string;
};

/** The mail server's word for a mail that it took. `refused` holds the recipients that it did not take. */
export type SentMail = {
  readonly messageId: string;
  /** The server's own name for the mail, or its reply. */
  readonly receipt: string;
  readonly accepted: readonly string[];
  readonly refused: readonly { readonly address: string; readonly failure: MailFailure }[];
};

/** Kerani's way to a mail server. */
export type Mailer = {
  readonly from: MailAddress;
  /** Hands one mail over; resolves when the server has taken it for at least one recipient, else throws MailFailure. */
  send(mail: OutgoingMail, signal?: AbortSignal): Promise<SentMail>;
  /** Closes every connection; a mail under way fails. */
  close(): void;
};

// Anything that could end a header or hide what follows: control characters, line separators, bidirectional overrides.
const HEADER_BREAKING = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** A text made safe for one header line, cut at 250 characters. */
export const headerText = (text: string): string =>
  [...text.replace(HEADER_BREAKING, " ").replace(/\s+/g, " ").trim()].slice(0, 250).join("");

const MESSAGE_ID = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.[\]:-]+$/;
const bracketed = (id: string): string => {
  if (!MESSAGE_ID.test(id)) throw new TypeError("not a message id");
  return `<${id}>`;
};

const written = (address: MailAddress): { name: string; address: string } => {
  if (!isMailAddress(address.address)) throw mailAddressInvalid(headerText(address.address));
  return { name: headerText(address.name ?? ""), address: address.address };
};

const attached = (file: MailAttachment) => ({
  filename: headerText(file.filename) || "file",
  contentType: headerText(file.contentType),
  content: file.content,
  ...(file.contentId ? { cid: headerText(file.contentId), contentDisposition: "inline" } : {}),
});

const composed = (mail: OutgoingMail, settings: MailSettings, now: Temporal.Instant): SendMailOptions => {
  const recipients = [...mail.to, ...(mail.cc ?? []), ...(mail.bcc ?? [])].map((to) => written(to).address);
  return {
    from: written(mail.from ?? settings.from),
    to: mail.to.map(written),
    ...(mail.cc ? { cc: mail.cc.map(written) } : {}),
    ...(mail.sender ? { sender: written(mail.sender) } : {}),
    ...(mail.replyTo ? { replyTo: written(mail.replyTo) } : {}),
    envelope: { from: mail.bounceTo ?? settings.from.address, to: recipients },
    subject: headerText(mail.subject),
    date: new Date(now.epochMilliseconds),
    text: mail.text,
    ...(mail.html === undefined ? {} : { html: mail.html }),
    ...(mail.messageId ? { messageId: bracketed(mail.messageId) } : {}),
    ...(mail.inReplyTo ? { inReplyTo: bracketed(mail.inReplyTo) } : {}),
    ...(mail.references?.length ? { references: mail.references.map(bracketed) } : {}),
    ...(mail.important ? { priority: "high" } : {}),
    ...(mail.automatic ? { headers: { "Auto-Submitted": mail.automatic } } : {}),
    ...(mail.attachments ? { attachments: mail.attachments.map(attached) } : {}),
    ...(mail.calendar ? { icalEvent: { method: mail.calendar.method, content: mail.calendar.content } } : {}),
    xMailer: false,
  };
};

/** Opens the way to a mail server; nothing is sent and no connection made until the first mail. Refuses unsafe settings. */
export const openMailer = (settings: MailSettings, clock: Clock): Mailer => {
  checkMailSettings(settings);
  const transport = createTransport(transportOptions(settings));
  const limit = settings.timeoutMs ?? 30_000;

  return {
    from: settings.from,
    async send(mail, stop) {
      const options = composed(mail, settings, clock.now());
      const timeout = AbortSignal.timeout(limit);
      const signal = stop ? AbortSignal.any([timeout, stop]) : timeout;
      try {
        const sent = await transport.sendMail({ ...options, signal });
        return {
          messageId: sent.messageId.replace(/^<|>$/g, ""),
          receipt: sent.serverMessageId ?? headerText(sent.response).slice(0, 120),
          accepted: sent.accepted,
          refused: (sent.rejectedErrors ?? []).map((error) => ({ address: error.recipient ?? "", failure: mailFailureOf(error) })),
        };
      } catch (error) {
        if (stop?.aborted) throw new MailFailure("stopped", { retry: true });
        if (timeout.aborted) throw new MailFailure("timeout", { retry: true });
        throw mailFailureOf(error);
      }
    },
    close: () => transport.close({ force: true }),
  };
};
