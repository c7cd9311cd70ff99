import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Ask } from "./ask.ts";
import { NO_BUSY, busyOf } from "./busy.ts";
import { changesIn, relaxable, type Change } from "./changes.ts";
import { explain } from "./explain.ts";
import { STRETCH } from "./hours.ts";
import type { Relaxed, Rules, Week } from "./rules.ts";
import { windowOf } from "./search.ts";
import { asked, someAsk } from "./testing/arbitrary.ts";
import { everyStart, type PlainAsk, type Somebody } from "./testing/brute-force.ts";

const stretched = (week: Week | undefined): Week | undefined =>
  week?.map((spans) => spans.map(({ from, to }) => ({ from: from - STRETCH, to: to + STRETCH }))) as unknown as Week | undefined;

/** The rules as they would be written down if one of them were relaxed. */
const without = (rules: Rules, { kind, name }: Relaxed): Rules => {
  const others = <T extends { name: { en: string } }>(list: readonly T[] | undefined) => list?.filter((one) => one.name.en !== name);
  switch (kind) {
    case "tentative":
      return { ...rules, tentative: "free" };
    case "buffer":
      return { ...rules, before: 0, after: 0 };
    case "notice":
      return { ...rules, notice: 0 };
    case "ahead":
      return { ...rules, ahead: undefined };
    case "limit":
      return { ...rules, perDay: undefined, minutesPerDay: undefined };
    case "hours":
      return { ...rules, hours: stretched(rules.hours), seasons: rules.seasons?.map((one) => ({ ...one, hours: stretched(one.hours)! })) };
    case "season":
      return { ...rules, seasons: others(rules.seasons) };
    case "break":
      return { ...rules, breaks: others(rules.breaks) };
    case "closed":
      return { ...rules, closed: others(rules.closed) };
    default:
      throw new Error(`${kind} cannot be relaxed`);
  }
};

const relaxIn = (ask: PlainAsk, relaxed: Relaxed, id?: string): PlainAsk => {
  const one = (who: Somebody): Somebody => {
    if (id !== undefined && who.id !== id) return who;
    const items = relaxed.kind === "buffer" ? who.items.map((item) => ({ ...item, place: undefined })) : who.items;
    return { ...who, items, rules: without(who.rules, relaxed) };
  };
  return { ...ask, all: ask.all.map(one), some: ask.some.map(({ need, of }) => ({ need, of: of.map(one) })) };
};

const spelled = ({ kind, who, name, quorum, duration }: Omit<Change, "start">): string =>
  [kind, who, name?.en, quorum, duration].map((part) => part ?? "-").join(" ");

/** Every change tried out, one after the other, by asking the brute force again. */
const everyChange = (plain: PlainAsk): Map<string, number> => {
  const found = new Map<string, number>();
  const attempt = (change: Omit<Change, "start">, changed: PlainAsk): boolean => {
    const [start] = everyStart(changed);
    if (start !== undefined) found.set(spelled(change), start);
    return start !== undefined;
  };
  const everybody = [...plain.all, ...plain.some.flatMap(({ of }) => of)];
  const rules = everybody.map((who) => ({ who, list: relaxable(who.rules, plain.travel !== undefined) }));
  for (const { who, list } of rules)
    for (const { text, ...relaxed } of list) {
      const holders = rules.filter((other) => other.list.some(({ kind, name }) => kind === relaxed.kind && name === relaxed.name));
      attempt({ kind: relaxed.kind, who: who.id, name: text }, relaxIn(plain, relaxed, who.id));
      if (holders.length > 1) attempt({ kind: relaxed.kind, name: text }, relaxIn(plain, relaxed));
    }
  for (const { id } of plain.all) attempt({ kind: "without", who: id }, { ...plain, all: plain.all.filter((who) => who.id !== id) });
  plain.some.forEach((quorum, i) => {
    const fewer = { ...quorum, need: quorum.need - 1 };
    if (quorum.need > 0) attempt({ kind: "fewer", quorum: i }, { ...plain, some: plain.some.with(i, fewer) });
  });
  for (let duration = Math.ceil(plain.duration / 5) * 5 - 5; duration > 0; duration -= 5)
    if (attempt({ kind: "shorter", duration }, { ...plain, duration })) break;
  return found;
};

