import type { Component } from "#kernel/icalendar/lines/component.ts";
import type { ContentLine } from "#kernel/icalendar/lines/content-line.ts";
import { paramOf } from "#kernel/icalendar/lines/content-line.ts";
import { addLine, linesOf, replacePart, valueOf } from "#kernel/icalendar/lines/edit.ts";
import { buildLine } from "#kernel/icalendar/lines/write.ts";

/** A kept file as an ATTACH line says it (RFC 8607 §4). */
export type Attached = {
  readonly managedId: string;
  readonly href: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
};

/** The ATTACH line of a managed attachment. */
export const attachLine = ({ managedId, href, name, type, size }: Attached): ContentLine => {
  const params = { "MANAGED-ID": managedId, FMTTYPE: type.split(";")[0]!.trim(), FILENAME: name, SIZE: String(size) };
  return buildLine({ name: "ATTACH", value: href, params: Object.entries(params).map(([key, value]) => ({ name: key, values: [value] })) });
};

const isTimezone = (component: Component): boolean => component.name === "VTIMEZONE";

/** `M` for the master, else the RECURRENCE-ID as it stands. */
const ridOf = (component: Component): string => valueOf(component, "RECURRENCE-ID")?.toUpperCase() ?? "M";

/** The ids of managed attachments in a calendar, each once. */
export const managedIds = (calendar: Component): Set<string> => {
  const lines = calendar.components.flatMap((component) => linesOf(component, "ATTACH"));
  return new Set(lines.flatMap((line) => paramOf(line, "MANAGED-ID") ?? []));
};

/** Whether every one of the ids is there; without ids, yes. */
export const hasInstances = (calendar: Component, rids: readonly string[]): boolean => {
  const there = new Set(calendar.components.filter((each) => !isTimezone(each)).map(ridOf));
  return rids.every((rid) => there.has(rid));
};

const everyChosen = (calendar: Component, rids: readonly string[], change: (component: Component) => Component): Component =>
  calendar.components
    .filter((each) => !isTimezone(each) && (rids.length === 0 || rids.includes(ridOf(each))))
    .reduce((whole, component) => replacePart(whole, component, change(component)), calendar);

/** Adds the attachment to the chosen components, or to all. */
export const withAttachment = (calendar: Component, rids: readonly string[], line: ContentLine): Component =>
  everyChosen(calendar, rids, (component) => addLine(component, line));

/** Puts another line, or none, in the place of an attachment in the chosen components, or in all. */
export const replaceAttachment = (
  calendar: Component,
  rids: readonly string[],
  managedId: string,
  line: ContentLine | undefined,
): Component =>
  everyChosen(calendar, rids, (component) =>
    linesOf(component, "ATTACH")
      .filter((each) => paramOf(each, "MANAGED-ID") === managedId)
      .reduce((whole, old) => (line ? replacePart(whole, old, line) : replacePart(whole, old)), component),
  );
