import type { Component } from "#kernel/icalendar/lines/component.ts";
import type { ContentLine } from "#kernel/icalendar/lines/content-line.ts";
import type { XmlElement } from "../xml/element.ts";
import { paramValues } from "#kernel/icalendar/lines/content-line.ts";
import { linesOf } from "#kernel/icalendar/lines/edit.ts";
import { cardText } from "#kernel/icalendar/lines/quoted-printable.ts";
import { badRequest, forbidden } from "../errors.ts";
import { carddav } from "../names.ts";
import { readTextMatch, satisfies, type TextMatch } from "../rfc4790.ts";
import { attribute, child, children } from "../xml/element.ts";

type Join = "anyof" | "allof";
type ParamFilter = { readonly name: string; readonly absent: boolean; readonly match?: TextMatch };
type PropFilter = {
  readonly name: string;
  readonly group?: string;
  readonly absent: boolean;
  readonly join: Join;
  readonly matches: readonly TextMatch[];
  readonly params: readonly ParamFilter[];
};
/** A `CARDDAV:filter` (RFC 6352 §10.5). */
export type CardFilter = { readonly join: Join; readonly props: readonly PropFilter[] };

const MOST_CONDITIONS = 200;

const joinOf = (element: XmlElement): Join => {
  const test = attribute(element, "test") ?? "anyof";
  if (test !== "anyof" && test !== "allof") throw badRequest("test is anyof or allof.");
  return test;
};

const named = (element: XmlElement): string => {
  const name = attribute(element, "name")?.trim();
  if (!name) throw forbidden("Every part of a filter has a name.", { key: carddav("supported-filter") });
  return name;
};

const matchesOf = (element: XmlElement): TextMatch[] =>
  children(element, carddav("text-match")).map((each) => readTextMatch(each, "i;unicode-casemap", carddav("supported-collation")));

const isAbsent = (element: XmlElement): boolean => child(element, carddav("is-not-defined")) !== undefined;

const readParam = (element: XmlElement): ParamFilter => ({
  name: named(element).toUpperCase(),
  absent: isAbsent(element),
  match: matchesOf(element)[0],
});

const readProp = (element: XmlElement): PropFilter => {
  const full = named(element);
  const dot = full.indexOf(".");
  return {
    name: full.slice(dot + 1).toUpperCase(),
    group: dot < 0 ? undefined : full.slice(0, dot).toLowerCase(),
    absent: isAbsent(element),
    join: joinOf(element),
    matches: matchesOf(element),
    params: children(element, carddav("param-filter")).map(readParam),
  };
};

/** Reads a `CARDDAV:filter`; an absent or empty one matches every card. */
export const readCardFilter = (element: XmlElement | undefined): CardFilter => {
  if (!element) return { join: "anyof", props: [] };
  const props = children(element, carddav("prop-filter")).map(readProp);
  const conditions = props.reduce((sum, prop) => sum + 1 + prop.matches.length + prop.params.length, 0);
  if (conditions > MOST_CONDITIONS) throw forbidden("The filter has too many conditions.", { key: carddav("supported-filter") });
  return { join: joinOf(element), props };
};

const joined = (join: Join, results: readonly boolean[]): boolean => (join === "allof" ? results.every(Boolean) : results.some(Boolean));

const paramHolds = (lines: readonly ContentLine[], filter: ParamFilter): boolean => {
  const values = lines.flatMap((line) => paramValues(line, filter.name));
  if (filter.absent) return values.length === 0;
  return filter.match ? satisfies(values, filter.match) : values.length > 0;
};

const propHolds = (card: Component, filter: PropFilter): boolean => {
  const lines = linesOf(card, filter.name).filter((line) => filter.group === undefined || line.group?.toLowerCase() === filter.group);
  if (filter.absent) return lines.length === 0;
  if (lines.length === 0) return false;
  const conditions = filter.matches.length + filter.params.length;
  if (conditions === 0) return true;
  const values = lines.map(cardText);
  return joined(filter.join, [
    ...filter.matches.map((match) => satisfies(values, match)),
    ...filter.params.map((param) => paramHolds(lines, param)),
  ]);
};

/** Whether a card matches (RFC 6352 §10.5). */
export const cardMatches = (card: Component, filter: CardFilter): boolean =>
  filter.props.length === 0 ||
  joined(
    filter.join,
    filter.props.map((prop) => propHolds(card, prop)),
  );
