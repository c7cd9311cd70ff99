import { theClerk } from "#kernel/actor/actor.ts";
import { httpDoor, listen } from "#doors/http/server.ts";
import { openMetrics } from "#doors/http/metrics.ts";
import { identify, openAccount } from "#duties/access/index.ts";
import type { Scratch } from "./scratch.ts";

const PASSWORD = "kuda terbang di atas awan";

/** The HTTP door of a house that is measured, on loopback. */
export type BenchDoor = {
  url: string;
  /** Gives somebody an account and signs them in; the cookie to send. */
  signIn(person: { id: string }, email: string): Promise<string>;
  /** Gives somebody an account and a token for everything. */
  token(person: { id: string }, email: string): Promise<string>;
  close(): Promise<void>;
};

/** Opens the door. */
export const openDoor = async ({ house, folder }: Scratch): Promise<BenchDoor> => {
  const handler = httpDoor({
    house,
    identify: (shown) => identify({ tx: house.db, now: house.clock.now() }, shown),
    metrics: openMetrics(() => house.pool),
    version: "0",
    webRoot: folder,
    trustProxy: false,
    https: () => false,
  });
  const door = await listen(handler, "127.0.0.1", 0);
  const url = `http://127.0.0.1:${door.port}`;
  const account = (personId: string, email: string) =>
    house.pipeline.asSystem("bench.account", (work) => openAccount(work, { personId, email, password: PASSWORD }));
  return {
    url,
    async signIn({ id }, email) {
      await account(id, email);
      const response = await fetch(`${url}/api/session/open`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-kerani": "1" },
        body: JSON.stringify({ email, password: PASSWORD }),
      });
      if (!response.ok) throw new Error(await response.text());
      return response.headers
        .getSetCookie()
        .map((cookie) => cookie.split(";")[0])
        .join("; ");
    },
    async token({ id }, email) {
      await account(id, email);
      const made = await house.pipeline.call("token.create", { user: email, scope: ["*"] }, { actor: theClerk("cli") });
      return (made as { token: string }).token;
    },
    close: () => door.close(),
  };
};
