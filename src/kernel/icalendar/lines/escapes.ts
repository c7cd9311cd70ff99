const PARAM_DECODE: Record<string, string> = { "^n": "\n", "^N": "\n", "^^": "^", "^'": '"' };

/** Undoes the circumflex encoding of a parameter value (RFC 6868 §3.2). */
export const decodeParameter = (value: string): string =>
  value.includes("^") ? value.replace(/\^[nN^']/g, (mark) => PARAM_DECODE[mark]!) : value;

// oxlint-disable-next-line no-control-regex -- control characters are what is taken out
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** A parameter value ready to stand in a line: encoded (RFC 6868), quoted where it must be, without control characters. */
export const encodeParameter = (value: string): string => {
  const encoded = value
    .replace(/\r\n?/g, "\n")
    .replace(CONTROLS, "")
    .replace(/[\^\n"]/g, (mark) => (mark === "^" ? "^^" : mark === "\n" ? "^n" : "^'"));
  return /[,;:]/.test(encoded) ? `"${encoded}"` : encoded;
};

/** TEXT as it stands in a value: backslash, semicolon, comma and newline escaped (RFC 5545 §3.3.11, RFC 6350 §3.4). */
export const escapeText = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(CONTROLS, "")
    .replace(/[\\;,\n]/g, (mark) => (mark === "\n" ? "\\n" : `\\${mark}`));

/** The text that a TEXT value stands for; an unknown escape keeps its character. */
export const unescapeText = (value: string): string =>
  value.includes("\\") ? value.replace(/\\([\s\S])/g, (_, mark: string) => (mark === "n" || mark === "N" ? "\n" : mark)) : value;

/** Cuts a value at a separator that is not escaped; the parts are still escaped. Linear in the length. */
export const splitEscaped = (value: string, separator: "," | ";"): string[] => {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < value.length; at++) {
    const mark = value[at];
    if (mark === "\\") at++;
    else if (mark === separator) {
      parts.push(value.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(value.slice(from));
  return parts;
};

/** A list of TEXT such as CATEGORIES, unescaped. */
export const readTextList = (value: string): string[] => splitEscaped(value, ",").map(unescapeText);

/** A structured value such as N or ADR: its fields, each a list, unescaped (RFC 6350 §6.2.2). */
export const readStructured = (value: string): string[][] => splitEscaped(value, ";").map(readTextList);

/** Writes a structured value such as N, ADR or ORG. */
export const writeStructured = (fields: readonly (readonly string[])[]): string =>
  fields.map((field) => field.map(escapeText).join(",")).join(";");
