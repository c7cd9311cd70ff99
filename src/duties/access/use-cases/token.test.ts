import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { theClerk, type Actor } from "#kernel/actor/actor.ts";
import { changeActor } from "#kernel/actor/store.ts";
import { digestOf } from "#kernel/ids/id.ts";
import { frontDoor, refusalOf, statements } from "#test/harness/access.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

let t: TestHouse;
let door: ReturnType<typeof frontDoor>;
let admin: Actor;
let sari: Actor;

beforeAll(async () => {
  t = await testHouse();
  door = frontDoor(t);
  await door.account({ name: "Ibu Ratna", email: "ratna@contoh.test", role: "administrator", grade: 4 });
  await door.account();
});
afterAll(() => t.tearDown());
beforeEach(async () => {
  t.clock.advance({ hours: 25 });
  admin = await door.signIn("ratna@contoh.test");
  sari = await door.signIn("sari@contoh.test");
});

const create = (input: Record<string, unknown>, as: Actor) => t.call("token.create", { scope: ["*"], ...input } as never, as);
const rest = (bearer: string) => door.knock({ bearer, door: "rest" });

describe("a token", () => {
  test("is shown once, stored as a digest, and acts as its owner within its scope", async () => {
    const { token } = await create({ scope: ["token.list", "session.*"] }, sari);
    expect(token).toMatch(/^kerani_[A-Za-z0-9_-]{43}$/);
    const { rows } = await t.house.pool.query("select json_agg(api_token)::text as text from api_token");
    const stored = String((rows[0] as { text: string }).text);
    expect(stored).not.toContain(token);
    expect(stored).toContain(digestOf(token));
    const script = await rest(token);
    expect(script).toMatchObject({ kind: "person", id: sari.id, role: "desk", door: "rest", scopes: ["token.list", "session.*"] });
    expect((await t.call("session.me", {}, script)).name).toBe("Sari Wulandari");
    expect((await t.call("token.list", {}, script)).tokens.length).toBeGreaterThan(0);
    expect(await refusalOf(t.call("passkey.list", {}, script))).toBe("OUT_OF_SCOPE");
  });

  test("is given again, not made again, when the same key asks twice, and even that answer lies locked", async () => {
    const ask = () => t.call("token.create", { scope: ["*"] }, sari, { idempotencyKey: "kunci-1" });
    const first = await ask();
    expect(await ask()).toEqual(first);
    const { rows } = await t.house.pool.query("select row_to_json(i)::text as text from idempotency i where key = 'kunci-1'");
    expect(JSON.stringify(rows)).not.toContain(first.token);
    expect(await refusalOf(t.call("token.create", { scope: ["session.*"] }, sari, { idempotencyKey: "kunci-1" }))).toBe(
      "KEY_USED_OTHERWISE",
    );
  });

  test.each([
    ["tampered", (token: string) => `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`],
    ["without its prefix", (token: string) => token.slice(7)],
    ["endless", (token: string) => token.repeat(100)],
    ["empty", () => ""],
  ])("is refused when it is %s", async (_how, forge) => {
    const { token } = await create({}, sari);
    expect(await refusalOf(rest(forge(token)))).toBe("SIGN_IN_AGAIN");
  });

  test("is no cookie, and a cookie is no token", async () => {
    const { token } = await create({}, sari);
    expect(await refusalOf(door.knock({ cookie: token }))).toBe("SIGN_IN_AGAIN");
    const browser = { address: "203.0.113.5" } as { address: string; cookie?: string };
    await door.signIn("sari@contoh.test", browser);
    expect(await refusalOf(rest(browser.cookie as string))).toBe("SIGN_IN_AGAIN");
  });

  test("expires to the second, and can be revoked", async () => {
    const { token, expiresAt } = await create({ days: 1 }, sari);
    expect(expiresAt).toBe(t.clock.now().add({ hours: 24 }).toString());
    const other = await create({}, sari);
    await t.call("token.revoke", { id: other.id }, sari);
    expect(await refusalOf(rest(other.token))).toBe("SIGN_IN_AGAIN");
    expect(await refusalOf(t.call("token.revoke", { id: other.id }, sari))).toBe("ACCESS_NOT_FOUND");
    t.clock.advance({ hours: 23, minutes: 59, seconds: 59 });
    expect((await rest(token)).id).toBe(sari.id);
    t.clock.advance({ seconds: 1 });
    expect(await refusalOf(rest(token))).toBe("SIGN_IN_AGAIN");
    const states = (await t.call("token.list", {}, await door.signIn("sari@contoh.test"))).tokens.map(({ state }) => state);
    expect(states).toEqual(expect.arrayContaining(["expired", "revoked"]));
  });

  test("follows a lowered role of its owner at once", async () => {
    const { token } = await create({}, admin);
    await t.house.pipeline.asSystem("test.demote", (work) => changeActor(work, admin.id as string, { role: "staff" }));
    const script = await rest(token);
    expect(script.role).toBe("staff");
    expect(await refusalOf(t.call("user.list", {}, script))).toBe("NOT_ALLOWED");
    await t.house.pipeline.asSystem("test.promote", (work) => changeActor(work, admin.id as string, { role: "administrator" }));
  });

  test("is noted as used, at most once a minute", async () => {
    const { id, token } = await create({}, sari);
    const seen = async () => (await t.call("token.list", {}, sari)).tokens.find((row) => row.id === id)?.seenAt;
    expect(await seen()).toBeNull();
    await rest(token);
    const first = await seen();
    t.clock.advance({ seconds: 59 });
    await rest(token);
    expect(await seen()).toBe(first);
    t.clock.advance({ seconds: 1 });
    await rest(token);
    expect(await seen()).toBe(t.clock.now().toString());
  });

  test("costs one SELECT to check", async () => {
    const { token } = await create({}, sari);
    await rest(token);
    const said = await statements(t.house.pool, () => door.knock({ bearer: token }));
    expect(said).toEqual([expect.stringMatching(/^select .* from "api_token" .*join "actor"/)]);
  });
});

