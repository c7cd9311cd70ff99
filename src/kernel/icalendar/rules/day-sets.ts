import { civil, dateIn, dayOf, daysInMonth, isLeap, monthIn, weekdayOf, yearIn } from "../values/civil.ts";
import type { Pattern } from "./pattern.ts";

/** The first day of the week that a day lies in. */
export const weekStart = (day: number, wkst: number): number => day - ((weekdayOf(day) - wkst + 7) % 7);

/** Whether the week that begins on a day is one of the wanted numbers of its year, counted from either end (ISO 8601 with WKST). */
const weekWanted = (first: number, wanted: readonly number[]): boolean => {
  // A week belongs to the year that its fourth day lies in.
  const fourth = first + 3;
  const year = yearIn(civil(fourth));
  const number = Math.floor((fourth - dayOf(year, 1, 1)) / 7) + 1;
  const weeks = number + Math.floor((dayOf(year, 12, 31) - fourth) / 7);
  return wanted.includes(number) || wanted.includes(number - weeks - 1);
};

const ordinalWanted = (pattern: Pattern, weekday: number, place: number, length: number): boolean => {
  const forward = Math.floor((place - 1) / 7) + 1;
  const backward = -Math.floor((length - place) / 7) - 1;
  return pattern.ordinals.some((day) => day.weekday === weekday && (day.ordinal === forward || day.ordinal === backward));
};

const weekdayPasses = (pattern: Pattern, day: number, date: number): boolean => {
  if (pattern.weekdays === 0 && pattern.ordinals.length === 0) return true;
  const weekday = weekdayOf(day);
  if (pattern.weekdays & (1 << weekday)) return true;
  if (pattern.ordinals.length === 0) return false;
  const year = yearIn(date);
  if (pattern.ordinalsInMonth) return ordinalWanted(pattern, weekday, dateIn(date), daysInMonth(year, monthIn(date)));
  return ordinalWanted(pattern, weekday, day - dayOf(year, 1, 1) + 1, isLeap(year) ? 366 : 365);
};

const dateWanted = (pattern: Pattern, date: number): boolean =>
  (pattern.monthDays & (1 << dateIn(date))) !== 0 ||
  (pattern.monthDaysBack !== 0 && (pattern.monthDaysBack & (1 << (daysInMonth(yearIn(date), monthIn(date)) - dateIn(date) + 1))) !== 0);

const yearDayWanted = (pattern: Pattern, day: number, year: number): boolean => {
  const place = day - dayOf(year, 1, 1) + 1;
  return pattern.yearDays.includes(place) || pattern.yearDays.includes(place - (isLeap(year) ? 366 : 365) - 1);
};

/** Whether a day has every property that the rule asks of days: the intersection of its BY parts. */
export const dayPasses = (pattern: Pattern, day: number): boolean => {
  if (!pattern.daysNarrowed) return true;
  const date = civil(day);
  if (pattern.months !== 0 && !(pattern.months & (1 << monthIn(date)))) return false;
  if ((pattern.monthDays !== 0 || pattern.monthDaysBack !== 0) && !dateWanted(pattern, date)) return false;
  if (pattern.yearDays.length > 0 && !yearDayWanted(pattern, day, yearIn(date))) return false;
  if (pattern.weekNumbers.length > 0 && !weekWanted(weekStart(day, pattern.wkst), pattern.weekNumbers)) return false;
  return weekdayPasses(pattern, day, date);
};

const addIfPasses = (pattern: Pattern, day: number, days: number[]): void => {
  if (dayPasses(pattern, day)) days.push(day);
};

/** The days of one week, given by its first day, in order. */
export const daysOfWeek = (pattern: Pattern, first: number, days: number[]): void => {
  for (let day = first; day < first + 7; day++) addIfPasses(pattern, day, days);
};

