import { describe, expect, test } from "vitest";
import { formatBytes, formatNumber, formatRupiah } from "./numbers.ts";
import {
  capital,
  formatClockZone,
  formatDate,
  formatDay,
  formatFull,
  formatMoment,
  formatSince,
  formatWithin,
  instantAt,
  zoneName,
  type Reader,
} from "./time.ts";

const JAKARTA: Reader = { lang: "id", timeZone: "Asia/Jakarta" };
const english = (reader: Reader): Reader => ({ ...reader, lang: "en" });
const NOON = "2026-11-23T05:00:00Z";
const now = Date.parse(NOON);

describe("the wall clock", () => {
  test("Indonesia writes a point, English a colon, both say WIB, WITA and WIT", () => {
    expect(formatClockZone("2026-11-23T11:18:00Z", JAKARTA)).toBe("18.18\u00a0WIB");
    expect(formatClockZone("2026-11-23T11:18:00Z", english(JAKARTA))).toBe("18:18\u00a0WIB");
    expect(formatClockZone("2026-11-23T01:00:00Z", { lang: "en", timeZone: "Asia/Makassar" })).toBe("09:00\u00a0WITA");
    expect(zoneName(NOON, "Asia/Jayapura")).toBe("WIT");
    expect(zoneName("2026-07-01T00:00:00Z", "Europe/Berlin")).not.toBe("Europe/Berlin");
  });

  test("midnight is 00.00, never 24.00", () => {
    expect(formatClockZone("2026-11-22T17:00:00Z", JAKARTA)).toBe("00.00\u00a0WIB");
  });
});

describe("days", () => {
  test("today ends at midnight where the reader is", () => {
    const justBefore = "2026-11-23T16:59:00Z";
    const justAfter = "2026-11-23T17:00:00Z";
    expect(formatDay(justBefore, JAKARTA, now)).toBe("hari ini");
    expect(formatDay(justAfter, JAKARTA, now)).toBe("besok");
    expect(formatDay(justBefore, { lang: "id", timeZone: "Asia/Jayapura" }, now)).toBe("besok");
  });

  test("another year is named", () => {
    expect(formatDay("2025-12-31T05:00:00Z", english(JAKARTA), now)).toContain("2025");
    expect(formatDay("2026-11-19T05:00:00Z", JAKARTA, now)).toBe("Kam, 19 Nov");
  });

  test("a date without a clock is the same day in every zone", () => {
    for (const timeZone of ["Pacific/Kiritimati", "Asia/Jakarta", "Pacific/Pago_Pago"])
      expect(formatDate("2026-12-03", { lang: "en", timeZone }, now)).toBe("Thu 3 Dec");
  });

  test("in full, one sentence in each language", () => {
    expect(formatFull(NOON, JAKARTA)).toBe("Senin, 23 November 2026 pukul 12.00\u00a0WIB");
    expect(formatFull(NOON, english(JAKARTA))).toMatch(/^Monday,? 23 November 2026 at 12:00\u00a0WIB$/);
    expect(formatMoment("2026-11-24T02:00:00Z", JAKARTA, now)).toBe("besok pukul 09.00");
  });
});

test("inside a sentence, the same day needs no name", () => {
  expect(formatWithin("2026-11-23T10:00:00Z", JAKARTA, now)).toBe("pukul 17.00");
  expect(formatWithin("2026-11-23T10:00:00Z", english(JAKARTA), now)).toBe("17:00");
  expect(formatWithin("2026-11-24T10:00:00Z", JAKARTA, now)).toBe("besok pukul 17.00");
  expect(capital("kemarin pukul 16.00")).toBe("Kemarin pukul 16.00");
});

test("how long ago", () => {
  const ago = (seconds: number, reader = JAKARTA) => formatSince(new Date(now - seconds * 1000).toISOString(), reader, now);
  expect(ago(20)).toBe("baru saja");
  expect(ago(8 * 60)).toBe("8 menit lalu");
  expect(ago(60, english(JAKARTA))).toBe("1 minute ago");
  expect(ago(3 * 3600)).toBe("3 jam lalu");
  expect(ago(-45 * 60)).toBe("45 menit lagi");
  expect(ago(20 * 3600)).toBe("kemarin pukul 16.00");
});

describe("from a wall clock to the instant", () => {
  test("in each zone of Indonesia", () => {
    expect(instantAt("2026-11-24", "09:00", "Asia/Jakarta")).toBe("2026-11-24T02:00:00.000Z");
    expect(instantAt("2026-11-24", "09:00", "Asia/Makassar")).toBe("2026-11-24T01:00:00.000Z");
  });

  test("across a change of summer time", () => {
    expect(instantAt("2026-03-29", "12:00", "Europe/Berlin")).toBe("2026-03-29T10:00:00.000Z");
    expect(instantAt("2026-03-28", "12:00", "Europe/Berlin")).toBe("2026-03-28T11:00:00.000Z");
  });
});

test("numbers and Rupiah", () => {
  expect(formatRupiah(123_456_800, "id")).toBe("Rp\u00a01.234.568");
  expect(formatRupiah(123_456_800, "en")).toBe("Rp\u00a01,234,568");
  expect(formatRupiah(-150, "id")).toBe("−Rp\u00a01,50");
  expect(formatNumber(1_234_568, "id")).toBe("1.234.568");
  expect(formatBytes(1_530_000, "id")).toBe("1,5\u00a0MB");
  expect(formatBytes(0, "en")).toBe("0\u00a0B");
});
