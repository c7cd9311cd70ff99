import { paramOf, type ContentLine } from "./content-line.ts";
import { readStructured, splitEscaped, unescapeText } from "./escapes.ts";

const decoderFor = (charset: string): TextDecoder => {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder("windows-1252");
  }
};

/** The bytes of a quoted-printable value (RFC 2045 §6.7); equals signs of soft line breaks fall away. */
const bytesOf = (value: string): Buffer => {
  const source = Buffer.from(value, "utf8");
  const bytes = Buffer.alloc(source.length);
  let length = 0;
  for (let at = 0; at < source.length; at++) {
    const code = source[at] === 0x3d ? Number.parseInt(source.toString("latin1", at + 1, at + 3), 16) : Number.NaN;
    const hex = code >= 0 && /^[0-9A-Fa-f]{2}$/.test(source.toString("latin1", at + 1, at + 3));
    if (hex) {
      bytes[length++] = code;
      at += 2;
    } else if (source[at] !== 0x3d) bytes[length++] = source[at]!;
  }
  return bytes.subarray(0, length);
};

const decoded = (line: ContentLine, value: string): string =>
  decoderFor(paramOf(line, "CHARSET") ?? "utf-8")
    .decode(bytesOf(value))
    .replace(/\r\n?/g, "\n");

const isQuotedPrintable = (line: ContentLine): boolean => paramOf(line, "ENCODING")?.toUpperCase() === "QUOTED-PRINTABLE";

/** The text of a vCard property, whatever version wrote it: quoted-printable with CHARSET (2.1) or escaped (3.0, 4.0). */
export const cardText = (line: ContentLine): string => (isQuotedPrintable(line) ? decoded(line, line.value) : unescapeText(line.value));

/** The fields of a structured vCard property such as N, ADR or ORG, each a list, whatever version wrote it. */
export const cardFields = (line: ContentLine): string[][] =>
  isQuotedPrintable(line) ? splitEscaped(line.value, ";").map((field) => [decoded(line, field)]) : readStructured(line.value);
