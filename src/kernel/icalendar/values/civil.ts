/** Milliseconds of a day, hour, minute and second of wall time. */
export const DAY = 86_400_000;
export const HOUR = 3_600_000;
export const MINUTE = 60_000;
export const SECOND = 1000;

/** The year of the last date that iCalendar can write (RFC 5545 §3.3.4). */
export const LAST_YEAR = 9999;

// A calendar that begins in March has its leap day at the end of the year, so that days count without a table.
const ERA_DAYS = 146_097;

/** Days since 1970-01-01 of a Gregorian date; a month or day out of range runs over into the next. */
export const dayOf = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * ERA_DAYS + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
};

/** A date packed into one number, so that the inner loops make no objects: read it by `yearIn`, `monthIn`, `dateIn`. */
export const civil = (days: number): number => {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / ERA_DAYS);
  const dayOfEra = shifted - era * ERA_DAYS;
  const yearOfEra = ((dayOfEra - ((dayOfEra / 1460) | 0) + ((dayOfEra / 36_524) | 0) - ((dayOfEra / 146_096) | 0)) / 365) | 0;
  const dayOfYear = dayOfEra - (365 * yearOfEra + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0));
  const shiftedMonth = ((5 * dayOfYear + 2) / 153) | 0;
  const date = dayOfYear - (((153 * shiftedMonth + 2) / 5) | 0) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return year * 512 + month * 32 + date;
};

/** The year, month (1-12) and day of the month of a packed date. */
export const yearIn = (packed: number): number => Math.floor(packed / 512);
export const monthIn = (packed: number): number => (packed >> 5) & 15;
export const dateIn = (packed: number): number => packed & 31;

/** The weekday of a day, Sunday being 0. */
export const weekdayOf = (days: number): number => (((days + 4) % 7) + 7) % 7;

/** Whether a year has a 29 February. */
export const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const MONTH_LENGTHS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days in a month (1-12). */
export const daysInMonth = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : MONTH_LENGTHS[month]!);

/** The day that a wall time falls on. */
export const dayOfLocal = (local: number): number => Math.floor(local / DAY);
