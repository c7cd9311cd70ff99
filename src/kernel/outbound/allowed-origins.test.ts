import { describe, expect, test } from "vitest";
import { allowanceFor, type AllowedOrigin, readAllowedOrigin } from "./allowed-origins.ts";

const allows = (url: string, ...allowed: AllowedOrigin[]) => allowanceFor(new URL(url), allowed) !== undefined;

describe("the allow list", () => {
  test("an entry without scheme means https on its usual port", () => {
    expect(allows("https://api.example.com/x?y", { origin: "api.example.com" })).toBe(true);
    expect(allows("https://API.Example.com:443/", { origin: "Api.example.COM" })).toBe(true);
    expect(allows("https://api.example.com./", { origin: "api.example.com" })).toBe(true);
    expect(allows("http://api.example.com/", { origin: "api.example.com" })).toBe(false);
    expect(allows("https://api.example.com:8443/", { origin: "api.example.com" })).toBe(false);
    expect(allows("https://sub.api.example.com/", { origin: "api.example.com" })).toBe(false);
    expect(allows("https://api.example.com.evil.test/", { origin: "api.example.com" })).toBe(false);
  });

  test("a wildcard covers names below, not the name itself nor one that merely ends alike", () => {
    const push = { origin: "*.push.apple.com" };
    expect(allows("https://web.push.apple.com/x", push)).toBe(true);
    expect(allows("https://push.apple.com/x", push)).toBe(false);
    expect(allows("https://evilpush.apple.com/x", push)).toBe(false);
  });

  test("scheme and port may be named, and a clear-text host only exactly", () => {
    expect(allows("http://sms.office.test:8080/", { origin: "http://sms.office.test:8080", private: true })).toBe(true);
    expect(allows("http://[::1]:81/", { origin: "http://[::1]:81" })).toBe(true);
    expect(allows("ftp://sms.office.test/", { origin: "*" })).toBe(false);
    expect(allows("https://anything.test/", { origin: "*" })).toBe(true);
    expect(allows("http://anything.test/", { origin: "*" })).toBe(false);
  });

  test("where two entries fit, the one for private addresses counts", () => {
    const found = allowanceFor(new URL("https://a.test/"), [{ origin: "*" }, { origin: "a.test", private: true }]);
    expect(found?.private).toBe(true);
  });

  test.each([
    "",
    "http://*",
    "http://*.a.test",
    "https://",
    "a b",
    "user@a.test",
    "a.test/path",
    "javascript:alert",
    "*.*.test",
    "*.10.0.0.1",
    "a.test:123456",
  ])("refuses the entry %j", (origin) => expect(() => readAllowedOrigin({ origin })).toThrowError(/OUTBOUND_ORIGIN_INVALID/));

  test("refuses a wildcard for private addresses", () => {
    expect(() => readAllowedOrigin({ origin: "*.office.test", private: true })).toThrowError(/OUTBOUND_ORIGIN_INVALID/);
  });
});
