import type { Collection } from "../backend.ts";
import type { XmlElement } from "../xml/element.ts";
import { namedZone } from "#kernel/icalendar/zones/zone-names.ts";
import { UTC, type Zone } from "#kernel/icalendar/zones/zone.ts";
import { text } from "../xml/element.ts";
import { checkTimezone } from "./timezone.ts";

/** The zone in which floating times and whole days are read (RFC 4791 §7.3): the query's, else the calendar's, else UTC. */
export const zoneOf = (collection: Collection, asked?: XmlElement): Zone => {
  const given = asked && checkTimezone(text(asked)).id;
  const name = given ?? collection.timezoneId ?? (collection.timezone === undefined ? undefined : checkTimezone(collection.timezone).id);
  return (name === undefined ? undefined : namedZone(name)) ?? UTC;
};
