import { parse } from "#kernel/icalendar/lines/parse.ts";
import type { Component } from "#kernel/icalendar/lines/component.ts";
import { linesOf, textOf, valueOf } from "#kernel/icalendar/lines/edit.ts";
import { readTextList } from "#kernel/icalendar/lines/escapes.ts";
import { boundsOf } from "#kernel/icalendar/series/bound.ts";
import { readSeries, type Series } from "#kernel/icalendar/series/series.ts";

/** How private something is (CLASS, RFC 5545 §3.8.1.3); what is not known counts as private. */
export type Visibility = "public" | "private" | "confidential";

/** What the text of an object says, as far as it is found by it. */
export type Facts = {
  summary: string | null;
  place: string | null;
  visibility: Visibility;
  sequence: number;
  organizer: string | null;
  categories: string[];
  repeats: boolean;
  /** Epoch milliseconds; `last` is null for what goes on for ever. Both null when it has no time. */
  first: number | null;
  last: number | null;
};

/** An object taken apart. */
export type ReadObject = { calendar: Component; main: readonly Component[]; series: readonly Series[]; facts: Facts };

const LONGEST_SUMMARY = 1000;

/** CLASS as it counts here. */
export const visibilityOf = (component: Component): Visibility => {
  const mark = valueOf(component, "CLASS")?.toUpperCase() ?? "PUBLIC";
  if (mark === "PUBLIC") return "public";
  return mark === "CONFIDENTIAL" ? "confidential" : "private";
};

/** The strictest mark of all components: whoever hides one instance does not mean to show it by the others. */
const strictest = (main: readonly Component[]): Visibility => {
  const marks = main.map(visibilityOf);
  return marks.includes("private") ? "private" : marks.includes("confidential") ? "confidential" : "public";
};

/** The address in an ORGANIZER or ATTENDEE value, in small letters. */
export const addressIn = (value: string): string => value.trim().toLowerCase();

const sequenceOf = (main: readonly Component[]): number =>
  Math.max(0, ...main.map((one) => Number.parseInt(valueOf(one, "SEQUENCE") ?? "0", 10) || 0));

const shortened = (text: string | undefined): string | null => text?.slice(0, LONGEST_SUMMARY).replaceAll("\0", "") || null;

/** The components of an object but its zones. */
export const mainOf = (calendar: Component): Component[] => calendar.components.filter(({ name }) => name !== "VTIMEZONE");

/** The component without RECURRENCE-ID, or the first when all are instances. */
export const masterOf = (main: readonly Component[]): Component | undefined =>
  main.find((one) => valueOf(one, "RECURRENCE-ID") === undefined) ?? main[0];

/** Reads a parsed calendar; floating times and whole days are placed in `zone`. */
export const readCalendar = (calendar: Component, zone: string): ReadObject => {
  const main = mainOf(calendar);
  const master = masterOf(main);
  const { series } = readSeries(calendar);
  const bounds = boundsOf(series, zone);
  const organizer = main.map((one) => valueOf(one, "ORGANIZER")).find((value) => value !== undefined);
  return {
    calendar,
    main,
    series,
    facts: {
      summary: shortened(master && textOf(master, "SUMMARY")),
      place: shortened(master && textOf(master, "LOCATION")),
      visibility: strictest(main),
      sequence: sequenceOf(main),
      organizer: organizer ? addressIn(organizer) : null,
      categories: master ? linesOf(master, "CATEGORIES").flatMap(({ value }) => readTextList(value)) : [],
      repeats: series.some(({ recurrence, overrides }) => recurrence !== undefined || overrides.length > 0),
      first: bounds && Number.isFinite(bounds.first) ? bounds.first : null,
      last: bounds && bounds.last !== "unbounded" && Number.isFinite(bounds.last) ? bounds.last : null,
    },
  };
};

/** Reads the text of a stored object. */
export const readStored = (text: string, zone: string): ReadObject => readCalendar(parse(text).components[0]!, zone);
