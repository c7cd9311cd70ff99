import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type { Actor } from "#kernel/actor/actor.ts";
import { signInFirst } from "#kernel/errors/house-refusals.ts";
import { readJson, type Exchange } from "../http/exchange.ts";
import { foreignPage, type Identify } from "../http/identity.ts";
import type { Route } from "../http/server.ts";
import { mcpServer, type McpParts } from "./tools.ts";

const MOST_BYTES = 4_194_304;

/** A page in a browser must not reach the tools through DNS rebinding (MCP, Streamable HTTP: validate Origin). */
const refuseForeignOrigin = ({ request }: Exchange): void => {
  const { origin, host } = request.headers;
  if (origin !== undefined && URL.parse(origin)?.host !== host) throw foreignPage();
};

const whoCalls = async ({ request, address }: Exchange, identify: Identify): Promise<Actor> => {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const actor = await identify({ bearer, door: "mcp", address, language: "en" });
  if (actor.kind === "nobody") throw signInFirst();
  return actor;
};

/** Serves `/mcp`: streamable HTTP, stateless, JSON answers, a bearer token for every request. */
export const mcpRoute =
  (parts: McpParts & { identify: Identify }): Route =>
  async (exchange) => {
    if (exchange.url.pathname !== "/mcp") return false;
    refuseForeignOrigin(exchange);
    const actor = await whoCalls(exchange, parts.identify);
    const { request, response } = exchange;
    if (request.method !== "POST") {
      // There is no stream to listen on and no session to end.
      response.writeHead(405, { allow: "POST" }).end();
      return true;
    }
    const body = await readJson(exchange, MOST_BYTES);
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
    const server = mcpServer(parts, actor);
    response.on("close", () => {
      void transport.close();
      void server.close();
    });
    await server.connect(transport as never);
    await transport.handleRequest(request, response, body);
    return true;
  };
