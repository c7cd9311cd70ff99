import * as fc from "fast-check";
import type { Ask } from "../ask.ts";
import { busyOf, type BusyItem, type Minute } from "../busy.ts";
import type { Rules, Span, Week } from "../rules.ts";
import type { PlainAsk, Somebody } from "./brute-force.ts";

/** The zones in which every rule is proved. */
export const ZONES = [
  "Asia/Jakarta",
  "Asia/Makassar",
  "Europe/London",
  "America/New_York",
  "Australia/Sydney",
  "America/Sao_Paulo",
] as const;

/** The day before a change of the clocks somewhere, and ordinary Fridays, one of them in Ramadan. */
const EVES = [
  "2026-03-28",
  "2026-10-24",
  "2026-03-07",
  "2026-10-31",
  "2026-04-04",
  "2026-10-03",
  "2018-02-17",
  "2018-11-03",
  "2026-03-06",
  "2026-08-14",
].map((date) => ({ date, minute: Temporal.Instant.from(`${date}T00:00Z`).epochMilliseconds / 60_000 }));

const dateAfter = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString();

const quarter = (most: number): fc.Arbitrary<number> => fc.nat(most / 15).map((n) => n * 15);
const span: fc.Arbitrary<Span> = fc.tuple(quarter(1440), quarter(720)).map(([from, length]) => ({ from, to: from + length }));
const spans = fc.oneof(
  { weight: 4, arbitrary: fc.constant([{ from: 480, to: 1020 }]) },
  { weight: 6, arbitrary: fc.array(span, { maxLength: 2 }) },
);
const week = fc.tuple(spans, spans, spans, spans, spans, spans, spans) as fc.Arbitrary<Week>;
const weekdays = fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 2 });
const name = fc.constantFrom({ id: "istirahat", en: "lunch" }, { id: "salat Jumat", en: "Friday prayer" });

const dayNear = (date: string): fc.Arbitrary<string> => fc.integer({ min: -1, max: 3 }).map((days) => dateAfter(date, days));
const datesNear = (date: string): fc.Arbitrary<{ from: string; to: string }> =>
  fc.tuple(dayNear(date), fc.nat(2)).map(([from, days]) => ({ from, to: dateAfter(from, days) }));

/** Rules by the feature that they belong to. */
export const features = (date: string): Record<keyof Rules, fc.Arbitrary<unknown>> => ({
  hours: week,
  breaks: fc.array(
    fc
      .tuple(span, name, weekdays, fc.option(datesNear(date), { nil: undefined }))
      .map(([{ from, to }, name, weekdays, during]) => ({ from, to: Math.min(to, from + 120), name, weekdays, during })),
    { maxLength: 2 },
  ),
  seasons: fc.array(
    fc.tuple(datesNear(date), week).map(([dates, hours]) => ({ ...dates, hours, name: { id: "Ramadan", en: "Ramadan" } })),
    { maxLength: 2 },
  ),
  closed: fc.array(
    dayNear(date).map((day) => ({ day, name: { id: "libur", en: "holiday" } })),
    { maxLength: 2 },
  ),
  before: fc.nat(40),
  after: fc.nat(40),
  perDay: fc.integer({ min: 1, max: 3 }),
  minutesPerDay: fc.integer({ min: 60, max: 300 }),
  notice: fc.nat(2000),
  ahead: fc.nat(4000),
  tentative: fc.constantFrom("busy", "free"),
  capacity: fc.integer({ min: 1, max: 3 }),
});

const itemNear = (from: Minute, length: number): fc.Arbitrary<BusyItem> =>
  fc
    .record({
      start: fc.integer({ min: from - 300, max: from + length + 300 }),
      lasts: fc.oneof(fc.integer({ min: 0, max: 240 }), fc.constant(1500)),
      tentative: fc.boolean(),
      counts: fc.boolean(),
      place: fc.option(fc.nat(2), { nil: undefined }),
      takes: fc.integer({ min: 1, max: 2 }),
    })
    .map(({ start, lasts, ...rest }) => ({ start, end: start + lasts, ...rest }));

const somebody = (date: string, from: Minute, length: number, names: readonly (keyof Rules)[]): fc.Arbitrary<Somebody> => {
  const known = features(date);
  const rules = fc.record(Object.fromEntries(names.map((key) => [key, known[key]])), {
    requiredKeys: names.slice(0, 1),
  }) as fc.Arbitrary<Rules>;
  return fc.record({
    id: fc.uuid(),
    name: fc.constantFrom("Sari", "Budi", "Ruang Cendana"),
    zone: fc.constantFrom(...ZONES),
    rules,
    items: fc.array(itemNear(from, length), { maxLength: 5 }),
  });
};

/** What an ask is made of beyond rules. */
export type Shape = { rules: readonly (keyof Rules)[]; quorum?: boolean; travel?: boolean; days?: number };

/** Asks around the changes of the clocks, with the rules of one feature or of several at once. */
export const someAsk = ({ rules, quorum = false, travel = false, days = 2 }: Shape): fc.Arbitrary<PlainAsk> =>
  fc.constantFrom(...EVES).chain(({ date, minute: from }) => {
    const who = somebody(date, from, days * 1440, rules);
    const group = fc.record({ need: fc.nat(3), of: fc.array(who, { minLength: 1, maxLength: 4 }) });
    return fc.record({
      now: fc.integer({ min: from - 600, max: from + 300 }),
      from: fc.constant(from),
      until: fc.integer({ min: from + 600, max: from + days * 1440 }),
      duration: fc.constantFrom(7, 15, 30, 45, 60, 120),
      step: fc.constantFrom(15, 20, 30, 60),
      zone: fc.constantFrom(...ZONES),
      all: fc.array(who, { minLength: quorum ? 0 : 1, maxLength: quorum ? 1 : 2 }),
      some: quorum ? fc.array(group, { minLength: 1, maxLength: 2 }) : fc.constant([]),
      takes: rules.includes("capacity") ? fc.integer({ min: 1, max: 3 }) : fc.constant(1),
      place: travel ? fc.nat(2) : fc.constant(undefined),
      travel: travel
        ? fc.constant([
            [0, 35, 90],
            [20, 0, 10],
            [75, 15, 0],
          ])
        : fc.constant(undefined),
    });
  });

/** The same ask with busy time as columns; unordered when `shuffled`, to prove that order only buys speed. */
export const asked = (plain: PlainAsk, shuffled = false): Ask => {
  const participant = ({ items, ...rest }: Somebody) => ({ ...rest, busy: { ...busyOf(items), ...(shuffled && { ordered: false }) } });
  return {
    ...plain,
    all: plain.all.map(participant),
    some: plain.some.map(({ need, of }) => ({ need, of: of.map(participant) })),
  };
};
