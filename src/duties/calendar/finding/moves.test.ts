import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Ask } from "./ask.ts";
import { busyOf, type BusyItem } from "./busy.ts";
import { findMoves } from "./moves.ts";
import { asked, someAsk } from "./testing/arbitrary.ts";
import { everyStart, suits, type PlainAsk, type Somebody } from "./testing/brute-force.ts";

const WEEK = 7 * 1440;

/** Some items become shared appointments: the same times, in the calendars of several. */
const withEvents = (plain: PlainAsk): PlainAsk => {
  const shared = plain.all[0]!.items.slice(0, 2).map((item, event) => ({ ...item, event }));
  return {
    ...plain,
    all: plain.all.map((who, i) => ({ ...who, items: [...shared, ...(i === 0 ? who.items.slice(2) : who.items.slice(0, 3))] })),
  };
};

type Found = { slot: number; start: number; to: number; by: number; who: string[] };

/** Takes every appointment out in turn, looks what that opens, and tries every step from where it was. */
const everyMove = (plain: PlainAsk): Found[] => {
  const open = new Set(everyStart(plain));
  const seen = new Set<number>();
  return plain.all.flatMap((owner) =>
    owner.items.flatMap((item): Found[] => {
      if (item.end <= item.start || (item.tentative && owner.rules.tentative === "free" && item.event === undefined)) return [];
      if (item.event !== undefined && seen.has(item.event)) return [];
      if (item.event !== undefined) seen.add(item.event);
      const isIt = (other: BusyItem): boolean => (item.event === undefined ? other === item : other.event === item.event);
      const blocks = (who: Somebody): boolean => who.items.some(isIt) && !(item.tentative && who.rules.tentative === "free");
      const lacking = { ...plain, all: plain.all.map((who) => ({ ...who, items: who.items.filter((other) => !isIt(other)) })) };
      const holders = lacking.all.filter((_, i) => blocks(plain.all[i]!));
      const best = everyStart(lacking)
        .filter((start) => !open.has(start))
        .flatMap((slot) => placesFor(plain, slot, item, holders))
        .sort((a, b) => Math.abs(a.by) - Math.abs(b.by) || a.slot - b.slot);
      return best.slice(0, 1);
    }),
  );
};

const placesFor = (plain: PlainAsk, slot: number, item: BusyItem, holders: Somebody[]): Found[] => {
  const moved = { ...plain, duration: item.end - item.start };
  const taken = holders.map((who) => ({ ...who, items: [...who.items, { start: slot, end: slot + plain.duration }] }));
  for (let by = plain.step; by <= WEEK; by += plain.step)
    for (const to of [item.start + by, item.start - by])
      if (to >= plain.now && taken.every((who) => suits(who, to, moved)))
        return [{ slot, start: item.start, to, by: to - item.start, who: holders.map(({ id }) => id) }];
  return [];
};

test("the smallest move of each appointment that alone stands in the way, as trying every step finds it", () => {
  const roomy = someAsk({ rules: ["before", "closed", "tentative"], days: 1 });
  let moved = 0;
  fc.assert(
    fc.property(fc.oneof(roomy, roomy, someAsk({ rules: ["hours", "before"], days: 1 })), (random) => {
      const plain = withEvents({ ...random, duration: Math.max(30, random.duration), step: 30 });
      const order = (a: Found, b: Found): number => Math.abs(a.by) - Math.abs(b.by) || a.slot - b.slot || a.start - b.start || a.to - b.to;
      const found = findMoves(asked(plain), 100).moves.map(({ slot, start, to, by, who }) => ({ slot: slot.start, start, to, by, who }));
      const expected = everyMove(plain).sort(order);
      expect(found.map(({ slot, start, to, by }) => ({ slot, start, to, by }))).toEqual(
        expected.map(({ slot, start, to, by }) => ({ slot, start, to, by })),
      );
      expect(found.map(({ who }) => who.join()).sort()).toEqual(expected.map(({ who }) => who.join()).sort());
      moved += found.length;
    }),
    { numRuns: 120 },
  );
  expect(moved).toBeGreaterThan(10);
});

const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds / 60_000;

test("a shared meeting moves for all who have it, by as little as makes room", () => {
  const meeting = { start: at("2026-03-02T02:00Z"), end: at("2026-03-02T03:00Z"), event: 7 };
  const office = { from: 540, to: 720 };
  const person = (id: string, items: BusyItem[]) => ({
    id,
    name: id,
    zone: "Asia/Jakarta",
    rules: { hours: [[office], [office], [office], [office], [office], [office], [office]] as const },
    busy: busyOf(items),
  });
  const ask: Ask = {
    now: at("2026-03-02T00:00Z"),
    from: at("2026-03-02T02:00Z"),
    until: at("2026-03-02T03:00Z"),
    duration: 30,
    step: 30,
    zone: "Asia/Jakarta",
    all: [person("sari", [meeting, { start: at("2026-03-02T04:30Z"), end: at("2026-03-02T05:00Z") }]), person("budi", [meeting])],
  };
  expect(findMoves(ask)).toEqual({
    lookedUntil: ask.until,
    moves: [
      {
        slot: { start: ask.from, end: ask.from + 30, free: [] },
        event: 7,
        start: meeting.start,
        end: meeting.end,
        who: ["sari", "budi"],
        to: meeting.start + 30,
        by: 30,
      },
    ],
  });
});

test("who has the meeting moves along, even where their own buffers would leave it out of the way", () => {
  const meeting = { start: at("2026-03-02T02:00Z"), end: at("2026-03-02T03:00Z"), event: 7 };
  const before = { start: at("2026-03-02T01:00Z"), end: at("2026-03-02T02:00Z") };
  const sari = { id: "sari", name: "Sari", zone: "Asia/Jakarta", rules: { before: 30 }, busy: busyOf([meeting]) };
  const budi = { id: "budi", name: "Budi", zone: "Asia/Jakarta", rules: {}, busy: busyOf([before, meeting]) };
  const start = meeting.end;
  const ask: Ask = { now: start - 600, from: start, until: start + 1, duration: 30, step: 30, zone: "Asia/Jakarta", all: [sari, budi] };
  expect(findMoves(ask).moves).toMatchObject([{ who: ["sari", "budi"], by: 120 }]);
});
