import { parse } from "#kernel/icalendar/lines/parse.ts";
import { expandSeries } from "#kernel/icalendar/series/expand.ts";
import { readSeries } from "#kernel/icalendar/series/series.ts";
import { DAY, dayOf } from "#kernel/icalendar/values/civil.ts";
import { busyColumns, minuteAfter, minuteOf, type Busy, type Minute } from "#duties/calendar/finding/busy.ts";
import { recurringCalendar } from "../icalendar/workload.ts";

const FROM = dayOf(2026, 1, 1) * DAY;
const TO = dayOf(2027, 1, 1) * DAY;

/** The year that is searched, in minutes. */
export const YEAR: { from: Minute; until: Minute } = { from: minuteOf(FROM), until: minuteAfter(TO) };

/** What one person has in a year: meetings that recur, by real rules in eight zones, and single ones. */
const RECURRING = 30;
const SINGLES = 300;

/** The same numbers in every run. */
const dice = (seed: number): ((sides: number) => number) => {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * sides);
  };
};

/** Busy years as an expansion leaves them: series after series, single ones at the end, in no order. */
export const busyYears = (people: number): Busy[] => {
  const { series } = readSeries(parse(recurringCalendar(RECURRING * Math.min(people, 50), 2024)).components);
  const pool = series.map((one) => expandSeries([one], { from: FROM, to: TO, zone: "UTC", maxInstances: 1e6, maxSteps: 1e8 }).occurrences);
  const roll = dice(17);
  return Array.from({ length: people }, (_, person) => {
    const days = Math.floor(person / 50);
    const starts: number[] = [];
    const ends: number[] = [];
    for (let i = 0; i < RECURRING; i++)
      for (const { start, end } of pool[(person * RECURRING + i) % pool.length]!) {
        starts.push(minuteOf(start) + days * 15);
        ends.push(minuteAfter(end) + days * 15);
      }
    for (let i = 0; i < SINGLES; i++) {
      const start = YEAR.from + roll(365) * 1440 + roll(16) * 30;
      starts.push(start);
      ends.push(start + 30 + roll(4) * 30);
    }
    return busyColumns({ starts: Int32Array.from(starts), ends: Int32Array.from(ends) });
  });
};

/** The same years as a store keeps them that reads them by an index: ordered by start. */
export const inOrder = (busy: Busy): Busy => {
  const rows = Array.from(busy.starts, (start, i) => [start, busy.ends[i]!] as const).sort((a, b) => a[0] - b[0]);
  return busyColumns({ starts: Int32Array.from(rows, ([start]) => start), ends: Int32Array.from(rows, ([, end]) => end) });
};
