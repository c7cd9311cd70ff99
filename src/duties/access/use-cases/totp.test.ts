import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#kernel/actor/actor.ts";
import { frontDoor, refusalOf, type Browser } from "#test/harness/access.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";
import { GOOD_PASSWORD } from "../fixtures.ts";
import { totpCode } from "../proofs/second-factor.ts";

let t: TestHouse;
let door: ReturnType<typeof frontDoor>;
let secret: string;
let recoveryCodes: string[];
let sari: Actor;
const email = "sari@contoh.test";
const browser: Browser = { address: "203.0.113.5" };

const switchOn = async (actor: Actor) => {
  const begun = await t.call("totp.begin", {}, actor);
  const { recoveryCodes: codes } = await t.call(
    "totp.confirm",
    { flowToken: begun.flowToken, code: totpCode(begun.secret, t.clock.now()) },
    actor,
  );
  return { secret: begun.secret, uri: begun.uri, codes };
};
const open = (more: Record<string, unknown> = {}, address?: string) =>
  t.call("session.open", { email, password: GOOD_PASSWORD, ...more }, door.stranger(address));
const confirm = (flowToken: string | undefined, code: string, address?: string) =>
  t.call("session.confirm", { flowToken: flowToken ?? "", code }, door.stranger(address));
const now = () => totpCode(secret, t.clock.now());

beforeAll(async () => {
  t = await testHouse();
  door = frontDoor(t);
  await door.account();
  sari = await door.signIn(email, browser);
  ({ secret, codes: recoveryCodes } = await switchOn(sari));
});
afterAll(() => t.tearDown());
beforeEach(() => t.clock.advance({ hours: 25 }));

describe("the second factor", () => {
  test("follows RFC 6238: the codes of its appendix B", () => {
    const seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    const at = (seconds: number) => totpCode(seed, Temporal.Instant.fromEpochMilliseconds(seconds * 1000));
    expect([59, 1_111_111_109, 1_234_567_890, 20_000_000_000].map(at)).toEqual(["287082", "081804", "005924", "353130"]);
  });

  test("is asked for after the password, and opens the session", async () => {
    const first = await open();
    expect(first).toMatchObject({ step: "confirm" });
    expect(first.sessionToken).toBeUndefined();
    const opened = await confirm(first.flowToken, now());
    expect((await door.knock({ cookie: opened.sessionToken })).id).toBe(sari.id);
  });

  test("may come along with the password in one step", async () => {
    expect((await open({ code: now() })).step).toBe("done");
  });

  test("takes a code once, also from two at the same moment", async () => {
    const code = now();
    const flows = await Promise.all([open(), open({}, "203.0.113.6")]);
    const results = await Promise.all([
      refusalOf(confirm(flows[0].flowToken, code)),
      refusalOf(confirm(flows[1].flowToken, code, "203.0.113.6")),
    ]);
    expect(results.sort()).toEqual(["SIGN_IN_FAILED", "none"]);
    expect(await refusalOf(open({ code }))).toBe("SIGN_IN_FAILED");
  });

  test("takes neither the code before one that was used, nor one more than a step away", async () => {
    const early = now();
    t.clock.advance({ seconds: 30 });
    expect((await open({ code: now() })).step).toBe("done");
    expect(await refusalOf(open({ code: early }))).toBe("SIGN_IN_FAILED");
    t.clock.advance({ minutes: 5 });
    const old = now();
    t.clock.advance({ seconds: 60 });
    expect(await refusalOf(open({ code: old }))).toBe("SIGN_IN_FAILED");
  });

  test("the first half cannot be forged, changed, borrowed from another ceremony, or kept for long", async () => {
    const { flowToken = "" } = await open();
    const other = await t.call("session.passkey-begin", {}, door.stranger());
    for (const forged of [`A${flowToken.slice(1)}`, flowToken.slice(0, -4), "x", other.flowToken])
      expect(await refusalOf(confirm(forged, now()))).toBe("FLOW_GONE");
    t.clock.advance({ minutes: 10 });
    expect(await refusalOf(confirm(flowToken, now()))).toBe("FLOW_GONE");
  });

  test("the first half is used up by its good end", async () => {
    const { flowToken } = await open();
    await confirm(flowToken, now());
    t.clock.advance({ seconds: 30 });
    for (const spelling of [flowToken, `${flowToken}A`, `${flowToken}==`])
      expect(await refusalOf(confirm(spelling, now()))).toBe("FLOW_GONE");
  });

  test("guessing it is slowed down like guessing a password, and guarded when it comes from everywhere", async () => {
    const { flowToken } = await open();
    for (let n = 0; n < 5; n++) expect(await refusalOf(confirm(flowToken, "000000"))).toBe("SIGN_IN_FAILED");
    expect(await refusalOf(confirm(flowToken, now()))).toBe("TOO_OFTEN");
    for (let n = 0; n < 25; n++) await refusalOf(confirm(flowToken, "000000", `100.64.${n}.1`));
    expect(await refusalOf(confirm(flowToken, now(), "100.65.0.1"))).toBe("MORE_PROOF_NEEDED");
    const known = await t.call(
      "session.confirm",
      { flowToken: flowToken ?? "", code: now(), deviceToken: browser.deviceToken },
      door.stranger(),
    );
    expect(known.step).toBe("done");
  });

  test("with the password it opens an account that strangers have been guessing at", async () => {
    for (let n = 0; n < 31; n++) await refusalOf(open({ password: "salah" }, `100.64.${n}.1`));
    expect(await refusalOf(open({}, "100.65.0.1"))).toBe("MORE_PROOF_NEEDED");
    expect(await refusalOf(open({ code: "000000" }, "100.65.0.2"))).toBe("MORE_PROOF_NEEDED");
    expect(await refusalOf(open({ code: now(), password: "salah" }, "100.65.0.3"))).toBe("MORE_PROOF_NEEDED");
    expect((await open({ code: now() }, "100.65.0.4")).step).toBe("done");
  });

  test("a recovery code stands in for it once, in any spelling", async () => {
    const [code = ""] = recoveryCodes;
    expect(code).toMatch(/^([A-Z2-9]{4}-){3}[A-Z2-9]{4}$/);
    expect((await open({ code: ` ${code.toLowerCase().replaceAll("-", " ")} ` })).step).toBe("done");
    expect(await refusalOf(open({ code }))).toBe("SIGN_IN_FAILED");
  });

  test("lies in the database in no readable form", async () => {
    const { rows } = await t.house.pool.query(
      "select row_to_json(a)::text || (select json_agg(r)::text from recovery_code r) as text from account a",
    );
    const text = String((rows[0] as { text: string }).text);
    for (const readable of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll("-", ""))])
      expect(text).not.toContain(readable);
  });
});

