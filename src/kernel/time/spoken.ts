import type { Lang, Text } from "#kernel/i18n/text.ts";

/** Indonesia's own names for its three zones; English formatters print GMT+7 instead. */
const INDONESIAN: Readonly<Record<string, string>> = {
  "Asia/Jakarta": "WIB",
  "Asia/Pontianak": "WIB",
  "Asia/Makassar": "WITA",
  "Asia/Ujung_Pandang": "WITA",
  "Asia/Jayapura": "WIT",
};

const LOCALE: Readonly<Record<Lang, string>> = { id: "id-ID", en: "en-GB" };

const formats = new Map<string, Intl.DateTimeFormat>();
const format = (locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${locale}|${timeZone}|${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(locale, { ...options, timeZone })));
  return found;
};

const both = (make: (lang: Lang) => string): Text => ({ id: make("id"), en: make("en") });

/** What people call a zone at an instant: WIB, WITA, WIT, or the usual short name such as CEST. */
export const zoneName = (instant: Temporal.Instant, timeZone: string): string => {
  const known = INDONESIAN[timeZone];
  if (known) return known;
  const parts = format("en-GB", timeZone, { timeZoneName: "short" }).formatToParts(instant.epochMilliseconds);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
};

/** The wall clock with its zone: "17.00 WIB" and "17:00 WIB". */
export const spokenTime = (instant: Temporal.Instant, timeZone: string): Text => {
  const { hour, minute } = instant.toZonedDateTimeISO(timeZone);
  const [hours, minutes] = [hour, minute].map((part) => String(part).padStart(2, "0"));
  return both((lang) => `${hours}${lang === "id" ? "." : ":"}${minutes} ${zoneName(instant, timeZone)}`);
};

/** The day: "Jumat, 6 Maret 2026" and "Friday, 6 March 2026". */
export const spokenDay = (instant: Temporal.Instant, timeZone: string): Text =>
  both((lang) =>
    format(LOCALE[lang], timeZone, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(instant.epochMilliseconds),
  );

/** Day and wall clock: "Jumat, 6 Maret 2026, 17.00 WIB" and "Friday, 6 March 2026, 17:00 WIB". */
export const spokenMoment = (instant: Temporal.Instant, timeZone: string): Text => {
  const [day, time] = [spokenDay(instant, timeZone), spokenTime(instant, timeZone)];
  return both((lang) => `${day[lang]}, ${time[lang]}`);
};

/** As short as it can be said at `now`: only the wall clock when it is the same day there, else day and wall clock. */
export const spokenFrom = (instant: Temporal.Instant, now: Temporal.Instant, timeZone: string): Text => {
  const days = [instant, now].map((one) => one.toZonedDateTimeISO(timeZone).toPlainDate().toString());
  return days[0] === days[1] ? spokenTime(instant, timeZone) : spokenMoment(instant, timeZone);
};
