import type { Lang } from "#kernel/i18n/text.ts";
import { words } from "./words.ts";

const HOUR = 60;
const DAY = 24 * HOUR;

/** The reminders that are offered, in minutes before the start. */
export const REMINDERS = [0, 10, 30, HOUR, DAY] as const;

/** How long before an event one is reminded, in words. */
export const reminderInWords = (minutes: number, lang: Lang): string => {
  if (minutes === 0) return words.atStart[lang];
  if (minutes % DAY === 0) return words.daysBefore[lang](minutes / DAY);
  return minutes % HOUR === 0 ? words.hoursBefore[lang](minutes / HOUR) : words.minutesBefore[lang](minutes);
};
