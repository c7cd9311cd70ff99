import * as fc from "fast-check";
import { expect, it } from "vitest";
import { questions } from "../testing/random-rules.ts";
import { readRule, writeRule, type Rule } from "./rule.ts";

const read = (text: string): Rule => {
  const reading = readRule(text);
  if ("wrong" in reading) throw new Error(reading.wrong);
  return reading.rule;
};

it("is the same after writing and reading, and has nothing odd when the table allows it", () => {
  fc.assert(
    fc.property(questions, ({ rule: text }) => {
      const rule = read(text);
      expect(read(writeRule(rule))).toEqual(rule);
      expect(readRule(text)).toMatchObject({ odd: [] });
    }),
  );
});

it("is written in the order of the table, without what says nothing", () => {
  expect(writeRule(read("byday=mo,+1tu,-1FR;freq=monthly;wkst=mo;interval=01;until=20261231T000000Z;"))).toBe(
    "FREQ=MONTHLY;UNTIL=20261231T000000Z;BYDAY=-1FR,MO,1TU",
  );
});

it.each([
  "",
  "FREQ=FORTNIGHTLY",
  "INTERVAL=2",
  "FREQ=DAILY;INTERVAL=0",
  "FREQ=DAILY;COUNT=-1",
  "FREQ=DAILY;COUNT=1;COUNT=2",
  "FREQ=DAILY;UNTIL=20260230",
  "FREQ=DAILY;BYDAY=0MO",
  "FREQ=DAILY;BYDAY=MON",
  "FREQ=DAILY;BYHOUR=24",
  "FREQ=DAILY;BYMONTH=-1",
  "FREQ=DAILY;BYMONTHDAY=0",
  "FREQ=DAILY;BYSETPOS=367",
  "FREQ=DAILY;BYHOUR",
  "FREQ=DAILY;WKST=XX",
  "FREQ=YEARLY;RSCALE=CHINESE",
  "FREQ=YEARLY;RSCALE=GREGORIAN;SKIP=FORWARD",
  `FREQ=DAILY;BYHOUR=${"1,".repeat(5000)}1`,
])("%s is refused", (text) => {
  expect(readRule(text)).toHaveProperty("wrong");
});

it.each([
  ["FREQ=DAILY;BYWEEKNO=1", "DAILY, BYWEEKNO"],
  ["FREQ=WEEKLY;BYMONTHDAY=1", "WEEKLY, BYMONTHDAY"],
  ["FREQ=WEEKLY;BYDAY=2MO", "WEEKLY, BYDAY=2MO"],
  ["FREQ=MONTHLY;BYYEARDAY=1", "MONTHLY, BYYEARDAY"],
  ["FREQ=DAILY;BYSETPOS=1", "BYSETPOS"],
  ["FREQ=DAILY;COUNT=1;UNTIL=20260101", "COUNT, UNTIL"],
  ["FREQ=DAILY;X-NEW=1", "X-NEW"],
])("%s is taken, and called odd", (text, odd) => {
  expect(readRule(text)).toMatchObject({ odd: [odd] });
});
