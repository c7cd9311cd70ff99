import type { Ask } from "#duties/calendar/finding/ask.ts";
import { busyColumns, type Busy } from "#duties/calendar/finding/busy.ts";
import type { Week } from "#duties/calendar/finding/rules.ts";
import { findSlots } from "#duties/calendar/finding/search.ts";
import { bestSlots, type Preferences } from "#duties/calendar/finding/best.ts";
import { explain } from "#duties/calendar/finding/explain.ts";
import { findMoves } from "#duties/calendar/finding/moves.ts";
import { ms, share, type Report } from "../table.ts";
import { YEAR, busyYears, inOrder } from "./year.ts";

const OFFICE = [{ from: 480, to: 1020 }];
const HOURS: Week = [[], OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, []];
const ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"];

const asking = (people: readonly Busy[], all: boolean): Ask => {
  const everybody = people.map((busy, i) => ({ id: String(i), name: `P${i}`, zone: ZONES[i % 3]!, rules: { hours: HOURS }, busy }));
  const need = Math.ceil(everybody.length * 0.6);
  return {
    ...YEAR,
    now: YEAR.from,
    duration: 30,
    step: 15,
    zone: "Asia/Jakarta",
    all: all ? everybody : [],
    some: all ? [] : [{ need, of: everybody }],
  };
};

const WISHES: Preferences = { sooner: 1, joined: 3, times: [{ weekdays: [1, 2, 3, 4], from: 540, to: 720, points: 5 }] };

const ROUNDS = 15;
const best = (work: () => unknown): number => {
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const begun = process.hrtime.bigint();
    work();
    least = Math.min(least, Number(process.hrtime.bigint() - begun) / 1e6);
  }
  return least;
};

/** The limit: no search that reads every stretch of busy time once can be faster than to read them and do nothing else. */
const barePass = (people: readonly Busy[]): number => {
  let sum = 0;
  for (const { starts, ends } of people) for (let i = 0; i < starts.length; i++) sum += ends[i]! - starts[i]!;
  return sum;
};

/** A half hour in the last quarter of the year, when offices are open in all three zones. */
const HOLE = YEAR.from + 286 * 1440 + 180;

/** The same people, free in that half hour: then nothing can be left out, everybody has to be read up to there. */
const butFor = (people: readonly Busy[]): Busy[] =>
  people.map(({ starts, ends }) => {
    const rows = Array.from(starts, (_, i) => i).filter((i) => ends[i]! <= HOLE || starts[i]! >= HOLE + 30);
    return busyColumns({ starts: Int32Array.from(rows, (i) => starts[i]!), ends: Int32Array.from(rows, (i) => ends[i]!) });
  });

/** The first half hour that 50 and 500 people share within a year, beside a bare pass over the same stretches of busy time. */
export const finding = async ({ line, say }: Report): Promise<void> => {
  for (const [count, aim] of [
    [50, 20],
    [500, 150],
  ] as const) {
    const raw = busyYears(count);
    const ordered = raw.map(inOrder);
    const rows = raw.reduce((sum, { starts }) => sum + starts.length, 0);
    const limit = best(() => barePass(raw));
    say(`${count} people, a year, ${rows.toLocaleString("en")} stretches of busy time; to read them and do nothing takes ${ms(limit)}`);
    const measure = (what: string, ask: Ask, within = aim): void => {
      const { slots } = findSlots(ask);
      const took = best(() => findSlots(ask));
      const found = slots[0] ? new Date(slots[0].start * 60_000).toISOString().slice(0, 16) : "none in the year";
      line({
        what,
        figure: ms(took),
        limit: `${share(took, limit)} a bare pass`,
        holds: took < within,
        note: `aim ${within} ms; ${found}`,
      });
    };
    const other = (what: string, work: () => number, of: string): void => {
      const count = work();
      line({ what, figure: ms(best(work)), note: `${count} ${of}` });
    };
    measure(`${count} people, all of them, in no order`, asking(raw, true));
    measure(`${count} people, all of them, in order`, asking(ordered, true));
    measure(`${count} people, the only half hour they share, in no order`, asking(butFor(raw), true));
    measure(`${count} people, the only half hour they share, in order`, asking(butFor(ordered), true));
    measure(`${count} people, three in five of them, in order`, asking(ordered, false));
    measure(`5 of the ${count} people, in order`, asking(ordered.slice(0, 5), true));
    other(`${count} people: why there is none, in one sentence`, () => explain(asking(ordered, true)).changes.length, "changes");
    other(`${count} people: who would have to move, in a year`, () => findMoves(asking(ordered, true)).moves.length, "moves");
    other(`5 people: the five best times of a year`, () => bestSlots(asking(ordered.slice(0, 5), true), WISHES, 5).slots.length, "times");
    other(`5 people: who would have to move`, () => findMoves(asking(ordered.slice(0, 5), true)).moves.length, "moves");
  }
};

if (import.meta.main) {
  const { printed } = await import("../table.ts");
  await finding({ line: (line) => console.log(printed(line)), say: (text) => console.log(text) });
}
