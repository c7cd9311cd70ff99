import type { Text } from "#kernel/i18n/text.ts";
import { MAIL_FAULT_WORDS } from "./outgoing-words.ts";

/** What stood between a mail and the mail server. */
export type MailFault =
  | "name_unknown"
  | "unreachable"
  | "timeout"
  | "broken"
  | "tls"
  | "certificate"
  | "sign_in"
  | "sender"
  | "recipient"
  | "content"
  | "stopped"
  | "other";

/** A mail that the mail server did not take. `text` is for people and names the server's reply code, never its words or a secret. */
export class MailFailure extends Error {
  readonly fault: MailFault;
  /** False when the same mail would be refused again: a reply of the 500s, or nobody there to ask. */
  readonly retry: boolean;
  /** The three-digit reply (RFC 5321) and the enhanced code (RFC 3463) such as "550 5.1.1", when there was a reply. */
  readonly reply: string | undefined;
  /** True when the server says that this mailbox or its domain does not exist. */
  readonly mailboxGone: boolean;
  readonly text: Text;

  constructor(fault: MailFault, options: { retry: boolean; reply?: string }) {
    const words = MAIL_FAULT_WORDS[fault];
    super(`mail: ${fault}${options.reply ? ` (${options.reply})` : ""}`);
    this.name = "MailFailure";
    this.fault = fault;
    this.retry = options.retry;
    this.reply = options.reply;
    this.mailboxGone = fault === "recipient" && NO_SUCH_MAILBOX.test(options.reply ?? "");
    const ending = options.reply ? ` (${options.reply})` : "";
    this.text = { id: words.id.replace(/\.$/, `${ending}.`), en: words.en.replace(/\.$/, `${ending}.`) };
  }
}

/** RFC 3463: bad mailbox, bad domain, mailbox moved, domain takes no mail (RFC 7505), mailbox disabled. */
const NO_SUCH_MAILBOX = /^5\d\d 5\.(?:1\.(?:1|2|6|10)|2\.1)$/;
const CERTIFICATE = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT|HOSTNAME_MISMATCH)/;
const TLS = /^(ERR_SSL_|ERR_TLS_|EPROTO$)/;
const UNREACHABLE = new Set(["ECONNREFUSED", "ENETUNREACH", "EHOSTUNREACH", "EHOSTDOWN", "ENETDOWN"]);

/** The fields that the SMTP library puts on its errors. */
type SmtpError = {
  code?: string;
  originalCode?: string;
  command?: string;
  response?: string;
  responseCode?: number;
  cause?: { code?: string };
  errors?: { code?: string }[];
};

const replyOf = (response: string | undefined): string | undefined => {
  const match = /^([245]\d\d)[ -]?(?:([245]\.\d{1,3}\.\d{1,3})\b)?/.exec(response ?? "");
  return match ? [match[1], match[2]].filter(Boolean).join(" ") : undefined;
};

const faultOfReply = (error: SmtpError): MailFault => {
  const command = error.command ?? "";
  if (error.code === "EAUTH" || command.startsWith("AUTH")) return "sign_in";
  // 530 "must issue STARTTLS / authentication required" and 550 5.7.x "not your address" both concern who is sending.
  if (command === "MAIL FROM") return error.responseCode === 530 ? "sign_in" : "sender";
  if (command === "RCPT TO") return error.responseCode === 530 ? "sign_in" : "recipient";
  if (command === "STARTTLS") return "tls";
  return command === "DATA" || error.code === "EMESSAGE" ? "content" : "other";
};

const faultOfSocket = (error: SmtpError): MailFault => {
  const inner = error.originalCode ?? error.cause?.code ?? error.errors?.[0]?.code ?? "";
  if (CERTIFICATE.test(inner)) return "certificate";
  if (UNREACHABLE.has(inner)) return "unreachable";
  if (error.code === "ETLS" || TLS.test(inner)) return "tls";
  return "broken";
};

/** Names what went wrong in an error of the SMTP library. */
export const mailFailureOf = (thrown: unknown): MailFailure => {
  const error = thrown as SmtpError;
  const reply = replyOf(error.response);
  if (reply) {
    const permanent = reply.startsWith("5") && !reply.startsWith("503");
    return new MailFailure(faultOfReply(error), { retry: !permanent, reply });
  }
  if (error.code === "EDNS") return new MailFailure("name_unknown", { retry: true });
  if (error.code === "ETIMEDOUT") return new MailFailure("timeout", { retry: true });
  if (error.code === "EAUTH" || error.code === "ENOAUTH") return new MailFailure("sign_in", { retry: false });
  if (error.code === "EENVELOPE") return new MailFailure("recipient", { retry: false });
  if (error.code === "EMESSAGE" || error.code === "ESTREAM") return new MailFailure("content", { retry: false });
  const socket = error.code === "ESOCKET" || error.code === "ECONNECTION" || error.code === "ETLS" || error.code === "EPROTOCOL";
  return socket ? new MailFailure(faultOfSocket(error), { retry: true }) : new MailFailure("other", { retry: true });
};
