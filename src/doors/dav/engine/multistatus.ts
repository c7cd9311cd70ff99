import { STATUS_CODES } from "node:http";
import type { Ref } from "./ref.ts";
import type { Exchange, Reply } from "./exchange.ts";
import type { Property, PropertyValue } from "./property.ts";
import { DavError, type Condition } from "./errors.ts";
import { DECLARATIONS, dav } from "./names.ts";
import { privilegeKey } from "./privileges.ts";
import { deadOf } from "./property.ts";
import type { Resource } from "./resources.ts";
import { elements, type XmlElement } from "./xml/element.ts";
import { escape, hrefElement, tags, wrap } from "./xml/writer.ts";

const PROLOGUE = '<?xml version="1.0" encoding="utf-8"?>\n';

/** A whole XML document around ready content; the namespaces of every reply are declared on its root. */
export const document = (key: string, inner: string): string => {
  const { open, close } = tags(key);
  return `${PROLOGUE}${open.slice(0, -1)}${DECLARATIONS}>${inner}${close}\n`;
};

/** A 207 reply (RFC 4918 §13). */
export const multistatus = (responses: readonly string[], extra = "", headers?: Record<string, string>): Reply => ({
  status: 207,
  headers,
  body: document(dav("multistatus"), responses.join("") + extra),
});

/** `DAV:status` (RFC 4918 §14.28). */
export const statusElement = (status: number): string => `<D:status>HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Status"}</D:status>`;

const conditionElement = (x: { readonly site: Exchange["site"] }, condition: Condition): string => {
  const addresses = (condition.about ?? []).map((ref) => hrefElement(x.site.href(ref))).join("");
  const { privilege } = condition;
  if (!privilege) return wrap(condition.key, addresses + (condition.inner ?? ""));
  return wrap(condition.key, wrap(dav("resource"), addresses + wrap(dav("privilege"), wrap(privilegeKey(privilege)))));
};

/** `DAV:error` around one condition (RFC 4918 §14.5). */
export const errorElement = (x: { readonly site: Exchange["site"] }, condition: Condition): string =>
  wrap(dav("error"), conditionElement(x, condition));

/** A `DAV:response` that says only how it went with one address (RFC 4918 §14.24). */
export const statusResponse = (href: string, status: number, error = ""): string =>
  wrap(dav("response"), hrefElement(href) + statusElement(status) + error);

/** A `DAV:propstat`: properties that share a status. */
export const propstat = (status: number, properties: string, error = ""): string =>
  `<D:propstat><D:prop>${properties}</D:prop>${statusElement(status)}${error}</D:propstat>`;

type Asked = {
  readonly key: string;
  readonly element: XmlElement | undefined;
  readonly live: Property | undefined;
  readonly tag: ReturnType<typeof tags>;
};

/** The properties that a request asks for, looked up once for all the resources of its reply. */
export type Selection = readonly Asked[];

const ask = (x: Exchange, key: string, element?: XmlElement): Asked => ({
  key,
  element,
  live: x.engine.properties.get(key),
  tag: tags(key),
});

/** The selection of a `DAV:prop` element; without one, nothing. */
export const selection = (x: Exchange, prop: XmlElement | undefined): Selection =>
  prop ? elements(prop).map((each) => ask(x, each.key, each)) : [];

/** The selection of properties by key. */
export const selectionOf = (x: Exchange, keys: readonly string[]): Selection => keys.map((key) => ask(x, key));

/** `DAV:privilege` trouble with one property leaves the others alone: it becomes that property's status. */
const read = async (waiting: Promise<PropertyValue>): Promise<PropertyValue> => {
  try {
    return await waiting;
  } catch (error) {
    if (error instanceof DavError) return error;
    throw error;
  }
};

const valueOf = (x: Exchange, resource: Resource, asked: Asked): PropertyValue | Promise<PropertyValue> => {
  const { live } = asked;
  if (!live) return undefined;
  return live.on.includes(resource.kind) ? live.read(resource, x, asked.element) : undefined;
};

class Sheet {
  found = "";
  missing = "";
  failed = "";
  readonly #x: Exchange;
  readonly #resource: Resource;

  constructor(x: Exchange, resource: Resource) {
    this.#x = x;
    this.#resource = resource;
  }

  add(asked: Asked, value: PropertyValue): void {
    if (value instanceof DavError)
      this.failed += propstat(value.status, asked.tag.empty, value.condition ? errorElement(this.#x, value.condition) : "");
    else if (value !== undefined) this.found += value === "" ? asked.tag.empty : asked.tag.open + value + asked.tag.close;
    else this.#addDead(asked);
  }

  #addDead(asked: Asked): void {
    const dead = asked.live ? undefined : deadOf(this.#resource).get(asked.key);
    if (dead === undefined) this.missing += asked.tag.empty;
    else this.found += dead;
  }

  write(href: string): string {
    const quiet = this.#x.prefer.minimal || this.missing === "";
    const lacking = quiet ? "" : propstat(404, this.missing);
    const has = this.found !== "" || (lacking === "" && this.failed === "") ? propstat(200, this.found) : "";
    return `<D:response>${hrefElement(href)}${has}${lacking}${this.failed}</D:response>`;
  }
}

const finish = async (sheet: Sheet, href: string, waiting: readonly [Asked, Promise<PropertyValue>][]): Promise<string> => {
  const values = await Promise.all(waiting.map(async ([asked, value]) => [asked, await read(value)] as const));
  for (const [asked, value] of values) sheet.add(asked, value);
  return sheet.write(href);
};

/** The `DAV:response` of one resource: what it has with 200, what it lacks with 404 unless the client prefers brevity (RFC 8144 §2.1). */
export const propertyResponse = (
  x: Exchange,
  resource: Resource,
  wanted: Selection,
  href = x.site.href(resource.ref),
): string | Promise<string> => {
  const sheet = new Sheet(x, resource);
  const waiting: [Asked, Promise<PropertyValue>][] = [];
  for (const asked of wanted) {
    const value = valueOf(x, resource, asked);
    if (value instanceof Promise) waiting.push([asked, value]);
    else sheet.add(asked, value);
  }
  return waiting.length > 0 ? finish(sheet, href, waiting) : sheet.write(href);
};

/** The responses of many resources, in order; waits only where a property needs the backend. */
export const propertyResponses = async (x: Exchange, resources: readonly Resource[], wanted: Selection): Promise<string[]> => {
  const out: string[] = [];
  for (const resource of resources) {
    const response = propertyResponse(x, resource, wanted);
    out.push(typeof response === "string" ? response : await response);
  }
  return out;
};

/** The body of an error reply: `DAV:error` with its condition and a sentence for people. */
export const errorDocument = (x: { readonly site: Exchange["site"] }, message: string, condition: Condition | undefined): string =>
  document(
    dav("error"),
    `${condition ? conditionElement(x, condition) : ""}<D:responsedescription>${escape(message)}</D:responsedescription>`,
  );

/** A 507 for the request's own address: the answer was cut off at a limit (RFC 6578 §3.6, RFC 6352 §8.6.2). */
export const truncated = (x: Exchange, ref: Ref = x.ref): string =>
  statusResponse(x.site.href(ref), 507, `<D:error><D:number-of-matches-within-limits/></D:error>`);
