import type { Text } from "#kernel/i18n/text.ts";

/** A dated day of a list. */
export type KnownDay = { day: string; kind: "holiday" | "joint-leave" | "closed"; name: Text };
/** The holidays and cuti bersama of one year, with where they were decided. */
export type KnownYear = { source: string; days: readonly KnownDay[] };

const holiday = (day: string, id: string, en: string): KnownDay => ({ day, kind: "holiday", name: { id, en } });
const leave = (day: string, id: string, en: string): KnownDay => ({
  day,
  kind: "joint-leave",
  name: { id: `Cuti bersama ${id}`, en: `Joint leave: ${en}` },
});

/**
 * Lists that came with this version, by year; an administrator takes them over and corrects them, since a list is often
 * revised within its year. SKB: the joint decree of the ministers of religious affairs, of manpower and of state apparatus.
 */
export const KNOWN_YEARS: Readonly<Record<number, KnownYear>> = {
  2026: {
    source: "SKB Menteri Agama No. 1497/2025, Menteri Ketenagakerjaan No. 2/2025, Menteri PANRB No. 5/2025",
    days: [
      holiday("2026-01-01", "Tahun Baru 2026 Masehi", "New Year"),
      holiday("2026-01-16", "Isra Mikraj Nabi Muhammad SAW", "Ascension of the Prophet Muhammad"),
      leave("2026-02-16", "Tahun Baru Imlek 2577 Kongzili", "Chinese New Year"),
      holiday("2026-02-17", "Tahun Baru Imlek 2577 Kongzili", "Chinese New Year"),
      leave("2026-03-18", "Hari Suci Nyepi", "Day of Silence"),
      holiday("2026-03-19", "Hari Suci Nyepi (Tahun Baru Saka 1948)", "Day of Silence"),
      leave("2026-03-20", "Idulfitri 1447 Hijriah", "Eid al-Fitr"),
      holiday("2026-03-21", "Idulfitri 1447 Hijriah", "Eid al-Fitr"),
      holiday("2026-03-22", "Idulfitri 1447 Hijriah", "Eid al-Fitr"),
      leave("2026-03-23", "Idulfitri 1447 Hijriah", "Eid al-Fitr"),
      leave("2026-03-24", "Idulfitri 1447 Hijriah", "Eid al-Fitr"),
      holiday("2026-04-03", "Wafat Yesus Kristus", "Good Friday"),
      holiday("2026-04-05", "Kebangkitan Yesus Kristus (Paskah)", "Easter"),
      holiday("2026-05-01", "Hari Buruh Internasional", "Labour Day"),
      holiday("2026-05-14", "Kenaikan Yesus Kristus", "Ascension Day"),
      leave("2026-05-15", "Kenaikan Yesus Kristus", "Ascension Day"),
      holiday("2026-05-27", "Iduladha 1447 Hijriah", "Eid al-Adha"),
      leave("2026-05-28", "Iduladha 1447 Hijriah", "Eid al-Adha"),
      holiday("2026-05-31", "Hari Raya Waisak 2570 BE", "Vesak"),
      holiday("2026-06-01", "Hari Lahir Pancasila", "Pancasila Day"),
      holiday("2026-06-16", "1 Muharam Tahun Baru Islam 1448 Hijriah", "Islamic New Year"),
      holiday("2026-08-17", "Proklamasi Kemerdekaan", "Independence Day"),
      holiday("2026-08-25", "Maulid Nabi Muhammad SAW", "Birthday of the Prophet Muhammad"),
      leave("2026-12-24", "Kelahiran Yesus Kristus", "Christmas"),
      holiday("2026-12-25", "Kelahiran Yesus Kristus", "Christmas Day"),
    ],
  },
};
