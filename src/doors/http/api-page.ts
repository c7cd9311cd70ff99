import { fileURLToPath } from "node:url";
import { staticFolder } from "./static.ts";
import type { Exchange } from "./exchange.ts";

const SWAGGER = fileURLToPath(new URL("../../../node_modules/swagger-ui-dist", import.meta.url));
const FILES = new Set(["swagger-ui.css", "swagger-ui-bundle.js"]);

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Kerani API</title>
<link rel="stylesheet" href="/api/page/swagger-ui.css"></head>
<body><div id="page"></div>
<script src="/api/page/swagger-ui-bundle.js"></script>
<script src="/api/page/start.js"></script></body></html>`;

const START = `SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#page", deepLinking: true, tryItOutEnabled: true,
  requestInterceptor: (request) => { request.headers["X-Kerani"] = "1"; return request; } });`;

/** Serves the browsable catalogue at `/api`; false when the path is not one of its own. */
export const apiPage = () => {
  const files = staticFolder(SWAGGER);
  return async (exchange: Exchange): Promise<boolean> => {
    const { url, response } = exchange;
    if (url.pathname === "/api" || url.pathname === "/api/") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" }).end(PAGE);
      return true;
    }
    const name = /^\/api\/page\/([\w.-]+)$/.exec(url.pathname)?.[1];
    if (name === "start.js") {
      response.writeHead(200, { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache" }).end(START);
      return true;
    }
    return name !== undefined && FILES.has(name) && (await files(exchange, `/${name}`));
  };
};
