import type { Lang } from "#kernel/i18n/text.ts";
import { formatClock, type Reader } from "#web/i18n/time.ts";
import type { View } from "./days.ts";

const LOCALE: Readonly<Record<Lang, string>> = { id: "id-ID", en: "en-GB" };
const formats = new Map<string, Intl.DateTimeFormat>();

const format = (lang: Lang, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = lang + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(LOCALE[lang], { ...options, timeZone: "UTC" })));
  return found;
};

const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);

/** A whole day in words, as much of it as the options say. */
export const sayDay = (day: string, lang: Lang, options: Intl.DateTimeFormatOptions): string => format(lang, options).format(noon(day));

const WHOLE: Intl.DateTimeFormatOptions = { day: "numeric", month: "long", year: "numeric" };

/** The days from the first to the last in words, what they share said once. */
export const sayDays = (first: string, last: string, lang: Lang, options: Intl.DateTimeFormatOptions = WHOLE): string =>
  format(lang, options).formatRange(noon(first), noon(last));

/** What a page of the calendar is headed with; `short` where there is little room. */
export const sayPage = (view: View, day: string, days: readonly string[], lang: Lang, short = false): string => {
  if (view === "month") return sayDay(day, lang, { month: "long", year: "numeric" });
  const [first = day, last = day] = [days[0], days.at(-1)];
  const width = short ? "short" : "long";
  if (first === last) return sayDay(day, lang, { weekday: width, day: "numeric", month: width, year: "numeric" });
  return sayDays(first, last, lang, short ? { day: "numeric", month: "short" } : undefined);
};

/** A day in full for those who listen: "Selasa, 24 November". */
export const sayDayLong = (day: string, lang: Lang): string => sayDay(day, lang, { weekday: "long", day: "numeric", month: "long" });

/** "09.00–10.30" between two instants (epoch milliseconds). */
export const sayClocks = (from: number, to: number, reader: Reader): string =>
  [from, to].map((at) => formatClock(new Date(at).toISOString(), reader)).join("–");

/** A minute of the day as people write it: "09.00", "09:00". */
export const sayMinute = (minute: number, lang: Lang): string => {
  const text = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  return lang === "id" ? text.replace(":", ".") : text;
};

/** "HH:MM" of a clock as people type it: "9", "930", "9.30", "09:30"; undefined for what is none. */
export const readClock = (text: string): string | undefined => {
  const [, hours = "", minutes = "00"] = /^(\d{1,2})[.:]?(\d{2})?$/.exec(text.trim()) ?? [];
  if (hours === "" || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return `${hours.padStart(2, "0")}:${minutes}`;
};
