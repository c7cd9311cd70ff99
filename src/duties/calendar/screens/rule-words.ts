import { defineWords, type Lang } from "#kernel/i18n/text.ts";
import { addDays } from "./days.ts";
import { sayDay } from "./saying.ts";
import { readRule, WEEKDAYS, type Rule, type Weekday } from "./rule.ts";

const words = defineWords({
  everyDay: {
    id: (n: number) => (n === 1 ? "Setiap hari" : `Setiap ${n} hari`),
    en: (n: number) => (n === 1 ? "Every day" : `Every ${n} days`),
  },
  everyWeek: {
    id: (n: number) => (n === 1 ? "Setiap minggu" : `Setiap ${n} minggu`),
    en: (n: number) => (n === 1 ? "Every week" : `Every ${n} weeks`),
  },
  everyMonth: {
    id: (n: number) => (n === 1 ? "Setiap bulan" : `Setiap ${n} bulan`),
    en: (n: number) => (n === 1 ? "Every month" : `Every ${n} months`),
  },
  everyYear: {
    id: (n: number) => (n === 1 ? "Setiap tahun" : `Setiap ${n} tahun`),
    en: (n: number) => (n === 1 ? "Every year" : `Every ${n} years`),
  },
  workdays: { id: "Setiap hari kerja, Senin sampai Jumat", en: "Every weekday, Monday to Friday" },
  onDays: { id: (what: string, days: string) => `${what} pada hari ${days}`, en: (what: string, days: string) => `${what} on ${days}` },
  onNth: {
    id: (what: string, nth: number, day: string) => `${what} pada hari ${day} ${nth < 0 ? "terakhir" : `ke-${nth}`}`,
    en: (what: string, nth: number, day: string) =>
      `${what} on the ${["last", "", "first", "second", "third", "fourth", "fifth"][nth + 1]} ${day}`,
  },
  until: { id: (what: string, day: string) => `${what}, sampai ${day}`, en: (what: string, day: string) => `${what}, until ${day}` },
  times: { id: (what: string, n: number) => `${what}, ${n} kali`, en: (what: string, n: number) => `${what}, ${n} times` },
  own: { id: "Berulang menurut aturan sendiri", en: "Repeats by a rule of its own" },
});

const MONDAY = "2026-11-23";
const EVERY = { day: words.everyDay, week: words.everyWeek, month: words.everyMonth, year: words.everyYear } as const;

/** What a day of the week is called in full. */
export const weekdayInWords = (weekday: Weekday, lang: Lang): string =>
  sayDay(addDays(MONDAY, WEEKDAYS.indexOf(weekday)), lang, { weekday: "long" });

const list = (names: readonly string[], lang: Lang): string => new Intl.ListFormat(lang, { type: "conjunction" }).format(names);

const beat = ({ every, interval, on, nth }: Rule, lang: Lang): string => {
  const plain = EVERY[every][lang](interval);
  if (on.length === 0) return plain;
  const days = list(
    on.map((day) => weekdayInWords(day, lang)),
    lang,
  );
  if (every === "month") return words.onNth[lang](plain, nth, days);
  if (interval === 1 && on.join() === WEEKDAYS.slice(0, 5).join()) return words.workdays[lang];
  return words.onDays[lang](plain, days);
};

/** A recurrence rule as a sentence without its full stop. */
export const ruleInWords = (text: string, lang: Lang): string => {
  const rule = readRule(text);
  if (!rule) return words.own[lang];
  const { until } = rule;
  const said = beat(rule, lang);
  if (until.kind === "count") return words.times[lang](said, until.count);
  return until.kind === "day" ? words.until[lang](said, sayDay(until.day, lang, { day: "numeric", month: "long", year: "numeric" })) : said;
};
