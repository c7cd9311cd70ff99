import * as fc from "fast-check";
import { DAY, dayOf } from "../values/civil.ts";
import type { Question } from "./oracle.ts";

/** The zones that rules are tried in: without change of clocks, northern, southern, and one that gave it up. */
export const ZONES = ["Asia/Jakarta", "Asia/Makassar", "Europe/London", "America/New_York", "Australia/Sydney", "America/Sao_Paulo"];

const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

const list = (least: number, most: number, longest = 3): fc.Arbitrary<string> =>
  fc.uniqueArray(fc.integer({ min: least, max: most }), { minLength: 1, maxLength: longest }).map((numbers) => numbers.join(","));

const signed = (most: number, longest = 3): fc.Arbitrary<string> =>
  fc
    .uniqueArray(
      fc.tuple(fc.boolean(), fc.integer({ min: 1, max: most })).map(([back, number]) => (back ? -number : number)),
      { minLength: 1, maxLength: longest },
    )
    .map((numbers) => numbers.join(","));

const weekdays = fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1, maxLength: 4 }).map((days) => days.join(","));
const numbered = (most: number): fc.Arbitrary<string> =>
  fc
    .uniqueArray(
      fc
        .tuple(fc.boolean(), fc.integer({ min: 1, max: most }), fc.constantFrom(...WEEKDAYS))
        .map(([back, n, day]) => `${back ? -n : n}${day}`),
      { minLength: 1, maxLength: 3 },
    )
    .map((days) => days.join(","));

type Parts = Record<string, string | undefined>;

const some = <T>(arbitrary: fc.Arbitrary<T>, in10: number): fc.Arbitrary<T | undefined> =>
  fc.integer({ min: 0, max: 9 }).chain((dice) => (dice < in10 ? arbitrary : fc.constant(undefined)));

const times = { BYHOUR: some(list(0, 23), 2), BYMINUTE: some(list(0, 59), 1), BYSECOND: some(list(0, 59, 2), 1) };
const always = { INTERVAL: some(fc.integer({ min: 1, max: 5 }).map(String), 5), WKST: some(fc.constantFrom(...WEEKDAYS), 3) };

const record = (parts: Record<string, fc.Arbitrary<string | undefined>>): fc.Arbitrary<Parts> => fc.record(parts) as fc.Arbitrary<Parts>;

const yearly = fc.oneof(
  record({ BYMONTH: some(list(1, 12), 6), BYMONTHDAY: some(signed(31), 5), BYDAY: some(weekdays, 4) }),
  record({ BYMONTH: list(1, 12), BYDAY: numbered(5) }),
  record({ BYDAY: numbered(53), BYMONTHDAY: some(signed(31, 12), 3) }),
  record({ BYYEARDAY: signed(366, 6), BYDAY: some(weekdays, 3), BYMONTH: some(list(1, 12, 6), 2) }),
  // Without BYDAY dateutil takes every day of the week; counted from the end it forgets the weeks of the year after.
  record({ BYWEEKNO: fc.oneof(list(1, 51), list(-51, -1)), BYDAY: weekdays, BYMONTH: some(list(1, 12, 6), 2) }),
);
const monthly = fc.oneof(
  record({ BYMONTHDAY: some(signed(31), 6), BYMONTH: some(list(1, 12, 5), 3), BYDAY: some(weekdays, 3) }),
  record({ BYDAY: numbered(5), BYMONTH: some(list(1, 12, 5), 2), BYMONTHDAY: some(signed(31, 20), 2) }),
);
const weekly = record({ BYDAY: some(weekdays, 7), BYMONTH: some(list(1, 12, 5), 2) });
const daily = record({ BYDAY: some(weekdays, 4), BYMONTH: some(list(1, 12, 5), 2), BYMONTHDAY: some(signed(31, 10), 3) });
const hourly = record({
  BYDAY: some(weekdays, 3),
  BYMONTH: some(list(1, 12, 9), 1),
  BYMONTHDAY: some(signed(31, 20), 1),
  BYYEARDAY: some(signed(366, 90), 1),
  BYHOUR: some(list(0, 23, 8), 4),
  BYMINUTE: some(list(0, 59, 3), 4),
  BYSECOND: some(list(0, 59, 2), 4),
});
// dateutil walks minute by minute and second by second, so that what rules out whole days would take it for ever.
const short = record({ BYHOUR: some(list(0, 23, 20), 3), BYMINUTE: some(list(0, 59, 20), 4), BYSECOND: some(list(0, 59, 8), 4) });

/** How far a window reaches for each frequency, so that there are instances but not thousands of them. */
const REACH: Record<string, number> = { YEARLY: 4000, MONTHLY: 1500, WEEKLY: 800, DAILY: 500, HOURLY: 30, MINUTELY: 4, SECONDLY: 1 };

const byParts: Record<string, fc.Arbitrary<Parts>> = {
  YEARLY: fc.tuple(yearly, record(times)).map(([days, time]) => ({ ...days, ...time })),
  MONTHLY: fc.tuple(monthly, record(times)).map(([days, time]) => ({ ...days, ...time })),
  WEEKLY: fc.tuple(weekly, record(times)).map(([days, time]) => ({ ...days, ...time })),
  DAILY: fc.tuple(daily, record(times)).map(([days, time]) => ({ ...days, ...time })),
  HOURLY: hourly,
  MINUTELY: short,
  SECONDLY: short,
};

const frequency = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("YEARLY", "MONTHLY") },
  { weight: 3, arbitrary: fc.constantFrom("WEEKLY", "DAILY") },
  { weight: 2, arbitrary: fc.constantFrom("HOURLY", "MINUTELY", "SECONDLY") },
);

const setPos = (freq: string, parts: Parts): fc.Arbitrary<string | undefined> => {
  const expands = Object.values(parts).some((part) => part !== undefined);
  // dateutil begins the first week at the start, not at WKST, so that positions in it are other ones.
  if (!expands || freq === "WEEKLY") return fc.constant(undefined);
  return some(signed(freq === "YEARLY" || freq === "MONTHLY" ? 2 : 1, 2), 2);
};

const write = (freq: string, parts: Parts): string =>
  [`FREQ=${freq}`, ...Object.entries(parts).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))].join(";");

/** Rules that RFC 5545's table allows, with a start in the last thirty years and a window to expand. */
export const questions: fc.Arbitrary<Question> = frequency.chain((freq) =>
  byParts[freq]!.chain((parts) =>
    fc
      .record({
        general: record({ ...always, BYSETPOS: setPos(freq, parts), COUNT: some(fc.integer({ min: 1, max: 40 }).map(String), 2) }),
        day: fc.integer({ min: dayOf(1997, 1, 1), max: dayOf(2026, 12, 31) }),
        second: fc.oneof(fc.integer({ min: 0, max: 86_399 }), fc.constantFrom(3600, 5400, 7200, 9000, 0, 82_800)),
        zone: fc.constantFrom(...ZONES),
      })
      .map(({ general, day, second, zone }) => {
        const start = day * DAY + second * 1000;
        return { rule: write(freq, { ...parts, ...general }), start, to: start + REACH[freq]! * DAY, zone, most: 60 };
      }),
  ),
);
