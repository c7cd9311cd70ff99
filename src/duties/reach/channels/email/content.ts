import { createHash } from "node:crypto";
import { domainToASCII } from "node:url";
import { headerText } from "#kernel/mail/outgoing.ts";
import type { Parcel } from "../channel.ts";
import { cleanText, cutBytes, safeLink } from "../text.ts";
import { PARCEL_WORDS } from "../words.ts";

const LONGEST_TEXT_BYTES = 100_000;

const token = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 32);
const home = (domain: string): string => (domain.startsWith("[") ? domain : domainToASCII(domain));

/** The Message-ID of a parcel's mail: the same for every attempt, so that the receiver drops a second copy. */
export const messageIdOf = (key: string, domain: string): string => `kerani.${token(key)}@${home(domain)}`;

/** The Message-ID that every mail about one attention item refers to, so that they stand together in the reader's mailbox. */
export const threadIdOf = (reference: string, domain: string): string =>
  `kerani.item.${/^[A-Za-z0-9-]{1,40}$/.test(reference) ? reference : token(reference)}@${home(domain)}`;

/** The subject: title and reference, the same for every mail about the item. */
export const subjectOf = (parcel: Parcel): string => headerText(`${cutBytes(headerText(parcel.title), 180)} [${parcel.reference}]`);

type Link = { readonly label: string; readonly url: string };

const linksOf = (parcel: Parcel): Link[] => {
  const wished = [...(parcel.link ? [{ label: PARCEL_WORDS.acknowledge[parcel.lang], url: parcel.link }] : []), ...(parcel.actions ?? [])];
  return wished.flatMap(({ label, url }) => {
    const safe = safeLink(url);
    return safe ? [{ label: headerText(label), url: safe }] : [];
  });
};

const endingOf = (parcel: Parcel): string[] => [
  ...(parcel.replyTo ? [(parcel.asksForYes ? PARCEL_WORDS.replyYesOrNo : PARCEL_WORDS.replyHere)[parcel.lang]] : []),
  `${headerText(parcel.reference)} · ${PARCEL_WORDS.footer[parcel.lang]}`,
];

/** The mail as plain text. */
export const plainTextOf = (parcel: Parcel): string =>
  [
    headerText(parcel.title),
    "",
    cleanText(parcel.body, LONGEST_TEXT_BYTES),
    "",
    ...linksOf(parcel).map(({ label, url }) => `${label}: ${url}`),
    "",
    "-- ",
    ...endingOf(parcel),
    "",
  ].join("\n");

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

const button = ({ label, url }: Link): string =>
  `<a href="${escape(url)}" style="display:inline-block;margin:0 8px 8px 0;padding:12px 20px;border-radius:6px;background:#1f4e79;color:#ffffff;text-decoration:none">${escape(label)}</a>`;

/** The mail as HTML: everything that a person typed is escaped, and nothing is loaded from anywhere. */
export const htmlOf = (parcel: Parcel): string =>
  [
    `<!doctype html><html lang="${parcel.lang}"><head><meta charset="utf-8"><title>${escape(subjectOf(parcel))}</title></head>`,
    `<body style="margin:0;padding:24px;font-family:sans-serif;font-size:16px;line-height:1.5;color:#1a1a1a;background:#ffffff">`,
    `<h1 style="margin:0 0 16px;font-size:20px">${escape(headerText(parcel.title))}</h1>`,
    `<p style="margin:0 0 24px;white-space:pre-wrap">${escape(cleanText(parcel.body, LONGEST_TEXT_BYTES))}</p>`,
    `<p style="margin:0 0 24px">${linksOf(parcel).map(button).join("\n")}</p>`,
    `<p style="margin:0;font-size:13px;color:#5c5c5c">${endingOf(parcel).map(escape).join("<br>")}</p>`,
    "</body></html>",
  ].join("\n");
