import type { Property, PropertyWriter } from "./property.ts";
import { parse } from "#kernel/icalendar/lines/parse.ts";
import { forbidden } from "./errors.ts";
import { caldav, calendarserver } from "./names.ts";
import { collectionProperty } from "./property.ts";
import { text } from "./xml/element.ts";
import { escape } from "./xml/writer.ts";

const COMPONENTS = new Set(["VAVAILABILITY", "VTIMEZONE"]);

const setAvailability: PropertyWriter = (value, draft) => {
  if (value === null) return void (draft.availability = null);
  const given = text(value);
  const { components, findings } = parse(given);
  const [calendar, ...others] = components;
  const names = calendar?.components.map((each) => each.name) ?? [];
  const fits =
    calendar?.name === "VCALENDAR" && others.length === 0 && names.includes("VAVAILABILITY") && names.every((each) => COMPONENTS.has(each));
  if (!fits || findings.some((each) => each.grave))
    throw forbidden("Availability is an iCalendar object with VAVAILABILITY components.", { key: caldav("valid-calendar-data") });
  draft.availability = given;
};

const availability = (key: string): Property =>
  collectionProperty(key, ["inbox"], ({ availability }) => (availability === undefined ? undefined : escape(availability)), {
    write: setAvailability,
  });

/** `CALDAV:calendar-availability` (RFC 7953 §7.2.4), and the name under which Apple's clients keep it. */
export const RFC7953_PROPERTIES: readonly Property[] = [
  availability(caldav("calendar-availability")),
  availability(calendarserver("calendar-availability")),
];
