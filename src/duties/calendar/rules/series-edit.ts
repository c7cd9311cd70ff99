import type { Component } from "#kernel/icalendar/lines/component.ts";
import { paramOf, type ContentLine } from "#kernel/icalendar/lines/content-line.ts";
import { lineOf, linesOf, removeLines, replacePart, addComponents, setLine, valueOf } from "#kernel/icalendar/lines/edit.ts";
import { buildLine } from "#kernel/icalendar/lines/write.ts";
import { readRule, writeRule } from "#kernel/icalendar/rules/rule.ts";
import { expandSeries, viewZone } from "#kernel/icalendar/series/expand.ts";
import { keyIn } from "#kernel/icalendar/series/recurrence.ts";
import { readSeries, type Series } from "#kernel/icalendar/series/series.ts";
import { DAY } from "#kernel/icalendar/values/civil.ts";
import { momentParams, momentsIn, readMoment, writeMoment, type Moment } from "#kernel/icalendar/values/moment.ts";
import { putMoment } from "./draft.ts";

type Master = NonNullable<Series["master"]>;

/** One instance of a series, found by the name that its series gives it. */
export type Instance = {
  series: Series & { master: Master };
  /** Its wall time by the rule, in the form of the series. */
  moment: Moment;
  key: number;
  /** The component that speaks for it alone, if there is one. */
  override: Component | undefined;
  isFirst: boolean;
};

const masterSeries = (calendar: Component): (Series & { master: Master }) | undefined =>
  readSeries(calendar).series.find((one): one is Series & { master: Master } => one.master !== undefined);

const occurs = (series: Series, moment: Moment, view: string): boolean => {
  const zone = series.master?.timing.zone ?? viewZone(view);
  const at = zone.toUtc(moment.local);
  const plain = { ...series, overrides: [] };
  const { occurrences } = expandSeries([plain], { from: at, to: at + 1, zone: view });
  return occurrences.some(({ recurrenceId }) => recurrenceId === writeMoment(moment));
};

/** Finds an instance by its recurrence id; undefined when the series has none there. `view` is the zone of floating times. */
export const findInstance = (calendar: Component, instance: string, view: string): Instance | undefined => {
  const series = masterSeries(calendar);
  if (!series?.recurrence) return undefined;
  const { timing } = series.master;
  const moment = readMoment(instance, timing.moment.tzid);
  if (!moment || moment.form !== timing.moment.form) return undefined;
  const key = keyIn({ moment, local: moment.local, allDay: timing.allDay, zone: timing.zone }, timing);
  const override = series.overrides.find((one) => keyIn(one.instance, timing) === key)?.component;
  if (!override && !occurs(series, moment, view)) return undefined;
  return { series, moment, key, override, isFirst: moment.local === timing.local };
};

const spanInWall = (component: Component): number | undefined => {
  const [start, end] = ["DTSTART", "DTEND"].map((name) => {
    const line = lineOf(component, name);
    return line && momentsIn(line)[0];
  });
  return start && end ? end.local - start.local : undefined;
};

/** Moves the start of a component to a wall time of the same form, its length unchanged. */
export const moveTo = (component: Component, moment: Moment): Component => {
  const length = spanInWall(component);
  const end = lineOf(component, "DTEND");
  const endMoment = end && momentsIn(end)[0];
  const moved = putMoment(component, "DTSTART", moment);
  if (length === undefined || !endMoment) return moved;
  return putMoment(moved, "DTEND", { ...(endMoment.form === moment.form ? endMoment : moment), local: moment.local + length });
};

const asInstance = (master: Component, moment: Moment): Component => {
  const single = moveTo(removeLines(master, "RRULE", "RDATE", "EXDATE", "EXRULE"), moment);
  return setLine(single, buildLine({ name: "RECURRENCE-ID", value: writeMoment(moment), params: momentParams(moment) }));
};

/** Changes one instance only. */
export const changeThis = (calendar: Component, found: Instance, change: (component: Component) => Component): Component =>
  found.override
    ? replacePart(calendar, found.override, change(found.override))
    : addComponents(calendar, change(asInstance(found.series.master.component, found.moment)));

/** Takes one instance out. */
export const removeThis = (calendar: Component, found: Instance): Component => {
  const { component } = found.series.master;
  const without = found.override ? replacePart(calendar, found.override) : calendar;
  const line = buildLine({ name: "EXDATE", value: writeMoment(found.moment), params: momentParams(found.moment) });
  const [before] = linesOf(component, "EXDATE").slice(-1);
  const at = component.parts.findIndex((part) => part === (before ?? lineOf(component, "DTSTART")));
  return replacePart(without, component, { ...component, ...withInserted(component, at + 1, line) });
};

const withInserted = (component: Component, at: number, line: ContentLine): Pick<Component, "parts" | "lines"> => {
  const parts = component.parts.toSpliced(at, 0, line);
  return { parts, lines: parts.filter((part): part is ContentLine => !("parts" in part)) };
};

