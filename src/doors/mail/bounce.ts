import type { ParsedMail } from "mailparser";

/** The news that a mail did not arrive (RFC 3464): which mail, for whom, and what the other server said. */
export type Bounce = { mailIds: string[]; recipient: string | null; said: string; lasting: boolean };

const MOST_SAID = 300;
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, MOST_SAID);

const field = (text: string, name: string): string | undefined =>
  new RegExp(`^${name}:\\s*(?:[\\w-]+\\s*;\\s*)?(.+(?:\\r?\\n[ \\t].+)*)`, "im").exec(text)?.[1];

const idsIn = (headers: string): string[] => [...headers.matchAll(/^Message-ID:\s*<?([^\s<>]{3,250})>?/gim)].map(([, id]) => id as string);

/** Reads a bounce; what a careless server leaves out is empty. */
export const readBounce = (mail: ParsedMail): Bounce => {
  const inside = mail.attachments
    .filter(({ contentType }) => /^(message\/|text\/rfc822)/.test(contentType))
    .map(({ content }) => content.subarray(0, 65_536).toString("latin1"));
  const report = [mail.text ?? "", ...inside].join("\n");
  const status = field(report, "Status") ?? "";
  const action = field(report, "Action") ?? "";
  const recipient = field(report, "Final-Recipient") ?? field(report, "Original-Recipient");
  return {
    mailIds: [...new Set([...inside, mail.text ?? ""].flatMap(idsIn))].slice(0, 10),
    recipient: recipient ? oneLine(recipient).toLowerCase() : null,
    said: oneLine(field(report, "Diagnostic-Code") ?? status) || "?",
    // "delayed" says that the server still tries; then nothing is lost yet.
    lasting: !/^\s*(delayed|relayed|delivered|expanded)/i.test(action) && !status.trim().startsWith("4."),
  };
};
