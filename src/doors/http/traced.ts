import type { Tracer } from "#kernel/log/tracing.ts";
import type { Handler } from "./server.ts";

const ROUTES = new Set(["api", "live", "mcp", "dav", "healthz", "readyz", "metrics", "assets", "setup"]);
const WORD = /^[a-z-]{1,40}$/;

/** The route of a path, without anything that is different for every record or stranger. */
export const routeOf = (path: string): string => {
  const [first = "", noun = "", verb = ""] = path.split(/[/?]/).slice(1);
  if (!ROUTES.has(first)) return "/*";
  return first === "api" && WORD.test(noun) && WORD.test(verb) ? `/api/${noun}/${verb}` : `/${first}`;
};

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "PROPPATCH", "REPORT"]);

/** The same handler, each request a span that the commands in it are part of. */
export const tracedHandler = (handler: Handler, tracer: Tracer): Handler => ({
  end: handler.end,
  handle(request, response) {
    const method = METHODS.has(request.method ?? "") ? (request.method ?? "") : "_OTHER";
    const route = routeOf(request.url ?? "/");
    const attributes = { "http.request.method": method, "http.route": route };
    return tracer.span({ name: `${method} ${route}`, kind: "server", attributes }, async (note) => {
      await handler.handle(request, response);
      note({ "http.response.status_code": response.statusCode });
    });
  },
});
