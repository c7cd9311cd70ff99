import type { Component } from "#kernel/icalendar/lines/component.ts";
import type { ContentLine } from "#kernel/icalendar/lines/content-line.ts";
import type { Occurrence } from "#kernel/icalendar/series/occurrence.ts";
import type { Zone } from "#kernel/icalendar/zones/zone.ts";
import type { TimeRange } from "../backend.ts";
import { paramOf } from "#kernel/icalendar/lines/content-line.ts";
import { lineOf, linesOf, valueOf } from "#kernel/icalendar/lines/edit.ts";
import { expandSeries } from "#kernel/icalendar/series/expand.ts";
import { readSeries, type Series } from "#kernel/icalendar/series/series.ts";
import { place } from "#kernel/icalendar/series/timing.ts";
import { DAY } from "#kernel/icalendar/values/civil.ts";
import { readDuration } from "#kernel/icalendar/values/duration.ts";
import { momentsIn, type Moment } from "#kernel/icalendar/values/moment.ts";
import { readPeriod } from "#kernel/icalendar/values/period.ts";
import { zoneFinder, type ZoneFinder } from "#kernel/icalendar/zones/zone-finder.ts";

/** A span in epoch milliseconds, `to` not included; an open side of a range lies beyond all that iCalendar can write. */
export type Span = { readonly from: number; readonly to: number };

const FIRST = -62_135_596_800_000;
const LAST = 253_402_300_800_000;

/** The span of a time range. */
export const spanOf = (range: TimeRange): Span => ({
  from: range.start?.epochMilliseconds ?? FIRST,
  to: range.end?.epochMilliseconds ?? LAST,
});

/** To know whether something is there, a few instances are enough; more are only passed over when all of them are excluded. */
const ENOUGH_INSTANCES = 2_000;
const ENOUGH_STEPS = 200_000;

/** When the components of one calendar object take place, worked out as asked and remembered per range. */
export class Occurrences {
  readonly calendar: Component;
  readonly zone: Zone;
  readonly #seen = new Map<string, readonly Occurrence[] | "cut">();
  #series: readonly Series[] | undefined;
  #find: ZoneFinder | undefined;

  constructor(calendar: Component, zone: Zone) {
    this.calendar = calendar;
    this.zone = zone;
  }

  get series(): readonly Series[] {
    this.#series ??= readSeries(this.calendar).series;
    return this.#series;
  }

  /** The instances of one component in a span; "cut" when there are too many to look at them all. */
  of(component: Component, { from, to }: Span): readonly Occurrence[] | "cut" {
    const key = `${from} ${to}`;
    let all = this.#seen.get(key);
    if (all === undefined) {
      const { occurrences, cut } = expandSeries(this.series, {
        from,
        to,
        zone: this.zone,
        maxInstances: ENOUGH_INSTANCES,
        maxSteps: ENOUGH_STEPS,
      });
      all = cut ? "cut" : occurrences;
      this.#seen.set(key, all);
    }
    return all === "cut" ? all : all.filter((each) => each.component === component);
  }

