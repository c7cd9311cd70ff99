import { describe, expect, test } from "vitest";
import { hashPassword, isOutdated, passwordMatches } from "./password-hash.ts";

describe("the hash of a password", () => {
  test("is Argon2id with 19 MiB and two passes as a PHC string, and differs each time", async () => {
    const [a, b] = await Promise.all([hashPassword("tiga kancil"), hashPassword("tiga kancil")]);
    expect(a).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(a).not.toBe(b);
    expect(await passwordMatches(a, "tiga kancil")).toBe(true);
    expect(await passwordMatches(a, "tiga kancil ")).toBe(false);
    expect(isOutdated(a)).toBe(false);
  });

  test("made elsewhere at another cost is understood, and due to be made anew", async () => {
    // RFC 9106's function as another program prints it: "password" with the salt "somesalt", 64 MiB, t=2, p=1.
    const foreign = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    expect(await passwordMatches(foreign, "password")).toBe(true);
    expect(await passwordMatches(foreign, "Password")).toBe(false);
    expect(isOutdated(foreign)).toBe(true);
  });

  test("that is none, or would cost too much, matches nothing and still takes its time", async () => {
    for (const broken of [
      null,
      undefined,
      "",
      "plain",
      "$argon2id$v=19$m=9999999,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
    ])
      expect(await passwordMatches(broken, "password")).toBe(false);
  });

  test("keeps a crowd waiting in turn, and turns away what would wait too long", async () => {
    const crowd = await Promise.allSettled(Array.from({ length: 110 }, () => passwordMatches(null, "x")));
    const refused = crowd.filter((one) => one.status === "rejected");
    expect(refused.length).toBe(8);
    for (const one of refused) expect(one.reason).toMatchObject({ code: "SIGN_IN_BUSY", kind: "limited" });
    expect(await passwordMatches(null, "x")).toBe(false);
  });
});
