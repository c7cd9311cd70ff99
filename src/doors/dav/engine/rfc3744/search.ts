import type { Principal, PrincipalQuery, PrincipalTest } from "../backend.ts";
import type { Exchange } from "../exchange.ts";
import type { Report } from "../report.ts";
import type { XmlElement } from "../xml/element.ts";
import { badRequest } from "../errors.ts";
import { multistatus, propertyResponses, selection, truncated } from "../multistatus.ts";
import { calendarserver, caldav, dav } from "../names.ts";
import { membersOf, type Resource } from "../resources.ts";
import { attribute, child, childText, children, elements, text } from "../xml/element.ts";
import { document } from "../multistatus.ts";
import { wrap } from "../xml/writer.ts";
import { grantsOn } from "./properties.ts";

const MOST_RESULTS = 200;

/** Properties by which principals can be found. */
const FIELDS: Readonly<Record<string, { field: PrincipalTest["field"]; says: string }>> = {
  [dav("displayname")]: { field: "displayName", says: "Name" },
  [calendarserver("email-address-set")]: { field: "email", says: "Mail address" },
  [caldav("calendar-user-address-set")]: { field: "address", says: "Calendar address" },
  [caldav("calendar-user-type")]: { field: "kind", says: "Kind" },
};

const MATCHES: Readonly<Record<string, PrincipalTest["match"]>> = {
  contains: "contains",
  "starts-with": "starts-with",
  equals: "equals",
  is: "equals",
};

const readMatch = (value: string | undefined): PrincipalTest["match"] => {
  const match = MATCHES[value ?? "contains"];
  if (!match) throw badRequest("match-type is contains, starts-with, equals or is.");
  return match;
};

/** Principals as resources. */
export const principalResources = (principals: readonly Principal[]): Resource[] =>
  principals.map((principal) => ({ kind: "principal", ref: { kind: "principal", principal: principal.id }, principal }));

/** The most results that a client wants, capped. */
const readLimit = (body: XmlElement, namespace: (name: string) => string): number => {
  const limit = child(body, namespace("limit"));
  const wanted = Number(limit ? childText(limit, namespace("nresults")) : Number.NaN);
  return Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, MOST_RESULTS) : MOST_RESULTS;
};

const search = async (x: Exchange, body: XmlElement, query: PrincipalQuery): ReturnType<Report["run"]> => {
  const found = await x.backend.searchPrincipals(x.viewer, { ...query, limit: query.limit + 1 });
  const shown = principalResources(found.slice(0, query.limit));
  const responses = await propertyResponses(x, shown, selection(x, child(body, dav("prop"))));
  return multistatus(responses, found.length > query.limit ? truncated(x) : "");
};

/** `DAV:principal-property-search` (RFC 3744 §9.4); `test="anyof"` and `match-type` as Apple's clients send them. */
export const PRINCIPAL_PROPERTY_SEARCH: Report = {
  key: dav("principal-property-search"),
  on: () => true,
  run: async (x, _resource, body) => {
    const join = attribute(body, "test") === "anyof" ? "any" : "all";
    const asked = children(body, dav("property-search"));
    if (asked.length === 0 || asked.length > 20) throw badRequest("Between one and twenty DAV:property-search are wanted.");
    const tests: PrincipalTest[] = [];
    for (const each of asked) {
      const match = child(each, dav("match"));
      const fields = elements(child(each, dav("prop")) ?? each).map((property) => FIELDS[property.key]);
      const wanted = match && text(match).trim();
      if (!wanted) throw badRequest("A DAV:match has a text.");
      const known = fields.filter((field) => field !== undefined);
      if (known.length < fields.length && join === "all") return multistatus([]);
      tests.push(...known.map(({ field }) => ({ field, match: readMatch(attribute(match, "match-type")), text: wanted })));
    }
    return tests.length === 0 ? multistatus([]) : search(x, body, { join, tests, limit: readLimit(body, calendarserver) });
  },
};

const says = (each: Principal): string => [each.displayName, ...each.addresses].join("\n").toLowerCase();

/** `CS:calendarserver-principal-search`: every token appears in a name or an address. */
export const CALENDARSERVER_PRINCIPAL_SEARCH: Report = {
  key: calendarserver("calendarserver-principal-search"),
  on: () => true,
  run: async (x, _resource, body) => {
    const limit = readLimit(body, calendarserver);
    const [token, ...others] = children(body, calendarserver("search-token"))
      .map((each) => text(each).trim().toLowerCase())
      .filter((each) => each !== "");
    if (token === undefined) return multistatus([]);
    const fields = ["displayName", "email"] as const;
    const found = await x.backend.searchPrincipals(x.viewer, {
      join: "any",
      tests: fields.map((field) => ({ field, match: "contains", text: token })),
      limit: MOST_RESULTS,
    });
    const matching = found.filter((each) => others.every((other) => says(each).includes(other)));
    return multistatus(await propertyResponses(x, principalResources(matching.slice(0, limit)), selection(x, child(body, dav("prop")))));
  },
};

/** `DAV:principal-search-property-set` (RFC 3744 §9.5). */
export const PRINCIPAL_SEARCH_PROPERTY_SET: Report = {
  key: dav("principal-search-property-set"),
  on: () => true,
  run: async () => {
    const inner = Object.entries(FIELDS).map(([key, { says }]) =>
      wrap(dav("principal-search-property"), `${wrap(dav("prop"), wrap(key))}<D:description xml:lang="en">${says}</D:description>`),
    );
    return { status: 200, body: document(dav("principal-search-property-set"), inner.join("")) };
  },
};

const own = (x: Exchange): string => x.site.href({ kind: "principal", principal: x.viewer.principal });

/** `DAV:principal-match` (RFC 3744 §9.3): the viewer's own principal and groups, or the members whose property names the viewer. */
export const PRINCIPAL_MATCH: Report = {
  key: dav("principal-match"),
  on: () => true,
  run: async (x, resource, body) => {
    const wanted = selection(x, child(body, dav("prop")));
    if (child(body, dav("self"))) {
      const ids = [x.viewer.principal, ...(await x.backend.memberships(x.viewer, x.viewer.principal))];
      return multistatus(await propertyResponses(x, principalResources(await x.backend.principals(x.viewer, ids)), wanted));
    }
    const [property] = elements(child(body, dav("principal-property")) ?? body);
    if (!property) throw badRequest("A DAV:principal-match asks for self or for a principal-property.");
    const live = x.engine.properties.get(property.key);
    const matching: Resource[] = [];
    for (const member of live ? await membersOf(x, resource) : []) {
      const value = live?.on.includes(member.kind) ? await live.read(member, x, undefined) : undefined;
      if (typeof value === "string" && value.includes(`<D:href>${own(x)}</D:href>`)) matching.push(member);
    }
    return multistatus(await propertyResponses(x, matching, wanted));
  },
};

/** `DAV:acl-principal-prop-set` (RFC 3744 §9.2): properties of the principals whom a resource's ACL names. */
export const ACL_PRINCIPAL_PROP_SET: Report = {
  key: dav("acl-principal-prop-set"),
  on: (resource) => resource.kind === "collection",
  run: async (x, resource, body) => {
    const named = (await grantsOn(x, resource)).flatMap(({ to }) => (typeof to === "object" ? [to.principal] : []));
    const principals = await x.backend.principals(x.viewer, [...new Set(named)]);
    return multistatus(await propertyResponses(x, principalResources(principals), selection(x, child(body, dav("prop")))));
  },
};
