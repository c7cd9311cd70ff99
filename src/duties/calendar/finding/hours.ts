import type { Zone } from "#kernel/icalendar/zones/zone.ts";
import type { Minute } from "./busy.ts";
import { DAY_MINUTES, dayNumber, isDuring, localDay, wallMinute, wallSpan, weekday } from "./days.ts";
import type { Relaxed, Rules, Span } from "./rules.ts";
import type { Starts } from "./starts.ts";

/** By how much relaxed hours open earlier and close later, in minutes; days off stay off. */
export const STRETCH = 120;

const isRelaxed = (relaxed: Relaxed | undefined, kind: Relaxed["kind"], name: string): boolean =>
  relaxed?.kind === kind && (relaxed.name === undefined || relaxed.name === name);

const spansOn = (day: number, rules: Rules, relaxed: Relaxed | undefined): readonly Span[] | undefined => {
  const season = rules.seasons?.find((one) => isDuring(day, one) && !isRelaxed(relaxed, "season", one.name.en));
  const spans = (season?.hours ?? rules.hours)?.[weekday(day)];
  if (relaxed?.kind !== "hours") return spans;
  return spans?.map(({ from, to }) => ({ from: from - STRETCH, to: to + STRETCH }));
};

/** The open stretches that touch [from, to), in order; a day without hours of its own is open from midnight to midnight. */
const openStretches = (rules: Rules, zone: Zone, from: Minute, to: Minute, relaxed: Relaxed | undefined): [Minute, Minute][] => {
  const open: [Minute, Minute][] = [];
  const last = localDay(zone, to) + 1;
  // A span may begin up to two days before the minutes it covers.
  for (let day = localDay(zone, from) - 2; day <= last; day++)
    for (const span of spansOn(day, rules, relaxed) ?? [{ from: 0, to: DAY_MINUTES }]) open.push(wallSpan(zone, day, span));
  return open.sort((a, b) => a[0] - b[0]);
};

const blockOutside = (into: Starts, duration: number, open: readonly [Minute, Minute][], to: Minute): void => {
  let reached = into.from - 1;
  for (const [from, end] of open) {
    if (from > reached && from < end) into.block(reached - duration + 1, from);
    if (end > reached && from < end) reached = end;
  }
  into.block(reached - duration + 1, to);
};

/** Blocks the starts at which `duration` minutes would leave the hours of week and season. */
export const blockHours = (into: Starts, rules: Rules, zone: Zone, duration: number, relaxed?: Relaxed): void => {
  if (!rules.hours && !rules.seasons?.length) return;
  const to = into.to + duration;
  blockOutside(into, duration, openStretches(rules, zone, into.from, to, relaxed), to);
};

/** Blocks the starts at which `duration` minutes would run into a break. */
export const blockBreaks = (into: Starts, rules: Rules, zone: Zone, duration: number, relaxed?: Relaxed): void => {
  const last = localDay(zone, into.to + duration) + 1;
  for (const pause of rules.breaks ?? []) {
    if (isRelaxed(relaxed, "break", pause.name.en)) continue;
    for (let day = localDay(zone, into.from) - 2; day <= last; day++) {
      if (!pause.weekdays.includes(weekday(day)) || !isDuring(day, pause.during)) continue;
      const [from, to] = wallSpan(zone, day, pause);
      if (from < to) into.block(from - duration + 1, to);
    }
  }
};

/** Blocks the starts at which `duration` minutes would touch a closed date. */
export const blockClosed = (into: Starts, rules: Rules, zone: Zone, duration: number, relaxed?: Relaxed): void => {
  for (const { day, name } of rules.closed ?? []) {
    if (isRelaxed(relaxed, "closed", name.en)) continue;
    const number = dayNumber(day);
    into.block(wallMinute(zone, number, 0) - duration + 1, wallMinute(zone, number + 1, 0));
  }
};
