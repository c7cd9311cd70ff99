import { note, type Finding } from "../finding.ts";
import type { Component } from "../lines/component.ts";
import { linesOf, valueOf } from "../lines/edit.ts";
import { compile } from "../rules/pattern.ts";
import { readRule } from "../rules/rule.ts";
import { runRule, type Budget } from "../rules/run.ts";
import { DAY, dayOf } from "../values/civil.ts";
import { momentsIn, readMoment, type Moment } from "../values/moment.ts";
import { readOffset } from "../values/offset.ts";
import { Zone, type Transition } from "./zone.ts";

/** Descriptions often begin in 1601; nobody meets before 1900, and after 2200 the last offset stays. */
const FIRST = dayOf(1900, 1, 1) * DAY;
const LAST = dayOf(2200, 1, 1) * DAY;

/** A description of a zone has two observances, or some dozen with its history; these bounds are for those that attack. */
const MOST_OBSERVANCES = 400;
const BUDGET: Budget = { steps: 200_000, instances: 5000 };

type Onset = Transition & { readonly before: number };

const untilOf = (until: Moment | undefined, from: number): number => {
  if (!until) return Infinity;
  if (until.form === "date") return until.local + DAY - 1;
  return until.form === "utc" ? until.local + from : until.local;
};

const ruleOnsets = (observance: Component, start: number, from: number, budget: Budget, walls: number[]): boolean => {
  for (const line of linesOf(observance, "RRULE").slice(0, 4)) {
    const reading = readRule(line.value);
    if ("wrong" in reading) return false;
    const { rule } = reading;
    const window = { from: Math.max(start, FIRST), to: LAST, until: untilOf(rule.until, from), count: rule.count ?? Infinity };
    if (runRule(compile(rule, start), window, budget, walls) !== "complete") return false;
  }
  return true;
};

/** The onsets of one STANDARD or DAYLIGHT; undefined when it cannot be read (RFC 5545 §3.6.5). */
const onsetsOf = (observance: Component, budget: Budget): Onset[] | undefined => {
  const start = readMoment(valueOf(observance, "DTSTART") ?? "");
  const from = readOffset(valueOf(observance, "TZOFFSETFROM") ?? "");
  const to = readOffset(valueOf(observance, "TZOFFSETTO") ?? "");
  if (!start || from === undefined || to === undefined) return undefined;
  const walls = [start.local];
  if (!ruleOnsets(observance, start.local, from, budget, walls)) return undefined;
  for (const line of linesOf(observance, "RDATE"))
    for (const moment of momentsIn(line).slice(0, 1000)) if (moment) walls.push(moment.local);
  return walls.map((wall) => ({ at: wall - from, before: from, offset: to }));
};

const inOrder = (onsets: Onset[]): Onset[] => {
  onsets.sort((a, b) => a.at - b.at);
  let offset = Number.NaN;
  return onsets.filter((onset, i) => {
    // Two observances that begin together: the one written last holds.
    if (onsets[i + 1]?.at === onset.at || onset.offset === offset) return false;
    offset = onset.offset;
    return true;
  });
};

/** The zone that a VTIMEZONE describes by its own rules; undefined, with a finding, when it describes none. */
export const describedZone = (component: Component, findings: Finding[]): Zone | undefined => {
  const id = valueOf(component, "TZID") ?? "";
  const observances = component.components.filter(({ name }) => name === "STANDARD" || name === "DAYLIGHT");
  const budget = { ...BUDGET };
  const onsets: Onset[] = [];
  for (const observance of observances.slice(0, MOST_OBSERVANCES)) {
    const found = onsetsOf(observance, budget);
    if (found) for (const onset of found) onsets.push(onset);
    else note(findings, "BAD_ZONE", observance.begin.line, id);
  }
  if (onsets.length > 0) {
    const ordered = inOrder(onsets);
    return new Zone(id, ordered[0]!.before, ordered);
  }
  if (observances.length === 0) note(findings, "BAD_ZONE", component.begin.line, id);
  return undefined;
};
