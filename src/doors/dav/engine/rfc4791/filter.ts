import type { Component } from "#kernel/icalendar/lines/component.ts";
import type { ContentLine } from "#kernel/icalendar/lines/content-line.ts";
import type { Zone } from "#kernel/icalendar/zones/zone.ts";
import type { TimeRange } from "../backend.ts";
import type { CompFilter, ParamFilter, PropFilter } from "./filter-xml.ts";
import { paramValues } from "#kernel/icalendar/lines/content-line.ts";
import { linesOf } from "#kernel/icalendar/lines/edit.ts";
import { unescapeText } from "#kernel/icalendar/lines/escapes.ts";
import { satisfies } from "../rfc4790.ts";
import { alarmRings, lineInRange, Occurrences } from "./instances.ts";

/** One object under one filter: when its components take place is worked out once. */
class Sieve {
  readonly #occurrences: Occurrences;

  constructor(calendar: Component, zone: Zone) {
    this.#occurrences = new Occurrences(calendar, zone);
  }

  comp(parent: Component, filter: CompFilter): boolean {
    const there = parent.components.filter((each) => each.name === filter.name);
    if (filter.absent) return there.length === 0;
    return there.some((each) => this.#holds(each, parent, filter));
  }

  /** Cheap conditions first: expanding a recurrence is the dear one. */
  #holds(component: Component, parent: Component, filter: CompFilter): boolean {
    return (
      filter.props.every((each) => this.#prop(component, each)) &&
      filter.comps.every((each) => this.comp(component, each)) &&
      (filter.range === undefined || this.#takesPlace(component, parent, filter.range))
    );
  }

  #takesPlace(component: Component, parent: Component, range: TimeRange): boolean {
    if (component.name === "VALARM") return alarmRings(this.#occurrences, parent, component, range);
    return this.#occurrences.takesPlace(component, range);
  }

  #prop(component: Component, filter: PropFilter): boolean {
    const lines = linesOf(component, filter.name);
    if (filter.absent) return lines.length === 0;
    if (lines.length === 0) return false;
    const { range, match } = filter;
    if (range && !lines.some((line) => lineInRange(this.#occurrences, line, range))) return false;
    if (
      match &&
      !satisfies(
        lines.map((line) => unescapeText(line.value)),
        match,
      )
    )
      return false;
    return filter.params.every((each) => paramHolds(lines, each));
  }
}

const paramHolds = (lines: readonly ContentLine[], filter: ParamFilter): boolean => {
  const values = lines.flatMap((line) => paramValues(line, filter.name));
  if (filter.absent) return values.length === 0;
  return filter.match ? satisfies(values, filter.match) : values.length > 0;
};

/** Whether a calendar object matches a filter (RFC 4791 §9.7); floating times are read in `zone`. */
export const calendarMatches = (calendar: Component, filter: CompFilter, zone: Zone): boolean => {
  if (filter.absent || calendar.name !== filter.name) return false;
  const sieve = new Sieve(calendar, zone);
  const wrapper: Component = { ...calendar, name: "", components: [calendar] };
  return sieve.comp(wrapper, filter);
};
