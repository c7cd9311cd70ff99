import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeActor } from "#kernel/actor/store.ts";
import { frontDoor, refusalOf, type Browser } from "#test/harness/access.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";
import { placeOf } from "./address.ts";
import { beginAttempt } from "./attempts.ts";
import { GOOD_PASSWORD } from "../fixtures.ts";

let t: TestHouse;
let door: ReturnType<typeof frontDoor>;
beforeAll(async () => {
  t = await testHouse();
  door = frontDoor(t);
  await door.account();
});
afterAll(() => t.tearDown());
// Each story begins a day later, so that nobody is counted for what another story did.
beforeEach(() => t.clock.advance({ hours: 25 }));

type Try = { email?: string; password?: string; address?: string; deviceToken?: string | undefined };
const tryIn = async ({ email = "sari@contoh.test", password = "salah sama sekali", address, deviceToken }: Try): Promise<string> =>
  refusalOf(t.call("session.open", { email, password, ...(deviceToken ? { deviceToken } : {}) }, door.stranger(address)));

/** A wrong try as far as it is counted, without the slow comparison that it ends in. */
const wrong = ({ email = "sari@contoh.test", address = "" }: Try) =>
  refusalOf(beginAttempt(door.at(), { what: "password", who: email, from: { place: placeOf(address) } }));

/** The whole answer as a stranger sees it. */
const answerTo = async (email: string, address: string) => {
  try {
    await t.call("session.open", { email, password: "salah sama sekali" }, door.stranger(address));
    return "opened";
  } catch (error) {
    const { code, kind, text, data, problems } = error as Record<string, unknown>;
    return { code, kind, text, data, problems };
  }
};

describe("what a stranger learns", () => {
  test("a wrong password, no such account, one without a password and one switched off get the very same answers, try by try", async () => {
    await t.house.pipeline.asSystem("test.off", async (work) => {
      const { giveAccount } = await import("../fixtures.ts");
      const off = await giveAccount(work, { name: "Dewi Lestari", email: "dewi@contoh.test" });
      await changeActor(work, off, { active: false });
    });
    const admin = await t.actor("Ibu Ratna", { role: "administrator", grade: 6 });
    await t.call("user.add", { name: "Eko Prasetyo", email: "eko@contoh.test", deliver: "link" }, admin);
    const emails = ["sari@contoh.test", "tiada@contoh.test", "dewi@contoh.test", "eko@contoh.test"];
    for (let round = 1; round <= 7; round++) {
      const answers = [];
      for (const [index, email] of emails.entries()) answers.push(await answerTo(email, `192.0.2.${index + 1}`));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    }
  });

  test("the right password of somebody switched off opens nothing", async () => {
    expect(await tryIn({ email: "dewi@contoh.test", password: GOOD_PASSWORD })).toBe("SIGN_IN_FAILED");
  });

  test("asking for a new password answers the same whether or not there is such an account, and does the same work", async () => {
    const asked = async (email: string) => {
      const answer = await t.call("password.forgot", { email }, door.stranger("192.0.2.77"));
      const { rows } = await t.house.pool.query("select count(*) as jobs from job where kind = 'access.forgot'");
      await t.settle();
      return { answer, jobs: (rows[0] as { jobs: number }).jobs };
    };
    expect(await asked("sari@contoh.test")).toEqual(await asked("tiada@contoh.test"));
  });
});

describe("guessing", () => {
  test("from one place: five tries, then growing pauses up to a quarter of an hour", async () => {
    const address = "192.0.2.10";
    for (let n = 0; n < 5; n++) expect(await tryIn({ address })).toBe("SIGN_IN_FAILED");
    for (const pause of [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]) {
      t.clock.advance({ seconds: pause - 1 });
      expect(await tryIn({ address, password: GOOD_PASSWORD })).toBe("TOO_OFTEN");
      t.clock.advance({ seconds: 1 });
      expect(await tryIn({ address })).toBe("SIGN_IN_FAILED");
    }
  });

  test("the refusal says how long to wait", async () => {
    const address = "192.0.2.11";
    for (let n = 0; n < 5; n++) await tryIn({ address });
    await expect(t.call("session.open", { email: "sari@contoh.test", password: "x" }, door.stranger(address))).rejects.toMatchObject({
      kind: "limited",
      data: { retryAfterSeconds: 2 },
      text: { en: "Too often. Try again in 2 seconds." },
    });
  });

  test("a hundred tries at the same moment count as a hundred", async () => {
    const results = await Promise.all(Array.from({ length: 40 }, () => tryIn({ address: "192.0.2.12" })));
    expect(results.filter((code) => code === "SIGN_IN_FAILED").length).toBe(5);
    expect(results.filter((code) => code === "TOO_OFTEN").length).toBe(35);
  });

  test("many accounts from one place: sixty wrong tries in ten minutes", async () => {
    const address = "192.0.2.13";
    for (let n = 0; n < 59; n++) expect(await wrong({ email: `orang${n}@contoh.test`, address })).toBe("none");
    expect(await tryIn({ email: "orang60@contoh.test", address })).toBe("SIGN_IN_FAILED");
    expect(await tryIn({ email: "orang61@contoh.test", address, password: GOOD_PASSWORD })).toBe("TOO_OFTEN");
    t.clock.advance({ minutes: 10 });
    expect(await tryIn({ address })).toBe("SIGN_IN_FAILED");
  });

  test("those who know their password are never counted, however many share an address", async () => {
    const address = "192.0.2.14";
    for (let n = 0; n < 59; n++) await wrong({ email: `orang${n}@contoh.test`, address });
    for (let n = 0; n < 8; n++) expect(await tryIn({ password: GOOD_PASSWORD, address })).toBe("none");
  });

  test("one network of IPv6 is one place", async () => {
    for (let n = 0; n < 5; n++) await wrong({ address: `2001:db8:1:2${n}0::${n}` });
    expect(await tryIn({ address: "2001:db8:1:2ff::99" })).toBe("TOO_OFTEN");
    expect(await tryIn({ address: "2001:db8:1:300::99" })).toBe("SIGN_IN_FAILED");
  });
});

