import { decodeParameter } from "./escapes.ts";

/** A property parameter (RFC 5545 §3.2): the name in capitals, its values unquoted and decoded (RFC 6868). */
export type Param = { readonly name: string; readonly values: readonly string[] };

/**
 * One property. `name` is in capitals, `value` unfolded but still escaped, `group` the vCard prefix (RFC 6350 §3.3) in
 * its own case, `raw` the exact text with folds and line end, `line` its first physical line (0 when it was built here).
 */
export type ContentLine = {
  readonly group?: string;
  readonly name: string;
  readonly params: readonly Param[];
  readonly value: string;
  readonly raw: string;
  readonly line: number;
};

/** More parameters than this on one line are an attack or an accident. */
const MOST_PARAMS = 200;
const NO_PARAMS: readonly Param[] = [];

const HEAD = /^(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9_-]+)(?=[;:])/;
const PARAM_NAME = /[^=;:,"]*/y;
const PARAM_VALUE = /"([^"]*)"|([^;:,"]*)/y;

/** Zone names with an unquoted colon, as some clients write them; the date always follows the last colon. */
const MOMENTS = new Set(["DTSTART", "DTEND", "DUE", "EXDATE", "RDATE", "RECURRENCE-ID"]);

/** vCard 2.1 writes `TEL;HOME;VOICE:` where later versions write `TYPE=`. */
const bareParam = (word: string): Param =>
  /^(quoted-printable|base64|8bit|7bit|b)$/i.test(word) ? { name: "ENCODING", values: [word] } : { name: "TYPE", values: [word] };

type Head = { params: readonly Param[]; valueAt: number };

const readValues = (text: string, from: number): { values: string[]; at: number } => {
  const values: string[] = [];
  let at = from;
  do {
    PARAM_VALUE.lastIndex = at;
    const found = PARAM_VALUE.exec(text);
    values.push(decodeParameter(found?.[1] ?? found?.[2] ?? ""));
    at = PARAM_VALUE.lastIndex;
  } while (text[at++] === "," && values.length < MOST_PARAMS);
  return { values, at: at - 1 };
};

/** Reads `;NAME=value,"value"` up to the colon; undefined when there is no colon left. */
const readParams = (text: string, from: number): Head | undefined => {
  const params: Param[] = [];
  let at = from;
  while (text[at] === ";" && params.length < MOST_PARAMS) {
    PARAM_NAME.lastIndex = at + 1;
    const name = PARAM_NAME.exec(text)![0];
    at = PARAM_NAME.lastIndex;
    if (text[at] === "=") {
      const read = readValues(text, at + 1);
      params.push({ name: name.trim().toUpperCase(), values: read.values });
      at = read.at;
    } else if (name !== "") params.push(bareParam(name.trim()));
    // Text after a closing quote, or a quote never closed: whatever stands before the next mark is passed over.
    while (at < text.length && text[at] !== ";" && text[at] !== ":") at++;
  }
  return text[at] === ":" ? { params, valueAt: at + 1 } : undefined;
};

/** `TZID=(UTC+01:00) Amsterdam, Berlin:20250101T090000` without quotes: the zone's name took the first colon. */
const mendZoneName = (text: string, head: Head): Head => {
  const last = text.lastIndexOf(":") + 1;
  const zone = head.params.findIndex((param) => param.name === "TZID");
  if (last === head.valueAt || zone < 0) return head;
  const whole = head.params[zone]!.values.join(",") + text.slice(head.valueAt - 1, last - 1);
  return { params: head.params.map((param, i) => (i === zone ? { name: "TZID", values: [whole] } : param)), valueAt: last };
};

/** Whether an unfolded line begins like a property, so that it cannot be the lost rest of the line before. */
export const looksLikeLine = (text: string): boolean => HEAD.test(text);

/** Reads one unfolded line; undefined when it is no content line at all (RFC 5545 §3.1). */
export const readContentLine = (text: string, raw: string, line: number): ContentLine | undefined => {
  const start = HEAD.exec(text);
  if (!start) return undefined;
  const name = start[2]!.toUpperCase();
  const at = start[0].length;
  const plain = text[at] === ":";
  let head: Head | undefined = plain ? { params: NO_PARAMS, valueAt: at + 1 } : readParams(text, at);
  if (!head) return undefined;
  if (!plain && MOMENTS.has(name)) head = mendZoneName(text, head);
  const value = text.slice(head.valueAt);
  const group = start[1];
  return group === undefined ? { name, params: head.params, value, raw, line } : { group, name, params: head.params, value, raw, line };
};

/** The values of a parameter, joined by commas as they stood; undefined when the line does not have it. */
export const paramOf = (line: ContentLine, name: string): string | undefined => {
  for (const param of line.params) if (param.name === name) return param.values.join(",");
  return undefined;
};

/** Every value of a parameter that may be given more than once, such as vCard TYPE. */
export const paramValues = (line: ContentLine, name: string): string[] =>
  line.params.flatMap((param) => (param.name === name ? param.values : []));
