import { expect, it } from "vitest";
import { calendarOf, event, instant } from "../testing/calendar.ts";
import { lastOccurrenceBound } from "./bound.ts";

const bound = (...lines: string[]) => lastOccurrenceBound(calendarOf(event(...lines)), "Asia/Jakarta");
const START = "DTSTART:20260105T090000Z";

it("is the end of what happens once", () => {
  expect(bound(START, "DURATION:PT1H")).toBe(instant("20260105T100000Z"));
  expect(bound("DTSTART;VALUE=DATE:20260105")).toBe(instant("20260105T170000Z"));
  expect(lastOccurrenceBound(calendarOf("BEGIN:VTODO\nUID:1\nEND:VTODO"), "UTC")).toBeUndefined();
});

it("is exact for a counted rule, close for UNTIL, and none for a rule without end", () => {
  expect(bound(START, "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3")).toBe(instant("20260107T100000Z"));
  const until = bound(START, "RRULE:FREQ=DAILY;UNTIL=20260107T090000Z") as number;
  expect(until).toBeGreaterThanOrEqual(instant("20260107T090000Z"));
  expect(until).toBeLessThan(instant("20260110T090000Z"));
  expect(bound(START, "RRULE:FREQ=DAILY")).toBe("unbounded");
  expect(bound(START, "RRULE:FREQ=SECONDLY;COUNT=900000000")).toBe("unbounded");
  expect(bound(START, "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=2")).toBe("unbounded");
});

it("reaches as far as RDATE and overrides do", () => {
  expect(bound(START, "RRULE:FREQ=DAILY;COUNT=2", "RDATE:20300101T000000Z")).toBe(instant("20300101T000000Z"));
  const calendar = calendarOf(
    event(START, "RRULE:FREQ=DAILY;COUNT=2"),
    event("RECURRENCE-ID:20260106T090000Z", "DTSTART:20310101T000000Z"),
  );
  expect(lastOccurrenceBound(calendar, "UTC")).toBe(instant("20310101T000000Z"));
});
