import type { HomeName, Ref } from "./ref.ts";
import { badRequest } from "./errors.ts";

const LONGEST_SEGMENT = 255;
const CONTROL = /\p{Cc}/u;

/** Encodes one segment as most servers do, so that clients which compare addresses as text find their own. */
export const encodeSegment = (segment: string): string =>
  encodeURIComponent(segment).replace(/[!'*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Decodes one segment. An encoded slash, a dot segment or a control character would let an address mean another place. */
const decodeSegment = (raw: string): string => {
  let segment: string;
  try {
    segment = decodeURIComponent(raw);
  } catch {
    throw badRequest("The address is not percent-encoded UTF-8.");
  }
  if (segment === "" || segment === "." || segment === ".." || segment.includes("/") || segment.includes("\\") || CONTROL.test(segment))
    throw badRequest("The address has an empty, dotted or encoded segment that is not allowed.");
  if (segment.length > LONGEST_SEGMENT) throw badRequest(`A segment of the address is longer than ${LONGEST_SEGMENT} characters.`);
  return segment;
};

const isHome = (name: string | undefined): name is HomeName => name === "calendars" || name === "addressbooks";

const principalRef = (rest: readonly string[]): Ref | undefined => {
  const [principal, group] = rest;
  if (principal === undefined) return { kind: "principals" };
  if (group === undefined) return { kind: "principal", principal };
  if (rest.length > 2) return undefined;
  if (group === "calendar-proxy-read") return { kind: "proxy", principal, mode: "read" };
  return group === "calendar-proxy-write" ? { kind: "proxy", principal, mode: "write" } : undefined;
};

const homeRef = (home: HomeName, rest: readonly string[]): Ref | undefined => {
  const [owner, collection, name] = rest;
  if (owner === undefined) return { kind: "homes", home };
  if (collection === undefined) return { kind: "home", home, owner };
  if (name === undefined) return { kind: "collection", home, owner, collection };
  return rest.length === 3 ? { kind: "object", home, owner, collection, name } : undefined;
};

/** What decoded segments below the base mean; nothing when no resource can ever be there. */
export const refOf = (segments: readonly string[]): Ref | undefined => {
  const [first, ...rest] = segments;
  if (first === undefined) return { kind: "root" };
  if (first === "principals") return principalRef(rest);
  if (isHome(first)) return homeRef(first, rest);
  const [owner, managedId, name] = rest;
  const attached = first === "attachments" && owner !== undefined && managedId !== undefined && name !== undefined && rest.length === 3;
  return attached ? { kind: "attachment", owner, managedId, name } : undefined;
};

const segmentsOf = (ref: Ref): string[] => {
  switch (ref.kind) {
    case "root":
      return [];
    case "principals":
      return ["principals"];
    case "principal":
      return ["principals", ref.principal];
    case "proxy":
      return ["principals", ref.principal, `calendar-proxy-${ref.mode}`];
    case "homes":
      return [ref.home];
    case "home":
      return [ref.home, ref.owner];
    case "collection":
      return [ref.home, ref.owner, ref.collection];
    case "object":
      return [ref.home, ref.owner, ref.collection, ref.name];
    case "attachment":
      return ["attachments", ref.owner, ref.managedId, ref.name];
  }
};

/** Addresses below one base path such as `/dav/`. */
export class Site {
  readonly base: string;

  constructor(base: string) {
    this.base = base.endsWith("/") ? base : `${base}/`;
  }

  /** The absolute path of a resource, percent-encoded; collections end with a slash. */
  href(ref: Ref): string {
    const path = segmentsOf(ref).map(encodeSegment).join("/");
    const leaf = ref.kind === "object" || ref.kind === "attachment" || path === "";
    return this.base + path + (leaf ? "" : "/");
  }

  /** What a percent-encoded path means, or nothing when it lies elsewhere; throws 400 for a path that plays tricks. */
  parse(path: string): Ref | undefined {
    const inside = path.startsWith(this.base) ? path.slice(this.base.length) : `${path}/` === this.base ? "" : undefined;
    if (inside === undefined) return undefined;
    const trimmed = inside.endsWith("/") ? inside.slice(0, -1) : inside;
    return refOf(trimmed === "" ? [] : trimmed.split("/").map(decodeSegment));
  }

  /** What a `DAV:href` or Destination means: a path, or a URL whose host is `host`; nothing for another server or another base. */
  parseHref(href: string, host: string | undefined): Ref | undefined {
    if (href.startsWith("/") && !href.startsWith("//")) return this.parse(href.replace(/[?#].*$/s, ""));
    const url = /^https?:\/\/([^/?#]*)([^?#]*)/i.exec(href);
    if (!url) return undefined;
    const authority = url[1]!.replace(/^.*@/, "");
    if (host !== undefined && authority.toLowerCase() !== host.toLowerCase() && withoutPort(authority) !== withoutPort(host))
      return undefined;
    return this.parse(url[2] === "" ? "/" : url[2]!);
  }
}

/** Proxies in front rewrite the port, so the name alone must agree. */
const withoutPort = (authority: string): string => authority.replace(/:\d+$/, "").toLowerCase();
