import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "#kernel/clock/clock.ts";
import type { Backend, Viewer } from "./backend.ts";
import type { Engine, Exchange, Limits, Reply } from "./exchange.ts";
import { type Ref } from "./ref.ts";
import { Site } from "./address.ts";
import { methodsOn } from "./allow.ts";
import { DavError, forbidden, notFound } from "./errors.ts";
import { DEFAULT_LIMITS, header } from "./exchange.ts";
import { HalfSent } from "./http/body.ts";
import { failureReply, isBug } from "./http/failure.ts";
import { LoopGuard } from "./http/loops.ts";
import { send } from "./http/send.ts";
import { post } from "./post.ts";
import { report } from "./rfc3253.ts";
import { acl } from "./rfc3744/acl.ts";
import { remove } from "./rfc4918/delete.ts";
import { get } from "./rfc4918/get.ts";
import { propfind } from "./rfc4918/propfind.ts";
import { proppatch } from "./rfc4918/proppatch.ts";
import { put } from "./rfc4918/put.ts";
import { transfer } from "./rfc4918/transfer.ts";
import { mkcalendar, mkcol } from "./rfc5689.ts";
import { wellKnown } from "./rfc6764.ts";
import { preferences } from "./rfc7240.ts";
import { PROPERTIES, REPORTS } from "./tables.ts";

/** How a handler is set up. */
export type DavOptions = {
  /** The path under which everything lies, such as `/dav/`. */
  readonly base: string;
  readonly clock: Clock;
  /** Who sent this request, by app password or otherwise; nothing answers 401. Not asked when the caller passes a viewer. */
  authenticate?(request: IncomingMessage): Promise<Viewer | undefined>;
  /** Scheme and host by which clients reach this server, for addresses that are kept inside objects. */
  origin(): string;
  /** Shown by clients when they ask for a password. */
  readonly realm?: string;
  /** `PRODID` of iCalendar texts that the engine writes itself. */
  readonly productId?: string;
  readonly limits?: Partial<Limits>;
  /** Told of every failure that nobody expected. */
  onBug?(error: unknown, request: IncomingMessage): void;
};

/** Answers one request; a viewer that the caller knows already need not be authenticated again. */
export type DavHandler = (request: IncomingMessage, response: ServerResponse, viewer?: Viewer) => Promise<void>;

const METHODS: Readonly<Record<string, (x: Exchange) => Promise<Reply>>> = {
  GET: get,
  HEAD: get,
  PUT: put,
  DELETE: remove,
  PROPFIND: propfind,
  PROPPATCH: proppatch,
  REPORT: report,
  MKCOL: mkcol,
  MKCALENDAR: mkcalendar,
  COPY: transfer,
  MOVE: transfer,
  ACL: acl,
  POST: post,
};

const CLASSES = [
  "1, 3, access-control, extended-mkcol, calendar-access, calendar-auto-schedule, calendar-availability",
  "calendar-proxy, calendarserver-principal-search, calendarserver-principal-property-search, addressbook",
].join(", ");

/** The DAV header (RFC 4918 §10.1) with everything that clients look for. */
const davHeader = (backend: Backend): string =>
  CLASSES + (backend.attach ? ", calendar-managed-attachments, calendar-managed-attachments-no-recurrence" : "");

class Door {
  readonly #engine: Engine;
  readonly #options: DavOptions;
  readonly #loops: LoopGuard;

  constructor(backend: Backend, options: DavOptions) {
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    const site = new Site(options.base);
    const productId = options.productId ?? "-//Kerani//DAV//EN";
    const origin = (): string => options.origin();
    this.#engine = { backend, site, clock: options.clock, limits, properties: PROPERTIES, reports: REPORTS, productId, origin };
    this.#options = options;
    this.#loops = new LoopGuard(limits);
  }

