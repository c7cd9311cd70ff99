import type { Zone } from "#kernel/icalendar/zones/zone.ts";
import type { Collection, ObjectQuery } from "../backend.ts";
import type { Exchange, Reply } from "../exchange.ts";
import type { Report } from "../report.ts";
import type { XmlElement } from "../xml/element.ts";
import type { CompFilter } from "./filter-xml.ts";
import { depth } from "../exchange.ts";
import { multistatus, propertyResponses, selection, truncated } from "../multistatus.ts";
import { caldav, dav } from "../names.ts";
import { parsedOf, Turns } from "../parsed.ts";
import { grants } from "../privileges.ts";
import { needs, objectResource, type Resource } from "../resources.ts";
import { child } from "../xml/element.ts";
import { calendarMatches } from "./filter.ts";
import { readFilter } from "./filter-xml.ts";
import { zoneOf } from "./floating.ts";

/** What a calendar-query asks, apart from the properties. */
type Question = { readonly filter: CompFilter; readonly timezone: XmlElement | undefined; readonly text: boolean };

type Found = { readonly resources: Resource[]; readonly truncated: boolean };

/** What an index can do of a filter, and whether that is all of it. */
const plan = (filter: CompFilter): { query: Pick<ObjectQuery, "component" | "range" | "uidContains">; whole: boolean } => {
  const [inner, ...others] = filter.comps;
  if (!inner || others.length > 0 || inner.absent || filter.absent) return { query: {}, whole: false };
  const uidContains = inner.props.find((each) => each.name === "UID" && !each.absent && each.match && !each.match.negate)?.match?.wanted;
  const whole = filter.props.length === 0 && filter.range === undefined && inner.props.length === 0 && inner.comps.length === 0;
  return { query: { component: inner.name, range: inner.range, uidContains }, whole };
};

const sift = async (x: Exchange, collection: Collection, question: Question, zone: Zone): Promise<Found> => {
  const { query, whole } = plan(question.filter);
  const found = await x.backend.find(x.viewer, collection, {
    ...query,
    timezone: zone.id,
    text: question.text || !whole,
    limit: x.limits.results,
  });
  const resources: Resource[] = [];
  const turns = new Turns();
  for (const object of found.objects) {
    if (!(whole && found.exact)) {
      await turns.pass();
      const calendar = parsedOf(object);
      if (!calendar || !calendarMatches(calendar, question.filter, zone)) continue;
    }
    resources.push(objectResource(collection, object));
  }
  return { resources, truncated: found.truncated };
};

const calendarsIn = async (x: Exchange, resource: Resource): Promise<Collection[]> => {
  if (resource.kind === "collection") return depth(x, "1") === "0" ? [] : [resource.collection];
  if (resource.kind !== "home" || depth(x, "0") !== "infinity") return [];
  const all = await x.backend.collections(x.viewer, "calendars", resource.home.owner);
  return all.filter((each) => each.kind === "calendar" && grants(each.privileges, "read"));
};

const find = async (x: Exchange, resource: Resource, question: Question): Promise<Found> => {
  if (resource.kind === "object") {
    const calendar = parsedOf(resource.object);
    const matching = calendar && calendarMatches(calendar, question.filter, zoneOf(resource.collection, question.timezone));
    return { resources: matching ? [resource] : [], truncated: false };
  }
  const found: Found[] = [];
  for (const collection of await calendarsIn(x, resource))
    found.push(await sift(x, collection, question, zoneOf(collection, question.timezone)));
  return { resources: found.flatMap((each) => each.resources), truncated: found.some((each) => each.truncated) };
};

const run = async (x: Exchange, resource: Resource, body: XmlElement): Promise<Reply> => {
  const prop = child(body, dav("prop"));
  const filter = readFilter(child(body, caldav("filter")));
  const text = prop !== undefined && child(prop, caldav("calendar-data")) !== undefined;
  needs(x, resource, "read");
  const found = await find(x, resource, { filter, timezone: child(body, caldav("timezone")), text });
  return multistatus(await propertyResponses(x, found.resources, selection(x, prop)), found.truncated ? truncated(x) : "");
};

/** `CALDAV:calendar-query` (RFC 4791 §7.8): the backend's index narrows, the filter decides. */
export const CALENDAR_QUERY: Report = {
  key: caldav("calendar-query"),
  on: (resource) => {
    if (resource.kind === "home") return resource.home.home === "calendars";
    return (resource.kind === "collection" || resource.kind === "object") && resource.collection.home === "calendars";
  },
  run,
};
