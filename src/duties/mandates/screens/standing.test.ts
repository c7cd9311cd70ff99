import { describe, expect, test } from "vitest";
import type { Reader } from "#web/i18n/time.ts";
import { noteOf, saidBeginning, saidEnd, standingOf } from "./standing.ts";

const NOW = Date.parse("2026-11-23T03:00:00Z");
const jakarta: Reader = { lang: "id", timeZone: "Asia/Jakarta" };

describe("until when", () => {
  test("midnight is the end of the day before, in the reader's own zone", () => {
    expect(saidEnd("2026-11-27T17:00:00Z", jakarta, NOW)).toBe("sampai akhir Jum, 27 Nov");
    expect(saidEnd("2026-11-27T17:00:00Z", { lang: "en", timeZone: "Asia/Makassar" }, NOW)).toMatch(/^until .*01:00$/);
    expect(saidEnd("2026-11-23T17:00:00Z", { lang: "en", timeZone: "Asia/Jakarta" }, NOW)).toBe("until the end of today");
  });
  test("any other moment is said with its clock, alone when it is today", () => {
    expect(saidEnd("2026-11-23T10:00:00Z", jakarta, NOW)).toBe("sampai pukul 17.00");
    expect(saidBeginning("2026-11-23T17:00:00Z", jakarta, NOW)).toBe("mulai besok");
  });
});

test("what ended a mandate is said before anything else", () => {
  const closed = { how: "revoked" as const, at: "2026-11-23T03:00:00Z", note: null };
  expect(standingOf({ state: "ended", answer: "accepted", closed }).en).toBe("Revoked");
  expect(standingOf({ state: "ended", answer: "accepted", closed: null }).en).toBe("Ended");
  expect(standingOf({ state: "running", answer: "waiting", closed: null }).en).toBe("In force · Not answered yet");
  expect(noteOf({ state: "running", answer: "accepted", closed: null })).toBeUndefined();
  expect(noteOf({ state: "running", answer: "waiting", closed: null })?.en).toBe("Not answered yet");
  expect(noteOf({ state: "ended", answer: "accepted", closed })?.en).toBe("Revoked");
});
