import * as fc from "fast-check";
import { expect, it } from "vitest";
import { expandRule } from "../testing/expand-rule.ts";
import { askDateutil, type Question } from "../testing/oracle.ts";
import { questions } from "../testing/random-rules.ts";
import { writeDateTime } from "../values/moment.ts";
import { ianaZone } from "../zones/iana.ts";

/** KERANI_RULE_SEED tries other rules than the ones that every run tries. */
const SEED = Number(process.env["KERANI_RULE_SEED"] ?? 5545);
const RULES = 2000;

const ours = ({ rule, start, to, zone, most }: Question): [number, number][] =>
  expandRule(rule, start, { to, most }).times.map((local) => [local, ianaZone(zone)!.toUtc(local)]);

it("thousands of random rules give what python-dateutil gives, in wall time and in instants", async () => {
  const asked = fc.sample(questions, { numRuns: RULES, seed: SEED });
  const answers = await askDateutil(asked);
  const answered = asked.flatMap((question, i) =>
    typeof answers[i] === "string" ? [] : [{ question, theirs: answers[i]! as [number, number][] }],
  );
  // Where dateutil runs on to the year 9999 without a match it has no answer; those must stay few.
  expect(answered.length).toBeGreaterThan(RULES * 0.9);
  const wrong = answered.filter(({ question, theirs }) => JSON.stringify(ours(question)) !== JSON.stringify(theirs));
  expect(wrong.map(({ question }) => `${question.rule} from ${writeDateTime(question.start)} in ${question.zone}`)).toEqual([]);
  expect(answered.reduce((sum, { theirs }) => sum + theirs.length, 0)).toBeGreaterThan(30_000);
}, 60_000);
