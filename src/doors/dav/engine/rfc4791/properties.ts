import type { ComponentName } from "../backend.ts";
import type { Property, PropertyWriter } from "../property.ts";
import type { XmlElement } from "../xml/element.ts";
import { DavError, forbidden } from "../errors.ts";
import { caldav } from "../names.ts";
import { collectionProperty, principalProperty } from "../property.ts";
import { attribute, children, text } from "../xml/element.ts";
import { escape, escapeAttribute, hrefElement } from "../xml/writer.ts";
import { checkTimezone } from "./timezone.ts";

/** Components that a calendar can be made for. */
const STORABLE: readonly ComponentName[] = ["VEVENT", "VTODO", "VJOURNAL", "VAVAILABILITY"];

/** What a calendar takes when nobody said otherwise (RFC 4791 §5.2.3). */
export const DEFAULT_COMPONENTS: readonly ComponentName[] = ["VEVENT", "VTODO", "VJOURNAL"];

/** The earliest and the latest instant that a calendar object may name (RFC 4791 §5.2.6, §5.2.7). */
export const DATE_LIMITS = { earliest: "19000101T000000Z", latest: "22001231T235959Z" } as const;

const isStorable = (name: string): name is ComponentName => STORABLE.some((each) => each === name);

/** The names in a `CALDAV:supported-calendar-component-set`, or why they cannot be had. */
export const readComponentSet = (element: XmlElement): readonly ComponentName[] | DavError => {
  const names = children(element, caldav("comp")).map((each) => (attribute(each, "name") ?? "").toUpperCase());
  const known = names.filter(isStorable);
  if (names.length > 0 && known.length === names.length) return known;
  return forbidden(`A calendar holds ${STORABLE.join(", ")}.`, { key: caldav("supported-calendar-component") });
};

const describe: PropertyWriter = (value, draft) => {
  draft.description = value && text(value);
};

const setTimezone: PropertyWriter = (value, draft) => {
  const zone = value && checkTimezone(text(value));
  draft.timezone = zone && zone.text;
  draft.timezoneId = zone && (zone.id ?? null);
};

/** RFC 7809 §5.2: a zone by name. */
const setTimezoneId: PropertyWriter = (value, draft) => {
  const id = value && text(value).trim();
  if (id !== null && !isZone(id)) throw forbidden("There is no such time zone.", { key: caldav("valid-timezone") });
  draft.timezoneId = id;
  draft.timezone = null;
};

const isZone = (id: string): boolean => {
  try {
    return !/^[+-]/.test(id) && Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(id).timeZoneId !== "";
  } catch {
    return false;
  }
};

const componentElements = (names: readonly string[]): string => names.map((name) => `<C:comp name="${escapeAttribute(name)}"/>`).join("");
const OBJECTS = ["calendar", "inbox"] as const;
const constant = (name: string, value: string): Property => collectionProperty(caldav(name), OBJECTS, () => value);

/** Properties of calendars and of calendar users (RFC 4791 §5.2, §6.2, §7.5.1; RFC 7809 §5.2). */
export const RFC4791_PROPERTIES: readonly Property[] = [
  principalProperty(caldav("calendar-home-set"), ({ homes, id }, x) =>
    homes.includes("calendars") ? hrefElement(x.site.href({ kind: "home", home: "calendars", owner: id })) : undefined,
  ),
  collectionProperty(
    caldav("calendar-description"),
    ["calendar"],
    ({ description }) => (description === undefined ? undefined : escape(description)),
    { write: describe },
  ),
  collectionProperty(caldav("calendar-timezone"), OBJECTS, ({ timezone }) => (timezone === undefined ? undefined : escape(timezone)), {
    write: setTimezone,
  }),
  collectionProperty(
    caldav("calendar-timezone-id"),
    OBJECTS,
    ({ timezoneId }) => (timezoneId === undefined ? undefined : escape(timezoneId)),
    { write: setTimezoneId },
  ),
  collectionProperty(caldav("supported-calendar-component-set"), ["calendar", "inbox", "outbox"], ({ components, kind }) =>
    componentElements(kind === "outbox" ? ["VFREEBUSY"] : (components ?? DEFAULT_COMPONENTS)),
  ),
  constant("supported-calendar-data", '<C:calendar-data content-type="text/calendar" version="2.0"/>'),
  constant("min-date-time", DATE_LIMITS.earliest),
  constant("max-date-time", DATE_LIMITS.latest),
  constant(
    "supported-collation-set",
    ["i;ascii-casemap", "i;octet", "i;unicode-casemap"].map((name) => `<C:supported-collation>${name}</C:supported-collation>`).join(""),
  ),
  collectionProperty(caldav("max-resource-size"), OBJECTS, (_collection, x) => String(x.limits.resourceBytes)),
  collectionProperty(caldav("max-instances"), OBJECTS, (_collection, x) => String(x.limits.instances)),
  collectionProperty(caldav("max-attendees-per-instance"), OBJECTS, (_collection, x) => String(x.limits.attendees)),
];
