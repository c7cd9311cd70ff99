import type { Component } from "#kernel/icalendar/lines/component.ts";
import type { Finding } from "#kernel/icalendar/finding.ts";
import type { Collection } from "../backend.ts";
import type { Exchange } from "../exchange.ts";
import type { Valid } from "../valid.ts";
import { linesOf, valueOf } from "#kernel/icalendar/lines/edit.ts";
import { parse } from "#kernel/icalendar/lines/parse.ts";
import { readSeries } from "#kernel/icalendar/series/series.ts";
import { momentsIn, writeDateTime } from "#kernel/icalendar/values/moment.ts";
import { DavError, forbidden } from "../errors.ts";
import { caldav } from "../names.ts";
import { DATE_LIMITS, DEFAULT_COMPONENTS } from "./properties.ts";

const refuse = (condition: string, message: string): DavError => forbidden(message, { key: caldav(condition) });

/** The sentences of the desk are in two languages; a protocol's clients show English where they show anything. */
const checkFindings = (findings: readonly Finding[]): void => {
  const grave = findings.find((each) => each.grave);
  if (grave) throw refuse("valid-calendar-data", grave.line > 0 ? `Line ${grave.line}: ${grave.text.en}` : grave.text.en);
};

const structure = (message: string): DavError => refuse("valid-calendar-object-resource", message);

/** RFC 4791 §4.1: one calendar, no METHOD, one kind of component, one UID. */
const readObject = (components: readonly Component[]): { calendar: Component; main: readonly Component[]; uid: string } => {
  const [calendar, ...others] = components;
  if (calendar?.name !== "VCALENDAR") throw refuse("valid-calendar-data", "This is not a VCALENDAR.");
  if (others.length > 0) throw structure("An object holds one VCALENDAR.");
  if (valueOf(calendar, "METHOD") !== undefined) throw structure("A stored object has no METHOD.");
  const main = calendar.components.filter((each) => each.name !== "VTIMEZONE" && !each.name.startsWith("X-"));
  const uids = new Set(main.map((each) => valueOf(each, "UID") ?? ""));
  const [uid = ""] = uids;
  if (main.length === 0) throw structure("There is nothing in it but its frame.");
  if (new Set(main.map((each) => each.name)).size > 1) throw structure("An object holds one kind of component.");
  if (uids.size > 1 || uid === "") throw structure("All components of an object have the same UID.");
  return { calendar, main, uid };
};

const DATED = new Set(["DTSTART", "DTEND", "DUE", "RECURRENCE-ID", "RDATE", "EXDATE", "COMPLETED", "CREATED"]);

/** RFC 4791 §5.2.6, §5.2.7: instants outside of what the calendar's properties promise. */
const checkDates = (component: Component): void => {
  for (const line of component.lines) {
    for (const moment of DATED.has(line.name) ? momentsIn(line) : []) {
      const at = moment && writeDateTime(moment.local);
      if (at && at < DATE_LIMITS.earliest.slice(0, -1))
        throw refuse("min-date-time", `Line ${line.line}: nothing before ${DATE_LIMITS.earliest}.`);
      if (at && at > DATE_LIMITS.latest.slice(0, -1))
        throw refuse("max-date-time", `Line ${line.line}: nothing after ${DATE_LIMITS.latest}.`);
    }
  }
};

/** Checks a text for a calendar; throws the precondition of RFC 4791 §5.3.2.1 that it breaks. */
export const validateCalendar = (x: Exchange, collection: Collection, text: string): Valid => {
  const { components, findings } = parse(text);
  checkFindings(findings);
  const { calendar, main, uid } = readObject(components);
  const component = main[0]!.name;
  if (!(collection.components ?? DEFAULT_COMPONENTS).some((each) => each === component))
    throw refuse("supported-calendar-component", `This calendar does not take ${component}.`);
  for (const each of main) {
    checkDates(each);
    if (linesOf(each, "ATTENDEE").length > x.limits.attendees)
      throw refuse("max-attendees-per-instance", `An event may have ${x.limits.attendees} attendees.`);
  }
  checkFindings(readSeries(calendar).findings);
  return { text, uid, component, parsed: calendar };
};
