import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Ask } from "./ask.ts";
import { SharedHours } from "./blocked.ts";
import { busyOf } from "./busy.ts";
import type { Rules } from "./rules.ts";
import { findSlots, openStarts, windowOf } from "./search.ts";
import { asked, someAsk, type Shape } from "./testing/arbitrary.ts";
import { everyStart, suits, type PlainAsk } from "./testing/brute-force.ts";

const openIn = (plain: PlainAsk, shuffled: boolean): number[] => {
  const ask = asked(plain, shuffled);
  const [from, to] = windowOf(ask);
  const open = openStarts(ask, from, to, new SharedHours());
  const starts: number[] = [];
  for (let start = open.firstOpen(); start < to; start = open.firstOpen(start + 1)) starts.push(start);
  return starts;
};

const ALL: (keyof Rules)[] = [
  "hours",
  "breaks",
  "seasons",
  "closed",
  "before",
  "after",
  "perDay",
  "minutesPerDay",
  "notice",
  "ahead",
  "tentative",
  "capacity",
];

const FEATURES: Record<string, Shape> = {
  "hours of the week in every zone": { rules: ["hours"] },
  "breaks, lunch and Friday prayer": { rules: ["breaks", "hours"] },
  "seasons, Ramadan and single days": { rules: ["seasons", "hours"] },
  "closed dates": { rules: ["closed"] },
  buffers: { rules: ["before", "after"] },
  "the way from place to place": { rules: ["before"], travel: true },
  "limits per day": { rules: ["perDay", "minutesPerDay", "tentative"] },
  "notice and horizon": { rules: ["notice", "ahead"] },
  "tentative time": { rules: ["tentative"] },
  capacity: { rules: ["capacity", "before", "tentative"] },
  "so many of these": { rules: ["hours", "before"], quorum: true },
  "everything at once": { rules: ALL, quorum: true, travel: true },
};

describe("a start is open exactly when a look at every minute finds it so", () => {
  test.each(Object.entries(FEATURES))("%s", (_, shape) => {
    fc.assert(
      fc.property(someAsk(shape), fc.boolean(), (plain, shuffled) => {
        expect(openIn(plain, shuffled)).toEqual(everyStart(plain));
      }),
      { numRuns: 160 },
    );
  });
});

test("first and next slots are the first open starts, each with everybody who is free then", () => {
  fc.assert(
    fc.property(someAsk({ rules: ["hours", "ahead"], quorum: true, days: 3 }), fc.integer({ min: 1, max: 9 }), (plain, count) => {
      const starts = everyStart(plain);
      const found = findSlots(asked(plain), count);
      expect(found.slots.map(({ start }) => start)).toEqual(starts.slice(0, count));
      for (const { start, free } of found.slots)
        expect(free).toEqual(plain.some.map(({ of }) => of.filter((who) => suits(who, start, plain)).map(({ id }) => id)));
      expect(found.lookedUntil).toBe(starts.length >= count ? starts[count - 1]! + 1 : Math.max(plain.from, plain.now, plain.until));
    }),
    { numRuns: 150 },
  );
});

const MONDAY = Temporal.Instant.from("2026-03-02T00:00Z").epochMilliseconds / 60_000;
const YEAR = 366 * 1440;

/** One person, busy for more than a year but for half an hour. */
const butFor = (hole: number): Ask => {
  const busy = busyOf([
    { start: MONDAY - 99, end: hole },
    { start: hole + 30, end: MONDAY + YEAR },
  ]);
  const sari = { id: "sari", name: "Sari", zone: "Asia/Jakarta", rules: {}, busy };
  return { now: MONDAY, from: MONDAY, until: MONDAY + YEAR, duration: 30, step: 15, zone: "Asia/Jakarta", all: [sari] };
};

test("the one free half hour of a year is found wherever it lies, across windows of growing length", () => {
  fc.assert(
    fc.property(fc.nat(YEAR / 15 - 2), (quarter) => {
      const hole = MONDAY + quarter * 15;
      expect(findSlots(butFor(hole)).slots).toEqual([{ start: hole, end: hole + 30, free: [] }]);
    }),
    { numRuns: 150 },
  );
});

test("a search that may not read on says how far it looked", () => {
  const far = { ...butFor(MONDAY + 300 * 1440), rows: 5 };
  expect(findSlots(far)).toEqual({ slots: [], lookedUntil: MONDAY + 70 * 1440 });
  const tooFar = { ...butFor(MONDAY + YEAR), until: MONDAY + 10 * YEAR };
  expect(findSlots({ ...tooFar, all: [{ ...tooFar.all[0]!, rules: { ahead: 0, notice: 1 } }] }).lookedUntil).toBe(MONDAY + 2 * YEAR);
});

test("slots can be kept apart, and an ask that makes no sense is refused", () => {
  const free = { ...butFor(MONDAY), all: [] };
  expect(findSlots(free, 3, 60).slots.map(({ start }) => start - MONDAY)).toEqual([0, 60, 120]);
  for (const wrong of [{ duration: 0 }, { step: 7 }, { from: 0.5 }, { zone: "Mars/Base" }, { until: NaN }])
    expect(() => findSlots({ ...free, ...wrong }), JSON.stringify(wrong)).toThrow(RangeError);
});