describe("giving scopes", () => {
  test("is never more than the giver has", async () => {
    const { token } = await create({ scope: ["token.*", "session.me"] }, sari);
    const script = await rest(token);
    for (const scope of ["*", "session.*", "session.list", "passkey.*"])
      expect(await refusalOf(create({ scope: [scope] }, script))).toBe("SCOPE_REFUSED");
    for (const scope of ["token.*", "token.list", "session.me"]) expect(await refusalOf(create({ scope: [scope] }, script))).toBe("none");
  });

  test("refuses what does not exist, and what the giver may not do", async () => {
    for (const scope of ["tiada.apa", "tiada.*", "user.add"])
      expect(await refusalOf(create({ scope: [scope] }, sari))).toBe("SCOPE_REFUSED");
    for (const scope of ["", "**", "User.Add", "user.add; drop", "*.*"])
      expect(await refusalOf(create({ scope: [scope] }, sari))).toBe("INVALID_INPUT");
    expect(await refusalOf(create({ scope: ["user.add"] }, admin))).toBe("none");
  });

  test("by a token gives none that outlives its owner's tokens: a stolen one cannot renew itself", async () => {
    const lone = await testHouse();
    try {
      const entrance = frontDoor(lone);
      await entrance.account();
      const person = await entrance.signIn("sari@contoh.test");
      const { token, expiresAt } = await lone.call("token.create", { scope: ["*"], days: 3 }, person);
      const script = await entrance.knock({ bearer: token });
      expect((await lone.call("token.create", { scope: ["*"], days: 1000 }, script)).expiresAt).toBe(expiresAt);
      lone.clock.advance({ hours: 24 * 3 });
      expect(await refusalOf(entrance.knock({ bearer: token }))).toBe("SIGN_IN_AGAIN");
    } finally {
      await lone.tearDown();
    }
  });

  test("from a session asks for a fresh proof", async () => {
    t.clock.advance({ minutes: 10 });
    expect(await refusalOf(create({}, sari))).toBe("PROVE_AGAIN");
  });
});

