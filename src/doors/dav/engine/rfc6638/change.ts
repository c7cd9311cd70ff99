import type { Component } from "#kernel/icalendar/lines/component.ts";
import type { Collection, Guard } from "../backend.ts";
import type { Exchange } from "../exchange.ts";
import type { Valid } from "../valid.ts";
import { linesOf, valueOf } from "#kernel/icalendar/lines/edit.ts";
import { readMoment } from "#kernel/icalendar/values/moment.ts";
import { paramOf } from "#kernel/icalendar/lines/content-line.ts";
import { lineOf } from "#kernel/icalendar/lines/edit.ts";
import { namedZone } from "#kernel/icalendar/zones/zone-names.ts";
import { DavError, forbidden } from "../errors.ts";
import { header } from "../exchange.ts";
import { caldav } from "../names.ts";
import { parsedOf } from "../parsed.ts";

/** Whether an attendee lets others know (RFC 6638 §8.1). */
export const wantsReply = (x: Exchange): boolean => header(x, "schedule-reply")?.trim().toUpperCase() !== "F";

const refuse = (condition: string, message: string): DavError => forbidden(message, { key: caldav(condition) });

const scheduled = (calendar: Component): Component[] => calendar.components.filter((each) => each.name !== "VTIMEZONE");

/** Addresses are compared without regard to case, as every mail system does. */
const organizerOf = (calendar: Component): string | undefined => {
  for (const component of scheduled(calendar)) {
    const organizer = valueOf(component, "ORGANIZER")?.toLowerCase();
    if (organizer) return organizer;
  }
  return undefined;
};

const attendeesOf = (component: Component): Set<string> =>
  new Set(linesOf(component, "ATTENDEE").map((line) => line.value.trim().toLowerCase()));

const masterOf = (calendar: Component): Component | undefined =>
  scheduled(calendar).find((each) => valueOf(each, "RECURRENCE-ID") === undefined);

/** The instant at which a component starts, or its wall time when it has no zone that is known. */
const startOf = (component: Component): number | undefined => {
  const line = lineOf(component, "DTSTART");
  const moment = line && readMoment(line.value, paramOf(line, "TZID"));
  const zone = moment?.tzid === undefined ? undefined : namedZone(moment.tzid);
  return moment && (zone ? zone.toUtc(moment.local) : moment.local);
};

const ruleOf = (component: Component): string => (valueOf(component, "RRULE") ?? "").toUpperCase().split(";").sort().join(";");

/** RFC 6638 §3.2.4.2: one organizer for all instances. */
const checkOneOrganizer = (calendar: Component): void => {
  const organizers = new Set(scheduled(calendar).map((each) => valueOf(each, "ORGANIZER")?.toLowerCase()));
  organizers.delete(undefined);
  if (organizers.size > 1) throw refuse("same-organizer-in-all-components", "All instances have the same organizer.");
};

/** RFC 6638 §3.2.2.1: when it takes place and who else comes is the organizer's to say. */
const checkAttendeeChange = (before: Component, after: Component, own: ReadonlySet<string>): void => {
  const [old, changed] = [masterOf(before), masterOf(after)];
  if (!old || !changed) return;
  const others = [...attendeesOf(old)].filter((each) => !own.has(each));
  const now = attendeesOf(changed);
  const same = startOf(old) === startOf(changed) && ruleOf(old) === ruleOf(changed) && others.every((each) => now.has(each));
  if (!same)
    throw refuse(
      "allowed-attendee-scheduling-object-change",
      "Only the organizer changes when it takes place, how it repeats and who is invited.",
    );
};

const checkChange = (before: Component, after: Component, own: ReadonlySet<string>): void => {
  const [old, changed] = [organizerOf(before), organizerOf(after)];
  if (old === undefined || changed === undefined) return;
  if (own.has(old)) {
    if (!own.has(changed)) throw refuse("allowed-organizer-scheduling-object-change", "A meeting of yours stays yours.");
    return;
  }
  if (old !== changed) throw refuse("allowed-attendee-scheduling-object-change", "Only the organizer hands a meeting on.");
  checkAttendeeChange(before, after, own);
};

const NOTHING: Guard = () => undefined;

/** What a calendar user may do to a scheduling object (RFC 6638 §3.2.4), as a guard on the object that is there now. */
export const schedulingGuard = async (x: Exchange, collection: Collection, { parsed }: Valid): Promise<Guard> => {
  if (collection.home !== "calendars") return NOTHING;
  checkOneOrganizer(parsed);
  if (organizerOf(parsed) === undefined) return NOTHING;
  const owner = await x.backend.principal(x.viewer, collection.owner);
  const own = new Set((owner?.addresses ?? []).map((each) => each.toLowerCase()));
  return (current) => {
    const before = current && parsedOf(current);
    if (before) checkChange(before, parsed, own);
  };
};
