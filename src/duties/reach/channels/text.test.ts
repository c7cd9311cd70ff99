import * as fc from "fast-check";
import { expect, test } from "vitest";
import { cleanText, cutBytes, keyToken, safeLink } from "./text.ts";

test("clean text keeps lines and letters and drops control characters and reversing marks", () => {
  expect(cleanText(" a\r\nb\rc\u2028d\u0000\u001b[31m\u202e\te 👩‍👩‍👧 ", 100)).toBe("a\nb\nc\nd[31m\te 👩‍👩‍👧");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => void expect(cleanText(text, 1000)).not.toMatch(/(?![\t\n])[\p{Cc}\u202e]/u)),
  );
});

test("a cut text fits, ends whole and says that it was cut", () => {
  expect(cutBytes("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 30)).toBe("👨‍👩‍👧‍👦…");
  expect(cutBytes("pendek", 6)).toBe("pendek");
  expect(cutBytes("panjang", 6)).toBe("pan…");
  expect(cutBytes("abc", 2)).toBe("ab");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.nat(120), (text, max) => {
      const cut = cutBytes(text, max);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(max);
      expect(cut.isWellFormed()).toBe(true);
    }),
  );
});

test("a key that fits is used itself, another by its digest, always the same", () => {
  const pattern = /^[a-z-]{1,32}$/;
  expect(keyToken("kunci-satu", pattern)).toBe("kunci-satu");
  expect(keyToken("kunci/satu", pattern, 32)).toMatch(/^[A-Za-z0-9_-]{32}$/);
  expect(keyToken("kunci/satu", pattern, 32)).toBe(keyToken("kunci/satu", pattern, 32));
  expect(keyToken("kunci/satu", pattern, 32)).not.toBe(keyToken("kunci/dua", pattern, 32));
});

test.each([
  ["https://a.test/x?y=1", "https://a.test/x?y=1"],
  ['https://a.test/"><script>', "https://a.test/%22%3E%3Cscript%3E"],
  ["http://a.test", "http://a.test/"],
  ["javascript:alert(1)", undefined],
  ["data:text/html,x", undefined],
  [" JaVaScRiPt:alert(1)", undefined],
  ["/relative", undefined],
  [`https://a.test/${"x".repeat(2000)}`, undefined],
  [undefined, undefined],
])("the link %j becomes %j", (url, safe) => expect(safeLink(url)).toBe(safe));