  async handle(request: IncomingMessage, response: ServerResponse, viewer?: Viewer): Promise<void> {
    let reply: Reply;
    try {
      reply = await this.#answer(request, viewer);
    } catch (error) {
      if (error instanceof HalfSent) return void request.socket.destroy();
      if (isBug(error)) this.#options.onBug?.(error, request);
      reply = failureReply(this.#engine, error);
    }
    await send(request, response, this.#polite(request, reply));
  }

  /** What is left of a large body is not worth reading: the connection ends with the reply. */
  #polite(request: IncomingMessage, reply: Reply): Reply {
    const unread =
      !request.readableEnded && (request.headers["transfer-encoding"] !== undefined || Number(request.headers["content-length"] ?? 0) > 0);
    const headers = { "X-Content-Type-Options": "nosniff", ...reply.headers };
    return { ...reply, headers: unread ? { ...headers, Connection: "close" } : headers };
  }

  async #answer(request: IncomingMessage, known: Viewer | undefined): Promise<Reply> {
    const [path = "/", query = ""] = (request.url ?? "/").split("?", 2);
    const redirect = wellKnown(path, this.#engine.site);
    if (redirect) return redirect;
    const ref = this.#refOf(path);
    if (request.method === "OPTIONS") return this.#capabilities(ref);
    const viewer = known ?? (await this.#options.authenticate?.(request));
    if (!viewer) return this.#challenge();
    if (!ref) throw notFound();
    return this.#guarded(request, viewer, ref, query);
  }

  /** Some clients go to `/` whatever they were told (RFC 6764 §6): the root answers there too. */
  #refOf(path: string): Ref | undefined {
    return path === "/" ? { kind: "root" } : this.#engine.site.parse(path);
  }

  #capabilities(ref: Ref | undefined): Reply {
    const allow = ref ? methodsOn(ref, this.#engine.backend) : ["OPTIONS"];
    return { status: 200, headers: { DAV: davHeader(this.#engine.backend), Allow: allow.join(", "), "Cache-Control": "no-cache" } };
  }

  #challenge(): Reply {
    const realm = (this.#options.realm ?? "Kerani").replace(/["\\]/g, "");
    return {
      status: 401,
      headers: { "WWW-Authenticate": `Basic realm="${realm}", charset="UTF-8"` },
      type: "text/plain; charset=utf-8",
      body: "Sign in with an app password.\n",
    };
  }

  async #guarded(request: IncomingMessage, viewer: Viewer, ref: Ref, query: string): Promise<Reply> {
    const now = this.#engine.clock.now();
    const key = `${viewer.principal}\n${request.method}\n${request.url}`;
    const wait = this.#loops.wait(key, now);
    if (wait > 0) throw new DavError(429, "The same request has failed again and again.", undefined, { "Retry-After": String(wait) });
    if (!this.#loops.enter(viewer.principal))
      throw new DavError(503, "Too many requests at the same time.", undefined, { "Retry-After": "1" });
    try {
      return await this.#run(request, viewer, ref, query, now);
    } catch (error) {
      this.#loops.failed(key, now);
      throw error;
    } finally {
      this.#loops.leave(viewer.principal);
    }
  }

  async #run(request: IncomingMessage, viewer: Viewer, ref: Ref, query: string, now: Temporal.Instant): Promise<Reply> {
    const method = request.method ?? "GET";
    const engine = this.#engine;
    const { backend, site, limits } = engine;
    const x: Exchange = {
      engine,
      backend,
      site,
      limits,
      viewer,
      request,
      method,
      ref,
      now,
      query: new URLSearchParams(query),
      prefer: preferences(request),
    };
    const safe = method === "GET" || method === "HEAD";
    if (!safe && header(x, "sec-fetch-site") === "cross-site") throw forbidden("Another site's page may not do this.");
    const run = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
    if (!run)
      throw new DavError(METHOD_KNOWN.has(method) ? 405 : 501, `${method} is not answered here.`, undefined, {
        Allow: methodsOn(ref, backend).join(", "),
      });
    try {
      const reply = await run(x);
      return method === "PROPFIND" ? { ...reply, headers: { DAV: davHeader(backend), ...reply.headers } } : reply;
    } catch (error) {
      if (!(error instanceof DavError) || error.status !== 405) throw error;
      throw new DavError(405, error.message, error.condition, { ...error.headers, Allow: methodsOn(ref, backend).join(", ") });
    }
  }
}

const METHOD_KNOWN = new Set(["LOCK", "UNLOCK", "PATCH", "TRACE", "CONNECT", "SEARCH", "BIND", "REBIND", "UNBIND"]);

/** Makes the handler for node:http: one function that answers everything under `options.base`, the well-known addresses and `/`. */
export const createDavHandler = (backend: Backend, options: DavOptions): DavHandler => {
  const door = new Door(backend, options);
  return (request, response, viewer) => door.handle(request, response, viewer);
};
