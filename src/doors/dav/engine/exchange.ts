import type { IncomingMessage } from "node:http";
import type { Clock } from "#kernel/clock/clock.ts";
import type { Ref } from "./ref.ts";
import type { Site } from "./address.ts";
import type { Backend, Viewer } from "./backend.ts";
import type { Preferences } from "./rfc7240.ts";
import type { PropertyTable } from "./property.ts";
import type { ReportTable } from "./report.ts";
import { badRequest } from "./errors.ts";

/** What one request may cost. */
export type Limits = {
  /** Octets of an XML request body. */
  readonly xmlBytes: number;
  /** Octets of a calendar object or a card: `max-resource-size`. */
  readonly resourceBytes: number;
  /** Octets of a managed attachment: `max-attachment-size`. */
  readonly attachmentBytes: number;
  readonly attachmentsPerObject: number;
  /** Octets of one dead property. */
  readonly propertyBytes: number;
  /** Seconds in which a body must have arrived. */
  readonly bodySeconds: number;
  /** Objects in one reply of a query; more are cut off with 507 (RFC 5323 §2.3.1 manner). */
  readonly results: number;
  /** Instances that one object may have inside an expanded range, and that one reply may hold. */
  readonly instances: number;
  /** Attendees of one event: `max-attendees-per-instance`. */
  readonly attendees: number;
  /** Days that a free-busy question may span. */
  readonly busyDays: number;
  /** Requests of one principal worked on at the same time; more get 503. */
  readonly concurrent: number;
  /** Times that one principal may repeat the very same failing request within a minute; then 429. */
  readonly repeats: number;
};

/** Generous to every known client and bounded for the rest. */
export const DEFAULT_LIMITS: Limits = {
  xmlBytes: 4 * 1024 * 1024,
  resourceBytes: 4 * 1024 * 1024,
  attachmentBytes: 25 * 1024 * 1024,
  attachmentsPerObject: 20,
  propertyBytes: 64 * 1024,
  bodySeconds: 120,
  results: 50_000,
  instances: 5_000,
  attendees: 1_000,
  busyDays: 1_100,
  concurrent: 256,
  repeats: 300,
};

/** The parts of the engine that requests share. */
export type Engine = {
  readonly backend: Backend;
  readonly site: Site;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly properties: PropertyTable;
  readonly reports: ReportTable;
  /** Scheme and host by which clients reach this server, such as `https://desk.example.com`: never taken from a request. */
  readonly origin: () => string;
  /** Names the product in iCalendar texts that the engine writes. */
  readonly productId: string;
};

/** One request on its way through the engine. */
export type Exchange = {
  readonly engine: Engine;
  readonly backend: Backend;
  readonly site: Site;
  readonly limits: Limits;
  readonly viewer: Viewer;
  readonly request: IncomingMessage;
  readonly method: string;
  readonly ref: Ref;
  readonly query: URLSearchParams;
  readonly prefer: Preferences;
  /** The instant at which the request came in. */
  readonly now: Temporal.Instant;
};

/** What goes back. A body without `type` is XML. */
export type Reply = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly type?: string;
};

/** A request header, several of the same name joined. */
export const header = (x: { readonly request: IncomingMessage }, name: string): string | undefined => {
  const value = x.request.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
};

/** How deep a request reaches (RFC 4918 §10.2). */
export type Depth = "0" | "1" | "infinity";

/** The Depth header, or `fallback` where the client sent none; throws 400 for anything else. */
export const depth = (x: Exchange, fallback: Depth): Depth => {
  const value = header(x, "depth")?.trim().toLowerCase() ?? fallback;
  if (value === "0" || value === "1" || value === "infinity") return value;
  throw badRequest("Depth is 0, 1 or infinity.");
};

/** Whether an address names this very resource. */
export const sameRef = (x: Exchange, a: Ref, b: Ref): boolean => x.site.href(a) === x.site.href(b);
