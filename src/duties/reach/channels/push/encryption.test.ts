import { createECDH, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { decryptPush } from "#fakes/push-decryption.ts";
import { encryptPush } from "./encryption.ts";

/** The example of RFC 8291, section 5 and appendix A. */
const EXAMPLE = {
  plaintext: "When I grow up, I want to be a watermelon",
  senderPrivate: "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
  browserPrivate: "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
  browserPublic: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  salt: "DGv6ra1nlYgDCS1FRnbzlw",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
  message:
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
};
const bytes = (text: string): Buffer => Buffer.from(text, "base64url");

describe("the published example", () => {
  test("is what we send", () => {
    const given = { privateKey: bytes(EXAMPLE.senderPrivate), salt: bytes(EXAMPLE.salt) };
    const sent = encryptPush(Buffer.from(EXAMPLE.plaintext), { p256dh: EXAMPLE.browserPublic, auth: EXAMPLE.auth }, given);
    expect(sent.toString("base64url")).toBe(EXAMPLE.message);
  });

  test("is what the fake browser reads", () => {
    const browser = createECDH("prime256v1");
    browser.setPrivateKey(bytes(EXAMPLE.browserPrivate));
    expect(decryptPush(bytes(EXAMPLE.message), browser, bytes(EXAMPLE.auth)).toString()).toBe(EXAMPLE.plaintext);
  });
});

test("what we send only the right browser reads, and nobody can change", () => {
  const [browser, other] = [createECDH("prime256v1"), createECDH("prime256v1")];
  other.generateKeys();
  const auth = randomBytes(16);
  const keys = { p256dh: browser.generateKeys("base64url"), auth: auth.toString("base64url") };
  const sent = encryptPush(Buffer.from("rahasia 🗝"), keys);
  expect(decryptPush(sent, browser, auth).toString()).toBe("rahasia 🗝");
  expect(encryptPush(Buffer.from("rahasia 🗝"), keys)).not.toEqual(sent);
  expect(() => decryptPush(sent, other, auth)).toThrowError(/authenticate/);
  expect(() => decryptPush(sent, browser, randomBytes(16))).toThrowError(/authenticate/);
  sent.writeUInt8(sent.readUInt8(sent.length - 20) ^ 1, sent.length - 20);
  expect(() => decryptPush(sent, browser, auth)).toThrowError(/authenticate/);
});

test.each([
  ["a key that is too short", /length/, { p256dh: "BCVx", auth: EXAMPLE.auth }],
  ["a key that is no point of the curve", /not valid/, { p256dh: Buffer.alloc(65, 4).toString("base64url"), auth: EXAMPLE.auth }],
  ["a secret that is too short", /length/, { p256dh: EXAMPLE.browserPublic, auth: "abc" }],
])("%s is refused", (_what, why, keys) => expect(() => encryptPush(Buffer.from("x"), keys)).toThrowError(why));
