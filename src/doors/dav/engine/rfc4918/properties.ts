import type { Collection } from "../backend.ts";
import type { PropertyWriter, Property, PropertyValue } from "../property.ts";
import { protectedProperty } from "../errors.ts";
import { NS, calendarserver, clark, dav } from "../names.ts";
import { objectProperty } from "../property.ts";
import { ALL_KINDS, type Resource } from "../resources.ts";
import { text } from "../xml/element.ts";
import { escape, wrap } from "../xml/writer.ts";

/** An instant as HTTP writes it (RFC 9110 §5.6.7). */
export const httpDate = (instant: Temporal.Instant): string => new Date(instant.epochMilliseconds).toUTCString();

/** An entity tag between its quotes. */
export const quoted = (tag: string): string => `"${tag}"`;

/** The media type of an object (RFC 4791 §5.1, RFC 6352 §5.1). */
export const contentType = (home: Collection["home"], component: string | undefined): string =>
  home === "addressbooks"
    ? "text/vcard; charset=utf-8"
    : `text/calendar; charset=utf-8${component ? `; component=${component.toLowerCase()}` : ""}`;

const TYPE_OF_KIND: Readonly<Record<Collection["kind"], string>> = {
  calendar: clark(NS.caldav, "calendar"),
  inbox: clark(NS.caldav, "schedule-inbox"),
  outbox: clark(NS.caldav, "schedule-outbox"),
  addressbook: clark(NS.carddav, "addressbook"),
};

const resourceTypes = (resource: Resource): string[] => {
  switch (resource.kind) {
    case "object":
      return [];
    case "principal":
      return [dav("collection"), dav("principal")];
    case "proxy":
      return [dav("collection"), dav("principal"), calendarserver(`calendar-proxy-${resource.ref.mode}`)];
    case "collection":
      return [
        dav("collection"),
        TYPE_OF_KIND[resource.collection.kind],
        ...(resource.collection.source ? [calendarserver("subscribed")] : []),
      ];
    default:
      return [dav("collection")];
  }
};

const displayName = (resource: Resource): string | undefined => {
  if (resource.kind === "collection") return resource.collection.displayName;
  if (resource.kind === "principal" || resource.kind === "proxy") return resource.principal.displayName;
  return undefined;
};

const whenOf = (resource: Resource, which: "created" | "modified"): Temporal.Instant | undefined => {
  if (resource.kind === "object") return resource.object[which];
  return resource.kind === "collection" ? resource.collection[which] : undefined;
};

const rename: PropertyWriter = (value, draft, _x, resource) => {
  if (resource.kind !== "collection" && resource.kind !== "new") throw protectedProperty();
  draft.displayName = value && text(value);
};

const entityTag = (resource: Resource): PropertyValue => {
  if (resource.kind === "object") return quoted(escape(resource.object.etag));
  return resource.kind === "collection" ? quoted(escape(resource.collection.revision)) : undefined;
};

const dated = (at: Temporal.Instant | undefined, write: (at: Temporal.Instant) => string): PropertyValue => at && write(at);
const escaped = (value: string | undefined): PropertyValue => (value === undefined ? undefined : escape(value));
const common = true;
const DATED: Property["on"] = ["object", "collection"];

/** Live properties of RFC 4918 §15. Locks are not offered, so neither are their two properties. */
export const RFC4918_PROPERTIES: readonly Property[] = [
  {
    key: dav("resourcetype"),
    on: ALL_KINDS,
    common,
    read: (resource) =>
      resourceTypes(resource)
        .map((key) => wrap(key))
        .join(""),
  },
  {
    key: dav("displayname"),
    on: ["collection", "principal", "proxy"],
    common,
    read: (resource) => escaped(displayName(resource)),
    write: rename,
  },
  { key: dav("getetag"), on: DATED, common, read: entityTag },
  objectProperty(dav("getcontenttype"), (object, { home }) => contentType(home, object.component), { common }),
  objectProperty(dav("getcontentlength"), (object) => String(object.size), { common }),
  { key: dav("getlastmodified"), on: DATED, common, read: (resource) => dated(whenOf(resource, "modified"), httpDate) },
  {
    key: dav("creationdate"),
    on: DATED,
    common,
    read: (resource) => dated(whenOf(resource, "created"), (at) => at.toString({ smallestUnit: "second" })),
  },
];
