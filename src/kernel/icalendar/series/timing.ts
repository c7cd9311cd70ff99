import { note, type Finding } from "../finding.ts";
import type { Component } from "../lines/component.ts";
import { paramOf, type ContentLine } from "../lines/content-line.ts";
import { lineOf } from "../lines/edit.ts";
import { DAY, dayOfLocal } from "../values/civil.ts";
import { readDuration } from "../values/duration.ts";
import { readMoment, type Moment } from "../values/moment.ts";
import type { ZoneFinder } from "../zones/zone-finder.ts";
import { UTC, type Zone } from "../zones/zone.ts";

/** A moment with its zone found; without one it is a date or floats, and takes the zone of whoever looks. */
export type Placed = { readonly moment: Moment; readonly local: number; readonly allDay: boolean; readonly zone: Zone | undefined };

/** How long something lasts: first so much of the calendar in wall time, then so much exactly; milliseconds (RFC 5545 §3.8.5.3). */
export type Length = { readonly wall: number; readonly exact: number };

/** When a component is, as far as it says. */
export type Timing = Placed & { readonly length: Length };

const NOTHING: Length = { wall: 0, exact: 0 };
const ONE_DAY: Length = { wall: DAY, exact: 0 };

/** Finds the zone of a moment that stands at a line. A name that nobody knows leaves it floating. */
export const place = (moment: Moment, line: number, find: ZoneFinder): Placed => {
  const zone = moment.form === "utc" ? UTC : moment.tzid === undefined ? undefined : find(moment.tzid, line);
  return { moment, local: moment.local, allDay: moment.form === "date", zone };
};

/** Reads the first moment of a line; undefined, with a finding, when it is none. */
export const placedIn = (line: ContentLine, find: ZoneFinder, findings: Finding[]): Placed | undefined => {
  const moment = readMoment(line.value, paramOf(line, "TZID"));
  if (moment) return place(moment, line.line, find);
  note(findings, "BAD_MOMENT", line.line, line.value);
  return undefined;
};

const lengthToEnd = (start: Placed, end: Placed, line: ContentLine, findings: Finding[]): Length => {
  if (start.allDay !== end.allDay) note(findings, "UNLIKE_START", line.line, line.name);
  if (start.allDay) {
    const days = dayOfLocal(end.local) - dayOfLocal(start.local);
    if (days < 0) note(findings, "ENDS_BEFORE_START", line.line);
    // The end is not included (RFC 5545 §3.6.1), but many write a single day as ending on itself.
    return { wall: Math.max(days, 1) * DAY, exact: 0 };
  }
  const startUtc = start.zone?.toUtc(start.local);
  const lasts =
    startUtc === undefined || start.zone === undefined ? end.local - start.local : (end.zone ?? start.zone).toUtc(end.local) - startUtc;
  if (lasts < 0) note(findings, "ENDS_BEFORE_START", line.line);
  const length = Math.max(lasts, 0);
  return start.zone ? { wall: 0, exact: length } : { wall: length, exact: 0 };
};

const lengthOf = (component: Component, start: Placed, find: ZoneFinder, findings: Finding[]): Length => {
  const endLine = lineOf(component, component.name === "VTODO" ? "DUE" : "DTEND");
  const end = endLine && placedIn(endLine, find, findings);
  if (end) return lengthToEnd(start, end, endLine, findings);
  const line = lineOf(component, "DURATION");
  if (!line) return start.allDay ? ONE_DAY : NOTHING;
  const duration = readDuration(line.value);
  if (!duration) note(findings, "BAD_DURATION", line.line, line.value);
  else if (duration.days < 0 || duration.ms < 0) note(findings, "ENDS_BEFORE_START", line.line);
  else if (start.allDay) return { wall: Math.max(DAY, Math.ceil((duration.days * DAY + duration.ms) / DAY) * DAY), exact: 0 };
  else return { wall: duration.days * DAY, exact: duration.ms };
  return NOTHING;
};

/** When a component begins and how long it lasts. A to-do without a start is placed at its DUE. Undefined when it has no time. */
export const timingOf = (component: Component, find: ZoneFinder, findings: Finding[]): Timing | undefined => {
  const startLine = lineOf(component, "DTSTART");
  if (startLine) {
    const start = placedIn(startLine, find, findings);
    return start && { ...start, length: lengthOf(component, start, find, findings) };
  }
  const dueLine = component.name === "VTODO" ? lineOf(component, "DUE") : undefined;
  const due = dueLine && placedIn(dueLine, find, findings);
  return due && { ...due, length: NOTHING };
};

/** The instant at which something ends that begins at a wall time, which is `start` as an instant. */
export const endFrom = (local: number, start: number, length: Length, zone: Zone): number =>
  Math.max(start, (length.wall === 0 ? start : zone.toUtc(local + length.wall)) + length.exact);
