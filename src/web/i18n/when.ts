import type { Lang } from "#kernel/i18n/text.ts";

const LOCALE: Readonly<Record<Lang, string>> = { id: "id-ID", en: "en-GB" };
/** English formats print "GMT+7" for Indonesia's zones; people there say WIB, WITA and WIT in any language. */
const ZONES: Readonly<Record<string, string>> = {
  "Asia/Jakarta": "WIB",
  "Asia/Pontianak": "WIB",
  "Asia/Makassar": "WITA",
  "Asia/Jayapura": "WIT",
};

let skewMs = 0;

/** Sets this browser's clock right by the server's word. */
export const hearTime = (serverNow: string): void => {
  skewMs = Date.parse(serverNow) - Date.now();
};
/** The present moment by the server's clock, in milliseconds. */
export const nowMs = (): number => Date.now() + skewMs;

const formats = new Map<string, Intl.DateTimeFormat>();
const format = (lang: Lang, timeZone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = JSON.stringify([lang, timeZone, options]);
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(LOCALE[lang], { ...options, ...(timeZone ? { timeZone } : {}) })));
  return found;
};

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** A time of day as each language writes it: 09.05 or 09:05. */
export const clockTime = (at: string, lang: Lang, timeZone?: string): string => format(lang, timeZone, CLOCK).format(Date.parse(at));

/** The zone's own short name where it has one. */
export const zoneLabel = (timeZone: string): string => ZONES[timeZone] ?? timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;

const dayKey = (ms: number, timeZone?: string): string =>
  new Intl.DateTimeFormat("sv-SE", { ...(timeZone ? { timeZone } : {}), dateStyle: "short" }).format(ms);

/** A moment as one would say it today: the time; this year: day and time; else the full date. */
export const moment = (at: string, lang: Lang, timeZone?: string): string => {
  const ms = Date.parse(at);
  const [day, today] = [dayKey(ms, timeZone), dayKey(nowMs(), timeZone)];
  if (day === today) return clockTime(at, lang, timeZone);
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  return format(lang, timeZone, {
    ...(sameYear ? { weekday: "short", day: "numeric", month: "short" } : { day: "numeric", month: "short", year: "numeric" }),
    ...CLOCK,
  }).format(ms);
};

/** A whole day (YYYY-MM-DD). */
export const wholeDay = (day: string, lang: Lang): string =>
  format(lang, "UTC", { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(Date.parse(`${day}T00:00:00Z`));

const UNITS = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** How long ago, or how soon: "8 menit lalu", "in 2 hours". */
export const ago = (at: string, lang: Lang): string => {
  const seconds = (Date.parse(at) - nowMs()) / 1000;
  const relative = new Intl.RelativeTimeFormat(LOCALE[lang], { numeric: "auto", style: "short" });
  for (const [unit, size] of UNITS) if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  return lang === "id" ? (seconds > 0 ? "sebentar lagi" : "baru saja") : seconds > 0 ? "in a moment" : "just now";
};

/** Rupiah on a screen, from minor units: "Rp 1.234.568" in both languages, as Indonesians read it. */
export const rupiah = (minor: number): string => `Rp ${new Intl.NumberFormat("id-ID", { maximumFractionDigits: 0 }).format(minor / 100)}`;
