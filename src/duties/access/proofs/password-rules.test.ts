import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalPassword, weaknessOf } from "./password-rules.ts";

const sari = { email: "sari.wulandari@contoh.test", name: "Sari Wulandari" };
const codeOf = (password: string) => weaknessOf(password, sari)?.code;

describe("a password", () => {
  test.each([
    "tiga kancil menyeberang",
    "kuda-baterai-stapler-benar",
    "8dK!x0qpLm",
    "hujan di atap seng",
    "   spasi   juga   ",
    "日本語のパスワードです",
  ])("may be: %s", (password) => expect(codeOf(password)).toBeUndefined());

  test.each([
    "password12",
    "Password123!",
    "p4ssw0rd2026",
    "!!rahasia!!",
    "indonesia1945",
    "sandisandi",
    "rahasiarahasia",
    "1234567890",
    "0987654321",
    "abcdefghijkl",
    "aaaaaaaaaaaa",
    "ababababab",
    "12121212121212",
    "qwertyuiop",
    "QwErTyUiOp99",
    "bismillah123",
    "kerani2026!",
    "123indonesia",
  ])("is too common: %s", (password) => expect(codeOf(password)).toBe("PASSWORD_TOO_COMMON"));

  test.each(["sari.wulandari1", "WULANDARI di kantor", "aku-sariwulandari", "contoh kantor kami", "kucing wulandari"])(
    "must not tell the name: %s",
    (password) => expect(codeOf(password)).toBe("PASSWORD_TELLS_NAME"),
  );

  test("is the same from every keyboard", () => {
    expect(normalPassword("caf\u00e9 \uff11\uff12\uff13")).toBe(normalPassword("cafe\u0301 123"));
  });

  test("whatever it is, is judged without trouble and in little time", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: "binary" }), fc.string({ maxLength: 60 }), (password, name) => {
        const code = weaknessOf(password, { email: "x@y.test", name })?.code;
        return code === undefined || code === "PASSWORD_TOO_COMMON" || code === "PASSWORD_TELLS_NAME";
      }),
    );
  });
});
