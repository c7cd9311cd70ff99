import * as fc from "fast-check";
import { expect, test } from "vitest";
import { WEEKDAYS, type WorkingHours } from "../contract/fields.ts";
import { atWork, isQuiet, minutesOf, tidyHours, wrongWithHours } from "./hours.ts";
import { USUAL_QUIET_HOURS, USUAL_WORKING_HOURS } from "./usual.ts";

const at = (text: string) => Temporal.Instant.from(text);

test("the usual hours are right, and mean Monday to Friday in the person's own zone", () => {
  expect(wrongWithHours(USUAL_WORKING_HOURS)).toBeUndefined();
  const monday9 = at("2026-03-02T09:00:00+07:00");
  expect(atWork(USUAL_WORKING_HOURS, "Asia/Jakarta", monday9)).toEqual({ now: true, until: at("2026-03-02T17:00:00+07:00") });
  expect(atWork(USUAL_WORKING_HOURS, "Asia/Jayapura", at("2026-03-02T17:30:00+09:00"))).toEqual({
    now: false,
    until: at("2026-03-03T08:00:00+09:00"),
  });
  expect(atWork(USUAL_WORKING_HOURS, "Asia/Jakarta", at("2026-03-06T17:00:00+07:00"))).toEqual({
    now: false,
    until: at("2026-03-09T08:00:00+07:00"),
  });
});

test("a night shift written on two days is one stretch", () => {
  const night: WorkingHours = { mon: [{ from: "22:00", to: "24:00" }], tue: [{ from: "00:00", to: "06:00" }] };
  expect(atWork(night, "Asia/Makassar", at("2026-03-02T23:00:00+08:00"))).toEqual({ now: true, until: at("2026-03-03T06:00:00+08:00") });
  expect(atWork(night, "Asia/Makassar", at("2026-03-03T05:00:00+08:00"))).toEqual({ now: true, until: at("2026-03-03T06:00:00+08:00") });
});

test("hours move with the wall clock where the clocks change", () => {
  // New York goes from UTC-5 to UTC-4 on 8 March 2026.
  expect(atWork(USUAL_WORKING_HOURS, "America/New_York", at("2026-03-06T23:00:00Z"))).toEqual({
    now: false,
    until: at("2026-03-09T12:00:00Z"),
  });
});

test("nobody who never works is awaited", () => {
  expect(atWork({}, "Asia/Jakarta", at("2026-03-02T02:00:00Z"))).toEqual({ now: false, until: null });
});

test("what is wrong is named with its day", () => {
  expect(wrongWithHours({ tue: [{ from: "22:00", to: "06:00" }] })?.id).toContain("Selasa");
  expect(
    wrongWithHours({
      fri: [
        { from: "08:00", to: "12:00" },
        { from: "11:00", to: "17:00" },
      ],
    })?.en,
  ).toContain("Friday");
});

test("whatever the hours, the state holds until the instant that is named, and changes there", () => {
  const minute = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15);
  const clock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  const spans = fc.uniqueArray(minute, { minLength: 2, maxLength: 4 }).map((marks) => {
    const sorted = marks.toSorted((a, b) => a - b);
    return sorted.length < 4
      ? [{ from: clock(sorted[0] as number), to: clock(sorted.at(-1) as number) }]
      : [0, 2].map((index) => ({ from: clock(sorted[index] as number), to: clock(sorted[index + 1] as number) }));
  });
  const hours = fc.record(Object.fromEntries(WEEKDAYS.map((day) => [day, spans])), { requiredKeys: [] }) as fc.Arbitrary<WorkingHours>;
  fc.assert(
    fc.property(
      hours,
      fc.constantFrom("Asia/Jakarta", "Asia/Jayapura", "America/New_York", "Asia/Kathmandu"),
      fc.nat(600_000),
      (week, zone, minutes) => {
        expect(wrongWithHours(week)).toBeUndefined();
        expect(tidyHours(tidyHours(week))).toEqual(tidyHours(week));
        const now = at("2026-01-01T00:00:00Z").add({ minutes });
        const { now: working, until } = atWork(week, zone, now);
        expect(until === null).toBe(Object.keys(tidyHours(week)).length === 0);
        if (until === null) return;
        expect(Temporal.Instant.compare(until, now)).toBe(1);
        expect(atWork(week, zone, until).now).toBe(!working);
        expect(atWork(week, zone, until.subtract({ minutes: 1 })).now).toBe(working);
      },
    ),
  );
});

test("quiet hours run over midnight and belong to the person's zone", () => {
  expect(isQuiet(USUAL_QUIET_HOURS, "Asia/Jakarta", at("2026-03-02T23:00:00+07:00"))).toBe(true);
  expect(isQuiet(USUAL_QUIET_HOURS, "Asia/Jakarta", at("2026-03-02T05:59:00+07:00"))).toBe(true);
  expect(isQuiet(USUAL_QUIET_HOURS, "Asia/Jakarta", at("2026-03-02T06:00:00+07:00"))).toBe(false);
  expect(isQuiet(USUAL_QUIET_HOURS, "Asia/Jayapura", at("2026-03-02T04:30:00+07:00"))).toBe(false);
  expect(isQuiet({ from: "12:00", to: "13:00" }, "Asia/Jakarta", at("2026-03-02T12:30:00+07:00"))).toBe(true);
  expect(isQuiet(null, "Asia/Jakarta", at("2026-03-02T23:00:00+07:00"))).toBe(false);
  expect(minutesOf("24:00")).toBe(1440);
});
