import { expect, test } from "vitest";
import { spokenFrom, spokenMoment, zoneName } from "./spoken.ts";

const at = Temporal.Instant.from("2026-03-06T10:05:00Z");

test("a moment is said with Indonesia's own zone names in both languages", () => {
  expect(spokenMoment(at, "Asia/Jakarta")).toEqual({ id: "Jumat, 6 Maret 2026, 17.05 WIB", en: "Friday, 6 March 2026, 17:05 WIB" });
  expect(spokenMoment(at, "Asia/Makassar").en).toBe("Friday, 6 March 2026, 18:05 WITA");
  expect(spokenMoment(at, "Asia/Jayapura").id).toBe("Jumat, 6 Maret 2026, 19.05 WIT");
});

test("a zone with summer time is named as it is called at that instant", () => {
  expect(zoneName(Temporal.Instant.from("2026-07-01T00:00:00Z"), "Europe/Berlin")).toBe("CEST");
  expect(zoneName(Temporal.Instant.from("2026-01-01T00:00:00Z"), "Europe/Berlin")).toBe("CET");
});

test("the same day there needs no date", () => {
  expect(spokenFrom(at, Temporal.Instant.from("2026-03-05T17:30:00Z"), "Asia/Jakarta").en).toBe("17:05 WIB");
  expect(spokenFrom(at, Temporal.Instant.from("2026-03-05T16:30:00Z"), "Asia/Jakarta").en).toBe("Friday, 6 March 2026, 17:05 WIB");
});
