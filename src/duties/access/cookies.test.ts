import { describe, expect, test } from "vitest";
import { fromCookies, intoCookies } from "./cookies.ts";

const answer = { step: "done", sessionToken: "s", sessionSeconds: 60, deviceToken: "d", deviceSeconds: 90, personId: "p" };

describe("what a browser keeps", () => {
  test("becomes cookies that no script can read, and leaves the answer", () => {
    expect(intoCookies(answer, true)).toEqual({
      output: { step: "done", personId: "p" },
      setCookie: [
        "__Host-kerani=s; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure",
        "__Host-kerani-device=d; Path=/; HttpOnly; SameSite=Lax; Max-Age=90; Secure",
      ],
    });
    expect(intoCookies(answer, false).setCookie[0]).toBe("kerani=s; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
  });

  test("ends with the session, and the half of a ceremony with the whole", () => {
    expect(intoCookies({ sessionClosed: true }, false).setCookie).toEqual(["kerani=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"]);
    expect(intoCookies({ flowToken: "f", flowSeconds: 600, url: "u" }, false)).toEqual({
      setCookie: ["kerani-flow=f; Path=/; HttpOnly; SameSite=Lax; Max-Age=600"],
      output: { url: "u" },
    });
  });

  test("is nothing where there is nothing to keep", () => {
    for (const output of [{ id: 1 }, [1], "x", null, undefined]) expect(intoCookies(output, true)).toEqual({ setCookie: [], output });
  });

  test("completes an input that has room for it, and overrides nothing", () => {
    const cookieOf = (name: string) => ({ "kerani-device": "d", "kerani-flow": "f" })[name];
    const fields = { email: 1, deviceToken: 1, flowToken: 1 };
    expect(fromCookies(fields, { email: "a" }, cookieOf, false)).toEqual({ email: "a", deviceToken: "d", flowToken: "f" });
    expect(fromCookies(fields, { deviceToken: "mine" }, cookieOf, false)).toEqual({ deviceToken: "mine", flowToken: "f" });
    expect(fromCookies({ email: 1 }, {}, cookieOf, false)).toEqual({});
    expect(fromCookies(fields, {}, cookieOf, true)).toEqual({});
  });
});