const keptDates = (line: ContentLine, found: Instance, keep: (key: number) => boolean): ContentLine | undefined => {
  const { timing } = found.series.master;
  const values = line.value.split(",").filter((value) => {
    const moment = readMoment(value.split("/")[0]!, paramOf(line, "TZID"));
    return !moment || keep(keyIn({ moment, local: moment.local, allDay: moment.form === "date", zone: timing.zone }, timing));
  });
  return values.length > 0 ? buildLine({ name: line.name, value: values.join(","), params: line.params }) : undefined;
};

const withDates = (component: Component, found: Instance, keep: (key: number) => boolean): Component =>
  linesOf(component, "RDATE").reduce((whole, line) => {
    const kept = keptDates(line, found, keep);
    return kept ? replacePart(whole, line, kept) : replacePart(whole, line);
  }, component);

const justBefore = (found: Instance): Moment => {
  const { timing } = found.series.master;
  if (timing.moment.form === "date") return { form: "date", local: found.moment.local - DAY };
  if (!timing.zone) return { form: "floating", local: found.moment.local - 1000 };
  return { form: "utc", local: timing.zone.toUtc(found.moment.local) - 1000 };
};

const ruleOf = (component: Component) => {
  const reading = readRule(valueOf(component, "RRULE") ?? "");
  return "rule" in reading ? reading.rule : undefined;
};

const putRule = (component: Component, rule: Parameters<typeof writeRule>[0]): Component =>
  setLine(component, buildLine({ name: "RRULE", value: writeRule(rule) }));

/** The series up to an instance, without it. */
export const endBefore = (calendar: Component, found: Instance): Component => {
  const { master, overrides } = found.series;
  const rule = ruleOf(master.component);
  let cut = withDates(master.component, found, (key) => key < found.key);
  if (rule) {
    const { count: _count, ...rest } = rule;
    cut = putRule(cut, { ...rest, until: justBefore(found) });
  }
  const later = overrides.filter(({ instance }) => keyIn(instance, master.timing) >= found.key);
  return later.reduce((whole, { component }) => replacePart(whole, component), replacePart(calendar, master.component, cut));
};

const countBefore = (found: Instance, view: string): number => {
  const plain: Series = {
    ...found.series,
    overrides: [],
    recurrence: { ...found.series.recurrence!, excluded: new Set(), excludedDays: new Set(), extras: [] },
  };
  const zone = found.series.master.timing.zone ?? viewZone(view);
  const to = zone.toUtc(found.moment.local);
  return expandSeries([plain], { from: zone.toUtc(found.series.master.timing.local) - DAY, to, zone: view }).occurrences.filter(
    ({ start }) => start < to,
  ).length;
};

/** The series from an instance on, as a series of its own with another UID. */
export const beginAt = (calendar: Component, found: Instance, uid: string, view: string): Component => {
  const { master, overrides } = found.series;
  const rule = ruleOf(master.component);
  const named = (component: Component) => setLine(component, buildLine({ name: "UID", value: uid }));
  let onward = withDates(moveTo(named(master.component), found.moment), found, (key) => key >= found.key);
  if (rule?.count !== undefined) onward = putRule(onward, { ...rule, count: Math.max(1, rule.count - countBefore(found, view)) });
  const renamed = overrides.map(({ component, instance }) => ({ component, later: keyIn(instance, master.timing) >= found.key }));
  return renamed.reduce(
    (whole, { component, later }) => (later ? replacePart(whole, component, named(component)) : replacePart(whole, component)),
    replacePart(calendar, master.component, onward),
  );
};

const shifted = (line: ContentLine, delta: number): ContentLine => {
  const values = line.value.split(",").map((value) => {
    const moment = readMoment(value, paramOf(line, "TZID"));
    return moment ? writeMoment({ ...moment, local: moment.local + delta }) : value;
  });
  return buildLine({ name: line.name, value: values.join(","), params: line.params });
};

const shiftLines = (component: Component, names: readonly string[], delta: number): Component =>
  component.lines
    .filter(({ name }) => names.includes(name))
    .reduce((whole, line) => replacePart(whole, line, shifted(line, delta)), component);

const shiftOverride = (component: Component, delta: number): Component => {
  const [start, instance] = ["DTSTART", "RECURRENCE-ID"].map((name) => valueOf(component, name));
  const names = start === instance ? ["RECURRENCE-ID", "DTSTART", "DTEND"] : ["RECURRENCE-ID"];
  return shiftLines(component, names, delta);
};

/** Moves what hangs on the instances of a series (exceptions and changed ones) along with its start, by wall time. */
export const shiftHanging = (calendar: Component, delta: number): Component => {
  const series = masterSeries(calendar);
  if (!series || delta === 0) return calendar;
  const moved = replacePart(calendar, series.master.component, shiftLines(series.master.component, ["EXDATE", "RDATE"], delta));
  return series.overrides.reduce((whole, { component }) => replacePart(whole, component, shiftOverride(component, delta)), moved);
};

/** Lets go of exceptions and changed instances, which mean nothing under another rule or in another zone. */
export const forgetHanging = (calendar: Component): Component => {
  const series = masterSeries(calendar);
  if (!series) return calendar;
  const plain = replacePart(calendar, series.master.component, removeLines(series.master.component, "EXDATE", "RDATE"));
  return series.overrides.reduce((whole, { component }) => replacePart(whole, component), plain);
};
