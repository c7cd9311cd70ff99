import type { Collection, StoredObject } from "./backend.ts";
import type { Exchange, Reply } from "./exchange.ts";
import type { CollectionRef, HomeName, Ref } from "./ref.ts";
import type { Report } from "./report.ts";
import type { XmlElement } from "./xml/element.ts";
import { badRequest, DavError } from "./errors.ts";
import { header } from "./exchange.ts";
import { multistatus, propertyResponse, selection, statusResponse } from "./multistatus.ts";
import { dav } from "./names.ts";
import { grants } from "./privileges.ts";
import { objectResource, type Resource } from "./resources.ts";
import { child, hrefs } from "./xml/element.ts";

type Wanted = { readonly href: string; readonly ref: Ref | undefined };
type Shelf = { readonly collection: Collection; readonly objects: ReadonlyMap<string, StoredObject> };

const keyOf = (ref: CollectionRef): string => `${ref.owner}/${ref.collection}`;

const readWanted = (x: Exchange, href: string): Wanted => {
  try {
    return { href, ref: x.site.parseHref(href, header(x, "host")) };
  } catch (error) {
    if (error instanceof DavError) return { href, ref: undefined };
    throw error;
  }
};

/** Addresses count only below the request's own (RFC 4791 §7.9, RFC 6352 §8.7). */
const isBelow = (top: Resource, ref: Ref, home: HomeName): boolean => {
  if (ref.kind !== "object" || ref.home !== home) return false;
  if (top.kind === "home") return top.home.owner === ref.owner;
  if (top.kind !== "collection" && top.kind !== "object") return false;
  const inside = top.ref.owner === ref.owner && top.ref.collection === ref.collection;
  return inside && (top.kind === "collection" || top.ref.name === ref.name);
};

const loadShelf = async (x: Exchange, ref: CollectionRef, names: ReadonlySet<string>): Promise<Shelf | undefined> => {
  const collection = await x.backend.collection(x.viewer, ref);
  if (!collection || !grants(collection.privileges, "read")) return undefined;
  const objects = await x.backend.objects(x.viewer, collection, [...names]);
  return { collection, objects: new Map(objects.map((each) => [each.name, each])) };
};

const loadShelves = async (x: Exchange, wanted: readonly Wanted[]): Promise<Map<string, Shelf>> => {
  const asked = new Map<string, { ref: CollectionRef; names: Set<string> }>();
  for (const { ref } of wanted) {
    if (ref?.kind !== "object") continue;
    const entry = asked.get(keyOf(ref)) ?? { ref, names: new Set() };
    entry.names.add(ref.name);
    asked.set(keyOf(ref), entry);
  }
  const shelves = new Map<string, Shelf>();
  for (const [key, { ref, names }] of asked) {
    const shelf = await loadShelf(x, ref, names);
    if (shelf) shelves.set(key, shelf);
  }
  return shelves;
};

const run = async (x: Exchange, top: Resource, body: XmlElement, home: HomeName): Promise<Reply> => {
  const addresses = [...new Set(hrefs(body))];
  if (addresses.length === 0) throw badRequest("A multiget names at least one address.");
  const wanted = addresses
    .map((href) => readWanted(x, href))
    .map((each) => (each.ref && isBelow(top, each.ref, home) ? each : { ...each, ref: undefined }));
  const shelves = await loadShelves(x, wanted);
  const selected = selection(x, child(body, dav("prop")));
  const responses: string[] = [];
  for (const { href, ref } of wanted) {
    const shelf = ref?.kind === "object" ? shelves.get(keyOf(ref)) : undefined;
    const object = ref?.kind === "object" ? shelf?.objects.get(ref.name) : undefined;
    // The client's own spelling of the address is sent back: some compare them as text.
    responses.push(
      shelf && object ? await propertyResponse(x, objectResource(shelf.collection, object), selected, href) : statusResponse(href, 404),
    );
  }
  return multistatus(responses);
};

/** A multiget report: the properties of named objects, fetched from each collection at once. */
export const multigetReport = (key: string, home: HomeName): Report => ({
  key,
  on: (resource) =>
    (resource.kind === "home" && resource.home.home === home) ||
    ((resource.kind === "collection" || resource.kind === "object") && resource.collection.home === home),
  run: (x, resource, body) => run(x, resource, body, home),
});
