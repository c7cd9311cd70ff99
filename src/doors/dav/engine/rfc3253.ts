import type { Exchange, Reply } from "./exchange.ts";
import type { Property } from "./property.ts";
import type { Report } from "./report.ts";
import { badRequest, forbidden } from "./errors.ts";
import { header } from "./exchange.ts";
import { readXmlBody } from "./http/body.ts";
import { multistatus, propertyResponse, propstat, selectionOf } from "./multistatus.ts";
import { clark, dav } from "./names.ts";
import { methodsOn } from "./allow.ts";
import { ALL_KINDS, demand, load, needs, type Resource } from "./resources.ts";
import { attribute, children, type XmlElement } from "./xml/element.ts";
import { escapeAttribute, hrefElement, tags, wrap } from "./xml/writer.ts";

/** Property sets of RFC 3253 §3.1: what a resource can do. */
export const RFC3253_PROPERTIES: readonly Property[] = [
  {
    key: dav("supported-report-set"),
    on: ALL_KINDS,
    read: (resource, x) =>
      [...x.engine.reports.values()]
        .filter((each) => each.on(resource))
        .map((each) => wrap(dav("supported-report"), wrap(dav("report"), wrap(each.key))))
        .join(""),
  },
  {
    key: dav("supported-method-set"),
    on: ALL_KINDS,
    read: (resource, x) =>
      methodsOn(resource.ref, x.backend)
        .map((name) => `<D:supported-method name="${escapeAttribute(name)}"/>`)
        .join(""),
  },
];

/** REPORT (RFC 3253 §3.6): looks the body's root up; 403 `DAV:supported-report` for one that this resource does not answer. */
export const report = async (x: Exchange): Promise<Reply> => {
  const body = await readXmlBody(x);
  if (!body) throw badRequest("A REPORT has a body.");
  const resource = await demand(x);
  const found = x.engine.reports.get(body.key);
  if (!found || !found.on(resource)) throw forbidden("This report is not answered here.", { key: dav("supported-report") });
  return found.run(x, resource, body);
};

const DEEPEST = 4;
const MOST_RESPONSES = 500;
/** Values come from the engine's own writer, so addresses always look like this. */
const HREF = /<D:href>([^<]*)<\/D:href>/g;

type Budget = { left: number };

const expandHref = async (x: Exchange, href: string, nodes: readonly XmlElement[], level: number, budget: Budget): Promise<string> => {
  const ref = x.site.parseHref(href, header(x, "host"));
  const resource = ref && budget.left > 0 ? await load(x, ref) : undefined;
  budget.left -= 1;
  return resource ? expand(x, resource, nodes, level, budget) : hrefElement(href);
};

/** One resource with its properties; those with nested `DAV:property` have their addresses opened in place. */
const expand = async (x: Exchange, resource: Resource, nodes: readonly XmlElement[], level: number, budget: Budget): Promise<string> => {
  const plain: string[] = [];
  let opened = "";
  for (const node of nodes) {
    const key = clark(attribute(node, "namespace") ?? "DAV:", attribute(node, "name") ?? "");
    const nested = children(node, dav("property"));
    const live = x.engine.properties.get(key);
    const value =
      nested.length > 0 && level < DEEPEST && live?.on.includes(resource.kind) ? await live.read(resource, x, undefined) : undefined;
    if (typeof value !== "string") {
      plain.push(key);
      continue;
    }
    const parts: string[] = [];
    for (const match of value.matchAll(HREF))
      parts.push(await expandHref(x, match[1]!.replaceAll("&amp;", "&"), nested, level + 1, budget));
    const tag = tags(key);
    opened += parts.length > 0 ? tag.open + parts.join("") + tag.close : tag.empty;
  }
  const response = await propertyResponse(x, resource, selectionOf(x, plain));
  return opened === "" ? response : response.replace("</D:response>", `${propstat(200, opened)}</D:response>`);
};

/** `DAV:expand-property` (RFC 3253 §3.8), bounded in depth and in the number of resources opened, because principals point at each other. */
export const EXPAND_PROPERTY: Report = {
  key: dav("expand-property"),
  on: () => true,
  run: async (x, resource, body) => {
    if (resource.kind === "object") needs(x, resource, "read");
    return multistatus([await expand(x, resource, children(body, dav("property")), 0, { left: MOST_RESPONSES })]);
  },
};
