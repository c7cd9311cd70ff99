import * as fc from "fast-check";
import { expect, it } from "vitest";
import { DAY, civil, dateIn, dayOf, monthIn, weekdayOf, yearIn } from "./civil.ts";
import { readDuration, writeDuration } from "./duration.ts";
import { readMoment, writeMoment } from "./moment.ts";
import { readOffset, writeOffset } from "./offset.ts";
import { readPeriod } from "./period.ts";

it("counts days as Temporal does, from year 1 to 9999", () => {
  fc.assert(
    fc.property(fc.integer({ min: dayOf(1, 1, 1), max: dayOf(9999, 12, 31) }), (day) => {
      const date = Temporal.PlainDate.from("1970-01-01").add({ days: day });
      const packed = civil(day);
      expect([yearIn(packed), monthIn(packed), dateIn(packed)]).toEqual([date.year, date.month, date.day]);
      expect(dayOf(date.year, date.month, date.day)).toBe(day);
      expect(weekdayOf(day)).toBe(date.dayOfWeek % 7);
    }),
    { numRuns: 2000 },
  );
});

it("reads moments in their four forms and writes them again", () => {
  const noon = dayOf(2026, 1, 2) * DAY + DAY / 2;
  expect(readMoment("20260102")).toEqual({ form: "date", local: noon - DAY / 2 });
  expect(readMoment("20260102T120000")).toEqual({ form: "floating", local: noon });
  expect(readMoment("20260102T120000Z", "Asia/Jakarta")).toEqual({ form: "utc", local: noon });
  expect(readMoment("20260102T120000", "Asia/Jakarta")).toEqual({ form: "zoned", local: noon, tzid: "Asia/Jakarta" });
  for (const value of ["00010101", "99991231T235959Z", "20240229T000000"]) expect(writeMoment(readMoment(value)!)).toBe(value);
  expect(writeMoment(readMoment("20161231T235960Z")!)).toBe("20161231T235959Z");
});

it("refuses moments that no calendar has", () => {
  for (const value of ["20260230", "20261301", "00000101", "20260101T240000", "20260101T006100", "2026-01-01", "", "20260101T12"])
    expect(readMoment(value)).toBeUndefined();
});

it("reads and writes durations", () => {
  expect(readDuration("-P1DT2H3M4S")).toEqual({ days: -1, ms: -7_384_000 });
  expect(readDuration("P1W2D")).toEqual({ days: 9, ms: 0 });
  for (const value of ["P", "PT", "P1H", "1D", "P-1D", "P1DT", "PT999999999H", "P1Y"]) expect(readDuration(value)).toBeUndefined();
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(1_000_000), fc.constantFrom(1, -1), (days, seconds, sign) => {
      const duration = { days: sign * days + 0, ms: sign * seconds * 1000 + 0 };
      expect(readDuration(writeDuration(duration))).toEqual(duration);
    }),
  );
});

it("reads and writes offsets", () => {
  expect([readOffset("+0700"), readOffset("-003045"), readOffset("+05:30")]).toEqual([25_200_000, -1_845_000, 19_800_000]);
  for (const value of ["0700", "+2400", "+07", "+0760"]) expect(readOffset(value)).toBeUndefined();
  for (const value of ["+0700", "-003045", "+0000"]) expect(writeOffset(readOffset(value)!)).toBe(value);
});

it("reads periods by end and by length", () => {
  expect(readPeriod("20260101T000000Z/PT1H")?.length).toEqual({ days: 0, ms: 3_600_000 });
  expect(readPeriod("20260101T000000Z/20260102T000000Z")?.end?.form).toBe("utc");
  for (const value of ["20260101/PT1H", "20260101T000000Z/-PT1H", "20260101T000000Z", "x/y"]) expect(readPeriod(value)).toBeUndefined();
});
