import * as fc from "fast-check";
import { expect, test } from "vitest";
import { answer, lapse, propose, tally, type Outcome, type Vote } from "./poll.ts";

const OPTIONS = [
  { id: "a", start: 30, end: 60 },
  { id: "b", start: 90, end: 120 },
  { id: "c", start: 500, end: 530 },
];
const INVITED = ["ani", "budi"];
const said = fc.tuple(
  fc.constantFrom(0, 1, 10, 20, 60),
  fc.constantFrom("ani", "budi", "stranger", "clock"),
  fc.constantFrom("a", "b", "c", "nothing-offered", undefined),
);

test("the first yes wins, every hold ends exactly once, and none outlives the offer", () => {
  fc.assert(
    fc.property(fc.array(said, { maxLength: 12 }), fc.integer({ min: 1, max: 150 }), (script, until) => {
      let proposal = propose(OPTIONS, INVITED, until);
      let now = 0;
      const outcomes: Outcome[] = [];
      let expected: { option: string; who: string } | undefined;
      const declined = new Set<string>();
      for (const [wait, who, option] of script) {
        now += wait;
        const isOpen = expected === undefined && now < until && declined.size < 2;
        const start = OPTIONS.find(({ id }) => id === option)?.start ?? 0;
        if (isOpen && INVITED.includes(who) && option === undefined) declined.add(who);
        if (isOpen && INVITED.includes(who) && option !== undefined && start > now) expected = { option, who };
        const next = who === "clock" ? lapse(proposal, now) : answer(proposal, who, option, now);
        proposal = next.proposal;
        outcomes.push(...next.outcomes);
      }
      expect(proposal.settled).toEqual(expected);
      const ended = outcomes.flatMap((one) => (one.kind === "too-late" ? [] : [one.option])).sort();
      expect(ended).toEqual(proposal.state === "open" ? [] : ["a", "b", "c"]);
      expect(outcomes.filter(({ kind }) => kind === "book")).toEqual(expected ? [{ kind: "book", ...expected }] : []);
      outcomes.push(...lapse(proposal, until).outcomes);
      expect(outcomes.filter(({ kind }) => kind !== "too-late")).toHaveLength(3);
    }),
    { numRuns: 1500 },
  );
});

const votes = fc.array(
  fc.record<Vote>({
    who: fc.constantFrom("ani", "budi", "citra"),
    option: fc.constantFrom("a", "b", "c"),
    says: fc.constantFrom("yes", "maybe", "no"),
  }),
  { maxLength: 15 },
);

test("a poll counts each person's last word, and puts those who must come before the many", () => {
  fc.assert(
    fc.property(votes, fc.subarray(["ani", "budi"]), (cast, must) => {
      const standings = tally(OPTIONS, cast, must);
      const word = (who: string, option: string) => cast.findLast((vote) => vote.who === who && vote.option === option)?.says;
      const people = ["ani", "budi", "citra"];
      for (const { option, yes, maybe, no, missing } of standings) {
        expect([yes, maybe, no]).toEqual(["yes", "maybe", "no"].map((says) => people.filter((who) => word(who, option) === says).length));
        expect(missing).toEqual(must.filter((who) => (word(who, option) ?? "no") === "no"));
      }
      const rank = standings.map(({ missing, yes, no, start }) => missing.length * 1e6 - yes * 1e5 + no * 1e4 + start);
      expect(rank).toEqual([...rank].sort((a, b) => a - b));
      expect(standings.map(({ option }) => option).sort()).toEqual(["a", "b", "c"]);
    }),
    { numRuns: 500 },
  );
});
