import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { authorise } from "#kernel/authority/authority.ts";
import { nearestLanguage } from "#kernel/i18n/text.ts";
import { framedBy } from "#duties/booking/index.ts";
import type { House } from "../../house.ts";
import { apiPage } from "./api-page.ts";
import { openExchange, sendJson, type Exchange } from "./exchange.ts";
import { letFrame, setSecurityHeaders } from "./headers.ts";
import { refuseOtherHost, whoKnocks, type Identify } from "./identity.ts";
import { liveRoute } from "./live.ts";
import type { Metrics } from "./metrics.ts";
import { openApiDocument } from "./openapi.ts";
import { answerFor } from "./problem.ts";
import { restRoute } from "./rest.ts";
import { staticFolder } from "./static.ts";

/** A further route beside the catalogue's (MCP, CalDAV); true when it answered. */
export type Route = (exchange: Exchange) => Promise<boolean>;

/** What the HTTP door stands on. */
export type HttpDoorParts = {
  house: House;
  identify: Identify;
  metrics: Metrics;
  version: string;
  /** The folder of the built web app. */
  webRoot: string;
  trustProxy: boolean;
  /** True when the public address is https. */
  https: () => boolean;
  routes?: readonly Route[];
};

/** The running door. */
export type HttpDoor = { server: Server; port: number; close(): Promise<void> };

const SLOWEST_GOODBYE_MS = 5_000;
const METRICS_RULE = { kind: "query", opens: { role: "administrator" } } as never;

/** Answers requests; `end` lets the streams go that would otherwise never end. */
export type Handler = { handle(request: IncomingMessage, response: ServerResponse): Promise<void>; end(): void };

/** Builds the door without listening. */
export const httpDoor = (parts: HttpDoorParts): Handler => {
  const { house } = parts;
  const rest = restRoute({ pipeline: house.pipeline, files: house.services.files });
  const live = liveRoute({ live: house.live, clock: house.clock });
  const web = staticFolder(parts.webRoot);
  const catalogue = apiPage();
  const document = openApiDocument(house.registry, parts.version);
  const knock = (exchange: Exchange, https: boolean) => whoKnocks(exchange, parts.identify, https);

  const health = async (exchange: Exchange, ready: boolean): Promise<void> => {
    const fine =
      !ready ||
      (await house.pool.query("select 1").then(
        () => true,
        () => false,
      ));
    exchange.response
      .writeHead(fine ? 200 : 503, { "content-type": "text/plain", "cache-control": "no-store" })
      .end(fine ? "ok\n" : "not ready\n");
  };
  const metrics = async (exchange: Exchange, https: boolean): Promise<void> => {
    authorise(await knock(exchange, https), "metrics.read", METRICS_RULE, {});
    exchange.response
      .writeHead(200, { "content-type": parts.metrics.contentType, "cache-control": "no-store" })
      .end(await parts.metrics.text());
  };
  const page = async (exchange: Exchange): Promise<void> => {
    const { url, request, response } = exchange;
    if (request.method !== "GET" && request.method !== "HEAD") return void response.writeHead(405, { allow: "GET, HEAD" }).end();
    if (url.pathname !== "/" && (await web(exchange, url.pathname))) return;
    letFrame(response, framedBy(house.settings, url.pathname));
    // Every other address is a screen of the one page; a missing asset is simply missing.
    if (/\.\w+$/.test(url.pathname) || !(await web(exchange, "/index.html")))
      response.writeHead(404, { "content-type": "text/plain" }).end("not found\n");
  };

  const route = async (exchange: Exchange, https: boolean): Promise<void> => {
    const { pathname } = exchange.url;
    if (pathname === "/healthz") return health(exchange, false);
    if (pathname === "/readyz") return health(exchange, true);
    refuseOtherHost(exchange, house.services.url());
    if (pathname === "/metrics") return metrics(exchange, https);
    if (pathname === "/api/openapi.json") return sendJson(exchange, 200, document);
    if (pathname === "/live") {
      const actor = await knock(exchange, https);
      return live.serve(exchange, actor, async () => (await knock(exchange, https)).id === actor.id);
    }
    for (const other of parts.routes ?? []) if (await other(exchange)) return;
    if ((pathname === "/api" || pathname.startsWith("/api/page/") || pathname === "/api/") && (await catalogue(exchange))) return;
    if (pathname.startsWith("/api/")) return rest(exchange, await knock(exchange, https), https);
    return page(exchange);
  };

  const answerTrouble = async (exchange: Exchange, error: unknown, https: boolean): Promise<void> => {
    const { request, response, requestId } = exchange;
    const reader = await knock(exchange, https).catch(() => undefined);
    const language = reader && reader.kind !== "nobody" ? reader.language : nearestLanguage(request.headers["accept-language"]);
    const { status, headers, body } = answerFor(error, language, requestId, (bug) =>
      house.log.error({ requestId, error: bug instanceof Error ? bug.stack : String(bug) }, "a bug"),
    );
    if (response.headersSent) return void response.destroy();
    // The rest of a body that was refused is not read; the connection cannot be used again.
    if (!request.complete) response.setHeader("connection", "close");
    await sendJson(exchange, status, body, headers);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const exchange = openExchange(request, response, parts.trustProxy);
    const https = parts.https() || exchange.https;
    response.setHeader("x-request-id", exchange.requestId);
    setSecurityHeaders(response, https);
    try {
      await route(exchange, https);
    } catch (error) {
      await answerTrouble(exchange, error, https).catch(() => response.destroy());
    }
  };
  return { handle, end: live.end };
};

/** Listens; resolves once connections are taken. `close` lets requests under way finish, bounded in time. */
export const listen = async (handler: Handler, host: string, port: number): Promise<HttpDoor> => {
  const server = createServer(
    { noDelay: true, keepAliveTimeout: 65_000, requestTimeout: 60_000, headersTimeout: 15_000, maxHeaderSize: 16_384 },
    (request, response) => void handler.handle(request, response),
  );
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  return {
    server,
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      handler.end();
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), SLOWEST_GOODBYE_MS);
      await closed;
      clearTimeout(cut);
    },
  };
};
