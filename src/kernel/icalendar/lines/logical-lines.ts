import { looksLikeLine } from "./content-line.ts";

/** An unfolded line: `text` without folds and line end, `raw` with them and with blank lines after it, `line` 1-based. */
export type LogicalLine = { text: string; raw: string; line: number; badFold: boolean };

/** The lines of a text; `leading` is what stands before the first (byte order mark, blank lines). */
export type Lines = { leading: string; lines: LogicalLine[]; tooMany: boolean };

const SPACE = 32;
const TAB = 9;
const RETURN = 13;
const SOFT_BREAKS = /^[^:]*quoted-printable[^:]*:/i;
const BINARY = /^[^:]*;\s*(encoding=)?(b|base64)\b/i;

// `text` and `raw` grow by appending only: looking into them here would copy them for every fold.
type Reading = { leading: string; lines: LogicalLine[]; current?: LogicalLine; softBreaks: boolean; binary: boolean; endsSoftly: boolean };

const beginLine = (reading: Reading, text: string, raw: string, line: number): void => {
  reading.current = { text, raw, line, badFold: false };
  reading.lines.push(reading.current);
  reading.softBreaks = SOFT_BREAKS.test(text);
  reading.binary = BINARY.test(text);
};

/** What a physical line adds to the line before it; undefined when it begins a new one. */
const restOfLine = (reading: Reading, current: LogicalLine, content: string): string | undefined => {
  const first = content.charCodeAt(0);
  if (reading.endsSoftly) return content;
  if (first === SPACE || first === TAB) return content.slice(1);
  if (looksLikeLine(content)) return undefined;
  current.badFold = true;
  // A bare line break inside of a text stands for a line break; inside of encoded bytes it stands for nothing.
  return reading.binary ? content : `\\n${content}`;
};

const takeLine = (reading: Reading, content: string, raw: string, line: number): void => {
  const current = reading.current;
  if (content === "" || (!current && content.trim() === "")) {
    if (current) current.raw += raw;
    else reading.leading += raw;
    reading.endsSoftly = false;
    return;
  }
  const rest = current && restOfLine(reading, current, content);
  if (current && rest !== undefined) {
    current.text += rest;
    current.raw += raw;
  } else beginLine(reading, content, raw, line);
  // A soft line break of quoted-printable (vCard 2.1): the equals sign stays and is taken out when the value is decoded.
  reading.endsSoftly = reading.softBreaks && content.endsWith("=");
};

/** Old Macintosh line ends: a text with carriage returns and no line feed at all. */
const markOf = (source: string): string => (!source.includes("\n") && source.includes("\r") ? "\r" : "\n");

/** Cuts a text into unfolded lines (RFC 5545 §3.1), at most `most` physical ones; tolerates LF, CR, a BOM and lost folds. */
export const logicalLines = (source: string, most: number): Lines => {
  const leading = source.startsWith("\uFEFF") ? "\uFEFF" : "";
  const reading: Reading = { leading, lines: [], softBreaks: false, binary: false, endsSoftly: false };
  const mark = markOf(source);
  let at = leading.length;
  for (let line = 1; at < source.length; line++) {
    if (line > most) return { leading: reading.leading, lines: reading.lines, tooMany: true };
    const found = source.indexOf(mark, at);
    const end = found < 0 ? source.length : found + 1;
    let stop = found < 0 ? source.length : found;
    while (stop > at && source.charCodeAt(stop - 1) === RETURN) stop--;
    takeLine(reading, source.slice(at, stop), source.slice(at, end), line);
    at = end;
  }
  return { leading: reading.leading, lines: reading.lines, tooMany: false };
};
