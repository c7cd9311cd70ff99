import * as fc from "fast-check";
import { expect, test } from "vitest";
import { chosen, inTurn, type Fairness, type Member } from "./fair.ts";

const fairness = fc.constantFrom<Fairness>("round-robin", "least-busy");
const team = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 3 }),
    weight: fc.integer({ min: 0, max: 4 }),
    assigned: fc.nat(4),
    last: fc.option(fc.nat(3), { nil: undefined }),
    load: fc.nat(4),
  }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 8 },
);

/** The same order found otherwise: take away, one after the other, the member whom nobody precedes. */
const byElimination = (members: Member[], way: Fairness): string[] => {
  const amount = (one: Member): number => (way === "round-robin" ? one.assigned : one.load);
  const precedes = (a: Member, b: Member): boolean => {
    // Shares are compared crosswise, without a division.
    const [left, right] = [amount(a) * b.weight!, amount(b) * a.weight!];
    if (left !== right) return left < right;
    if (a.last !== b.last) return a.last === undefined || (b.last !== undefined && a.last < b.last);
    return a.id < b.id;
  };
  const first = members.find((one) => members.every((other) => other === one || precedes(one, other)));
  return first
    ? [
        first.id,
        ...byElimination(
          members.filter((one) => one !== first),
          way,
        ),
      ]
    : [];
};

test("turns go by share, then by waiting, then by id, whatever the order of the input", () => {
  fc.assert(
    fc.property(team, fairness, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), fc.integer(), (members, way, here, seed) => {
      const free = members.filter((_, i) => here[i]).map(({ id }) => id);
      const expected = byElimination(
        members.filter(({ id, weight }) => weight > 0 && free.includes(id)),
        way,
      );
      const turned = [...members.slice(Math.abs(seed) % members.length), ...members.slice(0, Math.abs(seed) % members.length)];
      expect(inTurn(turned, free.toReversed(), way)).toEqual(expected);
      expect(chosen(members, free, expected.length + 1, way)).toBeUndefined();
      expect(chosen(members, free, 1, way) ?? []).toEqual(expected.slice(0, 1));
    }),
    { numRuns: 1000 },
  );
});

test("over many rounds everybody gets their share to within one turn", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 80 }),
      (weights, rounds) => {
        const members: Member[] = weights.map((weight, i) => ({ id: `m${i}`, weight, assigned: 0, load: 0 }));
        for (let round = 0; round < rounds; round++) {
          const [id] = chosen(
            members,
            members.map((one) => one.id),
            1,
            "round-robin",
          )!;
          const member = members.find((one) => one.id === id)!;
          member.assigned++;
          member.last = round;
        }
        const shares = members.map(({ assigned, weight }) => assigned / weight!);
        const ones = members.map(({ weight }) => 1 / weight!);
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(Math.max(...ones) + 1e-9);
      },
    ),
    { numRuns: 300 },
  );
});
