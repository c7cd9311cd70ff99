import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readClock } from "./saying.ts";
import { addDays, addMonths, clockAt, daysBetween, daysOf, instantOf, minuteIn, mondayOf, spanOf, turned, weekdayOf } from "./days.ts";

const day = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays("1990-01-01", n));

test("days are counted as calendars count them", () => {
  expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
  expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
  expect(weekdayOf("2026-11-23")).toBe(0);
  expect(daysOf("workweek", "2026-11-28")).toEqual(["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"]);
  expect(daysOf("month", "2026-11-15")).toHaveLength(42);
  fc.assert(fc.property(day, fc.integer({ min: -500, max: 500 }), (from, n) => void expect(daysBetween(from, addDays(from, n))).toBe(n)));
});

test("one page on and one back is where one was, and every view shows its day", () => {
  for (const view of ["day", "week", "workweek", "agenda"] as const)
    fc.assert(fc.property(day, (from) => void expect(turned(view, turned(view, from, 1), -1)).toBe(from)));
  fc.assert(fc.property(day, (from) => void expect(daysOf("week", from)).toContain(from)));
  fc.assert(fc.property(day, (from) => void expect(daysOf("week", from)[0]).toBe(mondayOf(from))));
});

test.each(["Asia/Jakarta", "America/New_York", "Australia/Sydney", "Asia/Kathmandu"])("a minute of a day is found again in %s", (zone) => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 1439 }), (from, minute) => {
      const span = spanOf(from, zone);
      fc.pre(span.to - span.from === 86_400_000);
      expect(minuteIn(span, instantOf(span, minute, zone), zone)).toBe(minute);
    }),
  );
});

test("on the day when the clock is put forward, nine is nine", () => {
  const span = spanOf("2026-03-08", "America/New_York");
  expect(span.to - span.from).toBe(23 * 3_600_000);
  expect(minuteIn(span, Date.parse("2026-03-08T13:00:00Z"), "America/New_York")).toBe(540);
  expect(instantOf(span, 540, "America/New_York")).toBe(Date.parse("2026-03-08T13:00:00Z"));
});

test("a clock is written with two figures", () => {
  expect(clockAt(65)).toBe("01:05");
  expect(clockAt(1440)).toBe("23:59");
});

test.each([
  ["9", "09:00"],
  ["930", "09:30"],
  ["9.30", "09:30"],
  ["17:05", "17:05"],
  ["0915", "09:15"],
  ["24", undefined],
  ["9.75", undefined],
  ["pagi", undefined],
])("a clock typed as %s is read as %s", (text, clock) => {
  expect(readClock(text)).toBe(clock);
});
