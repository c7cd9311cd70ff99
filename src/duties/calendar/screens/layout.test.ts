import * as fc from "fast-check";
import { expect, test } from "vitest";
import { layOut, lineUp, type Placed } from "./layout.ts";

const END = 1440;
const stretches = (most: number) =>
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: END - 1 }), fc.integer({ min: 1, max: 600 })), { maxLength: most })
    .map((pairs) => pairs.map(([from, length], at) => ({ key: `e${at}`, from, to: Math.min(END, from + length) })));

const overlap = (a: { from: number; to: number }, b: { from: number; to: number }): boolean => a.from < b.to && b.from < a.to;
const lanesOf = ({ lane, fills }: Placed): [number, number] => [lane, lane + fills];

test("nothing covers anything else", () => {
  fc.assert(
    fc.property(stretches(60), (given) => {
      const { placed } = layOut(given);
      for (const a of placed)
        for (const b of placed) {
          if (a.key >= b.key || !overlap(a, b)) continue;
          const [[fromA, toA], [fromB, toB]] = [lanesOf(a), lanesOf(b)];
          expect(fromA < toB && fromB < toA).toBe(false);
        }
    }),
  );
});

test("everything is drawn once or counted once, inside the column and long enough to be hit", () => {
  fc.assert(
    fc.property(stretches(80), fc.integer({ min: 1, max: 8 }), (given, most) => {
      const { placed, crowds } = layOut(given, { most, least: 20 });
      const keys = [...placed.map(({ key }) => key), ...crowds.flatMap((crowd) => crowd.keys)];
      expect(keys.toSorted()).toEqual(given.map(({ key }) => key).toSorted());
      for (const { from, to, lane, lanes, fills } of placed) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(END);
        expect(to - from).toBeGreaterThanOrEqual(20);
        expect(lane + fills).toBeLessThanOrEqual(lanes);
        expect(lanes).toBeLessThanOrEqual(most);
      }
    }),
  );
});

test("those beside each other share the width alike, and what stands alone has all of it", () => {
  fc.assert(
    fc.property(stretches(40), (given) => {
      const { placed, crowds } = layOut(given);
      fc.pre(crowds.length === 0);
      for (const a of placed) {
        const beside = placed.filter((b) => b !== a && overlap(a, b));
        if (beside.length === 0) expect(a.fills).toBe(a.lanes);
        for (const b of beside) expect(b.lanes).toBe(a.lanes);
      }
    }),
  );
});

test("the order in which they come changes nothing", () => {
  fc.assert(
    fc.property(stretches(30), (given) => {
      expect(layOut(given.toReversed())).toEqual(layOut(given));
    }),
  );
});

test("ten thousand are laid out in the blink of an eye", () => {
  const many = Array.from({ length: 10_000 }, (_, at) => ({ key: `e${at}`, from: (at * 7) % 1400, to: ((at * 7) % 1400) + 30 }));
  const begun = process.hrtime.bigint();
  const { placed, crowds } = layOut(many);
  expect(Number(process.hrtime.bigint() - begun) / 1e6).toBeLessThan(150);
  expect(placed.length + crowds.reduce((sum, { keys }) => sum + keys.length, 0)).toBe(many.length);
});

test("bars of a week never meet in a line, and there are no more lines than the fullest day needs", () => {
  const bars = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), { maxLength: 20 })
    .map((pairs) => pairs.map(([a, b], at) => ({ key: `b${at}`, first: Math.min(a, b), last: Math.max(a, b) })));
  fc.assert(
    fc.property(bars, (given) => {
      const lined = lineUp(given);
      for (const a of lined)
        for (const b of lined) if (a !== b && a.line === b.line) expect(a.last < b.first || b.last < a.first).toBe(true);
      const fullest = Math.max(0, ...[0, 1, 2, 3, 4, 5, 6].map((day) => given.filter((b) => b.first <= day && day <= b.last).length));
      expect(new Set(lined.map(({ line }) => line)).size).toBe(fullest);
    }),
  );
});
