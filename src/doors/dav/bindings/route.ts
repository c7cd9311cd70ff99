import type { Actor } from "#kernel/actor/actor.ts";
import { inScope } from "#kernel/authority/authority.ts";
import type { Clock } from "#kernel/clock/clock.ts";
import { Refusal } from "#kernel/errors/refusal.ts";
import type { FileStore } from "#kernel/files/files.ts";
import type { Logger } from "#kernel/log/log.ts";
import type { Pipeline } from "#kernel/pipeline/pipeline.ts";
import { ensureOwners, readFeed } from "#duties/calendar/index.ts";
import type { Exchange } from "../../http/exchange.ts";
import type { Identify } from "../../http/identity.ts";
import type { Route } from "../../http/server.ts";
import type { Viewer } from "../engine/backend.ts";
import { createDavHandler } from "../engine/handler.ts";
import { davBackend } from "./backend.ts";

/** What the DAV door stands on. */
export type DavRouteParts = {
  db: unknown;
  clock: Clock;
  pipeline: Pipeline;
  files: FileStore;
  log: Logger;
  identify: Identify;
  url: () => string;
  /** False while the company does not use the calendar. */
  on: () => boolean;
};

const BASE = "/dav/";
const WELL_KNOWN = /^\/\.well-known\/(caldav|carddav)\/?$/;
const FEED = /^\/feeds\/([A-Za-z0-9_-]{20,200})\.ics$/;
/** Methods by which clients that were told nothing ask the root (RFC 6764 §6); everything else there is the web page. */
const ASKING = new Set(["PROPFIND", "OPTIONS", "REPORT"]);

const isDav = ({ url, request }: Exchange): boolean =>
  url.pathname === "/dav" ||
  url.pathname.startsWith(BASE) ||
  WELL_KNOWN.test(url.pathname) ||
  (url.pathname === "/" && ASKING.has(request.method ?? ""));

const passwordIn = (header: string | undefined): string | undefined => {
  const basic = /^Basic\s+([A-Za-z0-9+/=]{1,1000})$/i.exec(header ?? "")?.[1];
  const pair = basic && Buffer.from(basic, "base64").toString("utf8");
  return pair?.includes(":") ? pair.slice(pair.indexOf(":") + 1) : undefined;
};

/**
 * Who sends a DAV request: the owner of the app password, an API token of theirs whose scope covers `event.list`. The user
 * name is for the client's own list of accounts. Cookies count for nothing here: no page can send a device's request.
 */
const viewerFor = async (parts: DavRouteParts, furnished: Set<string>, { request, address }: Exchange): Promise<Viewer | undefined> => {
  const bearer = passwordIn(request.headers.authorization);
  if (bearer === undefined) return undefined;
  let actor: Actor;
  try {
    actor = await parts.identify({ bearer, door: "dav", address, language: "en" });
  } catch (error) {
    if (error instanceof Refusal && error.kind === "unauthenticated") return undefined;
    throw error;
  }
  const { id } = actor;
  if (actor.kind !== "person" || !id || (actor.scopes && !inScope(actor.scopes, "event.list"))) return undefined;
  if (!furnished.has(id)) {
    await parts.pipeline.asSystem("calendar.furnish", (work) => ensureOwners(work, [id]), "dav");
    furnished.add(id);
  }
  return { principal: id, actor };
};

/** Serves CalDAV and CardDAV at `/dav/`, and leads the well-known addresses there. */
export const davRoute = (parts: DavRouteParts): Route => {
  const { clock, log, url } = parts;
  const furnished = new Set<string>();
  const exchanges = new WeakMap<object, Exchange>();
  const handle = createDavHandler(davBackend(parts), {
    base: BASE,
    clock,
    origin: () => new URL(url()).origin,
    realm: "Kerani",
    productId: "-//Kerani//Kalender//ID",
    authenticate: (request) => viewerFor(parts, furnished, exchanges.get(request)!),
    onBug: (error) => log.error({ error: error instanceof Error ? error.stack : String(error) }, "a bug"),
  });
  return async (exchange) => {
    if (!isDav(exchange) || !parts.on()) return false;
    exchanges.set(exchange.request, exchange);
    await handle(exchange.request, exchange.response);
    return true;
  };
};

/** Serves calendars at their secret addresses as ICS, with an ETag so that a client which has it gets nothing twice. */
export const feedRoute =
  (parts: Pick<DavRouteParts, "db" | "clock" | "on">): Route =>
  async ({ url, request, response }) => {
    const secret = FEED.exec(url.pathname)?.[1];
    if (!secret || !parts.on() || (request.method !== "GET" && request.method !== "HEAD")) return false;
    const feed = await readFeed({ tx: parts.db, now: parts.clock.now() }, secret);
    if (!feed) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found\n");
      return true;
    }
    const headers = { etag: `"${feed.etag}"`, "cache-control": "private, no-cache" };
    if (request.headers["if-none-match"] === headers.etag) {
      response.writeHead(304, headers).end();
      return true;
    }
    const body = Buffer.from(feed.text);
    response.writeHead(200, { ...headers, "content-type": "text/calendar; charset=utf-8", "content-length": body.length });
    response.end(request.method === "HEAD" ? undefined : body);
    return true;
  };
