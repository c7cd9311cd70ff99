import { serialise, type Component } from "#kernel/icalendar/lines/component.ts";
import { setLine } from "#kernel/icalendar/lines/edit.ts";
import { buildComponent, buildLine } from "#kernel/icalendar/lines/write.ts";
import type { Text } from "#kernel/i18n/text.ts";

/** What others read instead of the title of a private item. */
export const BUSY_TITLE: Text = { id: "Sibuk", en: "Busy" };

/** Only what says when it is. */
const KEPT = new Set([
  "UID", "DTSTAMP", "DTSTART", "DTEND", "DUE", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID", "SEQUENCE", "TRANSP", "STATUS", "CLASS",
]); // prettier-ignore

const masked = (component: Component, language: "id" | "en"): Component =>
  setLine(
    buildComponent(
      component.name,
      component.lines.filter(({ name }) => KEPT.has(name)),
    ),
    buildLine({ name: "SUMMARY", value: BUSY_TITLE[language] }),
  );

/** An object as those see it who may only know when it is: no title, place, people, text or alarm. */
export const maskedText = (calendar: Component, language: "id" | "en"): string =>
  serialise([
    buildComponent("VCALENDAR", [
      ...calendar.lines.filter(({ name }) => ["VERSION", "PRODID", "CALSCALE"].includes(name)),
      ...calendar.components.map((one) => (one.name === "VTIMEZONE" ? one : masked(one, language))),
    ]),
  ]);
