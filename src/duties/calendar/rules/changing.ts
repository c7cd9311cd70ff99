import type { Component } from "#kernel/icalendar/lines/component.ts";
import { lineOf, removeLines, replacePart, setLine, valueOf } from "#kernel/icalendar/lines/edit.ts";
import { buildLine } from "#kernel/icalendar/lines/write.ts";
import { readRule, writeRule } from "#kernel/icalendar/rules/rule.ts";
import { dayOfLocal } from "#kernel/icalendar/values/civil.ts";
import { momentsIn, type Moment } from "#kernel/icalendar/values/moment.ts";
import { putMoment } from "./draft.ts";
import { beginAt, changeThis, endBefore, forgetHanging, moveTo, shiftHanging, type Instance } from "./series-edit.ts";
import { mainOf, masterOf } from "./stored.ts";

/** Which instances a change is for. */
export type Scope = "this" | "following" | "all";

/** A change: new times, and whatever else is done to each component that it is for. */
export type Change = {
  start?: Moment | undefined;
  end?: Moment | undefined;
  /** The rule changes: exceptions of the old one mean nothing any more. */
  newRule: boolean;
  edit(component: Component): Component;
};

/** What becomes of an object: the text of the object itself, and of the series that is cut off from it. */
export type Changed = { calendar: Component; onward?: Component };

const startOf = (component: Component): Moment => {
  const line = lineOf(component, "DTSTART");
  return (line && momentsIn(line)[0]) ?? { form: "utc", local: 0 };
};

const sameForm = (a: Moment, b: Moment): boolean => a.form === b.form && a.tzid === b.tzid;

const withEnd = (component: Component, end: Moment | undefined): Component =>
  end ? putMoment(removeLines(component, "DURATION"), "DTEND", end) : component;

/** A weekly series that moves to another day of the week takes its days along. */
const shiftWeekdays = (component: Component, days: number): Component => {
  const reading = readRule(valueOf(component, "RRULE") ?? "");
  if (!("rule" in reading) || days % 7 === 0 || reading.rule.freq !== "WEEKLY") return component;
  const byDay = reading.rule.byDay.map((day) => ({ ...day, weekday: (((day.weekday + days) % 7) + 7) % 7 }));
  return setLine(component, buildLine({ name: "RRULE", value: writeRule({ ...reading.rule, byDay }) }));
};

const changeWhole = (calendar: Component, at: Moment | undefined, change: Change): Component => {
  const master = masterOf(mainOf(calendar))!;
  const own = startOf(master);
  const base = at ?? own;
  const { start, end } = change;
  if (start && !sameForm(start, own)) {
    const plain = forgetHanging(calendar);
    const there = masterOf(mainOf(plain))!;
    return replacePart(plain, there, change.edit(withEnd(moveTo(there, start), end)));
  }
  const delta = start ? start.local - base.local : 0;
  const kept = change.newRule ? forgetHanging(calendar) : shiftHanging(calendar, delta);
  const there = masterOf(mainOf(kept))!;
  const from = { ...own, local: own.local + delta };
  const moved = delta === 0 ? there : shiftWeekdays(moveTo(there, from), dayOfLocal(from.local) - dayOfLocal(own.local));
  const until = end && { ...end, local: from.local + (end.local - (start ?? base).local) };
  return replacePart(kept, there, change.edit(withEnd(moved, until)));
};

const editOverrides = (calendar: Component, edit: (component: Component) => Component): Component =>
  mainOf(calendar)
    .filter((one) => valueOf(one, "RECURRENCE-ID") !== undefined)
    .reduce((whole, one) => replacePart(whole, one, edit(one)), calendar);

const changeOne = (calendar: Component, found: Instance, change: Change): Component =>
  changeThis(calendar, found, (component) => {
    const moved = change.start ? moveTo(component, change.start) : component;
    return change.edit(withEnd(moved, change.end));
  });

const wallOf = (found: Instance): Moment => (found.override ? startOf(found.override) : found.moment);

/**
 * Applies a change to one instance, to one and all that follow, or to all. What follows becomes a series of its own with
 * the UID `onwardUid`. `found` is nothing for what does not repeat, or for the whole of a series.
 */
export const applyChange = (
  calendar: Component,
  scope: Scope,
  found: Instance | undefined,
  change: Change,
  onwardUid: string,
  view: string,
): Changed => {
  if (found && scope === "this") return { calendar: changeOne(calendar, found, change) };
  if (found && scope === "following" && !found.isFirst) {
    const onward = beginAt(calendar, found, onwardUid, view);
    const at = found.override ? wallOf(found) : undefined;
    return { calendar: endBefore(calendar, found), onward: changeWhole(onward, at && sameForm(at, found.moment) ? at : undefined, change) };
  }
  const at = found && sameForm(wallOf(found), found.moment) ? wallOf(found) : found?.moment;
  return { calendar: changeWhole(calendar, at, change) };
};

/** The same edit for a whole series, changed instances included. */
export const editAll = (calendar: Component, edit: (component: Component) => Component): Component => {
  const master = masterOf(mainOf(calendar));
  if (!master) return calendar;
  if (valueOf(master, "RECURRENCE-ID") !== undefined) return editOverrides(calendar, edit);
  return editOverrides(replacePart(calendar, master, edit(master)), edit);
};