describe("changing the second factor", () => {
  const fresh = async () => {
    const opened = await open({ code: now(), deviceToken: browser.deviceToken });
    return { actor: await door.knock({ cookie: opened.sessionToken }), cookie: opened.sessionToken };
  };

  test("asks for a fresh proof, which password and code give", async () => {
    const { actor } = await fresh();
    t.clock.advance({ minutes: 11 });
    for (const command of ["totp.disable", "recovery.renew"] as const)
      expect(await refusalOf(t.call(command, {}, actor))).toBe("PROVE_AGAIN");
    expect(await refusalOf(t.call("session.prove", { password: "salah" }, actor))).toBe("SIGN_IN_FAILED");
    expect(await refusalOf(t.call("session.prove", {}, actor))).toBe("SIGN_IN_FAILED");
    expect(await refusalOf(t.call("session.prove", { code: "000000", password: GOOD_PASSWORD }, actor))).toBe("SIGN_IN_FAILED");
    expect(await t.call("session.prove", { code: now() }, actor)).toEqual({});
    const renewed = await t.call("recovery.renew", {}, actor);
    expect(await refusalOf(open({ code: recoveryCodes[1] }))).toBe("SIGN_IN_FAILED");
    recoveryCodes = renewed.recoveryCodes;
  });

  test("cannot be begun while it is on, and is switched off with its recovery codes", async () => {
    const { actor } = await fresh();
    expect(await refusalOf(t.call("totp.begin", {}, actor))).toBe("TOTP_IS_ON");
    await t.call("totp.disable", {}, actor);
    expect(await refusalOf(t.call("totp.disable", {}, actor))).toBe("TOTP_IS_OFF");
    expect(await refusalOf(t.call("recovery.renew", {}, actor))).toBe("TOTP_IS_OFF");
    expect((await open()).step).toBe("done");
    const begun = await t.call("totp.begin", {}, actor);
    expect(begun.uri).toMatch(/^otpauth:\/\/totp\/Kerani:sari%40contoh\.test\?issuer=Kerani&secret=[A-Z2-7]{32}/);
    expect(await refusalOf(t.call("totp.confirm", { flowToken: begun.flowToken, code: "000000" }, actor))).toBe("CODE_WRONG");
    expect((await open()).step).toBe("done");
  });

  test("begun by one, it cannot be confirmed by another", async () => {
    await door.account({ name: "Budi Santoso", email: "budi@contoh.test" });
    const budi = await door.signIn("budi@contoh.test");
    const begun = await t.call("totp.begin", {}, budi);
    const mine = await door.signIn(email);
    expect(await refusalOf(t.call("totp.confirm", { flowToken: begun.flowToken, code: totpCode(begun.secret, t.clock.now()) }, mine))).toBe(
      "FLOW_GONE",
    );
  });

  test("a token, which proves nothing anew, cannot", async () => {
    const { token } = await t.call("token.create", { scope: ["*"] }, await door.signIn(email));
    const program = await door.knock({ bearer: token, door: "rest" });
    expect(await refusalOf(t.call("totp.begin", {}, program))).toBe("PROVE_AGAIN");
  });

  test("leaves a journal that holds", async () => expect((await t.audit()).faults).toEqual([]));
});
