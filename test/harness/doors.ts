import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { theClerk } from "#kernel/actor/actor.ts";
import { httpDoor, listen } from "#doors/http/server.ts";
import { openMetrics } from "#doors/http/metrics.ts";
import { mcpRoute } from "#doors/mcp/route.ts";
import { identify, openAccount } from "#duties/access/index.ts";
import { calendarRoutes } from "../../src/run/calendar-routes.ts";
import type { TestHouse } from "./house.ts";

/** A password that nothing refuses. */
export const PASSWORD = "kuda terbang di atas awan";

/** The doors of a test house, open on loopback. */
export type TestDoors = {
  url: string;
  /** Gives a member of staff an account with PASSWORD. */
  account(person: { id: string }, email: string): Promise<void>;
  /** Signs in as a browser's page would; the headers to send with every request from then on. */
  signIn(email: string): Promise<Record<string, string>>;
  /** An API token of a member of staff. */
  token(email: string, scope?: string[]): Promise<string>;
  /** Calls with a bearer token. */
  rest(
    token: string | undefined,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }>;
  close(): Promise<void>;
};

/** Opens HTTP, REST, MCP and the live wire on a test house. */
export const openDoors = async (t: TestHouse, more: { trustProxy?: boolean } = {}): Promise<TestDoors> => {
  const { house } = t;
  const webRoot = await mkdtemp(join(tmpdir(), "kerani-web-"));
  await writeFile(join(webRoot, "index.html"), "<!doctype html><title>Kerani</title>");
  const who = (shown: Parameters<typeof identify>[1]) => identify({ tx: house.db, now: house.clock.now() }, shown);
  const handler = httpDoor({
    house,
    identify: who,
    metrics: openMetrics(() => house.pool),
    version: "0.0.0",
    webRoot,
    trustProxy: more.trustProxy ?? false,
    https: () => false,
    routes: [
      mcpRoute({ pipeline: house.pipeline, registry: house.registry, log: house.log, version: "0.0.0", identify: who }),
      ...calendarRoutes(house, who),
    ],
  });
  const door = await listen(handler, "127.0.0.1", 0);
  const url = `http://127.0.0.1:${door.port}`;
  return {
    url,
    account: (person, email) =>
      house.pipeline.asSystem("test.account", (work) => openAccount(work, { personId: person.id, email, password: PASSWORD })),
    async signIn(email) {
      const response = await fetch(`${url}/api/session/open`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-kerani": "1" },
        body: JSON.stringify({ email, password: PASSWORD }),
      });
      if (!response.ok) throw new Error(await response.text());
      const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
      return { cookie: cookies.join("; "), "x-kerani": "1" };
    },
    async token(email, scope = ["*"]) {
      const { token } = (await house.pipeline.call("token.create", { user: email, scope }, { actor: theClerk("cli") })) as {
        token: string;
      };
      return token;
    },
    async rest(token, path, body, headers = {}) {
      const given = {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      };
      const response = await fetch(`${url}${path}`, {
        headers: given,
        ...(body === undefined ? {} : { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: (text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : { text }) as Record<string, unknown>,
      };
    },
    async close() {
      await door.close();
      await rm(webRoot, { recursive: true, force: true });
    },
  };
};
