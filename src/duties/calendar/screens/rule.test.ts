import { expect, test } from "vitest";
import { nthOf, offered, offeredAs, readRule, writeRule, type Offered } from "./rule.ts";
import { ruleInWords } from "./rule-words.ts";

const DAY = "2026-11-24";

test("what is offered is written, read again and known by its name", () => {
  for (const [name, rule] of Object.entries(offered(DAY))) {
    const read = readRule(writeRule(rule, "Asia/Jakarta", false));
    expect(read).toEqual(rule);
    expect(offeredAs(read!, DAY)).toBe(name as Offered);
  }
});

test("the last day is whole in its zone", () => {
  const rule = { ...offered(DAY).weekly, until: { kind: "day", day: "2026-12-31" } } as const;
  expect(writeRule(rule, "Asia/Jakarta", false)).toBe("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231T165900Z");
  expect(writeRule(rule, "Asia/Jakarta", true)).toBe("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231");
});

test("the fifth Monday is the last", () => {
  expect(nthOf("2026-11-30")).toBe(-1);
  expect(nthOf("2026-11-24")).toBe(4);
});

test.each([
  ["FREQ=WEEKLY;BYDAY=MO,WE;INTERVAL=2", "Setiap 2 minggu pada hari Senin dan Rabu", "Every 2 weeks on Monday and Wednesday"],
  ["FREQ=MONTHLY;BYDAY=-1FR", "Setiap bulan pada hari Jumat terakhir", "Every month on the last Friday"],
  ["FREQ=DAILY;COUNT=5", "Setiap hari, 5 kali", "Every day, 5 times"],
  ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Setiap hari kerja, Senin sampai Jumat", "Every weekday, Monday to Friday"],
  ["FREQ=YEARLY;UNTIL=20301231", "Setiap tahun, sampai 31 Desember 2030", "Every year, until 31 December 2030"],
  ["FREQ=SECONDLY", "Berulang menurut aturan sendiri", "Repeats by a rule of its own"],
])("%s is said in both languages", (text, id, en) => {
  expect(ruleInWords(text, "id")).toBe(id);
  expect(ruleInWords(text, "en")).toBe(en);
});
