import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "#kernel/icalendar/lines/parse.ts";
import { expandSeries } from "#kernel/icalendar/series/expand.ts";
import type { Occurrence } from "#kernel/icalendar/series/occurrence.ts";
import { readSeries } from "#kernel/icalendar/series/series.ts";
import { DAY, dayOf } from "#kernel/icalendar/values/civil.ts";
import { recurringCalendar } from "./workload.ts";

/** What one implementation did with one calendar: best times in milliseconds, occurrences and the sum of their starts in seconds. */
export type Outcome = { parse: number; expand: number; count: number; starts: number };

const EVENTS = 1000;
const ROUNDS = 15;
const FROM = dayOf(2026, 1, 1) * DAY;
const TO = dayOf(2027, 1, 1) * DAY;

const milliseconds = (work: () => void): number => {
  const begun = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - begun) / 1e6;
};

const kerani = (text: string): Outcome => {
  const outcome: Outcome = { parse: Infinity, expand: Infinity, count: 0, starts: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    let read: ReturnType<typeof readSeries>;
    const parsing = milliseconds(() => (read = readSeries(parse(text).components)));
    let occurrences: Occurrence[] = [];
    const expanding = milliseconds(() => {
      ({ occurrences } = expandSeries(read.series, { from: FROM, to: TO, zone: "UTC", maxInstances: 1e6, maxSteps: 1e8 }));
    });
    outcome.count = occurrences.length;
    outcome.starts = occurrences.reduce((sum, occurrence) => sum + occurrence.start / 1000, 0);
    outcome.parse = Math.min(outcome.parse, parsing);
    outcome.expand = Math.min(outcome.expand, expanding);
  }
  return outcome;
};

/** libical in C, compiled on the spot; undefined where gcc or libical is not installed (apt-get install gcc libical-dev). */
const libical = (text: string, folder: string): Outcome | undefined => {
  const [program, calendar] = [join(folder, "libical-expand"), join(folder, "calendar.ics")];
  writeFileSync(calendar, text);
  try {
    execFileSync("gcc", ["-O2", "-o", program, fileURLToPath(new URL("libical-expand.c", import.meta.url)), "-lical"], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  return JSON.parse(
    execFileSync(program, [calendar, "20260101T000000Z", "20270101T000000Z", String(ROUNDS)], { encoding: "utf8" }),
  ) as Outcome;
};

const row = (name: string, outcome: Outcome, against: Outcome): string =>
  [
    name.padEnd(18),
    outcome.parse.toFixed(1).padStart(9),
    outcome.expand.toFixed(1).padStart(10),
    Math.round(EVENTS / (outcome.expand / 1000))
      .toLocaleString("en")
      .padStart(10),
    String(outcome.count).padStart(11),
    `${(against.expand / outcome.expand).toFixed(2)}x`.padStart(8),
    outcome.count === against.count && outcome.starts === against.starts ? "same" : "DIFFERENT",
  ].join(" ");

const compare = (title: string, firstYear: number, folder: string): void => {
  const text = recurringCalendar(EVENTS, firstYear);
  const ours = kerani(text);
  const theirs = libical(text, folder);
  console.log(`\n${EVENTS} recurring events, ${title}, over 2026 (best of ${ROUNDS})`);
  console.log("                    parse ms  expand ms   events/s occurrences    ratio answers");
  console.log(row("kerani", ours, theirs ?? ours));
  if (theirs) console.log(row("libical (C)", theirs, theirs));
  else console.log("libical (C)        not here: apt-get install gcc libical-dev");
};

/** Prints how fast a year of recurring events is expanded, beside libical in C in the same run. */
export const benchExpansion = (): void => {
  const folder = mkdtempSync(join(tmpdir(), "kerani-bench-"));
  try {
    compare("begun 2018 to 2026", 2018, folder);
    compare("begun 2025 or 2026", 2025, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) benchExpansion();
