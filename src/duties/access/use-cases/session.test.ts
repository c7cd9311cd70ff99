import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeActor } from "#kernel/actor/store.ts";
import { digestOf } from "#kernel/ids/id.ts";
import { frontDoor, refusalOf, statements, type Browser } from "#test/harness/access.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";
import { GOOD_PASSWORD } from "../fixtures.ts";

let t: TestHouse;
let door: ReturnType<typeof frontDoor>;
let sari: string;
beforeAll(async () => {
  t = await testHouse();
  door = frontDoor(t);
  sari = await door.account();
});
afterAll(() => t.tearDown());

const open = (input: Record<string, unknown>, address?: string) =>
  t.call("session.open", { email: "sari@contoh.test", password: GOOD_PASSWORD, ...input }, door.stranger(address));

describe("a session", () => {
  test("opens with e-mail and password, in any spelling of the address", async () => {
    const opened = await open({ email: " SARI@Contoh.test ", device: "Firefox di meja depan" });
    expect(opened).toMatchObject({ step: "done", personId: sari });
    const actor = await door.knock({ cookie: opened.sessionToken });
    expect(actor).toMatchObject({ kind: "person", id: sari, role: "desk", grade: 3, door: "web", address: "203.0.113.5" });
  });

  test("is nowhere stored but as a digest", async () => {
    const { sessionToken = "", deviceToken = "" } = await open({});
    for (const [table, token] of [
      ["session", sessionToken],
      ["known_device", deviceToken],
    ] as const) {
      const { rows } = await t.house.pool.query(`select row_to_json(r)::text as text from ${table} r`);
      const all = rows.map(({ text }: { text: string }) => text).join();
      expect(all).not.toContain(token);
      expect(all).toContain(digestOf(token));
    }
  });

  test("costs one SELECT to check", async () => {
    const { sessionToken } = await open({});
    const said = await statements(t.house.pool, () => door.knock({ cookie: sessionToken }));
    expect(said).toEqual([expect.stringMatching(/^select .* from "session" .*join "actor"/)]);
  });

  test.each([
    ["unknown", () => "x".repeat(43)],
    ["tampered", (token: string) => `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`],
    ["cut", (token: string) => token.slice(0, 20)],
    ["endless", (token: string) => token.repeat(100)],
    ["empty", () => ""],
  ])("is refused when its token is %s", async (_how, forge) => {
    const { sessionToken = "" } = await open({});
    expect(await refusalOf(door.knock({ cookie: forge(sessionToken) }))).toBe("SIGN_IN_AGAIN");
  });

  test("slides while it is used, and ends after a week of silence or thirty days", async () => {
    const browser: Browser = { address: "198.51.100.7" };
    await door.signIn("sari@contoh.test", browser);
    for (const days of [6, 6, 6, 6, 5]) {
      t.clock.advance({ hours: 24 * days });
      expect((await door.knock({ cookie: browser.cookie })).id).toBe(sari);
    }
    t.clock.advance({ hours: 24 });
    expect(await refusalOf(door.knock({ cookie: browser.cookie }))).toBe("SIGN_IN_AGAIN");
    await door.signIn("sari@contoh.test", ((browser.cookie = undefined), browser));
    t.clock.advance({ hours: 24 * 7 });
    expect(await refusalOf(door.knock({ cookie: browser.cookie }))).toBe("SIGN_IN_AGAIN");
  });

  test("is noted as used at most once a minute", async () => {
    const browser: Browser = { address: "198.51.100.8" };
    const actor = await door.signIn("sari@contoh.test", browser);
    const seen = async () => (await t.call("session.list", {}, actor)).sessions.find(({ current }) => current)?.seenAt;
    const first = await seen();
    await t.advance({ seconds: 59 });
    await door.knock({ cookie: browser.cookie });
    expect(await seen()).toBe(first);
    await t.advance({ seconds: 1 });
    await door.knock({ cookie: browser.cookie });
    expect(await seen()).toBe(t.clock.now().toString());
  });

  test("closes, alone or with all others, and others can be closed from afar", async () => {
    const desk: Browser = { address: "198.51.100.9" };
    const phone: Browser = { address: "198.51.100.10" };
    const atDesk = await door.signIn("sari@contoh.test", desk);
    const onPhone = await door.signIn("sari@contoh.test", phone);
    expect(await t.call("session.revoke", { id: onPhone.sessionId as string }, atDesk)).toEqual({});
    expect(await refusalOf(door.knock({ cookie: phone.cookie }))).toBe("SIGN_IN_AGAIN");
    await door.signIn("sari@contoh.test", ((phone.cookie = undefined), phone));
    const { closed, sessionClosed } = await t.call("session.close-all", { keepThis: true }, atDesk);
    expect(closed).toBeGreaterThan(0);
    expect(sessionClosed).toBeUndefined();
    expect(await refusalOf(door.knock({ cookie: phone.cookie }))).toBe("SIGN_IN_AGAIN");
    expect(await t.call("session.close", {}, await door.knock({ cookie: desk.cookie }))).toEqual({ sessionClosed: true });
    expect(await refusalOf(door.knock({ cookie: desk.cookie }))).toBe("SIGN_IN_AGAIN");
  });

  test("of somebody else cannot be closed, nor seen", async () => {
    await door.account({ name: "Budi Santoso", email: "budi@contoh.test" });
    const budi = await door.signIn("budi@contoh.test");
    const other = await door.signIn("sari@contoh.test");
    expect(await refusalOf(t.call("session.revoke", { id: other.sessionId as string }, budi))).toBe("ACCESS_NOT_FOUND");
    const { sessions } = await t.call("session.list", {}, budi);
    expect(sessions.map(({ id }) => id)).toEqual([budi.sessionId]);
  });

  test("from before a sign-in is worth nothing after it: a token cannot be fixed on somebody", async () => {
    const browser: Browser = { address: "198.51.100.11" };
    await door.signIn("budi@contoh.test", browser);
    const before = browser.cookie;
    const actor = await door.signIn("sari@contoh.test", browser);
    expect(actor.id).toBe(sari);
    expect(browser.cookie).not.toBe(before);
    expect(await refusalOf(door.knock({ cookie: before }))).toBe("SIGN_IN_AGAIN");
  });

  test("follows a lowered role and grade at once", async () => {
    const browser: Browser = { address: "198.51.100.12" };
    await door.account({ name: "Rina Kusuma", email: "rina@contoh.test", role: "administrator", grade: 6 });
    const rina = await door.signIn("rina@contoh.test", browser);
    await t.call("user.list", {}, rina);
    await t.house.pipeline.asSystem("test.demote", (work) => changeActor(work, rina.id as string, { role: "staff", grade: 1 }));
    const now = await door.knock({ cookie: browser.cookie });
    expect(now).toMatchObject({ role: "staff", grade: 1 });
    expect(await refusalOf(t.call("user.list", {}, now))).toBe("NOT_ALLOWED");
  });

  test("tells its holder who they are", async () => {
    const me = await t.call("session.me", {}, await door.signIn("sari@contoh.test"));
    expect(me).toMatchObject({
      id: sari,
      name: "Sari Wulandari",
      email: "sari@contoh.test",
      password: true,
      passkeys: 0,
      totp: false,
      actsFor: [],
    });
    expect(me.duties).toContain("access");
  });

  test("a stranger is a nobody, who may ask for the ways in and nothing of anybody", async () => {
    expect(await door.knock()).toMatchObject({ kind: "nobody", id: null });
    expect(await t.call("session.ways", {}, door.stranger())).toEqual({ password: true, passkey: true, oidc: null });
    expect(await refusalOf(t.call("session.me", {}, door.stranger()))).toBe("SIGN_IN_FIRST");
  });

  test("what ran out is swept away", async () => {
    await open({});
    t.clock.advance({ hours: 24 * 200 });
    await t.settle();
    const { rows } = await t.house.pool.query(
      "select (select count(*) from session) + (select count(*) from known_device) + (select count(*) from throttle) as left",
    );
    expect(rows[0]).toEqual({ left: 0 });
  });

  test("leaves a journal that holds, without a password in it", async () => {
    expect((await t.audit()).faults).toEqual([]);
    const { rows } = await t.house.pool.query("select distinct input_digest from journal where command = 'session.open'");
    expect(rows).toEqual([{ input_digest: "withheld" }]);
  });
});
