import type { Component } from "#kernel/icalendar/lines/component.ts";
import { addComponents, removeLines, replacePart, setLine, valueOf } from "#kernel/icalendar/lines/edit.ts";
import { escapeText } from "#kernel/icalendar/lines/escapes.ts";
import { buildComponent, buildLine } from "#kernel/icalendar/lines/write.ts";
import { civil, dayOfLocal, yearIn } from "#kernel/icalendar/values/civil.ts";
import { momentParams, writeDateTime, writeMoment, type Moment } from "#kernel/icalendar/values/moment.ts";
import { writeVtimezone } from "#kernel/icalendar/zones/write-vtimezone.ts";
import { namedZone } from "#kernel/icalendar/zones/zone-names.ts";
import { REMINDER_MARK } from "./reminders.ts";

/** What somebody wants of an event, apart from its times; null takes a thing away. */
export type Wish = {
  title?: string | undefined;
  location?: string | null | undefined;
  description?: string | null | undefined;
  url?: string | null | undefined;
  repeat?: string | null | undefined;
  categories?: readonly string[] | undefined;
  visibility?: "public" | "private" | "confidential" | undefined;
  free?: boolean | undefined;
  status?: "confirmed" | "tentative" | "cancelled" | undefined;
  reminders?: readonly number[] | undefined;
};

const PRODUCT = "-//Kerani//Kalender//ID";

const put = (component: Component, name: string, value: string | null | undefined, escaped = true): Component => {
  if (value === undefined) return component;
  if (value === null || value === "") return removeLines(component, name);
  return setLine(component, buildLine({ name, value: escaped ? escapeText(value) : value }));
};

/** Puts a time in place. */
export const putMoment = (component: Component, name: string, moment: Moment): Component =>
  setLine(component, buildLine({ name, value: writeMoment(moment), params: momentParams(moment) }));

const alarm = (minutes: number): Component =>
  buildComponent("VALARM", [
    buildLine({ name: "ACTION", value: "DISPLAY" }),
    buildLine({ name: "DESCRIPTION", value: "Pengingat" }),
    buildLine({ name: "TRIGGER", value: minutes === 0 ? "PT0S" : `-PT${minutes}M` }),
    buildLine({ name: REMINDER_MARK, value: "1" }),
  ]);

/** Alarms that the desk set are replaced; those of devices stay. */
const putReminders = (component: Component, reminders: readonly number[] | undefined): Component => {
  if (!reminders) return component;
  const own = component.components.filter((one) => one.name === "VALARM" && valueOf(one, REMINDER_MARK) !== undefined);
  const without = own.reduce((whole, one) => replacePart(whole, one), component);
  return addComponents(without, ...reminders.map(alarm));
};

/** Puts what is wished into a component and leaves everything else as it is, octet for octet. */
export const applyWish = (component: Component, wish: Wish): Component => {
  let made = put(component, "SUMMARY", wish.title);
  made = put(made, "LOCATION", wish.location);
  made = put(made, "DESCRIPTION", wish.description);
  made = put(made, "URL", wish.url, false);
  made = put(made, "RRULE", wish.repeat, false);
  made = put(made, "CLASS", wish.visibility === "public" ? null : wish.visibility?.toUpperCase(), false);
  made = put(made, "TRANSP", wish.free === undefined ? undefined : wish.free ? "TRANSPARENT" : null, false);
  made = put(made, "STATUS", wish.status === "confirmed" ? null : wish.status?.toUpperCase(), false);
  if (wish.categories)
    made = wish.categories.length
      ? setLine(made, buildLine({ name: "CATEGORIES", value: wish.categories.map(escapeText).join(",") }))
      : removeLines(made, "CATEGORIES");
  return putReminders(made, wish.reminders);
};

/** Marks a component as changed at an instant (RFC 5545 §3.8.7): stamp, last change, and the next sequence when it matters to others. */
export const stamp = (component: Component, now: Temporal.Instant, sequence?: number): Component => {
  const at = `${writeDateTime(now.epochMilliseconds)}Z`;
  const stamped = setLine(setLine(component, buildLine({ name: "DTSTAMP", value: at })), buildLine({ name: "LAST-MODIFIED", value: at }));
  return sequence === undefined ? stamped : setLine(stamped, buildLine({ name: "SEQUENCE", value: String(sequence) }));
};

const yearOf = (moment: Moment): number => yearIn(civil(dayOfLocal(moment.local)));

/** A calendar around components, with the VTIMEZONE of each zone that their times name. */
export const frame = (components: readonly Component[], moments: readonly Moment[]): Component => {
  const zones = new Map(moments.flatMap((moment) => (moment.tzid ? [[moment.tzid, yearOf(moment)] as const] : [])));
  const described = [...zones].flatMap(([tzid, year]) => {
    const zone = namedZone(tzid);
    return zone ? [writeVtimezone(zone, year, undefined, tzid)] : [];
  });
  return buildComponent("VCALENDAR", [
    buildLine({ name: "VERSION", value: "2.0" }),
    buildLine({ name: "PRODID", value: PRODUCT }),
    ...described,
    ...components,
  ]);
};

/** A new event. */
export const draftEvent = (uid: string, start: Moment, end: Moment, wish: Wish, now: Temporal.Instant): Component => {
  const bare = buildComponent("VEVENT", [
    buildLine({ name: "UID", value: uid }),
    buildLine({ name: "DTSTAMP", value: `${writeDateTime(now.epochMilliseconds)}Z` }),
    buildLine({ name: "CREATED", value: `${writeDateTime(now.epochMilliseconds)}Z` }),
    buildLine({ name: "SEQUENCE", value: "0" }),
  ]);
  return applyWish(putMoment(putMoment(bare, "DTSTART", start), "DTEND", end), wish);
};
