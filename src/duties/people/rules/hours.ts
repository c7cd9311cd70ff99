import type { Text } from "#kernel/i18n/text.ts";
import { WEEKDAYS, type QuietHours, type WorkingHours } from "../contract/fields.ts";

/** Minutes of a wall-clock day; 24:00 is its end. */
export const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

const DAY_NAMES: Record<(typeof WEEKDAYS)[number], Text> = {
  mon: { id: "Senin", en: "Monday" },
  tue: { id: "Selasa", en: "Tuesday" },
  wed: { id: "Rabu", en: "Wednesday" },
  thu: { id: "Kamis", en: "Thursday" },
  fri: { id: "Jumat", en: "Friday" },
  sat: { id: "Sabtu", en: "Saturday" },
  sun: { id: "Minggu", en: "Sunday" },
};

/** The first thing wrong with working hours: a span that ends before it begins, or two that overlap. */
export const wrongWithHours = (hours: WorkingHours): Text | undefined => {
  for (const day of WEEKDAYS) {
    const spans = (hours[day] ?? []).toSorted((a, b) => minutesOf(a.from) - minutesOf(b.from));
    for (const [index, span] of spans.entries()) {
      const name = DAY_NAMES[day];
      if (minutesOf(span.to) <= minutesOf(span.from))
        return {
          id: `${name.id}: ${span.to} tidak sesudah ${span.from} (kerja lewat tengah malam ditulis pada dua hari)`,
          en: `${name.en}: ${span.to} is not after ${span.from} (work past midnight is written on two days)`,
        };
      const next = spans[index + 1];
      if (next && minutesOf(next.from) < minutesOf(span.to))
        return {
          id: `${name.id}: ${span.from}–${span.to} dan ${next.from}–${next.to} bertumpang tindih`,
          en: `${name.en}: ${span.from}–${span.to} and ${next.from}–${next.to} overlap`,
        };
    }
  }
  return undefined;
};

/** Working hours with each day's spans in order and empty days left out. */
export const tidyHours = (hours: WorkingHours): WorkingHours =>
  Object.fromEntries(
    WEEKDAYS.flatMap((day) => {
      const spans = hours[day] ?? [];
      return spans.length > 0 ? [[day, spans.toSorted((a, b) => minutesOf(a.from) - minutesOf(b.from))]] : [];
    }),
  );

const DAYS_AHEAD = 8;

const instantAt = (day: Temporal.PlainDate, minutes: number, zone: string): Temporal.Instant =>
  minutes >= 1440
    ? day.add({ days: 1 }).toZonedDateTime(zone).toInstant()
    : day
        .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour: Math.floor(minutes / 60), minute: minutes % 60 }) })
        .toInstant();

/** The working spans from yesterday on, as instants; spans that touch are one. */
const spansFrom = (hours: WorkingHours, zone: string, now: Temporal.Instant): { from: Temporal.Instant; to: Temporal.Instant }[] => {
  const first = now.toZonedDateTimeISO(zone).toPlainDate().subtract({ days: 1 });
  const spans: { from: Temporal.Instant; to: Temporal.Instant }[] = [];
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
    const day = first.add({ days: ahead });
    for (const { from, to } of hours[WEEKDAYS[day.dayOfWeek - 1] as (typeof WEEKDAYS)[number]] ?? []) {
      const span = { from: instantAt(day, minutesOf(from), zone), to: instantAt(day, minutesOf(to), zone) };
      const last = spans.at(-1);
      if (last && Temporal.Instant.compare(span.from, last.to) <= 0) last.to = span.to;
      else spans.push(span);
    }
  }
  return spans;
};

/** Whether it is working time at `now` in a zone, and the instant at which that changes (null when not within a week). */
export const atWork = (hours: WorkingHours, zone: string, now: Temporal.Instant): { now: boolean; until: Temporal.Instant | null } => {
  for (const { from, to } of spansFrom(hours, zone, now)) {
    if (Temporal.Instant.compare(now, to) >= 0) continue;
    return Temporal.Instant.compare(now, from) >= 0 ? { now: true, until: to } : { now: false, until: from };
  }
  return { now: false, until: null };
};

/** Whether quiet hours hold at `now` in a zone; they may run over midnight. */
export const isQuiet = (quiet: QuietHours | null, zone: string, now: Temporal.Instant): boolean => {
  if (!quiet) return false;
  const { hour, minute } = now.toZonedDateTimeISO(zone);
  const at = hour * 60 + minute;
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  return from <= to ? at >= from && at < to : at >= from || at < to;
};
