import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#kernel/actor/actor.ts";
import { changeActor } from "#kernel/actor/store.ts";
import { startOidcProvider, type Mischief, type OidcProvider, type ProviderPerson } from "#fakes/oidc-provider/provider.ts";
import { frontDoor, refusalOf } from "#test/harness/access.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

const ORIGIN = "https://kerani.contoh.test";
const client = { clientId: "kerani", clientSecret: "rahasia klien: é&%", redirectUri: `${ORIGIN}/sign-in/oidc` };
const sariThere: ProviderPerson = { sub: "s-1", email: "Sari@Contoh.test", email_verified: true, name: "Sari Wulandari" };

let t: TestHouse;
let door: ReturnType<typeof frontDoor>;
let provider: OidcProvider;
let admin: Actor;
let sari: string;

beforeAll(async () => {
  t = await testHouse({ url: () => ORIGIN });
  door = frontDoor(t);
  admin = await t.actor("Ibu Ratna", { role: "administrator", grade: 6 });
  sari = await door.account();
});
afterAll(() => t.tearDown());
beforeEach(async () => {
  provider = await startOidcProvider(client);
  await setUp();
});
afterEach(() => provider.close());

const setUp = (more: Record<string, unknown> = {}) =>
  t.call(
    "oidc.set",
    {
      issuer: provider.issuer,
      clientId: client.clientId,
      clientSecret: client.clientSecret,
      label: "Akun kantor",
      inOffice: true,
      ...more,
    },
    admin,
  );
const begin = () => t.call("oidc.begin", {}, door.stranger());
const finish = (flowToken: string, query: string) => t.call("oidc.finish", { flowToken, query }, door.stranger());
const signIn = async (person: ProviderPerson, announced = true) => {
  if (announced) provider.expects({ to: person.sub });
  const { url, flowToken } = await begin();
  return finish(flowToken, await provider.visit(url, person));
};

