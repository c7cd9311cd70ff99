import type { Component } from "../lines/component.ts";
import { parse } from "../lines/parse.ts";
import { expand, type ExpandOptions, type Expansion } from "../series/expand.ts";
import { readMoment } from "../values/moment.ts";

/** A VCALENDAR around lines, each component's lines given by themselves. */
export const calendarOf = (...components: string[]): Component => {
  const text = `BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Kerani//Test//EN\n${components.map((part) => part.trim()).join("\n")}\nEND:VCALENDAR\n`;
  const { components: read, findings } = parse(text);
  if (findings.length > 0) throw new Error(JSON.stringify(findings));
  return read[0]!;
};

/** A VEVENT of UID `1` with these lines. */
export const event = (...lines: string[]): string => `BEGIN:VEVENT\nUID:1\n${lines.join("\n")}\nEND:VEVENT`;

/** An instant written as iCalendar does. */
export const instant = (text: string): number => readMoment(text)!.local;

/** Expands between two instants or dates in UTC, seen from Jakarta unless said otherwise. */
export const expandIn = (calendar: Component, from: string, to: string, options: Partial<ExpandOptions> = {}): Expansion =>
  expand(calendar, { from: instant(from), to: instant(to), zone: "Asia/Jakarta", ...options });

/** The starts of the occurrences in a window, as `2026-01-02T03:04Z`. */
export const startsIn = (calendar: Component, from: string, to: string, options: Partial<ExpandOptions> = {}): string[] =>
  expandIn(calendar, from, to, options).occurrences.map(({ start }) => `${new Date(start).toISOString().slice(0, 16)}Z`);