describe("nobody can lock another out", () => {
  const attackFromEverywhere = async (times: number) => {
    for (let n = 0; n < times; n++) await wrong({ address: `100.64.${n}.1` });
  };

  test("an attacker with a thousand addresses: the owner's own browser goes on signing in", async () => {
    const mine: Browser = { address: "203.0.113.9" };
    await door.signIn("sari@contoh.test", mine);
    await attackFromEverywhere(31);
    // For everybody else a password alone no longer says anything, right or wrong, account or none.
    expect(await tryIn({ address: "100.65.0.1" })).toBe("MORE_PROOF_NEEDED");
    expect(await tryIn({ address: "100.65.0.2", password: GOOD_PASSWORD })).toBe("MORE_PROOF_NEEDED");
    expect((await door.signIn("sari@contoh.test", mine)).kind).toBe("person");
    expect((await door.signIn("sari@contoh.test", { ...mine, address: "198.51.100.200" })).kind).toBe("person");
  });

  test("the closer guard looks the same around an account that does not exist", async () => {
    for (let n = 0; n < 31; n++) await wrong({ email: "hantu@contoh.test", address: `100.66.${n}.1` });
    expect(await tryIn({ email: "hantu@contoh.test", address: "100.67.0.1" })).toBe("MORE_PROOF_NEEDED");
  });

  test("a colleague behind the same address: the owner's own browser does not wait with them", async () => {
    const office = "203.0.113.50";
    const mine: Browser = { address: office };
    await door.signIn("sari@contoh.test", mine);
    for (let n = 0; n < 6; n++) await wrong({ address: office });
    expect(await tryIn({ address: office, password: GOOD_PASSWORD })).toBe("TOO_OFTEN");
    for (let n = 0; n < 80; n++) await wrong({ email: `lain${n}@contoh.test`, address: office });
    expect((await door.signIn("sari@contoh.test", mine)).kind).toBe("person");
  });

  test("the guard goes by itself after a day", async () => {
    await attackFromEverywhere(31);
    expect(await tryIn({ address: "100.65.0.3", password: GOOD_PASSWORD })).toBe("MORE_PROOF_NEEDED");
    t.clock.advance({ hours: 24 });
    expect(await tryIn({ address: "100.65.0.3", password: GOOD_PASSWORD })).toBe("none");
  });

  test("a known browser that guesses waits as well", async () => {
    const mine: Browser = { address: "203.0.113.60" };
    await door.signIn("sari@contoh.test", mine);
    for (let n = 0; n < 5; n++) expect(await tryIn({ ...mine })).toBe("SIGN_IN_FAILED");
    expect(await tryIn({ ...mine, password: GOOD_PASSWORD })).toBe("TOO_OFTEN");
  });

  test("a browser known to one account is a stranger to another, and a made-up mark is known to none", async () => {
    const mine: Browser = { address: "203.0.113.61" };
    await door.account({ name: "Budi Santoso", email: "budi@contoh.test" });
    await door.signIn("budi@contoh.test", mine);
    await attackFromEverywhere(31);
    for (const deviceToken of [mine.deviceToken, "buatan-sendiri"])
      expect(await tryIn({ address: "203.0.113.61", password: GOOD_PASSWORD, deviceToken })).toBe("MORE_PROOF_NEEDED");
  });

  test("a mark that somebody planted in a browser is replaced at sign-in", async () => {
    const planted = "tanda-yang-ditanam-orang-lain";
    const mine: Browser = { address: "203.0.113.62", deviceToken: planted };
    await door.signIn("sari@contoh.test", mine);
    expect(mine.deviceToken).not.toBe(planted);
    const again: Browser = { address: "203.0.113.62", deviceToken: mine.deviceToken };
    await door.signIn("sari@contoh.test", again);
    expect(again.deviceToken).toBe(mine.deviceToken);
  });
});
