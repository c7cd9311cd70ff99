import type { Component } from "../lines/component.ts";
import type { ContentLine } from "../lines/content-line.ts";
import { buildComponent, buildLine } from "../lines/write.ts";
import { WEEKDAYS } from "../rules/rule.ts";
import { DAY, civil, dateIn, dayOf, dayOfLocal, daysInMonth, monthIn, weekdayOf, yearIn } from "../values/civil.ts";
import { writeDateTime } from "../values/moment.ts";
import { writeOffset } from "../values/offset.ts";
import type { Zone } from "./zone.ts";

/** One change of clocks: its instant, the offsets about it, and its wall time by the offset before. */
type Change = { readonly at: number; readonly from: number; readonly to: number; readonly wall: number };

/** Changes of following years that one rule explains; `ordinals` are the places of the weekday that still fit all of them. */
type Streak = { changes: Change[]; ordinals: number[] };

const changesOf = (zone: Zone): Change[] => {
  const changes: Change[] = [];
  for (let i = 1; i < zone.offsets.length; i++) {
    const [at, from, to] = [zone.starts[i]!, zone.offsets[i - 1]!, zone.offsets[i]!];
    changes.push({ at, from, to, wall: at + from });
  }
  return changes;
};

const yearOf = (change: Change): number => yearIn(civil(dayOfLocal(change.wall)));

/** The places that a day's weekday has in its month: the n-th, and the last where it is. */
const ordinalsOf = (change: Change): number[] => {
  const date = civil(dayOfLocal(change.wall));
  const isLast = dateIn(date) + 7 > daysInMonth(yearIn(date), monthIn(date));
  return [...(isLast ? [-1] : []), Math.ceil(dateIn(date) / 7)];
};

const likeEachOther = (a: Change, b: Change): boolean => {
  const [dayA, dayB] = [dayOfLocal(a.wall), dayOfLocal(b.wall)];
  const sameOffsets = a.from === b.from && a.to === b.to;
  const sameMonth = monthIn(civil(dayA)) === monthIn(civil(dayB));
  return sameOffsets && sameMonth && weekdayOf(dayA) === weekdayOf(dayB) && a.wall - dayA * DAY === b.wall - dayB * DAY;
};

const fits = (streak: Streak, change: Change): number[] => {
  const last = streak.changes.at(-1)!;
  if (yearOf(change) !== yearOf(last) + 1 || !likeEachOther(last, change)) return [];
  return streak.ordinals.filter((ordinal) => ordinalsOf(change).includes(ordinal));
};

const streaksOf = (changes: readonly Change[]): Streak[] => {
  const streaks: Streak[] = [];
  for (const change of changes) {
    const streak = streaks.find((open) => fits(open, change).length > 0);
    if (streak) {
      streak.ordinals = fits(streak, change);
      streak.changes.push(change);
    } else streaks.push({ changes: [change], ordinals: ordinalsOf(change) });
  }
  return streaks;
};

const isSummer = (zone: Zone, at: number): boolean =>
  /summer|daylight/i.test(new Intl.DateTimeFormat("en-US", { timeZone: zone.id, timeZoneName: "long" }).format(at));

const abbreviation = (zone: Zone, at: number): string =>
  new Intl.DateTimeFormat("en-US", { timeZone: zone.id, timeZoneName: "short" })
    .formatToParts(at)
    .find((part) => part.type === "timeZoneName")!.value;

const ruleOf = ({ changes, ordinals }: Streak, goesOn: boolean): string => {
  const day = dayOfLocal(changes[0]!.wall);
  const until = goesOn ? "" : `;UNTIL=${writeDateTime(changes.at(-1)!.at)}Z`;
  return `FREQ=YEARLY${until};BYMONTH=${monthIn(civil(day))};BYDAY=${ordinals[0]}${WEEKDAYS[weekdayOf(day)]}`;
};

/** STANDARD or DAYLIGHT: either one streak as a rule, or changes that no rule explains as dates. */
const observanceOf = (zone: Zone, first: Change, recurrence: readonly ContentLine[]): Component =>
  buildComponent(isSummer(zone, first.at) ? "DAYLIGHT" : "STANDARD", [
    buildLine({ name: "DTSTART", value: writeDateTime(first.wall) }),
    ...recurrence,
    buildLine({ name: "TZOFFSETFROM", value: writeOffset(first.from) }),
    buildLine({ name: "TZOFFSETTO", value: writeOffset(first.to) }),
    buildLine({ name: "TZNAME", value: abbreviation(zone, first.at) }),
  ]);

const byRule = (zone: Zone, streak: Streak): Component => {
  const goesOn = yearOf(streak.changes.at(-1)!) >= LAST_YEAR;
  return observanceOf(zone, streak.changes[0]!, [buildLine({ name: "RRULE", value: ruleOf(streak, goesOn) })]);
};

const byDates = (zone: Zone, [first, ...others]: readonly Change[]): Component => {
  const dates = others.map((change) => writeDateTime(change.wall)).join(",");
  return observanceOf(zone, first!, dates ? [buildLine({ name: "RDATE", value: dates })] : []);
};

const beginning = (offset: number, year: number): Change => {
  const wall = dayOf(Math.min(year, 1970), 1, 1) * DAY;
  return { at: wall - offset, from: offset, to: offset, wall };
};

/** Changes are known this far; a rule that still holds then is written without an end. */
const LAST_YEAR = 2090;

/** The changes that are needed from a year on: the one in force at its beginning, or a beginning made up, and all later ones. */
const changesFrom = (zone: Zone, year: number): Change[] => {
  // A day of slack: the year begins earlier or later than in UTC.
  const begin = (dayOf(year, 1, 1) - 1) * DAY;
  const all = changesOf(zone).filter((change) => yearOf(change) <= LAST_YEAR);
  const inForce = all.findLast((change) => change.at <= begin) ?? beginning(zone.offsetAt(begin), year);
  return [inForce, ...all.filter((change) => change.at > begin)];
};

/**
 * The VTIMEZONE of an IANA zone (RFC 5545 §3.6.5), true for every moment from the beginning of `fromYear` to the end of
 * `toYear`, and after it for as long as the zone's rules go on. `tzid` is the name to give it, the zone's own when left out.
 */
export const writeVtimezone = (zone: Zone, fromYear: number, toYear = LAST_YEAR, tzid = zone.id): Component => {
  const streaks = streaksOf(changesFrom(zone, fromYear)).filter(({ changes }) => yearOf(changes[0]!) <= toYear);
  const alone = streaks.filter(({ changes }) => changes.length === 1).map(({ changes }) => changes[0]!);
  const dated = Map.groupBy(alone, ({ from, to }) => `${from} ${to}`);
  return buildComponent("VTIMEZONE", [
    buildLine({ name: "TZID", value: tzid }),
    ...[...dated.values()].map((changes) => byDates(zone, changes)),
    ...streaks.filter(({ changes }) => changes.length > 1).map((streak) => byRule(zone, streak)),
  ]);
};
