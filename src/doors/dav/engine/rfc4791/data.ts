import type { Component } from "#kernel/icalendar/lines/component.ts";
import type { Collection, FoundObject } from "../backend.ts";
import type { Exchange } from "../exchange.ts";
import type { Property, PropertyValue } from "../property.ts";
import type { XmlElement } from "../xml/element.ts";
import { serialise } from "#kernel/icalendar/lines/component.ts";
import { DavError, forbidden } from "../errors.ts";
import { caldav } from "../names.ts";
import { parsedOf } from "../parsed.ts";
import { objectProperty } from "../property.ts";
import { attribute, child, elements } from "../xml/element.ts";
import { escape } from "../xml/writer.ts";
import { expandCalendar, limitCalendar, limitFreeBusy } from "./expand.ts";
import { readClosedRange } from "./filter-xml.ts";
import { zoneOf } from "./floating.ts";
import { pruneCalendar } from "./prune.ts";

/** Instances that the replies under way have expanded so far: one reply holds a bounded number of them. */
const spent = new WeakMap<Exchange["request"], number>();

const expanded = (x: Exchange, calendar: Component, element: XmlElement, collection: Collection): Component | DavError => {
  const used = spent.get(x.request) ?? 0;
  const most = Math.min(x.limits.instances, x.limits.results - used);
  const result = expandCalendar(calendar, readClosedRange(element), zoneOf(collection), Math.max(0, most));
  if (!result) return forbidden(`More than ${most} instances are not expanded.`, { key: caldav("max-instances") });
  spent.set(x.request, used + result.instances);
  return result.calendar;
};

/** RFC 4791 §9.6: expand and limit-recurrence-set exclude each other. */
const transformed = (x: Exchange, calendar: Component, asked: XmlElement, collection: Collection): Component | DavError => {
  const [expand, limit, busy] = ["expand", "limit-recurrence-set", "limit-freebusy-set"].map((name) => child(asked, caldav(name)));
  if (expand && limit) throw forbidden("Expanding and limiting the recurrence at once makes no sense.", { key: caldav("valid-filter") });
  let result: Component | DavError = calendar;
  if (expand) result = expanded(x, calendar, expand, collection);
  if (limit) result = limitCalendar(calendar, readClosedRange(limit), zoneOf(collection));
  if (result instanceof DavError) return result;
  if (busy) result = limitFreeBusy(result, readClosedRange(busy), zoneOf(collection));
  return pruneCalendar(result, asked);
};

const checkType = (asked: XmlElement): void => {
  const [type, version] = [attribute(asked, "content-type") ?? "text/calendar", attribute(asked, "version") ?? "2.0"];
  if (type.toLowerCase() !== "text/calendar" || version !== "2.0")
    throw forbidden("Calendar data is text/calendar 2.0.", { key: caldav("supported-calendar-data") });
};

const read = (object: FoundObject, collection: Collection, x: Exchange, asked: XmlElement | undefined): PropertyValue => {
  if (collection.home !== "calendars" || object.text === undefined) return undefined;
  if (asked) checkType(asked);
  const calendar = asked && elements(asked).length > 0 ? parsedOf(object) : undefined;
  if (!asked || !calendar) return escape(object.text);
  const result = transformed(x, calendar, asked, collection);
  return result instanceof DavError ? result : escape(result === calendar ? object.text : serialise([result]));
};

/** `CALDAV:calendar-data` (RFC 4791 §9.6): the object as it was stored, or the parts and instances of it that are asked for. */
export const CALENDAR_DATA: Property = objectProperty(caldav("calendar-data"), read);
