import { createHash } from "node:crypto";
import type { AddressObject, ParsedMail } from "mailparser";
import type { MailedMessage } from "#duties/messages/index.ts";
import { isMailAddress } from "#kernel/mail/outgoing-settings.ts";
import { readBounce, type Bounce } from "./bounce.ts";
import { isAutomatic, isImportant, kindOf, type MailKind } from "./kind.ts";
import { ownWords, withoutQuote } from "./quote.ts";
import { READ_WORDS } from "./words.ts";

/** The largest mail that is taken, in bytes. */
export const MOST_MAIL_BYTES = 26_214_400;
const MOST_TEXT = 20_000;
const ROOM_FOR_NOTICES = 1_500;
const MOST_ATTACHMENTS = 50;
const MOST_ATTACHMENT_BYTES = 10_485_760;
const MOST_REFERENCES = 50;
const MOST_ADDRESSES = 100;
const MOST_HEADERS = 262_144;

/** From whom a mail came and to whom, as the line said before the mail; `to` is empty when it was fetched from a mailbox. */
export type Envelope = { from: string; to: readonly string[]; /** The mail was longer than what was fetched. */ cut?: boolean };

/** A mail read and made harmless. */
export type ReadMail = {
  kind: MailKind;
  /** A machine sent it of its own accord. */
  automatic: boolean;
  mail: MailedMessage;
  /** The one address of `From`; empty when there is none, or several, so that nobody counts as the writer. */
  writer: string;
  /** What the writer wrote, without quotes and signature; what decides is read from here. */
  own: string;
  /** The addresses that the mail names, for mail without an envelope. */
  named: readonly MailedMessage["to"][number][];
  bounce: Bounce | null;
};

type File = MailedMessage["attachments"][number];

const bare = (id: string): string => id.trim().replace(/^<|>$/g, "");
const isMailId = (id: string): boolean => /^[\x21-\x7e]{3,250}$/.test(id);
const oneLine = (text: string, most: number): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, most);

const addressesOf = (found: AddressObject | AddressObject[] | undefined): string[] =>
  (Array.isArray(found) ? found : found ? [found] : []).flatMap(({ value }) =>
    value.flatMap(({ address, group }) => [address, ...(group ?? []).map((one) => one.address)].filter((one) => one !== undefined)),
  );

/** An address taken apart at the `+`; what follows it keeps its letters as they are. */
export const destination = (address: string): MailedMessage["to"][number] => {
  const at = address.lastIndexOf("@");
  const [name = "", ...detail] = address.slice(0, at).split("+");
  return {
    address: `${address.slice(0, at)}${address.slice(at)}`.toLowerCase(),
    local: name.toLowerCase(),
    detail: detail.length > 0 ? detail.join("+") : null,
  };
};

const destinations = (addresses: readonly string[]) => [...new Set(addresses)].slice(0, MOST_ADDRESSES).map(destination);

const fileOf = ({ filename, contentType, content }: ParsedMail["attachments"][number], index: number): File => ({
  name: oneLine(filename ?? "", 200).replaceAll(/[/\\]/g, "_") || `lampiran-${index + 1}${contentType === "message/rfc822" ? ".eml" : ""}`,
  mediaType: oneLine(contentType, 100),
  bytes: content,
});

const asFile = (name: string, mediaType: string, text: string): File => ({ name, mediaType, bytes: Buffer.from(text) });

/** The files that are kept, and a sentence for each that is not: nothing is dropped without a word. */
const filesOf = (found: readonly File[]): { kept: File[]; notices: string[] } => {
  const small = found.filter(({ bytes }) => bytes.length <= MOST_ATTACHMENT_BYTES);
  const large = found.filter(({ bytes }) => bytes.length > MOST_ATTACHMENT_BYTES);
  const more = small.length - MOST_ATTACHMENTS;
  return {
    kept: small.slice(0, MOST_ATTACHMENTS),
    notices: [
      ...large.slice(0, 5).map(({ name, bytes }) => READ_WORDS.tooLarge(name.slice(0, 80), Math.ceil(bytes.length / 1_048_576))),
      ...(more > 0 ? [READ_WORDS.tooMany(more)] : []),
    ],
  };
};

