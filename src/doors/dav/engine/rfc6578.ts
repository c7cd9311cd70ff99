import type { Collection, ObjectEntry } from "./backend.ts";
import type { Exchange, Reply } from "./exchange.ts";
import type { Property } from "./property.ts";
import type { Report } from "./report.ts";
import type { XmlElement } from "./xml/element.ts";
import { objectRef } from "./ref.ts";
import { badRequest, expiredToken, forbidden } from "./errors.ts";
import { header } from "./exchange.ts";
import { multistatus, propertyResponses, selection, statusResponse, truncated, type Selection } from "./multistatus.ts";
import { caldav, carddav, dav } from "./names.ts";
import { collectionProperty } from "./property.ts";
import { needs, objectResource, type Resource } from "./resources.ts";
import { child, childText } from "./xml/element.ts";
import { escape, wrap } from "./xml/writer.ts";

/** Tokens must be URIs (RFC 6578 §4); a data URI names nothing else and cannot be followed anywhere. */
const PREFIX = "data:,";

/** The sync token that stands for a revision. */
export const syncToken = (revision: string): string => PREFIX + encodeURIComponent(revision);

const revisionOf = (token: string): string => {
  if (!token.startsWith(PREFIX)) throw expiredToken();
  try {
    return decodeURIComponent(token.slice(PREFIX.length));
  } catch {
    throw expiredToken();
  }
};

/** `DAV:sync-token` (RFC 6578 §4). */
export const RFC6578_PROPERTIES: readonly Property[] = [
  collectionProperty(dav("sync-token"), ["calendar", "addressbook", "inbox"], (collection) => escape(syncToken(collection.revision))),
];

const readLimit = (x: Exchange, body: XmlElement): number => {
  const limit = child(body, dav("limit"));
  if (!limit) return x.limits.results;
  const wanted = Number(childText(limit, dav("nresults")));
  if (!Number.isInteger(wanted) || wanted < 1) throw badRequest("DAV:nresults is a number above zero.");
  return Math.min(wanted, x.limits.results);
};

/** Clients that ask for the data here save a multiget; the texts are then fetched at once instead of one by one. */
const wantsText = (body: XmlElement): boolean => {
  const prop = child(body, dav("prop"));
  return prop !== undefined && (child(prop, caldav("calendar-data")) !== undefined || child(prop, carddav("address-data")) !== undefined);
};

const changedResponses = async (
  x: Exchange,
  collection: Collection,
  changed: readonly ObjectEntry[],
  wanted: Selection,
  text: boolean,
): Promise<string[]> => {
  const full =
    text && changed.length > 0
      ? await x.backend.objects(
          x.viewer,
          collection,
          changed.map((each) => each.name),
        )
      : changed;
  return propertyResponses(
    x,
    full.map((each) => objectResource(collection, each)),
    wanted,
  );
};

const run = async (x: Exchange, collection: Collection, body: XmlElement): Promise<Reply> => {
  const level = childText(body, dav("sync-level")) ?? header(x, "depth") ?? "1";
  if (level !== "1" && level !== "infinite" && level !== "infinity") throw badRequest("DAV:sync-level is 1 or infinite.");
  const token = childText(body, dav("sync-token"));
  if (token === undefined) throw badRequest("A DAV:sync-collection has a sync-token, empty the first time.");
  const changes = await x.backend.changes(x.viewer, collection, token === "" ? undefined : revisionOf(token), readLimit(x, body));
  const wanted = selection(x, child(body, dav("prop")));
  const changed = await changedResponses(x, collection, changes.changed, wanted, wantsText(body));
  const gone = changes.removed.map((name) => statusResponse(x.site.href(objectRef({ ...collection, name })), 404));
  const cut = changes.truncated ? truncated(x) : "";
  return multistatus([...changed, ...gone], cut + wrap(dav("sync-token"), escape(syncToken(changes.revision))));
};

const collectionOf = (resource: Resource): Collection | undefined =>
  resource.kind === "collection" && resource.collection.kind !== "outbox" ? resource.collection : undefined;

/** `DAV:sync-collection` (RFC 6578 §3): what came, changed and went since a token, 507 where it was cut off. */
export const SYNC_COLLECTION: Report = {
  key: dav("sync-collection"),
  on: (resource) => collectionOf(resource) !== undefined,
  run: async (x, resource, body) => {
    const collection = collectionOf(resource);
    if (!collection) throw forbidden("This report is not answered here.", { key: dav("supported-report") });
    needs(x, resource, "read");
    return run(x, collection, body);
  },
};
