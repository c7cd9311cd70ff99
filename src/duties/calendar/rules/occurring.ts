import type { Component } from "#kernel/icalendar/lines/component.ts";
import { paramOf } from "#kernel/icalendar/lines/content-line.ts";
import { linesOf, valueOf } from "#kernel/icalendar/lines/edit.ts";
import { boundsOf } from "#kernel/icalendar/series/bound.ts";
import { expandSeries } from "#kernel/icalendar/series/expand.ts";
import type { Occurrence } from "#kernel/icalendar/series/occurrence.ts";
import type { Series } from "#kernel/icalendar/series/series.ts";
import { addressIn } from "./stored.ts";

/** How much of the time something takes, as it is stored. */
export const FREE = 0;
export const TENTATIVE = 1;
export const BUSY = 2;

/** One instance in time; epoch milliseconds, the end not included. */
export type Taken = { instance: string; start: number; end: number; busy: number };

/** Instances of an object, and from when to when they are all there; `whole` when there are no others at all. */
export type Unfolded = { taken: Taken[]; from: number; until: number; whole: boolean };

/** A window in epoch milliseconds. */
export type Window = { from: number; to: number };

/** More rows than this are not kept for one object; the rest is worked out when it is asked for. */
const MOST_ROWS = 3000;

const ownAnswer = (component: Component, own: ReadonlySet<string>): string | undefined => {
  const line = linesOf(component, "ATTENDEE").find(({ value }) => own.has(addressIn(value)));
  return line && (paramOf(line, "PARTSTAT")?.toUpperCase() ?? "NEEDS-ACTION");
};

/** How much of its owner's time a component takes, by its own marks and the owner's answer; `own` are the owner's addresses. */
export const busyOf = (component: Component, own: ReadonlySet<string>): number => {
  if (component.name !== "VEVENT" || valueOf(component, "TRANSP")?.toUpperCase() === "TRANSPARENT") return FREE;
  const status = valueOf(component, "STATUS")?.toUpperCase();
  if (status === "CANCELLED") return FREE;
  const organizer = valueOf(component, "ORGANIZER");
  const answer = organizer && own.has(addressIn(organizer)) ? "ACCEPTED" : ownAnswer(component, own);
  if (answer === "DECLINED" || answer === "DELEGATED") return FREE;
  return status === "TENTATIVE" || answer === "TENTATIVE" || answer === "NEEDS-ACTION" ? TENTATIVE : BUSY;
};

/** Instances as rows, for an owner with these addresses. */
export const takenBy = (occurrences: readonly Occurrence[], own: ReadonlySet<string>): Taken[] => {
  const known = new Map<Component, number>();
  return occurrences.map(({ component, start, end, recurrenceId }) => {
    const busy = known.get(component) ?? busyOf(component, own);
    known.set(component, busy);
    return { instance: recurrenceId ?? "", start, end, busy };
  });
};

/** Unfolds series within a window as far as rows are kept. */
export const unfold = (series: readonly Series[], zone: string, own: ReadonlySet<string>, window: Window): Unfolded => {
  const { occurrences, cut } = expandSeries(series, { ...window, zone, maxInstances: MOST_ROWS });
  const bounds = boundsOf(series, zone);
  const until = cut ? Math.max(window.from, Math.min(window.to, cut.completeUntil)) : window.to;
  const kept = cut ? occurrences.filter(({ start }) => start < until) : occurrences;
  const endless = bounds !== undefined && (bounds.last === "unbounded" || bounds.last > until);
  const whole = !cut && !endless && (bounds === undefined || bounds.first >= window.from);
  return { taken: takenBy(kept, own), from: window.from, until, whole };
};
