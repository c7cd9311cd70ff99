import { createHash } from "node:crypto";

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });
// Control characters but tab and line feed, and the marks that make text read backwards.
const UNPRINTABLE = /(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** Cuts a text to at most so many UTF-8 bytes between whole characters as people see them, ending a cut text in an ellipsis. */
export const cutBytes = (text: string, maxBytes: number): string => {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  const ellipsis = maxBytes >= 3 ? "…" : "";
  let room = maxBytes - Buffer.byteLength(ellipsis);
  let kept = "";
  for (const { segment } of graphemes.segment(text.slice(0, maxBytes))) {
    room -= Buffer.byteLength(segment);
    if (room < 0) break;
    kept += segment;
  }
  return kept.trimEnd() + ellipsis;
};

/**
 * A text of several lines without control characters, any kind of line end a line feed, cut to so many UTF-8 bytes. However
 * long the text, only the beginning is looked at.
 */
export const cleanText = (text: string, maxBytes: number): string => {
  const beginning = text.slice(0, maxBytes * 2).toWellFormed();
  const lines = beginning.replace(/\r\n?|\u2028|\u2029/g, "\n").replace(UNPRINTABLE, "");
  return cutBytes(lines.trim(), maxBytes);
};

/** The characters of a text as people see them. */
export const charactersOf = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment);

/** The key itself where the pattern takes it, else its digest: at most 43 characters of base64url, cut to `max`. */
export const keyToken = (key: string, pattern: RegExp, max = 43): string =>
  pattern.test(key) ? key : createHash("sha256").update(key).digest("base64url").slice(0, max);

/** A link that may be shown to a person: http or https only, written the safe way; undefined for any other. */
export const safeLink = (url: string | undefined): string | undefined => {
  const read = url === undefined ? null : URL.parse(url);
  return read && /^https?:$/.test(read.protocol) && read.href.length <= 2000 ? read.href : undefined;
};
