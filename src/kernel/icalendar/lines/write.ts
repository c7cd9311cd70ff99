import { encodeParameter } from "./escapes.ts";
import { assemble, type Component, type Part } from "./component.ts";
import type { ContentLine, Param } from "./content-line.ts";

/** The longest physical line in octets, its line end not counted (RFC 5545 §3.1). */
const LONGEST_LINE = 75;

const octetsOf = (point: number): number => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);

const isShort = (text: string): boolean => {
  if (text.length > LONGEST_LINE) return false;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
};

/** Folds a line at 75 octets, never inside of a character, and ends it with CRLF (RFC 5545 §3.1). */
export const fold = (text: string): string => {
  if (isShort(text)) return `${text}\r\n`;
  const pieces: string[] = [];
  let from = 0;
  let octets = 0;
  for (let at = 0; at < text.length;) {
    const point = text.codePointAt(at)!;
    const size = octetsOf(point);
    if (octets + size > LONGEST_LINE) {
      pieces.push(text.slice(from, at));
      from = at;
      octets = 1;
    }
    octets += size;
    at += point > 0xffff ? 2 : 1;
  }
  pieces.push(text.slice(from));
  return `${pieces.join("\r\n ")}\r\n`;
};

/** What a new line is made of; `value` is already escaped as its value type asks. */
export type NewLine = { name: string; value: string; params?: readonly Param[]; group?: string };

/** Makes a line. A bare line break in the value becomes `\n`, so that no value can smuggle in another property. */
export const buildLine = ({ name, value, params = [], group }: NewLine): ContentLine => {
  const safe = value.replace(/\r\n?|\n/g, "\\n");
  const written = params.map((param) => `;${param.name}=${param.values.map(encodeParameter).join(",")}`).join("");
  const raw = fold(`${group === undefined ? "" : `${group}.`}${name}${written}:${safe}`);
  const line = { name: name.toUpperCase(), params, value: safe, raw, line: 0 };
  return group === undefined ? line : { group, ...line };
};

/** Makes a component of new or old parts. */
export const buildComponent = (name: string, parts: readonly Part[]): Component =>
  assemble(buildLine({ name: "BEGIN", value: name }), parts, buildLine({ name: "END", value: name }));
