import { note, type Finding } from "../finding.ts";
import type { Component } from "../lines/component.ts";
import { paramOf, type ContentLine } from "../lines/content-line.ts";
import { linesOf } from "../lines/edit.ts";
import { compile, type Pattern } from "../rules/pattern.ts";
import { readRule, type Rule } from "../rules/rule.ts";
import { runRule } from "../rules/run.ts";
import { DAY, dayOfLocal } from "../values/civil.ts";
import { momentsIn, type Moment } from "../values/moment.ts";
import { readPeriod } from "../values/period.ts";
import type { ZoneFinder } from "../zones/zone-finder.ts";
import { place, type Length, type Placed, type Timing } from "./timing.ts";

/** A rule of a series: no instance after `until` in wall time nor after `untilInstant`, at most `count` from the start. */
export type SeriesRule = { readonly pattern: Pattern; readonly until: number; readonly untilInstant: number; readonly count: number };

/** A date added by RDATE: wall time in the zone of the series, its instant where that is certain, its own length with a PERIOD. */
export type Extra = { readonly local: number; readonly instant: number | undefined; readonly length: Length | undefined };

/**
 * How a master repeats. Keys are instants, or wall times where the series has no zone of its own; days (numbers of wall
 * time) take out everything on them, as some clients write EXDATE without a time.
 */
export type Recurrence = {
  readonly rules: readonly SeriesRule[];
  readonly exceptRules: readonly SeriesRule[];
  readonly extras: readonly Extra[];
  readonly excluded: ReadonlySet<number>;
  readonly excludedDays: ReadonlySet<number>;
};

/** RFC 5545 wants one rule; more are unions, but nobody needs many. */
const MOST_RULES = 10;

type Bounds = Pick<SeriesRule, "until" | "untilInstant">;
const ENDLESS: Bounds = { until: Infinity, untilInstant: Infinity };

/** UNTIL against the kind of start that it belongs to; unlike kinds are read as they were surely meant. */
const boundsOf = (until: Moment | undefined, start: Placed): Bounds => {
  if (!until) return ENDLESS;
  if (start.allDay) return { ...ENDLESS, until: dayOfLocal(until.local) * DAY };
  if (until.form === "date") return { ...ENDLESS, until: until.local + DAY - 1 };
  if (until.form === "utc" && start.zone) return { until: until.local + start.zone.most, untilInstant: until.local };
  return { ...ENDLESS, until: until.local };
};

const isUnlike = (until: Moment, start: Placed): boolean => {
  if (start.allDay) return until.form !== "date";
  return until.form !== (start.zone ? "utc" : "floating");
};

const startMatches = (pattern: Pattern, start: number): boolean => {
  const found: number[] = [];
  runRule(pattern, { from: start, to: start + 1, until: Infinity, count: Infinity }, { steps: 100_000, instances: 1 }, found);
  return found.length > 0;
};

const ruleFrom = (rule: Rule, timing: Timing, line: ContentLine, findings: Finding[]): SeriesRule => {
  const pattern = compile(rule, timing.local);
  if (rule.until && isUnlike(rule.until, timing)) note(findings, "UNTIL_UNLIKE_START", line.line);
  const bounds = boundsOf(rule.until, timing);
  if (rule.count === undefined) return { pattern, ...bounds, count: Infinity };
  // The start is the first instance and counts as such, whether or not the rule would give it (RFC 5545 §3.3.10).
  return { pattern, ...bounds, count: startMatches(pattern, timing.local) ? rule.count : rule.count - 1 };
};

const rulesIn = (component: Component, name: string, timing: Timing, findings: Finding[]): SeriesRule[] =>
  linesOf(component, name)
    .slice(0, MOST_RULES)
    .flatMap((line) => {
      const reading = readRule(line.value);
      if ("rule" in reading) {
        for (const odd of reading.odd) note(findings, "RULE_OUT_OF_TABLE", line.line, odd);
        return [ruleFrom(reading.rule, timing, line, findings)];
      }
      note(findings, reading.foreign ? "RULE_NOT_GREGORIAN" : "BAD_RULE", line.line, reading.wrong);
      return [];
    });