describe("every single change that opens a time is named with the first start that it opens, and no other", () => {
  const shapes = {
    "rules of wall time": { rules: ["hours", "breaks", "seasons", "closed"] },
    "rules of busy time": { rules: ["before", "after", "tentative", "perDay", "notice", "ahead"], travel: true },
    groups: { rules: ["hours", "before", "closed"], quorum: true },
  } as const;
  test.each(Object.entries(shapes))("%s", (_, shape) => {
    let explained = 0;
    const full = someAsk({ ...shape, days: 1 }).filter((plain) => everyStart(plain).length === 0);
    fc.assert(
      fc.property(full, (plain) => {
        const ask = asked(plain);
        const { changes } = changesIn(ask, ...windowOf(ask));
        expect(new Map(changes.map((change) => [spelled(change), change.start]))).toEqual(everyChange(plain));
        explained += changes.length;
      }),
      { numRuns: 40 },
    );
    expect(explained).toBeGreaterThan(15);
  });
});

const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds / 60_000;
const OFFICE = [{ from: 480, to: 1020 }];
const hours: Week = [[], OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, []];
const prayer = { from: 690, to: 780, weekdays: [5], name: { id: "salat Jumat", en: "Friday prayer" } };
const sari = { id: "sari", name: "Sari", zone: "Asia/Jakarta", rules: { hours, breaks: [prayer] }, busy: NO_BUSY };
const friday: Ask = {
  now: at("2026-03-05T10:00Z"),
  from: at("2026-03-06T04:30Z"),
  until: at("2026-03-06T06:00Z"),
  duration: 60,
  step: 30,
  zone: "Asia/Jakarta",
  all: [sari],
};

test("the sentence names the rule, the change and the time, in both languages", () => {
  const { text } = explain(friday);
  expect(text).toEqual({
    id: "Tidak ada 60 menit sampai Jumat, 6 Maret 2026, 13.00 WIB: terhalang salat Jumat (Sari); bila salat Jumat ditiadakan untuk Sari, Jumat, 6 Maret 2026, 11.30 WIB bisa.",
    en: "There are no 60 minutes until Friday, 6 March 2026, 13:00 WIB because of Friday prayer (Sari); if Friday prayer is given up by Sari, Friday, 6 March 2026, 11:30 WIB is possible.",
  });
});

test("when no single change helps, the sentence says so and who leaves least room", () => {
  const busy = busyOf([{ start: friday.from - 600, end: friday.until + 600 }]);
  const people = ["Budi", "Tono"].map((name) => ({ id: name, name, zone: "Asia/Jakarta", rules: {}, busy }));
  const { text, changes } = explain({ ...friday, all: people });
  expect(changes).toEqual([]);
  expect(text.en).toBe(
    "There are no 60 minutes until Friday, 6 March 2026, 13:00 WIB, and no single change opens any; least room is left by Budi.",
  );
  expect(explain({ ...friday, until: friday.now }).text.en).toBe(
    "The range asked for holds no time to start at: it is over, or too short.",
  );
});

test("one appointment that could give way is a single change too", () => {
  const busy = busyOf([{ start: friday.from - 60, end: friday.until }]);
  const tono = { id: "tono", name: "Tono", zone: "Asia/Jakarta", rules: { breaks: [] }, busy };
  const { text, changes } = explain({ ...friday, all: [tono] });
  expect(changes[0]).toMatchObject({ kind: "move", start: at("2026-03-06T05:30Z"), move: { who: ["tono"], by: -30 } });
  expect(text).toEqual({
    id: "Tidak ada 60 menit sampai Jumat, 6 Maret 2026, 13.00 WIB: terhalang janji Tono pada Jumat, 6 Maret 2026, 10.30 WIB; bila digeser ke Jumat, 6 Maret 2026, 10.00 WIB, Jumat, 6 Maret 2026, 12.30 WIB bisa.",
    en: "There are no 60 minutes until Friday, 6 March 2026, 13:00 WIB because of the appointment of Tono on Friday, 6 March 2026, 10:30 WIB; if it moves to Friday, 6 March 2026, 10:00 WIB, Friday, 6 March 2026, 12:30 WIB is possible.",
  });
});
