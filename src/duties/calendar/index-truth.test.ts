import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor } from "#kernel/actor/actor.ts";
import { expand } from "#kernel/icalendar/series/expand.ts";
import { parse } from "#kernel/icalendar/lines/parse.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

let t: TestHouse;
let boss: Actor & { id: string };
let calendarId: string;
const texts: string[] = [];

const two = (n: number): string => String(n).padStart(2, "0");
const zone = fc.constantFrom("Asia/Jakarta", "Europe/London", "America/New_York", "Australia/Sydney", "America/Sao_Paulo");
const day = fc.record({
  year: fc.integer({ min: 2024, max: 2030 }),
  month: fc.integer({ min: 1, max: 12 }),
  date: fc.integer({ min: 1, max: 28 }),
});
const rule = fc.constantFrom("", "", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;COUNT=4", "FREQ=DAILY;INTERVAL=3;COUNT=40", "FREQ=HOURLY;INTERVAL=5"); // prettier-ignore
const event = fc.record({ day, hour: fc.integer({ min: 0, max: 23 }), minutes: fc.constantFrom(0, 30, 90, 60 * 26), zone, rule, form: fc.constantFrom("zoned", "zoned", "utc", "date", "floating") }); // prettier-ignore

const textOf = (
  { day: d, hour, minutes, zone: tzid, rule: rrule, form }: typeof event extends fc.Arbitrary<infer T> ? T : never,
  i: number,
): string => {
  const date = `${d.year}${two(d.month)}${two(d.date)}`;
  const start = { zoned: `DTSTART;TZID=${tzid}:${date}T${two(hour)}1500`, utc: `DTSTART:${date}T${two(hour)}1500Z`, date: `DTSTART;VALUE=DATE:${date}`, floating: `DTSTART:${date}T${two(hour)}1500` }[form]!; // prettier-ignore
  const length = form === "date" ? "DURATION:P2D" : `DURATION:PT${minutes}M`;
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//T//EN",
    "BEGIN:VEVENT",
    `UID:p${i}`,
    "DTSTAMP:20260101T000000Z",
    start,
    length,
  ];
  return [...lines, ...(rrule ? [`RRULE:${rrule}`] : []), "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");
};

beforeAll(async () => {
  t = await testHouse();
  boss = await t.staff("Budi", { email: "budi@kerani.test", role: "staff", grade: 5 });
  calendarId = (await t.call("calendar.add", { name: "Acak" }, boss)).id;
  for (const [i, one] of fc.sample(event, { numRuns: 60, seed: 20_260_302 }).entries()) {
    const text = textOf(one, i);
    texts.push(text);
    await t.call("event.put", { calendarId, address: `p${i}.ics`, text }, boss);
  }
});
afterAll(() => t.tearDown());

const windows = fc.record({
  from: fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2032, 0, 1) }),
  hours: fc.integer({ min: 1, max: 24 * 20 }),
});

it("the index and what is worked out beyond it give the instances that unfolding every object gives, and the same busy time", async () => {
  const parsed = texts.map((text) => parse(text).components[0]!);
  await fc.assert(
    fc.asyncProperty(windows, async ({ from, hours }) => {
      const to = from + hours * 3_600_000;
      const wanted = expand(parsed, { from, to, zone: "Asia/Jakarta" }).occurrences.map(({ uid, start, end }) => `${uid} ${start} ${end}`);
      const range = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
      const { events } = await t.call("event.list", { ...range, calendars: [calendarId] }, boss);
      const found = events.map(({ uid, start, end }) => `${uid} ${Date.parse(start)} ${Date.parse(end)}`);
      expect(found.toSorted()).toEqual(wanted.toSorted());
      const { busy } = await t.call("event.busy", { of: [boss.id], ...range }, boss);
      const covered = (at: number) => busy[0]!.periods.some(({ start, end }) => Date.parse(start) <= at && at < Date.parse(end));
      for (const { start, end } of expand(parsed, { from, to, zone: "Asia/Jakarta" }).occurrences)
        if (end > start) expect([covered(Math.max(start, from)), covered(Math.min(end, to) - 1)]).toEqual([true, true]);
    }),
    { numRuns: 60, seed: 7 },
  );
}, 60_000);
