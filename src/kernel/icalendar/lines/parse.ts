import { note, type Finding } from "../finding.ts";
import { assemble, type Component, type Part } from "./component.ts";
import { readContentLine, type ContentLine } from "./content-line.ts";
import { decodeLines } from "./decode.ts";
import { buildLine } from "./write.ts";

/** How much is read before the answer is no; `size` counts octets of bytes and UTF-16 units of a string. */
export type Limits = { readonly size: number; readonly lines: number; readonly depth: number };

/** Room for a whole calendar of some years in one file. */
export const USUAL_LIMITS: Limits = { size: 32_000_000, lines: 1_000_000, depth: 8 };

/** What was read. `leading` (byte order mark, blank lines) and the components give the input again by `serialise`. */
export type Parsed = { readonly leading: string; readonly components: readonly Component[]; readonly findings: readonly Finding[] };

type Open = { begin: ContentLine; name: string; parts: Part[] };
type Reading = { roots: Component[]; stack: Open[]; findings: Finding[]; depth: number };

const nameIn = (line: ContentLine): string => line.value.trim().toUpperCase();

const close = (reading: Reading, end: ContentLine): void => {
  const open = reading.stack.pop()!;
  const component = assemble(open.begin, open.parts, end);
  const parent = reading.stack.at(-1);
  if (parent) parent.parts.push(component);
  else reading.roots.push(component);
};

const closeUnended = (reading: Reading): void => {
  const open = reading.stack.at(-1)!;
  note(reading.findings, "BEGIN_WITHOUT_END", open.begin.line, open.name);
  close(reading, buildLine({ name: "END", value: open.name }));
};

const takeEnd = (reading: Reading, line: ContentLine): void => {
  const name = nameIn(line);
  if (!reading.stack.some((open) => open.name === name)) return note(reading.findings, "END_WITHOUT_BEGIN", line.line, name);
  while (reading.stack.at(-1)!.name !== name) closeUnended(reading);
  close(reading, line);
};

/** Takes one property, BEGIN or END; false when the nesting is too deep to go on. */
const takeLine = (reading: Reading, line: ContentLine): boolean => {
  if (line.name === "BEGIN") {
    if (reading.stack.length >= reading.depth) {
      note(reading.findings, "TOO_DEEP", line.line);
      return false;
    }
    reading.stack.push({ begin: line, name: nameIn(line), parts: [] });
  } else if (line.name === "END") takeEnd(reading, line);
  else if (reading.stack.length > 0) reading.stack.at(-1)!.parts.push(line);
  else note(reading.findings, "OUTSIDE", line.line);
  return true;
};

const readAll = (reading: Reading, input: string | Uint8Array, limits: Limits): string => {
  const { leading, lines, tooMany } = decodeLines(input, limits.lines, reading.findings);
  if (tooMany) note(reading.findings, "TOO_MANY_LINES", limits.lines);
  for (const { text, raw, line, badFold } of lines) {
    const read = readContentLine(text, raw, line);
    if (badFold) note(reading.findings, "BAD_FOLD", line);
    if (text.includes("\0")) note(reading.findings, "NUL_CHARACTER", line);
    if (!read) note(reading.findings, "NOT_A_LINE", line, text);
    else if (!takeLine(reading, read)) break;
  }
  while (reading.stack.length > 0) closeUnended(reading);
  return leading;
};

/** Reads iCalendar or vCard text into components. Never throws: what is wrong is told by line, what could be read is returned. */
export const parse = (input: string | Uint8Array, limits: Limits = USUAL_LIMITS): Parsed => {
  const reading: Reading = { roots: [], stack: [], findings: [], depth: limits.depth };
  if (input.length > limits.size) {
    note(reading.findings, "TOO_LARGE", 0);
    return { leading: "", components: [], findings: reading.findings };
  }
  const leading = readAll(reading, input, limits);
  if (reading.roots.length === 0) note(reading.findings, "NOTHING_THERE", 0);
  return { leading, components: reading.roots, findings: reading.findings };
};
