import type { Collection } from "../backend.ts";
import type { Exchange, Reply } from "../exchange.ts";
import type { Report } from "../report.ts";
import type { XmlElement } from "../xml/element.ts";
import { badRequest } from "../errors.ts";
import { depth } from "../exchange.ts";
import { multistatus, propertyResponses, selection, truncated } from "../multistatus.ts";
import { carddav, dav } from "../names.ts";
import { parsedOf, Turns } from "../parsed.ts";
import { needs, objectResource, type Resource } from "../resources.ts";
import { child, childText } from "../xml/element.ts";
import { cardMatches, readCardFilter, type CardFilter } from "./filter.ts";

const readLimit = (x: Exchange, body: XmlElement): number => {
  const limit = child(body, carddav("limit"));
  if (!limit) return x.limits.results;
  const wanted = Number(childText(limit, carddav("nresults")));
  if (!Number.isInteger(wanted) || wanted < 1) throw badRequest("CARDDAV:nresults is a number above zero.");
  return Math.min(wanted, x.limits.results);
};

type Found = { readonly resources: readonly Resource[]; readonly truncated: boolean };

const sift = async (x: Exchange, collection: Collection, filter: CardFilter, limit: number): Promise<Found> => {
  const all = filter.props.length === 0;
  const found = await x.backend.find(x.viewer, collection, { text: true, limit: all ? limit : x.limits.results });
  const turns = new Turns();
  const resources: Resource[] = [];
  for (const object of found.objects) {
    await turns.pass();
    const card = all ? undefined : parsedOf(object);
    if (!all && (!card || !cardMatches(card, filter))) continue;
    if (resources.length === limit) return { resources, truncated: true };
    resources.push(objectResource(collection, object));
  }
  return { resources, truncated: found.truncated };
};

const run = async (x: Exchange, resource: Resource, body: XmlElement): Promise<Reply> => {
  const filter = readCardFilter(child(body, carddav("filter")));
  const limit = readLimit(x, body);
  const wanted = selection(x, child(body, dav("prop")));
  needs(x, resource, "read");
  if (resource.kind === "object") {
    const card = parsedOf(resource.object);
    const matching = card && cardMatches(card, filter) ? [resource] : [];
    return multistatus(await propertyResponses(x, matching, wanted));
  }
  // Without a Depth header RFC 3253 says 0, which would never find anything: clients that forget it mean the members.
  if (resource.kind !== "collection" || depth(x, "1") === "0") return multistatus([]);
  const found = await sift(x, resource.collection, filter, limit);
  return multistatus(await propertyResponses(x, found.resources, wanted), found.truncated ? truncated(x) : "");
};

/** `CARDDAV:addressbook-query` (RFC 6352 §8.6). */
export const ADDRESSBOOK_QUERY: Report = {
  key: carddav("addressbook-query"),
  on: (resource) => (resource.kind === "collection" || resource.kind === "object") && resource.collection.home === "addressbooks",
  run,
};
