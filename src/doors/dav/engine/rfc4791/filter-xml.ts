import type { TimeRange } from "../backend.ts";
import type { TextMatch } from "../rfc4790.ts";
import type { XmlElement } from "../xml/element.ts";
import { forbidden } from "../errors.ts";
import { caldav } from "../names.ts";
import { readTextMatch } from "../rfc4790.ts";
import { attribute, child, children, elements } from "../xml/element.ts";

/** `CALDAV:param-filter` (RFC 4791 §9.7.3). */
export type ParamFilter = { readonly name: string; readonly absent: boolean; readonly match?: TextMatch };
/** `CALDAV:prop-filter` (RFC 4791 §9.7.2). */
export type PropFilter = {
  readonly name: string;
  readonly absent: boolean;
  readonly range?: TimeRange;
  readonly match?: TextMatch;
  readonly params: readonly ParamFilter[];
};
/** `CALDAV:comp-filter` (RFC 4791 §9.7.1). */
export type CompFilter = {
  readonly name: string;
  readonly absent: boolean;
  readonly range?: TimeRange;
  readonly props: readonly PropFilter[];
  readonly comps: readonly CompFilter[];
};

const MOST_CONDITIONS = 200;

const invalid = (message: string) => forbidden(message, { key: caldav("valid-filter") });

const named = (element: XmlElement): string => {
  const name = attribute(element, "name")?.trim().toUpperCase();
  if (!name) throw invalid("Every part of a filter has a name.");
  return name;
};

const UTC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** An instant as filters write it, always UTC (RFC 4791 §9.9). */
export const readInstant = (value: string): Temporal.Instant => {
  const parts = UTC.exec(value.trim());
  try {
    if (parts) return Temporal.Instant.from(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`);
  } catch {
    // Falls through: 31 February and its like.
  }
  throw invalid(`${JSON.stringify(value.slice(0, 40))} is not a UTC date-time such as 20260105T000000Z.`);
};

/** Reads `start` and `end` of an element; at least one must be there, and they must be in order. */
export const readRange = (element: XmlElement): TimeRange => {
  const [from, to] = [attribute(element, "start"), attribute(element, "end")];
  if (from === undefined && to === undefined) throw invalid("A time range has a start, an end or both.");
  const range = { start: from === undefined ? undefined : readInstant(from), end: to === undefined ? undefined : readInstant(to) };
  if (range.start && range.end && Temporal.Instant.compare(range.start, range.end) >= 0)
    throw invalid("A time range ends after it starts.");
  return range;
};

/** Both ends are wanted: expand, limit-recurrence-set, free-busy-query. */
export const readClosedRange = (element: XmlElement): Required<TimeRange> => {
  const { start, end } = readRange(element);
  if (!start || !end) throw invalid("This time range needs a start and an end.");
  return { start, end };
};

const rangeOf = (element: XmlElement): TimeRange | undefined => {
  const range = child(element, caldav("time-range"));
  return range && readRange(range);
};

const matchOf = (element: XmlElement): TextMatch | undefined => {
  const match = child(element, caldav("text-match"));
  return match && readTextMatch(match, "i;ascii-casemap", caldav("supported-collation"));
};

const isAbsent = (element: XmlElement): boolean => {
  const absent = child(element, caldav("is-not-defined")) !== undefined;
  if (absent && elements(element).length > 1) throw invalid("is-not-defined stands alone.");
  return absent;
};

const readParam = (element: XmlElement): ParamFilter => ({ name: named(element), absent: isAbsent(element), match: matchOf(element) });

const readProp = (element: XmlElement): PropFilter => ({
  name: named(element),
  absent: isAbsent(element),
  range: rangeOf(element),
  match: matchOf(element),
  params: children(element, caldav("param-filter")).map(readParam),
});

const readComp = (element: XmlElement): CompFilter => ({
  name: named(element),
  absent: isAbsent(element),
  range: rangeOf(element),
  props: children(element, caldav("prop-filter")).map(readProp),
  comps: children(element, caldav("comp-filter")).map(readComp),
});

const size = (filter: CompFilter): number =>
  1 + filter.props.reduce((sum, prop) => sum + 1 + prop.params.length, 0) + filter.comps.reduce((sum, comp) => sum + size(comp), 0);

/** Reads a `CALDAV:filter` (RFC 4791 §9.7); throws 403 `CALDAV:valid-filter`. */
export const readFilter = (element: XmlElement | undefined): CompFilter => {
  const [top, ...others] = element ? children(element, caldav("comp-filter")) : [];
  if (!top || others.length > 0) throw invalid("A filter holds one comp-filter.");
  const filter = readComp(top);
  if (filter.name !== "VCALENDAR") throw invalid("The outermost comp-filter is VCALENDAR.");
  if (size(filter) > MOST_CONDITIONS) throw invalid("The filter has too many conditions.");
  return filter;
};
