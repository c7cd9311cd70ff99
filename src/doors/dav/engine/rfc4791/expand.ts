import type { Component, Part } from "#kernel/icalendar/lines/component.ts";
import type { ContentLine } from "#kernel/icalendar/lines/content-line.ts";
import type { Occurrence } from "#kernel/icalendar/series/occurrence.ts";
import type { Override, Series } from "#kernel/icalendar/series/series.ts";
import type { Zone } from "#kernel/icalendar/zones/zone.ts";
import type { TimeRange } from "../backend.ts";
import { assemble, isComponent } from "#kernel/icalendar/lines/component.ts";
import { replacePart } from "#kernel/icalendar/lines/edit.ts";
import { buildLine } from "#kernel/icalendar/lines/write.ts";
import { expandSeries } from "#kernel/icalendar/series/expand.ts";
import { endFrom } from "#kernel/icalendar/series/timing.ts";
import { momentParams, readMoment, writeMoment, type Moment } from "#kernel/icalendar/values/moment.ts";
import { Occurrences, periodsOf, spanOf, type Span } from "./instances.ts";

const REPEATING = new Set(["RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"]);
const ENDS = new Set(["DTEND", "DUE"]);

const momentLine = (name: string, moment: Moment): ContentLine =>
  buildLine({ name, value: writeMoment(moment), params: momentParams(moment) });

/** An instant in the form that an expanded instance has: dates stay dates, floating times float, the rest is UTC. */
const momentAt = (instant: number, { allDay, floating }: Occurrence, zone: Zone): Moment => {
  if (allDay) return { form: "date", local: zone.toLocal(instant) };
  return floating ? { form: "floating", local: zone.toLocal(instant) } : { form: "utc", local: instant };
};

/** The RECURRENCE-ID of an instance, in UTC where its series has a zone. */
const idLine = (series: Series, occurrence: Occurrence): ContentLine[] => {
  const moment = occurrence.recurrenceId === undefined ? undefined : readMoment(occurrence.recurrenceId);
  if (!moment) return [];
  const zone = series.master ? series.master.timing.zone : series.overrides[0]?.instance.zone;
  const utc = moment.form === "floating" && zone ? ({ form: "utc", local: zone.toUtc(moment.local) } as const) : moment;
  return [momentLine("RECURRENCE-ID", utc)];
};

const instanceOf = (series: Series, occurrence: Occurrence, zone: Zone): Component => {
  const { component, start, end } = occurrence;
  const parts = component.parts.flatMap((part): Part[] => {
    if (isComponent(part)) return [part];
    if (part.name === "DTSTART") return [momentLine("DTSTART", momentAt(start, occurrence, zone)), ...idLine(series, occurrence)];
    if (ENDS.has(part.name)) return [momentLine(part.name, momentAt(end, occurrence, zone))];
    return REPEATING.has(part.name) ? [] : [part];
  });
  return assemble(component.begin, parts, component.end);
};

/** What an expansion gives: the calendar, and how many instances it took; nothing when there are more than allowed. */
export type Expanded = { readonly calendar: Component; readonly instances: number } | undefined;

/** `CALDAV:expand` (RFC 4791 §9.6.5): every instance in the range as a component of its own, without rules and zones. */
export const expandCalendar = (calendar: Component, range: Required<TimeRange>, zone: Zone, most: number): Expanded => {
  const { from, to } = spanOf(range);
  const instances: Component[] = [];
  for (const series of new Occurrences(calendar, zone).series) {
    const { occurrences, cut } = expandSeries([series], { from, to, zone, maxInstances: most - instances.length });
    if (cut) return undefined;
    instances.push(...occurrences.map((each) => instanceOf(series, each, zone)));
  }
  const others = calendar.parts.filter((part) => !isComponent(part) || part.name === "VFREEBUSY");
  return { calendar: assemble(calendar.begin, [...others, ...instances], calendar.end), instances: instances.length };
};

const touches = (span: Span, start: number, end: number): boolean =>
  start < span.to && (end > span.from || (end === start && start >= span.from));

/** An override matters to a range where it takes place, where it would have, and everywhere after it when it speaks for all that follows. */
const matters = (series: Series, { timing, instance, onward }: Override, span: Span, view: Zone): boolean => {
  const zone = timing.zone ?? view;
  const start = zone.toUtc(timing.local);
  if (touches(span, start, endFrom(timing.local, start, timing.length, zone))) return true;
  const home = instance.zone ?? view;
  const original = home.toUtc(instance.local);
  const length = series.master?.timing.length ?? timing.length;
  return touches(span, original, endFrom(instance.local, original, length, home)) || (onward && original < span.to);
};

/** `CALDAV:limit-recurrence-set` (RFC 4791 §9.6.6): the master, and the overrides that matter to the range. */
export const limitCalendar = (calendar: Component, range: Required<TimeRange>, zone: Zone): Component => {
  const span = spanOf(range);
  const { series } = new Occurrences(calendar, zone);
  const dropped = series.flatMap((one) =>
    one.overrides.filter((override) => !matters(one, override, span, zone)).map((override) => override.component),
  );
  return dropped.reduce((whole, component) => replacePart(whole, component), calendar);
};

/** `CALDAV:limit-freebusy-set` (RFC 4791 §9.6.7): only the busy periods that touch the range. */
export const limitFreeBusy = (calendar: Component, range: Required<TimeRange>, zone: Zone): Component => {
  const span = spanOf(range);
  const times = new Occurrences(calendar, zone);
  const limit = (line: ContentLine): ContentLine[] => {
    const values = line.value.split(",");
    const kept = values.filter((value) => periodsOf(times, { ...line, value }).some((each) => touches(span, each.from, each.to)));
    if (kept.length === values.length) return [line];
    return kept.length === 0 ? [] : [buildLine({ name: line.name, params: line.params, value: kept.join(","), group: line.group })];
  };
  const freebusy = calendar.components.filter((each) => each.name === "VFREEBUSY");
  return freebusy.reduce(
    (whole, component) =>
      replacePart(
        whole,
        component,
        assemble(
          component.begin,
          component.parts.flatMap((part) => (!isComponent(part) && part.name === "FREEBUSY" ? limit(part) : [part])),
          component.end,
        ),
      ),
    calendar,
  );
};
