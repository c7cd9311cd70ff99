import { expect } from "vitest";
import type pg from "pg";
import { nobody, type Actor } from "#kernel/actor/actor.ts";
import { identify, type Shown } from "#duties/access/index.ts";
import { giveAccount, GOOD_PASSWORD } from "#duties/access/fixtures.ts";
import type { TestHouse } from "./house.ts";

/** What a browser keeps and shows. */
export type Browser = { address: string; cookie?: string | undefined; deviceToken?: string | undefined };

/** The front door of a test house: browsers that knock, sign in and act. */
export const frontDoor = (t: TestHouse) => {
  const at = () => ({ tx: t.house.db, now: t.clock.now() });

  const knock = async (shown: Partial<Shown> = {}): Promise<Actor> => {
    const notes: Promise<void>[] = [];
    const actor = await identify(at(), { door: "web", address: "203.0.113.5", ...shown, aside: (note) => notes.push(note) });
    await Promise.all(notes);
    return actor;
  };

  return {
    at,
    /** Who stands at the door with this cookie or token; also waits until it is noted that it was used. */
    knock,
    stranger: (address = "203.0.113.5"): Actor => nobody("web", "id", address),
    /** A member of staff with an account; returns the person's id. */
    account: (wish: Parameters<typeof giveAccount>[1] = {}): Promise<string> =>
      t.house.pipeline.asSystem("test.account", (work) => giveAccount(work, wish)),
    /** Signs in by password from a browser, keeping what it is given, and returns who stands there then. */
    async signIn(email: string, browser: Browser = { address: "203.0.113.5" }, password = GOOD_PASSWORD): Promise<Actor> {
      const { address, deviceToken } = browser;
      const opened = await t.call(
        "session.open",
        { email, password, ...(deviceToken ? { deviceToken } : {}) },
        browser.cookie ? await knock({ cookie: browser.cookie, address }) : nobody("web", "id", address),
      );
      expect(opened.step).toBe("done");
      browser.cookie = opened.sessionToken;
      browser.deviceToken = opened.deviceToken;
      return knock({ cookie: opened.sessionToken, address });
    },
  };
};

/** The code of the refusal that a promise ends in; "none" when it does not. */
export const refusalOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise;
    return "none";
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (typeof code !== "string") throw error;
    return code;
  }
};

/** The statements that reach the database while something runs, but for the live wire's, which come when they like. */
export const statements = async (pool: pg.Pool, run: () => Promise<unknown>): Promise<string[]> => {
  const said: string[] = [];
  const client = await pool.connect();
  const prototype = Object.getPrototypeOf(client) as { query(...args: unknown[]): unknown };
  client.release();
  const original = prototype.query;
  prototype.query = function listening(...args: unknown[]) {
    const [statement] = args as [string | { text: string }];
    said.push(typeof statement === "string" ? statement : statement.text);
    return original.apply(this, args);
  };
  try {
    await run();
  } finally {
    prototype.query = original;
  }
  return said.filter((statement) => !statement.includes("pg_notify"));
};