/** The wall time that a moment has in a series; a date takes the time of day of a timed start. */
export const localIn = (placed: Placed, start: Placed): { local: number; instant: number | undefined } => {
  if (start.allDay) return { local: dayOfLocal(placed.local) * DAY, instant: undefined };
  if (placed.allDay) return { local: placed.local + (start.local - dayOfLocal(start.local) * DAY), instant: undefined };
  if (!start.zone) return { local: placed.local, instant: undefined };
  const instant = (placed.zone ?? start.zone).toUtc(placed.local);
  return placed.zone === start.zone ? { local: placed.local, instant } : { local: start.zone.toLocal(instant), instant };
};

/** What tells one instance of a series from another: its instant, or its wall time where the series has no zone. */
export const keyIn = (placed: Placed, start: Placed): number => {
  const { local, instant } = localIn(placed, start);
  return start.zone ? (instant ?? start.zone.toUtc(local)) : local;
};

const periodExtra = (value: string, line: ContentLine, timing: Timing, find: ZoneFinder): Extra | undefined => {
  const period = readPeriod(value, paramOf(line, "TZID"));
  if (!period) return undefined;
  const start = place(period.start, line.line, find);
  const at = localIn(start, timing);
  if (period.length) return { ...at, length: { wall: period.length.days * DAY, exact: period.length.ms } };
  const end = localIn(place(period.end, line.line, find), timing);
  const exact = at.instant !== undefined && end.instant !== undefined;
  const lasts = Math.max(0, exact ? end.instant! - at.instant! : end.local - at.local);
  return { ...at, length: exact ? { wall: 0, exact: lasts } : { wall: lasts, exact: 0 } };
};

const extrasIn = (component: Component, timing: Timing, find: ZoneFinder, findings: Finding[]): Extra[] =>
  linesOf(component, "RDATE").flatMap((line) => {
    const read = line.value.includes("/")
      ? line.value.split(",").map((value) => periodExtra(value, line, timing, find))
      : momentsIn(line).map((moment) => moment && { ...localIn(place(moment, line.line, find), timing), length: undefined });
    if (read.includes(undefined)) note(findings, "BAD_MOMENT", line.line, line.value);
    return read.filter((extra) => extra !== undefined);
  });

type Exclusions = { excluded: Set<number>; excludedDays: Set<number> };

const exclusionsIn = (component: Component, timing: Timing, find: ZoneFinder, findings: Finding[]): Exclusions => {
  const result: Exclusions = { excluded: new Set(), excludedDays: new Set() };
  for (const line of linesOf(component, "EXDATE")) {
    for (const moment of momentsIn(line)) {
      if (!moment) note(findings, "BAD_MOMENT", line.line, line.value);
      else if (moment.form === "date" && !timing.allDay) result.excludedDays.add(dayOfLocal(moment.local));
      else result.excluded.add(keyIn(place(moment, line.line, find), timing));
    }
  }
  return result;
};

const REPEATS = new Set(["RRULE", "RDATE"]);

/** Reads RRULE, RDATE, EXDATE and the old EXRULE of a master; undefined when it does not repeat. */
export const readRecurrence = (component: Component, timing: Timing, find: ZoneFinder, findings: Finding[]): Recurrence | undefined => {
  if (!component.lines.some((line) => REPEATS.has(line.name))) return undefined;
  return {
    rules: rulesIn(component, "RRULE", timing, findings),
    exceptRules: rulesIn(component, "EXRULE", timing, findings),
    extras: extrasIn(component, timing, find, findings),
    ...exclusionsIn(component, timing, find, findings),
  };
};

/** The longest that any instance of a series may last in milliseconds, with a day of slack where days are counted by the calendar. */
export const reachOf = ({ wall, exact }: Length): number => wall + exact + (wall > 0 ? DAY : 0);