describe("a program", () => {
  const program = async (more: Record<string, unknown> = {}) => {
    const { programId } = await t.call("program.add", { name: "Agen surat", ...more }, admin);
    return { programId, token: (await create({ programId }, admin)).token };
  };

  test("comes in by its token with its own grade, dial and owner", async () => {
    const { programId, token } = await program({ grade: 2, dial: { "message.take": "do", "*": "report" } });
    expect(await rest(token)).toMatchObject({
      kind: "program",
      id: programId,
      grade: 2,
      ownerId: admin.id,
      dial: { "message.take": "do", "*": "report" },
    });
    const { programs } = await t.call("program.list", {}, admin);
    expect(programs.find((row) => row.programId === programId)).toMatchObject({ ownerName: "Ibu Ratna", active: true });
  });

  test("changes at once, and falls silent when it is switched off", async () => {
    const { programId, token } = await program();
    await t.call("program.change", { programId, grade: 3, dial: { "*": "never" } }, admin);
    expect(await rest(token)).toMatchObject({ grade: 3, dial: { "*": "never" } });
    await t.call("program.change", { programId, active: false }, admin);
    expect(await refusalOf(rest(token))).toBe("SIGN_IN_AGAIN");
    expect(await refusalOf(create({ programId }, admin))).toBe("ACCESS_NOT_FOUND");
  });

  test("gets no more trust than who gives it, and nothing from who is no administrator", async () => {
    expect(await refusalOf(program({ grade: 5 }))).toBe("ABOVE_OWN_GRADE");
    const { programId } = await program();
    expect(await refusalOf(t.call("program.change", { programId, grade: 6 }, admin))).toBe("ABOVE_OWN_GRADE");
    expect(await refusalOf(create({ programId }, sari))).toBe("ACCESS_NOT_FOUND");
    expect(await refusalOf(t.call("program.add", { name: "X" }, sari))).toBe("NOT_ALLOWED");
    expect(await refusalOf(t.call("program.change", { programId: sari.id as string, grade: 1 }, admin))).toBe("ACCESS_NOT_FOUND");
    expect(await refusalOf(program({ ownerId: programId }))).toBe("ACCESS_NOT_FOUND");
    expect(await refusalOf(t.call("program.add", { name: "X" }, theClerk("cli")))).toBe("INVALID_INPUT");
  });
});

describe("a token for a person", () => {
  test("is made by themselves or from Kerani's own machine, never by an administrator", async () => {
    expect(await refusalOf(create({ user: "sari@contoh.test" }, admin))).toBe("ACCESS_NOT_FOUND");
    expect(await refusalOf(create({ user: "sari@contoh.test" }, sari))).toBe("none");
    const { token } = await create({ user: "Sari@Contoh.test", scope: ["session.me"] }, theClerk("cli"));
    expect((await rest(token)).id).toBe(sari.id);
    expect((await t.call("token.list", {}, theClerk("cli"))).tokens.some(({ actorId }) => actorId === sari.id)).toBe(true);
    expect(await refusalOf(create({ user: "hantu@contoh.test" }, theClerk("cli")))).toBe("ACCESS_NOT_FOUND");
    expect(await refusalOf(create({ user: "bukan-nomor" }, theClerk("cli")))).toBe("ACCESS_NOT_FOUND");
  });

  test("is seen and revoked by its owner and by administrators alone", async () => {
    const { id } = await create({ label: "Skrip laporan" }, sari);
    const clerk = await t.actor("Dewi");
    expect((await t.call("token.list", { all: true }, clerk)).tokens).toEqual([]);
    expect(await refusalOf(t.call("token.revoke", { id }, clerk))).toBe("ACCESS_NOT_FOUND");
    expect((await t.call("token.list", { all: true }, admin)).tokens.find((row) => row.id === id)).toMatchObject({
      label: "Skrip laporan",
      actorName: "Sari Wulandari",
    });
    expect(await refusalOf(t.call("token.revoke", { id }, admin))).toBe("none");
  });

  test("leaves a journal that holds", async () => expect((await t.audit()).faults).toEqual([]));
});
