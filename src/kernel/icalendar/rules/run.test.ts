import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandRule, writtenRule } from "../testing/expand-rule.ts";
import { questions } from "../testing/random-rules.ts";

const dates = (rule: string, start: string, most = 4): string[] => writtenRule(rule, start, { most }).map((time) => time.slice(0, 8));

describe("a window", () => {
  it("far from the start holds the same as the whole expansion has there, counted or not", () => {
    const window = fc.tuple(questions, fc.double({ min: -0.2, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(window, ([question, begin, length]) => {
        const { rule, start } = question;
        const reach = (question.to - start) * 3;
        const from = Math.floor(start + reach * begin);
        const to = Math.floor(from + reach * length * 0.3);
        const whole = expandRule(rule, start, { to, most: 1e6, steps: 1e8 }).times;
        expect(expandRule(rule, start, { from, to, most: 1e6, steps: 1e8 }).times).toEqual(whole.filter((time) => time >= from));
      }),
      { numRuns: 1500 },
    );
  });

  it("a century after the start costs no more than one beside it", () => {
    for (const rule of [
      "FREQ=SECONDLY",
      "FREQ=MINUTELY;INTERVAL=7",
      "FREQ=HOURLY;BYHOUR=9,10",
      "FREQ=DAILY",
      "FREQ=WEEKLY;BYDAY=MO,FR",
      "FREQ=YEARLY",
    ]) {
      const { times, spent } = expandRule(rule, "19000101T000000", { from: "20260101T000000", to: "20260101T001000" });
      expect([times.length <= 600, spent < 2000]).toEqual([true, true]);
    }
  });

  it("in a counted rule without filters is reached by division", () => {
    for (const freq of ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY"]) {
      const { spent, ending } = expandRule(`FREQ=${freq};COUNT=999999999`, "19000101T000000", {
        from: "20260101T000000",
        to: "20260101T000010",
      });
      expect([freq, spent < 100, ending]).toEqual([freq, true, "complete"]);
    }
    expect(writtenRule("FREQ=DAILY;BYHOUR=8,20;COUNT=9", "20260101T120000", { from: "20260104T000000" })).toEqual([
      "20260104T080000",
      "20260104T200000",
      "20260105T080000",
      "20260105T200000",
    ]);
  });
});

describe("what RFC 5545 says and libraries do not agree on", () => {
  it("takes positions in the first week from the whole week", () => {
    expect(dates("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2", "20260109T090000", 2)).toEqual(["20260114", "20260121"]);
    expect(dates("FREQ=WEEKLY;BYDAY=TU,SU;BYSETPOS=-1;WKST=SU", "20260101T090000", 2)).toEqual(["20260106", "20260113"]);
  });

  it("takes the weekday of a week number from the start", () => {
    expect(dates("FREQ=YEARLY;BYWEEKNO=20", "20260513T090000", 3)).toEqual(["20260513", "20270519", "20280517"]);
  });

  it("counts week 53 only in years that have one, and finds days of a neighbour's week", () => {
    const weeks = dates("FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO,FR", "20040101T090000", 5);
    expect(weeks).toEqual(["20041227", "20041231", "20091228", "20100101", "20151228"]);
    expect(dates("FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SA", "20100101T090000", 3)).toEqual(["20100102", "20110101", "20111231"]);
    expect(dates("FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO,TU", "20181201T090000", 3)).toEqual(["20181231", "20190101", "20191230"]);
  });

  it("drops days that a month does not have, and the 60th second", () => {
    expect(dates("FREQ=MONTHLY", "20260131T090000", 3)).toEqual(["20260131", "20260331", "20260531"]);
    expect(dates("FREQ=YEARLY", "20240229T090000", 3)).toEqual(["20240229", "20280229", "20320229"]);
    expect(expandRule("FREQ=DAILY;BYSECOND=60", "20260101T090000", { to: "20270101" }).times).toEqual([]);
    expect(writtenRule("FREQ=MINUTELY;BYSECOND=0,60", "20260101T090000", { most: 2 })).toEqual(["20260101T090000", "20260101T090100"]);
  });

  it("numbers weekdays within the year unless months are named", () => {
    expect(dates("FREQ=YEARLY;BYDAY=20MO", "19970519T090000", 3)).toEqual(["19970519", "19980518", "19990517"]);
    expect(dates("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "20260329T010000", 2)).toEqual(["20260329", "20270328"]);
  });

  it("has the examples with intervals and week starts", () => {
    const biweekly = (wkst: string) => dates(`FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=${wkst}`, "19970805T090000");
    expect(biweekly("MO")).toEqual(["19970805", "19970810", "19970819", "19970824"]);
    expect(biweekly("SU")).toEqual(["19970805", "19970817", "19970819", "19970831"]);
    expect(dates("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "19970929T090000", 3)).toEqual(["19970929", "19971030", "19971127"]);
    expect(dates("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "19961105T090000", 3)).toEqual([
      "19961105",
      "20001107",
      "20041102",
    ]);
  });
});

describe("a hostile rule", () => {
  const NEVER = [
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=SECONDLY;BYSECOND=60",
    "FREQ=SECONDLY;INTERVAL=60;BYSECOND=1",
    "FREQ=MINUTELY;INTERVAL=1440;BYHOUR=3",
    "FREQ=HOURLY;BYSETPOS=2",
    "FREQ=YEARLY;BYWEEKNO=1;BYMONTH=7",
    "FREQ=DAILY;BYHOUR=1;BYSETPOS=-2;COUNT=5",
  ];
  it.each(NEVER)("%s that never matches ends, with its budget kept", (rule) => {
    const { times, spent } = expandRule(rule, "20260101T090000", { from: "20260101T090001", steps: 50_000 });
    expect(times).toEqual([]);
    expect(spent).toBeLessThan(50_000 + 400);
    // A window bounds the work by itself.
    expect(expandRule(rule, "20260101T090000", { from: "20260102", to: "20270101", steps: 600_000 }).ending).toBe("complete");
  });

  it("of ten thousand years or of every second is cut where it was told, and says so", () => {
    expect(expandRule("FREQ=SECONDLY", "00010101T000000", { most: 500 })).toMatchObject({ ending: "instances" });
    expect(expandRule("FREQ=DAILY", "00010101T000000", { most: 1e9, steps: 10_000 })).toMatchObject({ ending: "steps" });
    const all = expandRule("FREQ=YEARLY;UNTIL=99991231", "00010101T000000", { most: 20_000 });
    expect([all.times.length, all.ending]).toEqual([9999, "complete"]);
  });

  it("with every hour, minute and second of the day stays within its budget", () => {
    const every = (size: number) => Array.from({ length: size }, (_, i) => i).join(",");
    const rule = `FREQ=YEARLY;BYHOUR=${every(24)};BYMINUTE=${every(60)};BYSECOND=${every(60)};BYMONTHDAY=${every(32).slice(2)}`;
    expect(expandRule(rule, "20260101T000000", { from: "90000101", most: 10 }).times).toHaveLength(10);
    expect(expandRule(`${rule};COUNT=900000000`, "20260101T000000", { from: "90000101", steps: 1e6 }).ending).toBe("steps");
  });

  it("reaches to the last day of the calendar and no further", () => {
    expect(writtenRule("FREQ=DAILY", "99991230T090000")).toEqual(["99991230T090000", "99991231T090000"]);
    expect(expandRule("FREQ=MONTHLY", "20260101T000000", { from: 1e15, to: 2e15 }).times).toEqual([]);
    expect(expandRule("FREQ=WEEKLY", "20260101T000000", { from: -1e15, to: -1e14 }).times).toEqual([]);
    expect(writtenRule("FREQ=YEARLY;INTERVAL=999999999;BYMONTH=12", "20261201T000000")).toEqual(["20261201T000000"]);
  });
});
