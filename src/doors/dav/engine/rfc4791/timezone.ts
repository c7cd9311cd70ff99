import { valueOf } from "#kernel/icalendar/lines/edit.ts";
import { parse } from "#kernel/icalendar/lines/parse.ts";
import { namedZone } from "#kernel/icalendar/zones/zone-names.ts";
import { DavError, forbidden } from "../errors.ts";
import { caldav } from "../names.ts";

/** A zone as a client gives it: its text, and its IANA name when it has one. */
export type GivenZone = { readonly text: string; readonly id: string | undefined };

const invalid = (): DavError =>
  forbidden("A time zone is an iCalendar object with exactly one VTIMEZONE.", { key: caldav("valid-calendar-data") });

/** Reads a `CALDAV:calendar-timezone` (RFC 4791 §5.2.2); throws 403 `CALDAV:valid-calendar-data`. */
export const checkTimezone = (text: string): GivenZone => {
  const { components, findings } = parse(text);
  const [calendar, ...others] = components;
  const zones = calendar?.components.filter((each) => each.name === "VTIMEZONE") ?? [];
  const [zone] = zones;
  if (calendar?.name !== "VCALENDAR" || others.length > 0 || zones.length !== 1 || findings.some((each) => each.grave)) throw invalid();
  const tzid = valueOf(zone!, "TZID");
  if (!tzid) throw invalid();
  const id = namedZone(tzid)?.id;
  return { text, id: id !== undefined && /^[A-Za-z]+(?:\/|$)/.test(id) ? id : undefined };
};
