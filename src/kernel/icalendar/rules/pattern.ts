import { DAY, HOUR, MINUTE, SECOND, civil, dateIn, dayOfLocal, monthIn, weekdayOf } from "../values/civil.ts";
import { FREQUENCIES, type ByDay, type Rule } from "./rule.ts";

/** The places of the frequencies in their list: what is at most HOURLY repeats within a day. */
export const SECONDLY = 0;
export const MINUTELY = 1;
export const HOURLY = 2;
export const DAILY = 3;
export const WEEKLY = 4;
export const MONTHLY = 5;
export const YEARLY = 6;

/**
 * A rule made ready to run from a start: what the rule leaves open is taken from the start, lists are bit masks (bit n
 * for number n). `times` are milliseconds into the period: into the day, or for frequencies below into hour, minute or second.
 */
export type Pattern = {
  readonly freq: number;
  readonly interval: number;
  readonly wkst: number;
  readonly start: number;
  readonly startDay: number;
  /** The length of a period in milliseconds, for SECONDLY to HOURLY. */
  readonly unit: number;
  readonly months: number;
  readonly weekdays: number;
  readonly ordinals: readonly ByDay[];
  /** Whether ordinals count within the month rather than the year. */
  readonly ordinalsInMonth: boolean;
  readonly monthDays: number;
  readonly monthDaysBack: number;
  readonly yearDays: readonly number[];
  readonly weekNumbers: readonly number[];
  /** Whether any of the above narrows the days down. */
  readonly daysNarrowed: boolean;
  readonly times: readonly number[];
  /** Positions to pick from a period's set; already applied to `times` where every period has the same set. */
  readonly setPos: readonly number[];
  /** For SECONDLY to HOURLY: the next allowed hour, minute and second from each on; the length of the table when there is none. */
  readonly hours: Uint8Array | undefined;
  readonly minutes: Uint8Array | undefined;
  readonly seconds: Uint8Array | undefined;
};

const maskOf = (numbers: readonly number[]): number => numbers.reduce((mask, number) => mask | (1 << number), 0);

/** Positions of BYSETPOS in a set of a given size, ascending, without doubles. */
export const positionsIn = (size: number, setPos: readonly number[]): number[] => {
  const places = setPos.map((position) => (position > 0 ? position - 1 : size + position)).filter((place) => place >= 0 && place < size);
  return [...new Set(places)].sort((a, b) => a - b);
};

const nextAllowed = (numbers: readonly number[], size: number): Uint8Array | undefined => {
  if (numbers.length === 0) return undefined;
  const table = new Uint8Array(size);
  let next = size;
  for (let number = size - 1; number >= 0; number--) {
    if (numbers.includes(number)) next = number;
    table[number] = next;
  }
  return table;
};

const within = (part: readonly number[], otherwise: number, wanted: boolean): readonly number[] =>
  wanted ? (part.length > 0 ? part : [otherwise]) : [0];

/** The times of day (or of the hour, minute) that a period expands to; second 60 never exists and drops out. */
const timesOf = (rule: Rule, freq: number, start: number): number[] => {
  const time = start - dayOfLocal(start) * DAY;
  const hours = within(rule.byHour, Math.floor(time / HOUR), freq > HOURLY);
  const minutes = within(rule.byMinute, Math.floor(time / MINUTE) % 60, freq > MINUTELY);
  const seconds = within(rule.bySecond, Math.floor(time / SECOND) % 60, freq > SECONDLY).filter((second) => second < 60);
  return hours.flatMap((hour) => minutes.flatMap((minute) => seconds.map((second) => hour * HOUR + minute * MINUTE + second * SECOND)));
};

type Days = Pick<Pattern, "months" | "weekdays" | "monthDays">;

/** What the rule leaves open about days comes from the start (RFC 5545 §3.3.10, "information, not contained in the rule"). */
const daysFromStart = (rule: Rule, freq: number, startDay: number): Days => {
  const date = civil(startDay);
  const weekdays = maskOf(rule.byDay.filter((day) => day.ordinal === 0 || freq < MONTHLY).map((day) => day.weekday));
  const days = { months: maskOf(rule.byMonth), weekdays, monthDays: maskOf(rule.byMonthDay.filter((day) => day > 0)) };
  const byDate = rule.byMonthDay.length > 0 || rule.byYearDay.length > 0;
  if (byDate || rule.byDay.length > 0) return days;
  if (freq === WEEKLY || (freq === YEARLY && rule.byWeekNo.length > 0)) return { ...days, weekdays: 1 << weekdayOf(startDay) };
  if (freq !== MONTHLY && freq !== YEARLY) return days;
  return { ...days, monthDays: 1 << dateIn(date), months: days.months || (freq === YEARLY ? 1 << monthIn(date) : 0) };
};

/** Makes a rule ready for a start in wall time (milliseconds). */
export const compile = (rule: Rule, start: number): Pattern => {
  const freq = FREQUENCIES.indexOf(rule.freq);
  const startDay = dayOfLocal(start);
  const days = daysFromStart(rule, freq, startDay);
  const ordinals = freq >= MONTHLY ? rule.byDay.filter((day) => day.ordinal !== 0) : [];
  const monthDaysBack = maskOf(rule.byMonthDay.filter((day) => day < 0).map((day) => -day));
  const narrowing = [
    days.months,
    days.weekdays,
    days.monthDays,
    monthDaysBack,
    ordinals.length,
    rule.byYearDay.length,
    rule.byWeekNo.length,
  ];
  const times = timesOf(rule, freq, start);
  const sameSets = freq <= DAILY && rule.bySetPos.length > 0;
  return {
    freq,
    interval: rule.interval,
    wkst: rule.wkst,
    start,
    startDay,
    unit: [SECOND, MINUTE, HOUR][freq] ?? DAY,
    ...days,
    ordinals,
    ordinalsInMonth: freq === MONTHLY || days.months !== 0,
    monthDaysBack,
    yearDays: rule.byYearDay,
    weekNumbers: rule.byWeekNo,
    daysNarrowed: narrowing.some((part) => part !== 0),
    times: sameSets ? positionsIn(times.length, rule.bySetPos).map((place) => times[place]!) : times,
    setPos: sameSets ? [] : rule.bySetPos,
    hours: nextAllowed(rule.byHour, 24),
    minutes: nextAllowed(rule.byMinute, 60),
    seconds: nextAllowed(rule.bySecond, 60),
  };
};
