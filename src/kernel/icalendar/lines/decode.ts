import { note, type Finding } from "../finding.ts";
import { logicalLines, type Lines, type LogicalLine } from "./logical-lines.ts";
import { fold } from "./write.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const western = new TextDecoder("windows-1252");

const asUtf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
};

const bytesOf = (binary: string): Buffer => Buffer.from(binary, "latin1");

/** A line of one-byte characters read as UTF-8; folded inside of a character it is mended, otherwise taken as Windows-1252. */
const decodeLine = (binary: LogicalLine, findings: Finding[]): LogicalLine => {
  const raw = asUtf8(bytesOf(binary.raw));
  const text = asUtf8(bytesOf(binary.text));
  if (raw !== undefined && text !== undefined) return { ...binary, raw, text };
  note(findings, text === undefined ? "NOT_UTF8" : "SPLIT_CHARACTER", binary.line);
  const mended = text ?? western.decode(bytesOf(binary.text));
  return { ...binary, text: mended, raw: fold(mended) };
};

/** The unfolded lines of a text or of bytes; bytes that are not UTF-8 as a whole are read line by line. */
export const decodeLines = (input: string | Uint8Array, most: number, findings: Finding[]): Lines => {
  const source = typeof input === "string" ? input : asUtf8(input);
  if (source !== undefined) return logicalLines(source, most);
  const binary = logicalLines(Buffer.from(input as Uint8Array).toString("latin1"), most);
  return { ...binary, leading: "", lines: binary.lines.map((line) => decodeLine(line, findings)) };
};