describe("single sign-on", () => {
  test("opens the account of the verified address, and from then on of the same person whatever their address", async () => {
    const opened = await signIn(sariThere);
    expect((await door.knock({ cookie: opened.sessionToken })).id).toBe(sari);
    expect((await signIn({ sub: "s-1", email: "sari.menikah@contoh.test", email_verified: true })).personId).toBe(sari);
  });

  test("is offered to strangers by its label alone", async () => {
    expect((await t.call("session.ways", {}, door.stranger())).oidc).toEqual({ label: "Akun kantor" });
    const shown = await t.call("oidc.get", {}, admin);
    expect(shown).toMatchObject({ clientId: "kerani", hasSecret: true, callbackUrl: client.redirectUri });
    expect(JSON.stringify(shown)).not.toContain("rahasia klien");
    const { rows } = await t.house.pool.query("select value::text as value from setting where key = 'access.oidc'");
    expect(String((rows[0] as { value: string }).value)).not.toContain("rahasia klien");
  });

  test("reads the address from the userinfo endpoint when the id token leaves it out", async () => {
    provider.mischief("email-only-at-userinfo");
    expect((await signIn({ ...sariThere, sub: "s-2" })).personId).toBe(sari);
  });

  test("also signs its client in by post", async () => {
    await provider.close();
    provider = await startOidcProvider({ ...client, authentication: "client_secret_post" });
    await setUp();
    expect((await signIn(sariThere)).personId).toBe(sari);
  });

  test.each<Mischief>(["wrong-nonce", "wrong-audience", "wrong-issuer", "foreign-key", "unsigned", "expired"])(
    "refuses an id token that is: %s",
    async (kind) => {
      provider.mischief(kind);
      expect(await refusalOf(signIn(sariThere))).toBe("OIDC_REFUSED");
    },
  );

  test("is refused when the person says no, and unavailable when the server is away", async () => {
    provider.mischief("deny");
    expect(await refusalOf(signIn(sariThere, false))).toBe("OIDC_REFUSED");
    const { url, flowToken } = await begin();
    const query = await provider.visit(url, sariThere);
    const away = provider;
    await away.close();
    provider = await startOidcProvider(client);
    expect(await refusalOf(finish(flowToken, query))).toBe("OIDC_UNAVAILABLE");
  });

  test("cannot be finished with another's state, a made-up query, a foreign first half, or twice", async () => {
    provider.expects({ to: "s-1" }, 2);
    const mine = await begin();
    const others = await begin();
    const query = await provider.visit(mine.url, sariThere);
    expect(await refusalOf(finish(others.flowToken, query))).toBe("OIDC_REFUSED");
    for (const forged of [
      "",
      "code=x",
      "state=x&code=y",
      query.replace(/state=[^&]*/, "state=zzzz"),
      query.replace(/iss=[^&]*/, "iss=https%3A%2F%2Fjahat.test"),
      "%",
    ])
      expect(await refusalOf(finish(mine.flowToken, forged))).toBe("OIDC_REFUSED");
    expect(await refusalOf(finish("palsu", query))).toBe("FLOW_GONE");
    expect((await finish(mine.flowToken, query)).personId).toBe(sari);
    const again = await provider.visit(mine.url, sariThere);
    expect(await refusalOf(finish(mine.flowToken, again))).toBe("FLOW_GONE");
  });

  test.each<[string, ProviderPerson]>([
    ["an address that was not verified", { sub: "x-1", email: "sari@contoh.test", email_verified: false }],
    ["an address of which nothing is said", { sub: "x-2", email: "sari@contoh.test" }],
    ["no address", { sub: "x-3" }],
    ["what is no address", { sub: "x-4", email: "sari@contoh.test\r\nBcc: x", email_verified: true }],
    ["an address that nobody here has", { sub: "x-5", email: "tamu@contoh.test", email_verified: true }],
  ])("lets nobody in for %s", async (_what, person) => {
    expect(await refusalOf(signIn(person))).toBe("OIDC_REFUSED");
  });

  test("takes the company's own directory at its word when told to", async () => {
    await setUp({ trustEmail: true });
    expect((await signIn({ sub: "s-3", email: "sari@contoh.test" })).personId).toBe(sari);
  });

  test("makes accounts for addresses of the company's domains alone, if an administrator wants that", async () => {
    expect(await refusalOf(setUp({ createUsers: true }))).toBe("INVALID_INPUT");
    await setUp({ createUsers: true, domains: ["contoh.test"] });
    const opened = await signIn({ sub: "n-1", email: "baru@contoh.test", email_verified: true, name: "Orang Baru" });
    expect(await door.knock({ cookie: opened.sessionToken })).toMatchObject({ name: "Orang Baru", role: "staff", grade: 1 });
    expect((await signIn({ sub: "n-1", email: "baru@contoh.test", email_verified: true })).personId).toBe(opened.personId);
    for (const email of ["x@jahat.test", "x@sub.contoh.test", "x@contoh.test.jahat.test", "x@bukancontoh.test"])
      expect(await refusalOf(signIn({ sub: email, email, email_verified: true }))).toBe("OIDC_REFUSED");
  });

  test("no longer opens for somebody whose address left the domain, nor for somebody switched off", async () => {
    await setUp({ domains: ["contoh.test"] });
    expect((await signIn(sariThere)).personId).toBe(sari);
    expect(await refusalOf(signIn({ ...sariThere, email: "sari@lain.test" }))).toBe("OIDC_REFUSED");
    await t.house.pipeline.asSystem("test.off", (work) => changeActor(work, sari, { active: false }));
    expect(await refusalOf(signIn(sariThere))).toBe("OIDC_REFUSED");
    await t.house.pipeline.asSystem("test.on", (work) => changeActor(work, sari, { active: true }));
  });

  test("two at the same moment with one new identity become one account", async () => {
    await setUp({ createUsers: true, domains: ["contoh.test"] });
    const person = { sub: "n-2", email: "kembar@contoh.test", email_verified: true, name: "Kembar" };
    const results = await Promise.allSettled([signIn(person), signIn(person)]);
    expect(results.some(({ status }) => status === "fulfilled")).toBe(true);
    const { rows } = await t.house.pool.query("select count(*) as accounts from account where email = 'kembar@contoh.test'");
    expect(rows).toEqual([{ accounts: 1 }]);
    expect((await signIn(person)).step).toBe("done");
  });
});

describe("setting it up", () => {
  test("tries the issuer, and keeps nothing that does not work", async () => {
    const before = await t.call("oidc.get", {}, admin);
    for (const issuer of ["http://127.0.0.1:1", `${provider.issuer}/elsewhere`])
      expect(await refusalOf(setUp({ issuer }))).toBe("OIDC_UNAVAILABLE");
    provider.faults.length = 0;
    expect(await t.call("oidc.get", {}, admin)).toEqual(before);
  });

  test("wants https except on this very machine, and reaches into the office only when told to", async () => {
    expect(await refusalOf(setUp({ issuer: "http://sso.contoh.test" }))).toBe("INVALID_INPUT");
    expect(await refusalOf(setUp({ inOffice: false }))).toBe("OIDC_UNAVAILABLE");
  });

  test("keeps the secret when it is not given again, but never for another issuer", async () => {
    await setUp({ clientSecret: undefined, label: "Lain" });
    expect((await signIn(sariThere)).personId).toBe(sari);
    const other = await startOidcProvider(client);
    await setUp({ issuer: other.issuer, clientSecret: undefined });
    expect((await t.call("oidc.get", {}, admin)).hasSecret).toBe(false);
    await other.close();
  });

  test("is an administrator's alone, and can be switched off", async () => {
    const clerk = await door.signIn("sari@contoh.test");
    expect(await refusalOf(t.call("oidc.set", { issuer: provider.issuer, clientId: "x" }, clerk))).toBe("NOT_ALLOWED");
    await t.call("oidc.unset", {}, admin);
    expect(await refusalOf(begin())).toBe("OIDC_IS_OFF");
    expect((await t.call("session.ways", {}, door.stranger())).oidc).toBeNull();
  });

  test("leaves a journal that holds", async () => expect((await t.audit()).faults).toEqual([]));
});
