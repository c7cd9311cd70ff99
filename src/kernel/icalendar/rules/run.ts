import { DAY, LAST_YEAR, civil, dayOf, dayOfLocal, monthIn, yearIn } from "../values/civil.ts";
import { dayPasses, daysOfMonth, daysOfWeek, daysOfYear, weekStart } from "./day-sets.ts";
import { DAILY, HOURLY, MONTHLY, WEEKLY, positionsIn, type Pattern } from "./pattern.ts";
import { runWithinDays } from "./within-days.ts";

/** What an expansion may still cost; counted down while it runs and shared by everything that answers one question. */
export type Budget = { steps: number; instances: number };

/** Which wall times are asked for: from (included) to (not included), none after `until`, at most `count` since the start. */
export type Window = { readonly from: number; readonly to: number; readonly until: number; readonly count: number };

/** How a run ended: everything was found, or the budget was used up first. */
export type Ending = "complete" | "steps" | "instances";

/** No wall time after this can be written in iCalendar. */
const LAST = (dayOf(LAST_YEAR, 12, 31) + 1) * DAY;

/** A rule being expanded: results in `out`, what is left of COUNT, and whether there is more to do. */
export class Run {
  readonly pattern: Pattern;
  readonly from: number;
  readonly to: number;
  readonly until: number;
  readonly budget: Budget;
  readonly out: number[];
  left: number;
  ending: Ending | undefined;

  constructor(pattern: Pattern, window: Window, budget: Budget, out: number[]) {
    this.pattern = pattern;
    this.from = window.from;
    this.to = Math.min(window.to, LAST);
    this.until = window.until;
    this.left = window.count;
    this.budget = budget;
    this.out = out;
  }

  /** Where a period may be skipped to without counting what lies before: nowhere when instances must be counted. */
  get skipTo(): number {
    return this.left === Infinity ? this.from : -Infinity;
  }

  /** Pays for work; ends the run when nothing is left. */
  pay(steps: number): boolean {
    this.budget.steps -= steps;
    if (this.budget.steps < 0) this.ending ??= "steps";
    return this.ending === undefined;
  }

  /** Takes one wall time; they come in order, so that the first one past the end ends the run. */
  take(local: number): void {
    if (local < this.pattern.start) return;
    if (local >= this.to || local > this.until || this.left <= 0) {
      this.ending = "complete";
      return;
    }
    this.left--;
    if (local < this.from) return;
    if (this.budget.instances <= 0) {
      this.ending = "instances";
      return;
    }
    this.budget.instances--;
    this.out.push(local);
  }
}

const takePicked = (run: Run, days: readonly number[]): void => {
  const { times, setPos } = run.pattern;
  for (const place of positionsIn(days.length * times.length, setPos)) {
    if (run.ending) return;
    run.take(days[Math.floor(place / times.length)]! * DAY + times[place % times.length]!);
  }
};

/** Takes the times of a period's days, or the ones that BYSETPOS picks from them. */
const takeDays = (run: Run, days: readonly number[]): void => {
  if (run.pattern.setPos.length > 0) return takePicked(run, days);
  const { times } = run.pattern;
  const skipTo = run.skipTo;
  for (const day of days) {
    if ((day + 1) * DAY <= skipTo) continue;
    if (!run.pay(times.length)) return;
    for (let at = 0; at < times.length && !run.ending; at++) run.take(day * DAY + times[at]!);
    if (run.ending) return;
  }
};

/** The number of whole intervals to pass over so that the period reached is the last one that begins at or before `target`. */
const intervalsTo = (first: number, target: number, interval: number): number =>
  target <= first ? 0 : Math.floor((target - first) / interval) * interval;

/** Where every period has as many instances as the next, those that only need counting are passed over at once. */
const skipCounted = (run: Run, periods: number, each: number, takeFirst: () => void): number => {
  if (run.left === Infinity || periods < 2) return 0;
  takeFirst();
  run.left -= (periods - 1) * each;
  return periods;
};

const runDays = (run: Run): void => {
  const { pattern } = run;
  const { interval, startDay: first } = pattern;
  let day = first + intervalsTo(first, dayOfLocal(run.skipTo), interval);
  if (!pattern.daysNarrowed)
    day +=
      interval *
      skipCounted(run, Math.floor((dayOfLocal(run.from) - first) / interval), pattern.times.length, () => takeDays(run, [first]));
  for (const last = dayOfLocal(run.to); day <= last && run.pay(1); day += interval) if (dayPasses(pattern, day)) takeDays(run, [day]);
};

const runWeeks = (run: Run): void => {
  const { pattern } = run;
  const step = pattern.interval * 7;
  const first = weekStart(pattern.startDay, pattern.wkst);
  const daysFrom = (week: number): number[] => {
    const days: number[] = [];
    daysOfWeek(pattern, week, days);
    return days;
  };
  let week = first + intervalsTo(first, dayOfLocal(run.skipTo), step);
  const sameEachWeek = pattern.months === 0 && pattern.monthDays === 0 && pattern.monthDaysBack === 0;
  if (sameEachWeek && pattern.yearDays.length === 0 && pattern.weekNumbers.length === 0) {
    const size = daysFrom(first).length * pattern.times.length;
    const each = pattern.setPos.length > 0 ? positionsIn(size, pattern.setPos).length : size;
    week += step * skipCounted(run, Math.floor((dayOfLocal(run.from) - first) / step), each, () => takeDays(run, daysFrom(first)));
  }
  for (const last = dayOfLocal(run.to); week <= last && run.pay(1); week += step) takeDays(run, daysFrom(week));
};

const monthNumber = (day: number): number => {
  const date = civil(day);
  return yearIn(date) * 12 + monthIn(date) - 1;
};

const runMonths = (run: Run): void => {
  const { pattern } = run;
  const first = monthNumber(pattern.startDay);
  const skipTo = run.skipTo;
  let month = first + (skipTo === -Infinity ? 0 : intervalsTo(first, monthNumber(dayOfLocal(skipTo)), pattern.interval));
  for (const last = monthNumber(dayOfLocal(run.to)); month <= last && run.pay(1); month += pattern.interval) {
    const days: number[] = [];
    daysOfMonth(pattern, Math.floor(month / 12), (month % 12) + 1, days);
    takeDays(run, days);
  }
};

const runYears = (run: Run): void => {
  const { pattern } = run;
  const first = yearIn(civil(pattern.startDay));
  const skipTo = run.skipTo;
  let year = first + (skipTo === -Infinity ? 0 : intervalsTo(first, yearIn(civil(dayOfLocal(skipTo))), pattern.interval));
  for (const last = yearIn(civil(dayOfLocal(run.to))); year <= last && run.pay(12); year += pattern.interval) {
    const days: number[] = [];
    daysOfYear(pattern, year, days);
    takeDays(run, days);
  }
};

/**
 * Appends the wall times that a rule gives in a window to `out`, in order. Only what the rule itself matches: that the
 * start always belongs to a series is not the rule's affair. Never does more than the budget allows.
 */
export const runRule = (pattern: Pattern, window: Window, budget: Budget, out: number[]): Ending => {
  const run = new Run(pattern, window, budget, out);
  if (pattern.times.length > 0 && run.pay(1) && run.to > pattern.start) {
    if (pattern.freq <= HOURLY) runWithinDays(run);
    else if (pattern.freq === DAILY) runDays(run);
    else if (pattern.freq === WEEKLY) runWeeks(run);
    else if (pattern.freq === MONTHLY) runMonths(run);
    else runYears(run);
  }
  return run.ending ?? "complete";
};
