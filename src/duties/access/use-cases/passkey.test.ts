import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#kernel/actor/actor.ts";
import { changeActor } from "#kernel/actor/store.ts";
import { makeAuthenticator, type Authenticator, type Change } from "#fakes/authenticator.ts";
import { frontDoor, refusalOf } from "#test/harness/access.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

const ORIGIN = "https://kerani.contoh.test";
let t: TestHouse;
let door: ReturnType<typeof frontDoor>;
let phone: Authenticator;
let sari: Actor;

beforeAll(async () => {
  t = await testHouse({ url: () => ORIGIN });
  door = frontDoor(t);
  await door.account();
});
afterAll(() => t.tearDown());
beforeEach(async () => {
  t.clock.advance({ hours: 1 });
  phone = makeAuthenticator(ORIGIN);
  sari = await door.signIn("sari@contoh.test");
});

const register = async (actor: Actor, change?: Change, authenticator = phone) => {
  const { options, flowToken } = await t.call("passkey.begin", {}, actor);
  return t.call("passkey.register", { flowToken, response: authenticator.create(options, change) as never, label: "Ponsel" }, actor);
};
const signIn = async (change?: Change, authenticator = phone) => {
  const { options, flowToken } = await t.call("session.passkey-begin", {}, door.stranger());
  return t.call("session.passkey-open", { flowToken, response: authenticator.get(options, change) as never }, door.stranger());
};