/** Parses; a mail that no parser understands is kept whole as a file beside what its headers tell. */
const parse = async (raw: Buffer): Promise<{ mail: ParsedMail; broken: boolean }> => {
  // Loaded with the first mail: whoever has no mail door starts without it.
  const { simpleParser } = await import("mailparser");
  const options = { skipImageLinks: true, skipTextLinks: true, keepCidLinks: true, maxHtmlLengthToParse: 1_000_000 };
  try {
    return { mail: await simpleParser(raw, options), broken: false };
  } catch {
    const end = raw.subarray(0, MOST_HEADERS).indexOf("\r\n\r\n");
    const head = end < 0 ? Buffer.alloc(0) : raw.subarray(0, end);
    const only = head.toString("latin1").replaceAll(/^(content-type|content-transfer-encoding|mime-version):.*(\r\n[ \t].*)*\r\n/gim, "");
    const mail = await simpleParser(Buffer.from(`${only}\r\n\r\n`, "latin1"), options).catch(() => simpleParser(Buffer.from("\r\n")));
    return { mail, broken: true };
  }
};

const contents = (mail: ParsedMail, raw: Buffer, state: { broken: boolean; cut: boolean; answers: boolean }) => {
  const whole = (mail.text ?? "").replaceAll("\0", "").trim();
  const said = state.answers ? withoutQuote(whole) : whole;
  const extra = [
    ...(state.broken ? [{ name: "surel.eml", mediaType: "message/rfc822", bytes: raw }] : []),
    ...(said.length > MOST_TEXT - ROOM_FOR_NOTICES ? [asFile("surel.txt", "text/plain", whole)] : []),
    ...(whole === "" && mail.html ? [asFile("surel.html", "text/html", mail.html)] : []),
  ];
  const { kept, notices } = filesOf([...extra, ...mail.attachments.map(fileOf)]);
  const told = [
    ...notices,
    ...(state.broken ? [READ_WORDS.broken] : []),
    ...(state.cut ? [READ_WORDS.cut] : []),
    ...(said.length > MOST_TEXT - ROOM_FOR_NOTICES ? [READ_WORDS.tooLong] : []),
  ];
  const text = said.slice(0, MOST_TEXT - ROOM_FOR_NOTICES) || oneLine(mail.subject ?? "", 300) || READ_WORDS.empty;
  return { text: [text, ...told.map((notice) => `[${notice}]`)].join("\n\n").slice(0, MOST_TEXT), own: ownWords(whole), attachments: kept };
};

const referencesOf = (mail: ParsedMail): string[] => {
  const references = Array.isArray(mail.references) ? mail.references : (mail.references ?? "").split(/\s+/);
  return [...new Set([mail.inReplyTo ?? "", ...references.toReversed()].map(bare).filter(isMailId))].slice(0, MOST_REFERENCES);
};

const writerOf = (mail: ParsedMail): string => {
  const froms = mail.headerLines.filter(({ key }) => key === "from").length;
  const addresses = addressesOf(mail.from).map((address) => address.toLowerCase());
  return froms === 1 && addresses.length === 1 && isMailAddress(addresses[0] ?? "") ? (addresses[0] as string) : "";
};

/** Reads a raw mail; never throws for what is in it. HTML is never kept as HTML to look at. */
export const readMail = async (raw: Buffer, envelope: Envelope): Promise<ReadMail> => {
  const { mail, broken } = await parse(raw);
  const answers = referencesOf(mail);
  const writer = writerOf(mail);
  const sender = envelope.from.toLowerCase();
  const from = writer || (isMailAddress(sender) ? sender : "");
  const mailId = bare(mail.messageId ?? "");
  const kind = kindOf(mail, envelope.from);
  return {
    kind,
    automatic: isAutomatic(mail),
    writer,
    named: destinations([...addressesOf(mail.to), ...addressesOf(mail.cc)]),
    bounce: kind === "bounce" ? readBounce(mail) : null,
    ...(({ own, ...rest }) => ({
      own,
      mail: {
        mailId: isMailId(mailId) ? mailId : `none.${createHash("sha256").update(raw).digest("hex")}@mail`,
        answers,
        fromName: oneLine(mail.from?.value[0]?.name ?? "", 200) || from || "?",
        fromAddress: from,
        to: destinations(envelope.to),
        whole: envelope.to.length === 0,
        subject: oneLine(mail.subject ?? "", 300) || null,
        urgent: kind === "person" && isImportant(mail),
        ...rest,
      },
    }))(contents(mail, raw, { broken, cut: envelope.cut ?? false, answers: answers.length > 0 })),
  };
};
