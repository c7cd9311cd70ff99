import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HOSTILE, parcelWith } from "../fixtures.ts";
import { segmentsOf, smsTextOf } from "./text.ts";

describe("counting segments", () => {
  test.each([
    ["", "gsm-7", 1],
    ["a".repeat(160), "gsm-7", 1],
    ["a".repeat(161), "gsm-7", 2],
    ["a".repeat(306), "gsm-7", 2],
    ["a".repeat(307), "gsm-7", 3],
    ["€".repeat(80), "gsm-7", 1],
    ["€".repeat(81), "gsm-7", 2],
    // 153 is odd, so the last place of each segment stays empty: an escaped character is never divided.
    ["€".repeat(152), "gsm-7", 2],
    ["€".repeat(153), "gsm-7", 3],
    ["@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ", "gsm-7", 1],
    ["ă".repeat(70), "ucs-2", 1],
    ["ă".repeat(71), "ucs-2", 2],
    ["ă".repeat(134), "ucs-2", 2],
    ["😀".repeat(35), "ucs-2", 1],
    ["😀".repeat(36), "ucs-2", 2],
    ["😀".repeat(66), "ucs-2", 2],
    ["😀".repeat(67), "ucs-2", 3],
    ["`", "ucs-2", 1],
  ])("%j", (text, alphabet, count) => expect(segmentsOf(text)).toEqual({ alphabet, count }));
});

describe("the text of an SMS", () => {
  test("names the urgency, the matter and where to acknowledge", () => {
    expect(smsTextOf(parcelWith(), 3)).toBe(
      "PENTING: Telepon dari Pak Hartono\nMinta ditelepon kembali sebelum pukul 15.00 soal kontrak gudang.\nM-1042: https://kerani.kantor.test/a/tok3n",
    );
    expect(smsTextOf(parcelWith({ lang: "en", urgency: "emergency", title: "Fire", body: "", link: undefined }), 1)).toBe(
      "EMERGENCY: Fire\nM-1042",
    );
    expect(smsTextOf(parcelWith({ urgency: "routine", title: "Halo", body: "", link: undefined }), 1)).toBe("Halo\nM-1042");
  });

  test("writes what phones put in so that it stays in the cheap alphabet", () => {
    const text = smsTextOf(parcelWith({ title: "“Gudang” – Pak Hartono’s…", body: "a\u00a0b" }), 3);
    expect(segmentsOf(text).alphabet).toBe("gsm-7");
    expect(text).toContain(`"Gudang" - Pak Hartono's...`);
  });

  test("cuts the text, never the link", () => {
    const text = smsTextOf(parcelWith({ body: "panjang sekali ".repeat(5000) }), 2);
    expect(segmentsOf(text)).toEqual({ alphabet: "gsm-7", count: 2 });
    expect(text).toMatch(/\.\.\.\nM-1042: https:\/\/kerani\.kantor\.test\/a\/tok3n$/);
    expect(text.length).toBeGreaterThan(295);
  });

  test("whatever is typed, it fits, keeps the link and never divides a character", () => {
    const anything = fc.oneof(fc.string({ unit: "grapheme", maxLength: 400 }), fc.string({ maxLength: 400 }), fc.constant(HOSTILE));
    fc.assert(
      fc.property(anything, anything, fc.integer({ min: 1, max: 4 }), (title, body, max) => {
        const text = smsTextOf(parcelWith({ title, body, urgency: "emergency" }), max);
        expect(segmentsOf(text).count).toBeLessThanOrEqual(max);
        expect(text.endsWith("M-1042: https://kerani.kantor.test/a/tok3n")).toBe(true);
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
      }),
      { numRuns: 60 },
    );
  });

  test("a link that no SMS can hold is left out rather than broken", () => {
    const text = smsTextOf(parcelWith({ link: `https://a.test/${"x".repeat(600)}` }), 3);
    expect(text).not.toContain("https");
    expect(text).toMatch(/M-1042$/);
  });
});
