import type { ParsedMail } from "mailparser";

/**
 * What a mail is: written by a person; sent by a machine to many or of its own accord; an automatic answer; the news that a
 * mail did not arrive; or one that came round.
 */
export type MailKind = "person" | "bulk" | "auto-reply" | "bounce" | "loop";

const MOST_HOPS = 30;

const headerText = (mail: ParsedMail, name: string): string => {
  const value = mail.headers.get(name);
  return typeof value === "string" ? value.toLowerCase() : value === undefined ? "" : JSON.stringify(value).toLowerCase();
};

const isBounce = (mail: ParsedMail, envelopeFrom: string): boolean =>
  headerText(mail, "content-type").includes("multipart/report") ||
  envelopeFrom === "" ||
  headerText(mail, "return-path").trim() === "<>" ||
  mail.headers.has("x-failed-recipients") ||
  /^(mailer-daemon|postmaster)@/i.test(mail.from?.value[0]?.address ?? "");

const isAutoReply = (mail: ParsedMail): boolean =>
  /^auto-(replied|notified)/.test(headerText(mail, "auto-submitted")) ||
  mail.headers.has("x-autoreply") ||
  mail.headers.has("x-autorespond") ||
  mail.headers.has("x-autoresponder") ||
  /auto_reply|junk/.test(headerText(mail, "precedence")) ||
  /^(out of office|automatic reply|di luar kantor|balasan otomatis)\b/i.test((mail.subject ?? "").trim());

/** True when a machine sent it of its own accord (RFC 3834). */
export const isAutomatic = (mail: ParsedMail): boolean => {
  const submitted = headerText(mail, "auto-submitted");
  return submitted !== "" && !submitted.startsWith("no");
};

const isBulk = (mail: ParsedMail): boolean =>
  isAutomatic(mail) ||
  /bulk|list/.test(headerText(mail, "precedence")) ||
  mail.headers.has("list") ||
  mail.headerLines.some(({ key }) => key.startsWith("list-")) ||
  mail.headers.has("feedback-id") ||
  /^(no-?reply|do-?not-?reply|donotreply|jangan-?balas)\b/i.test(mail.from?.value[0]?.address ?? "");

/** What the headers say a mail is (RFC 3834 for automatic ones, RFC 3464 for bounces, RFC 2369 for lists, hops for loops). */
export const kindOf = (mail: ParsedMail, envelopeFrom: string): MailKind => {
  const hops = mail.headerLines.filter(({ key }) => key === "received").length;
  if (hops > MOST_HOPS) return "loop";
  if (isAutoReply(mail) && !headerText(mail, "content-type").includes("multipart/report")) return "auto-reply";
  if (isBounce(mail, envelopeFrom)) return "bounce";
  return isBulk(mail) ? "bulk" : "person";
};

/** True when the sender says that it is important; the parser gathers what the three usual headers say in one. */
export const isImportant = (mail: ParsedMail): boolean => headerText(mail, "priority") === "high";
