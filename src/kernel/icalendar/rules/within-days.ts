import { DAY, HOUR, MINUTE, SECOND } from "../values/civil.ts";
import { dayPasses } from "./day-sets.ts";
import type { Pattern } from "./pattern.ts";
import type { Run } from "./run.ts";

/** The first wall time at or after a period that hour, minute and second may have; the period itself when it may stay. */
const nextTime = (pattern: Pattern, local: number, day: number): number => {
  const { hours, minutes, seconds, unit } = pattern;
  const hour = Math.floor((local - day * DAY) / HOUR);
  if (hours && hours[hour] !== hour) return day * DAY + hours[hour]! * HOUR;
  if (unit === HOUR || (!minutes && !seconds)) return local;
  const beginOfHour = day * DAY + hour * HOUR;
  const minute = Math.floor((local - beginOfHour) / MINUTE);
  if (minutes && minutes[minute] !== minute) return beginOfHour + minutes[minute]! * MINUTE;
  if (unit === MINUTE || !seconds) return local;
  const beginOfMinute = beginOfHour + minute * MINUTE;
  const second = (local - beginOfMinute) / SECOND;
  return beginOfMinute + seconds[second]! * SECOND;
};

/** The wall time to go on from: where hour, day and the rest allow a period, or the next day or hour that may. */
const nextAllowed = (pattern: Pattern, local: number): number => {
  const day = Math.floor(local / DAY);
  return dayPasses(pattern, day) ? nextTime(pattern, local, day) : (day + 1) * DAY;
};

const takePeriod = (run: Run, local: number): void => {
  const { times } = run.pattern;
  for (let at = 0; at < times.length && !run.ending; at++) run.take(local + times[at]!);
};

/** Periods that need no looking at: without BY parts that narrow, counting is a division. */
const isEven = (pattern: Pattern): boolean =>
  !pattern.daysNarrowed && !pattern.hours && (pattern.unit === HOUR || (!pattern.minutes && (pattern.unit === MINUTE || !pattern.seconds)));

/** SECONDLY, MINUTELY and HOURLY: steps from period to period, and over everything that the BY parts rule out. */
export const runWithinDays = (run: Run): void => {
  const { pattern } = run;
  const step = pattern.interval * pattern.unit;
  const first = Math.floor(pattern.start / pattern.unit) * pattern.unit;
  const atOrAfter = (target: number): number => (target <= first ? first : first + Math.ceil((target - first) / step) * step);
  let local = atOrAfter(run.skipTo - pattern.unit);
  const passed = Math.floor((run.from - first) / step) - 1;
  if (run.left !== Infinity && isEven(pattern) && passed > 0) {
    takePeriod(run, first);
    run.left -= passed * pattern.times.length;
    local = first + (passed + 1) * step;
  }
  while (local < run.to && run.pay(pattern.times.length) && !run.ending) {
    const allowed = nextAllowed(pattern, local);
    if (allowed === local) {
      takePeriod(run, local);
      local += step;
    } else local = atOrAfter(allowed);
  }
};