const byDateInMonth = (pattern: Pattern, year: number, month: number, days: number[]): void => {
  const first = dayOf(year, month, 1);
  const length = daysInMonth(year, month);
  const back = pattern.monthDaysBack;
  for (let date = 1; date <= length; date++) {
    const wanted = pattern.monthDays & (1 << date) || (back !== 0 && back & (1 << (length - date + 1)));
    if (wanted) addIfPasses(pattern, first + date - 1, days);
  }
};

const inOrder = (days: number[]): void => {
  if (days.length < 2) return;
  days.sort((a, b) => a - b);
  let kept = 1;
  for (let at = 1; at < days.length; at++) if (days[at] !== days[at - 1]) days[kept++] = days[at]!;
  days.length = kept;
};

/** The weekdays of BYDAY in a stretch of days, numbered ones by their place in it. */
const byWeekdayIn = (pattern: Pattern, first: number, length: number, days: number[]): void => {
  for (const { ordinal, weekday } of pattern.ordinals) {
    const last = first + length - 1;
    const day =
      ordinal > 0
        ? first + ((weekday - weekdayOf(first) + 7) % 7) + (ordinal - 1) * 7
        : last - ((weekdayOf(last) - weekday + 7) % 7) + (ordinal + 1) * 7;
    if (day >= first && day <= last) addIfPasses(pattern, day, days);
  }
  for (let weekday = 0; weekday < 7; weekday++) {
    if (!(pattern.weekdays & (1 << weekday))) continue;
    for (let day = first + ((weekday - weekdayOf(first) + 7) % 7); day < first + length; day += 7) addIfPasses(pattern, day, days);
  }
};

/** The days of one month that the rule wants, in order, each once. */
export const daysOfMonth = (pattern: Pattern, year: number, month: number, days: number[]): void => {
  if (pattern.months !== 0 && !(pattern.months & (1 << month))) return;
  if (pattern.monthDays !== 0 || pattern.monthDaysBack !== 0) return byDateInMonth(pattern, year, month, days);
  const first = dayOf(year, month, 1);
  const length = daysInMonth(year, month);
  if (pattern.weekdays !== 0 || pattern.ordinals.length > 0) {
    byWeekdayIn(pattern, first, length, days);
    return inOrder(days);
  }
  for (let day = first; day < first + length; day++) addIfPasses(pattern, day, days);
};

const byYearDay = (pattern: Pattern, year: number, days: number[]): void => {
  const length = isLeap(year) ? 366 : 365;
  for (const wanted of pattern.yearDays) {
    const place = wanted > 0 ? wanted : length + wanted + 1;
    if (place >= 1 && place <= length) addIfPasses(pattern, dayOf(year, 1, 1) + place - 1, days);
  }
  inOrder(days);
};

/** Days of wanted weeks as far as they lie in the calendar year, the year's own weeks and its neighbours' alike. */
const byWeekNumber = (pattern: Pattern, year: number, days: number[]): void => {
  const first = dayOf(year, 1, 1);
  const last = dayOf(year, 12, 31);
  for (let week = weekStart(first, pattern.wkst); week <= last; week += 7) {
    if (!weekWanted(week, pattern.weekNumbers)) continue;
    for (let day = Math.max(week, first); day < week + 7 && day <= last; day++) addIfPasses(pattern, day, days);
  }
};

/** The days of one year that the rule wants, in order, each once. */
export const daysOfYear = (pattern: Pattern, year: number, days: number[]): void => {
  if (pattern.yearDays.length > 0) return byYearDay(pattern, year, days);
  if (pattern.weekNumbers.length > 0) return byWeekNumber(pattern, year, days);
  const byMonth = pattern.months !== 0 || pattern.monthDays !== 0 || pattern.monthDaysBack !== 0;
  if (!byMonth) {
    byWeekdayIn(pattern, dayOf(year, 1, 1), isLeap(year) ? 366 : 365, days);
    return inOrder(days);
  }
  for (let month = 1; month <= 12; month++) {
    if (pattern.months !== 0 && !(pattern.months & (1 << month))) continue;
    const found: number[] = [];
    daysOfMonth(pattern, year, month, found);
    for (const day of found) days.push(day);
  }
};
