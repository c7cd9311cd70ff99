import { describe, expect, test } from "vitest";
import { isPlain } from "./webauthn.ts";

/** An attestation object (§6.5) in CBOR: {fmt, attStmt: {} or {x5c: []}, authData: ""}. */
const attestation = (format: string, certified = false): string => {
  const text = (value: string) => Buffer.concat([Buffer.from([0x60 | value.length]), Buffer.from(value)]);
  const statement = certified ? Buffer.concat([Buffer.from([0xa1]), text("x5c"), Buffer.from([0x80])]) : Buffer.from([0xa0]);
  return Buffer.concat([
    Buffer.from([0xa3]),
    text("fmt"),
    text(format),
    text("attStmt"),
    statement,
    text("authData"),
    Buffer.from([0x40]),
  ]).toString("base64url");
};

describe("an attestation", () => {
  test.each<[string, boolean, boolean]>([
    ["none", false, true],
    ["packed", false, true],
    ["packed", true, false],
    ["fido-u2f", true, false],
    ["android-key", true, false],
    ["tpm", true, false],
    ["apple", true, false],
  ])("of the format %s (certificates: %s) is plain: %s", (format, certified, plain) => {
    expect(isPlain(attestation(format, certified))).toBe(plain);
  });
});