  /** The span of a moment: an instant, or a whole day for a date. */
  span(moment: Moment): Span {
    this.#find ??= zoneFinder(this.calendar, []);
    const placed = place(moment, 0, this.#find);
    const zone = placed.zone ?? this.zone;
    const from = zone.toUtc(placed.local);
    return { from, to: placed.allDay ? zone.toUtc(placed.local + DAY) : from };
  }

  /** The instant of a dated property; undefined when it is not there. */
  instant(component: Component, name: string): number | undefined {
    const line = lineOf(component, name);
    const moment = line && momentsIn(line)[0];
    return moment && this.span(moment).from;
  }

  /** Whether a component is in a range, by the table of its kind (RFC 4791 §9.9). */
  takesPlace(component: Component, range: TimeRange): boolean {
    const span = spanOf(range);
    if (component.name === "VTODO") return todoTakesPlace(this, component, span);
    if (component.name === "VFREEBUSY") return busyTakesPlace(this, component, span);
    if (component.name === "VAVAILABILITY")
      return (this.instant(component, "DTSTART") ?? FIRST) < span.to && (this.instant(component, "DTEND") ?? LAST) > span.from;
    const found = this.of(component, span);
    return found === "cut" || found.length > 0;
  }
}

/** The rows of the table for a to-do that has a place in time. */
const todoRow = ({ start, end }: Occurrence, has: { start: boolean; due: boolean; duration: boolean }, { from, to }: Span): boolean => {
  if (has.start && has.duration) return from <= end && (to > start || to >= end);
  if (has.start && has.due) return (from < end || from <= start) && (to > start || to >= end);
  return has.start ? from <= start && to > start : from < end && to >= end;
};

const todoTakesPlace = (times: Occurrences, component: Component, span: Span): boolean => {
  const has = {
    start: lineOf(component, "DTSTART") !== undefined,
    due: lineOf(component, "DUE") !== undefined,
    duration: lineOf(component, "DURATION") !== undefined,
  };
  if (has.start || has.due) {
    // The table's bounds are partly inclusive, so one millisecond more on both sides is looked at.
    const found = times.of(component, { from: span.from - 1, to: span.to + 1 });
    return found === "cut" || found.some((each) => todoRow(each, has, span));
  }
  const [created, completed] = [times.instant(component, "CREATED"), times.instant(component, "COMPLETED")];
  const { from, to } = span;
  if (created !== undefined && completed !== undefined) return (from <= created || from <= completed) && (to >= created || to >= completed);
  if (completed !== undefined) return from <= completed && to >= completed;
  return created === undefined || to > created;
};

/** The periods of a FREEBUSY line. */
export const periodsOf = (times: Occurrences, line: ContentLine): Span[] =>
  line.value.split(",").flatMap((value) => {
    const period = readPeriod(value, paramOf(line, "TZID"));
    if (!period) return [];
    const { from } = times.span(period.start);
    return [{ from, to: period.end ? times.span(period.end).from : from + period.length.days * DAY + period.length.ms }];
  });

const busyTakesPlace = (times: Occurrences, component: Component, { from, to }: Span): boolean => {
  const [start, end] = [times.instant(component, "DTSTART"), times.instant(component, "DTEND")];
  if (start !== undefined && end !== undefined) return from <= end && to > start;
  return linesOf(component, "FREEBUSY").some((line) => periodsOf(times, line).some((period) => from < period.to && to > period.from));
};

const MOST_RINGS = 100;

/** When an alarm rings, counted from the start (or end) of what it belongs to: each ring in milliseconds. */
const ringsOf = (alarm: Component): { offsets: number[]; related: "start" | "end" } | undefined => {
  const trigger = lineOf(alarm, "TRIGGER");
  const offset = trigger && readDuration(trigger.value);
  if (!offset) return undefined;
  const first = offset.days * DAY + offset.ms;
  const gap = readDuration(valueOf(alarm, "DURATION") ?? "");
  const repeats = gap ? Math.min(MOST_RINGS, Math.max(0, Number(valueOf(alarm, "REPEAT")) || 0)) : 0;
  const step = gap ? gap.days * DAY + gap.ms : 0;
  return {
    offsets: Array.from({ length: repeats + 1 }, (_, ring) => first + ring * step),
    related: paramOf(trigger, "RELATED")?.toUpperCase() === "END" ? "end" : "start",
  };
};

/** Whether an alarm of some instance rings in a range (RFC 4791 §9.9, table of VALARM). */
export const alarmRings = (times: Occurrences, owner: Component, alarm: Component, range: TimeRange): boolean => {
  const { from, to } = spanOf(range);
  const rings = ringsOf(alarm);
  if (!rings) {
    const absolute = times.instant(alarm, "TRIGGER");
    return absolute !== undefined && from <= absolute && to > absolute;
  }
  const { offsets, related } = rings;
  const [least, most] = [offsets.reduce((a, b) => Math.min(a, b)), offsets.reduce((a, b) => Math.max(a, b))];
  const found = times.of(owner, { from: from - most - 1, to: to - least + 1 });
  return found === "cut" || found.some((each) => offsets.some((offset) => from <= each[related] + offset && to > each[related] + offset));
};

/** Whether a dated property lies in a range (RFC 4791 §9.7.2). */
export const lineInRange = (times: Occurrences, line: ContentLine, range: TimeRange): boolean => {
  const { from, to } = spanOf(range);
  const inside = (span: Span): boolean => span.from < to && (span.to > from || (span.to === span.from && span.from >= from));
  const moments = momentsIn(line).filter((each) => each !== undefined);
  return moments.some((each) => inside(times.span(each))) || periodsOf(times, line).some(inside);
};
