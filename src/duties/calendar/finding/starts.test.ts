import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Starts } from "./starts.ts";

const stretch = fc.tuple(fc.integer({ min: -50, max: 250 }), fc.integer({ min: -5, max: 150 }));

test("a row of bits does what a set of minutes does, at every edge of a word", () => {
  fc.assert(
    fc.property(fc.integer({ min: -70, max: 70 }), fc.nat(200), fc.array(stretch), fc.array(stretch), (from, length, blocks, looks) => {
      const row = new Starts(from, from + length);
      const open = new Set(Array.from({ length }, (_, i) => from + i));
      for (const [low, lasts] of blocks) {
        row.block(low, low + lasts);
        for (let minute = low; minute < low + lasts; minute++) open.delete(minute);
      }
      for (const [after, within] of [...looks, [from, length] as const]) {
        const first = [...open].find((minute) => minute >= after && minute < after + within);
        expect(row.firstOpen(after, after + within)).toBe(first ?? Infinity);
      }
      expect(row.countOpen()).toBe(open.size);
      for (let minute = from; minute < from + length; minute++) expect(row.isBlocked(minute)).toBe(!open.has(minute));
    }),
    { numRuns: 1000 },
  );
});