describe("a passkey", () => {
  test("is registered and opens a session by itself, without a name or a second factor", async () => {
    const { id } = await register(sari);
    const opened = await signIn();
    expect(opened.step).toBe("done");
    expect((await door.knock({ cookie: opened.sessionToken })).id).toBe(sari.id);
    const mine = (await t.call("passkey.list", {}, sari)).passkeys.find((passkey) => passkey.id === id);
    expect(mine).toMatchObject({ label: "Ponsel", synced: true, usedAt: t.clock.now().toString() });
  });

  test("asks the browser for a discoverable key that checks its user, and not for one that is registered", async () => {
    await register(sari);
    const { options } = await t.call("passkey.begin", {}, sari);
    expect(options).toMatchObject({
      rp: { id: "kerani.contoh.test" },
      attestation: "none",
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    expect((options["excludeCredentials"] as unknown[]).length).toBeGreaterThan(0);
    const asked = await t.call("session.passkey-begin", {}, door.stranger());
    expect(asked.options).toMatchObject({ rpId: "kerani.contoh.test", userVerification: "required" });
    expect(asked.options["allowCredentials"] ?? []).toEqual([]);
  });

  test.each<[string, Change]>([
    ["from a look-alike site", { origin: "https://kerani.contoh.test.jahat.test" }],
    ["over http", { origin: "http://kerani.contoh.test" }],
    ["for another site's key", { rpId: "jahat.test" }],
    ["to another challenge", { challenge: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }],
    ["without having checked its user", { userVerified: false }],
    ["signed by another key", { foreignKey: true }],
    ["of the other ceremony", { type: "webauthn.create" }],
    ["for another account", { userHandle: Buffer.from("00000000-0000-7000-8000-000000000000").toString("base64url") }],
  ])("is refused when it answers %s", async (_how, change) => {
    await register(sari);
    expect(await refusalOf(signIn(change))).toBe("PASSKEY_REFUSED");
    expect((await signIn()).step).toBe("done");
  });

  test.each<[string, Change]>([
    ["from another site", { origin: "https://jahat.test" }],
    ["to another challenge", { challenge: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }],
    ["without having checked its user", { userVerified: false }],
    ["with an attestation that nobody asked for", { attestation: "fido-u2f" }],
    ["as if it were signing in", { type: "webauthn.get" }],
  ])("is not registered when it is made %s", async (_how, change) => {
    expect(await refusalOf(register(sari, change))).toBe("PASSKEY_REFUSED");
  });

  test("that signed for itself is registered, since some browsers pass that on", async () => {
    await register(sari, { attestation: "self" });
    expect((await signIn()).step).toBe("done");
  });

  test("whose counter runs backwards is a copy", async () => {
    await register(sari, { counter: 5 });
    expect((await signIn({ counter: 9 })).step).toBe("done");
    expect(await refusalOf(signIn({ counter: 7 }))).toBe("PASSKEY_REFUSED");
    expect(await refusalOf(signIn({ counter: 9 }))).toBe("PASSKEY_REFUSED");
    expect((await signIn({ counter: 10 })).step).toBe("done");
  });

  test("answers a challenge once, also when the answer is brought twice at the same moment", async () => {
    await register(sari);
    const { options, flowToken } = await t.call("session.passkey-begin", {}, door.stranger());
    const response = phone.get(options) as never;
    const both = await Promise.all([1, 2].map(() => refusalOf(t.call("session.passkey-open", { flowToken, response }, door.stranger()))));
    expect(both.sort()).toEqual(["FLOW_GONE", "none"]);
    expect(await refusalOf(t.call("session.passkey-open", { flowToken, response }, door.stranger()))).toBe("FLOW_GONE");
  });

  test("answers within ten minutes", async () => {
    await register(sari);
    const { options, flowToken } = await t.call("session.passkey-begin", {}, door.stranger());
    t.clock.advance({ minutes: 10 });
    expect(await refusalOf(t.call("session.passkey-open", { flowToken, response: phone.get(options) as never }, door.stranger()))).toBe(
      "FLOW_GONE",
    );
  });

  test("that nobody registered opens nothing, and says no more than one that is wrong", async () => {
    const other = makeAuthenticator(ORIGIN);
    const { options } = await t.call("passkey.begin", {}, sari);
    other.create(options);
    expect(await refusalOf(signIn({}, other))).toBe("PASSKEY_REFUSED");
  });

  test("cannot be registered twice", async () => {
    const { options, flowToken } = await t.call("passkey.begin", {}, sari);
    const response = phone.create(options) as never;
    await t.call("passkey.register", { flowToken, response, label: "Ponsel" }, sari);
    expect(await refusalOf(t.call("passkey.register", { flowToken, response, label: "Ponsel" }, sari))).toBe("FLOW_GONE");
  });

  test("begun by one is not finished by another", async () => {
    await door.account({ name: "Budi Santoso", email: "budi@contoh.test" });
    const budi = await door.signIn("budi@contoh.test");
    const { options, flowToken } = await t.call("passkey.begin", {}, sari);
    const response = phone.create(options) as never;
    expect(await refusalOf(t.call("passkey.register", { flowToken, response, label: "x" }, budi))).toBe("FLOW_GONE");
  });

  test("of somebody switched off opens nothing", async () => {
    const id = await door.account({ name: "Dewi Lestari", email: "dewi@contoh.test" });
    await register(await door.signIn("dewi@contoh.test"));
    await t.house.pipeline.asSystem("test.off", (work) => changeActor(work, id, { active: false }));
    expect(await refusalOf(signIn())).toBe("PASSKEY_REFUSED");
  });

  test("is registered and removed only after a fresh proof, and the last way in stays", async () => {
    const { id } = await register(sari);
    t.clock.advance({ minutes: 11 });
    expect(await refusalOf(t.call("passkey.begin", {}, sari))).toBe("PROVE_AGAIN");
    expect(await refusalOf(t.call("passkey.remove", { id }, sari))).toBe("PROVE_AGAIN");
    const again = await door.signIn("sari@contoh.test");
    expect(await t.call("passkey.remove", { id }, again)).toEqual({});
    expect(await refusalOf(t.call("passkey.remove", { id }, again))).toBe("ACCESS_NOT_FOUND");
    expect(await refusalOf(signIn())).toBe("PASSKEY_REFUSED");
  });

  test("alone is the way in of somebody who never set a password", async () => {
    const admin = await t.actor("Ibu Ratna", { role: "administrator", grade: 6 });
    const { link = "" } = await t.call("user.add", { name: "Eko Prasetyo", email: "eko@contoh.test", deliver: "link" }, admin);
    const opened = await t.call("invitation.accept", { token: link.split("#")[1] as string }, door.stranger());
    const eko = await door.knock({ cookie: opened.sessionToken });
    const { id } = await register(eko);
    expect((await signIn()).personId).toBe(eko.id);
    expect(await refusalOf(t.call("passkey.remove", { id }, eko))).toBe("LAST_WAY_IN");
    expect(await t.call("password.change", { password: "lima belas payung biru" }, eko)).toEqual({});
    expect(await t.call("passkey.remove", { id }, eko)).toEqual({});
  });

  test("leaves a journal that holds", async () => expect((await t.audit()).faults).toEqual([]));
});
