import type { Lang } from "#kernel/i18n/text.ts";
import { words } from "./words.ts";

/** For whom a time is written: language and time zone. */
export type Reader = { lang: Lang; timeZone: string };

const LOCALE: Readonly<Record<Lang, string>> = { id: "id-ID", en: "en-GB" };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// The three zones of Indonesia; English formatters print GMT+7 where people say WIB.
const INDONESIAN: Readonly<Record<string, string>> = {
  "Asia/Jakarta": "WIB",
  "Asia/Pontianak": "WIB",
  "Asia/Makassar": "WITA",
  "Asia/Ujung_Pandang": "WITA",
  "Asia/Jayapura": "WIT",
};

// Browsers without Temporal still open Kerani, so screens use Intl alone; rules stay on the server.
const formats = new Map<string, Intl.DateTimeFormat>();
const format = ({ lang, timeZone }: Reader, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${lang}|${timeZone}|${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(LOCALE[lang], { ...options, timeZone })));
  return found;
};

const epoch = (instant: string): number => Date.parse(instant);

/** The calendar day of an instant in a zone, as YYYY-MM-DD. */
export const dayOf = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY;

/** What people call a zone at an instant: WIB, WITA, WIT, or the usual short name. */
export const zoneName = (instant: string, timeZone: string): string =>
  INDONESIAN[timeZone] ??
  format({ lang: "en", timeZone }, { timeZoneName: "short" })
    .formatToParts(epoch(instant))
    .find(({ type }) => type === "timeZoneName")?.value ??
  timeZone;

/** The wall clock: "14.05" or "14:05". */
export const formatClock = (instant: string, reader: Reader): string => {
  const parts = format({ ...reader, lang: "en" }, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(epoch(instant));
  return reader.lang === "id" ? parts.replace(":", ".") : parts;
};

/** The wall clock with its zone: "14.05 WIB". */
export const formatClockZone = (instant: string, reader: Reader): string =>
  `${formatClock(instant, reader)}\u00a0${zoneName(instant, reader.timeZone)}`;

/** The day as short as it can be said at `now`: today, yesterday, tomorrow, "Sen, 23 Nov", with the year when it is another. */
export const formatDay = (instant: string, reader: Reader, now: number): string => {
  const day = dayOf(epoch(instant), reader.timeZone);
  const today = dayOf(now, reader.timeZone);
  const apart = dayNumber(day) - dayNumber(today);
  if (apart === 0) return words.today[reader.lang];
  if (apart === -1) return words.yesterday[reader.lang];
  if (apart === 1) return words.tomorrow[reader.lang];
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  return format(reader, { weekday: "short", day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) }).format(
    epoch(instant),
  );
};

/** A whole date (YYYY-MM-DD), which has no zone, as short as it can be said. */
export const formatDate = (day: string, reader: Reader, now: number): string =>
  formatDay(`${day}T12:00:00Z`, { lang: reader.lang, timeZone: "UTC" }, Date.parse(`${dayOf(now, reader.timeZone)}T12:00:00Z`));

/** Day and wall clock: "besok pukul 14.05", "Mon 23 Nov at 14:05". */
export const formatMoment = (instant: string, reader: Reader, now: number): string =>
  words.dayAtTime[reader.lang](formatDay(instant, reader, now), formatClock(instant, reader));

/** As short as it can be said inside a sentence: only the clock when it is the same day, else day and clock. */
export const formatWithin = (instant: string, reader: Reader, now: number): string =>
  dayOf(epoch(instant), reader.timeZone) === dayOf(now, reader.timeZone)
    ? words.atTime[reader.lang](formatClock(instant, reader))
    : formatMoment(instant, reader, now);

/** The first letter as at the beginning of a sentence. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase("id") + text.slice(1);

/** In full, for a title or a document: "Senin, 23 November 2026 pukul 14.05 WIB". */
export const formatFull = (instant: string, reader: Reader): string =>
  words.dayAtTime[reader.lang](
    format(reader, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(epoch(instant)),
    formatClockZone(instant, reader),
  );

/** How long ago or ahead, seen from `now`: minutes and hours within half a day, then the day and the clock. */
export const formatSince = (instant: string, reader: Reader, now: number): string => {
  const apart = epoch(instant) - now;
  const size = Math.abs(apart);
  const { lang } = reader;
  if (size < MINUTE) return apart > MINUTE / 2 ? words.rightNow[lang] : words.justNow[lang];
  if (size >= 12 * HOUR) return formatMoment(instant, reader, now);
  const minutes = Math.floor(size / MINUTE);
  if (minutes < 60) return apart < 0 ? words.minutesAgo[lang](minutes) : words.inMinutes[lang](minutes);
  const hours = Math.floor(size / HOUR);
  return apart < 0 ? words.hoursAgo[lang](hours) : words.inHours[lang](hours);
};

/** The instant (RFC 3339, UTC) at which a wall clock in a zone shows `day` and `clock` (HH:MM); in a gap, the moment after it. */
export const instantAt = (day: string, clock: string, timeZone: string): string => {
  const wanted = Date.parse(`${day}T${clock}:00Z`);
  const shown = (at: number): number => {
    const parts = Object.fromEntries(
      format(
        { lang: "en", timeZone },
        { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
      )
        .formatToParts(at)
        .map(({ type, value }) => [type, value]),
    );
    return Date.parse(`${parts["year"]}-${parts["month"]}-${parts["day"]}T${parts["hour"]}:${parts["minute"]}:00Z`);
  };
  let at = wanted - (shown(wanted) - wanted);
  at -= shown(at) - wanted;
  return new Date(at).toISOString();
};
