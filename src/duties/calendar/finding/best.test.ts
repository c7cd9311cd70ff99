import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bestSlots } from "./best.ts";
import { busyOf } from "./busy.ts";
import { asked, someAsk } from "./testing/arbitrary.ts";
import { everyStart, suits, wallOf, type PlainAsk, type Somebody } from "./testing/brute-force.ts";

type Plain = { sooner: number; firm: number; joined: number; bandPoints: number; from: number; to: number; weekdays: number[] };

const preferences = fc.record({
  sooner: fc.nat(5),
  firm: fc.nat(5),
  joined: fc.nat(5),
  bandPoints: fc.integer({ min: -9, max: 9 }),
  from: fc.constantFrom(0, 480, 780),
  to: fc.constantFrom(720, 1020, 1440),
  weekdays: fc.subarray([0, 1, 2, 3, 4, 5, 6]),
});

const joins = (who: Somebody, start: number, ask: PlainAsk): boolean =>
  who.items
    .filter((item) => item.end > item.start && !(item.tentative && who.rules.tentative === "free"))
    .some((item) => item.end + (who.rules.before ?? 0) === start || start + ask.duration === item.start - (who.rules.after ?? 0));

/** The points of a start, counted minute by minute. */
const points = (plain: PlainAsk, welcome: Somebody[], wants: Plain, start: number): number => {
  const days = (at: number): number => Temporal.PlainDate.from(wallOf(plain.zone, at).date).until("1970-01-01").days;
  let score = wants.sooner * (days(start) - days(Math.max(plain.from, plain.now)));
  const { from, to, weekdays } = wants;
  const band = (minute: number): boolean => {
    const wall = wallOf(plain.zone, minute);
    return from <= wall.minute && wall.minute < to && weekdays.includes(Temporal.PlainDate.from(wall.date).dayOfWeek % 7);
  };
  if (Array.from({ length: plain.duration }, (_, i) => start + i).every(band)) score += wants.bandPoints;
  score += 3 * welcome.filter((who) => suits(who, start, plain)).length;
  for (const who of plain.all) {
    const strict = { ...who, rules: { ...who.rules, tentative: "busy" as const } };
    if (who.rules.tentative === "free" && !suits(strict, start, plain)) score -= wants.firm;
    if (joins(who, start, plain)) score += wants.joined;
  }
  return score;
};

const quarter = (minutes: number): number => minutes - (((minutes % 15) + 15) % 15);

/** The same ask with every time on a quarter of an hour, so that appointments do join. */
const onQuarters = (plain: PlainAsk): PlainAsk => ({
  ...plain,
  all: plain.all.map(({ rules, items, ...who }) => ({
    ...who,
    rules: { ...rules, before: quarter(rules.before ?? 0) },
    items: items.map((item) => ({ ...item, start: quarter(item.start), end: quarter(item.end) })),
  })),
});

test("the best times are those with the most points, the earlier of two equals first", () => {
  const asks = someAsk({ rules: ["tentative", "before", "hours"], quorum: true });
  fc.assert(
    fc.property(asks, preferences, fc.integer({ min: 1, max: 5 }), (random, wants, count) => {
      const { some, ...rest } = onQuarters(random);
      const plain = { ...rest, some: [] };
      const welcome = some.flatMap(({ of }) => of);
      const best = everyStart(plain)
        .map((start) => ({ start, score: points(plain, welcome, wants, start) }))
        .sort((a, b) => b.score - a.score || a.start - b.start);
      const found = bestSlots(
        asked(plain),
        {
          ...wants,
          times: [{ from: wants.from, to: wants.to, weekdays: wants.weekdays, points: wants.bandPoints }],
          welcome: welcome.map(({ items, ...rest }) => ({ who: { ...rest, busy: busyOf(items) }, points: 3 })),
        },
        count,
      );
      expect(found.slots.map(({ start, score }) => ({ start, score: score + 0 }))).toEqual(
        best.slice(0, count).map(({ start, score }) => ({ start, score: score + 0 })),
      );
      for (const { start, welcome: free } of found.slots)
        expect(free).toEqual(welcome.filter((who) => suits(who, start, plain)).map(({ id }) => id));
    }),
    { numRuns: 200 },
  );
});
