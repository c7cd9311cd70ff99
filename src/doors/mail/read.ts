import { createHash } from "node:crypto";
import { simpleParser, type AddressObject, type ParsedMail } from "mailparser";
import type { MailedMessage } from "#duties/messages/index.ts";

/** The largest mail that is taken, in bytes. */
export const MOST_MAIL_BYTES = 26_214_400;
const MOST_HOPS = 30;
const MOST_TEXT = 20_000;
const MOST_ATTACHMENTS = 50;
const MOST_ATTACHMENT_BYTES = 10_485_760;
const MOST_REFERENCES = 50;

/** What a mail is, as far as taking messages goes. */
export type MailKind = "person" | "bounce" | "automatic" | "loop";

/** A mail read and made harmless. */
export type ReadMail = {
  kind: MailKind;
  mail: MailedMessage;
  /** Bare addresses of `From` and of the envelope's recipients. */ from: string;
};

const bare = (id: string): string => id.trim().replace(/^<|>$/g, "");
const oneLine = (text: string, most: number): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, most);

const headerText = (mail: ParsedMail, name: string): string => {
  const value = mail.headers.get(name);
  return typeof value === "string" ? value.toLowerCase() : value === undefined ? "" : JSON.stringify(value).toLowerCase();
};

/** What the headers say a mail is (RFC 3834 for automatic ones, RFC 3464 for bounces, hops for loops). */
export const kindOf = (mail: ParsedMail, envelopeFrom: string): MailKind => {
  const hops = mail.headerLines.filter(({ key }) => key === "received").length;
  if (hops > MOST_HOPS || mail.headers.has("x-kerani-loop")) return "loop";
  const report = headerText(mail, "content-type").includes("multipart/report");
  if (report || envelopeFrom === "" || /^(mailer-daemon|postmaster)@/i.test(mail.from?.value[0]?.address ?? "")) return "bounce";
  const submitted = headerText(mail, "auto-submitted");
  const automatic =
    (submitted !== "" && !submitted.startsWith("no")) ||
    mail.headers.has("x-autoreply") ||
    mail.headers.has("x-autorespond") ||
    /auto_reply|junk/.test(headerText(mail, "precedence"));
  return automatic ? "automatic" : "person";
};

/** What the writer wrote above the mail that they answer. */
export const withoutQuote = (text: string): string => {
  const rows = text.replaceAll("\r\n", "\n").split("\n");
  const starts = rows.findIndex(
    (row, index) =>
      /^\s*(On|Pada) .{4,200}(wrote|menulis):\s*$/.test(row) ||
      /^-{2,}\s*(Original Message|Pesan Asli|Forwarded message)/i.test(row) ||
      (row.startsWith(">") && rows.slice(index).every((rest) => /^(>|\s*$)/.test(rest))),
  );
  const own = (starts < 0 ? rows : rows.slice(0, starts)).join("\n").trim();
  return own === "" ? text.trim() : own;
};

const addressesOf = (found: AddressObject | AddressObject[] | undefined): string[] =>
  (Array.isArray(found) ? found : found ? [found] : []).flatMap(({ value }) =>
    value.flatMap(({ address }) => (address ? [address.toLowerCase()] : [])),
  );

const destination = (address: string) => {
  const local = address.slice(0, address.lastIndexOf("@"));
  const [name = "", ...detail] = local.split("+");
  return { address, local: name, detail: detail.length > 0 ? detail.join("+") : null };
};

/** Reads a raw mail. HTML is never kept as HTML; broken mail gives what can be read of it. The text that answers is told apart from the quote. */
export const readMail = async (raw: Buffer, envelope: { from: string; to: readonly string[] }): Promise<ReadMail> => {
  const mail = await simpleParser(raw, { skipImageLinks: true, skipTextLinks: true, maxHtmlLengthToParse: 2_000_000 });
  const from = (mail.from?.value[0]?.address ?? envelope.from).toLowerCase();
  const to = [...new Set([...envelope.to.map((address) => address.toLowerCase()), ...addressesOf(mail.to), ...addressesOf(mail.cc)])].slice(
    0,
    100,
  );
  const references = [
    mail.inReplyTo ?? "",
    ...(Array.isArray(mail.references) ? mail.references : mail.references ? mail.references.split(/\s+/) : []).toReversed(),
  ];
  const answers = [...new Set(references.map(bare).filter(Boolean))].slice(0, MOST_REFERENCES);
  const whole = (mail.text ?? "").replaceAll("\0", "").trim();
  const text =
    (answers.length > 0 ? withoutQuote(whole) : whole).slice(0, MOST_TEXT) || oneLine(mail.subject ?? "", 300) || "(kosong / empty)";
  return {
    kind: kindOf(mail, envelope.from),
    from,
    mail: {
      mailId: bare(mail.messageId ?? "") || `none.${createHash("sha256").update(raw).digest("hex")}@mail`,
      answers,
      fromName: oneLine(mail.from?.value[0]?.name ?? "", 200) || from || "?",
      fromAddress: from,
      to: to.map(destination),
      subject: oneLine(mail.subject ?? "", 300) || null,
      text,
      urgent: /^\s*["']?(1|2|high|urgent)/.test(`${headerText(mail, "x-priority")}`) || /high/.test(headerText(mail, "importance")),
      attachments: mail.attachments
        .filter(({ content }) => content.length <= MOST_ATTACHMENT_BYTES)
        .slice(0, MOST_ATTACHMENTS)
        .map(({ filename, contentType, content }, index) => ({
          name: oneLine(filename ?? `lampiran-${index + 1}`, 200).replaceAll(/[/\\]/g, "_") || `lampiran-${index + 1}`,
          mediaType: oneLine(contentType, 100),
          bytes: content,
        })),
    },
  };
};
