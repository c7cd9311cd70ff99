import { defineWords } from "#kernel/i18n/text.ts";

/** Words that belong to no duty. */
export const words = defineWords({
  justNow: { id: "baru saja", en: "just now" },
  minutesAgo: { id: (n: number) => `${n} menit lalu`, en: (n: number) => (n === 1 ? "1 minute ago" : `${n} minutes ago`) },
  hoursAgo: { id: (n: number) => `${n} jam lalu`, en: (n: number) => (n === 1 ? "1 hour ago" : `${n} hours ago`) },
  inMinutes: { id: (n: number) => `${n} menit lagi`, en: (n: number) => (n === 1 ? "in 1 minute" : `in ${n} minutes`) },
  inHours: { id: (n: number) => `${n} jam lagi`, en: (n: number) => (n === 1 ? "in 1 hour" : `in ${n} hours`) },
  rightNow: { id: "sekarang", en: "now" },
  today: { id: "hari ini", en: "today" },
  yesterday: { id: "kemarin", en: "yesterday" },
  tomorrow: { id: "besok", en: "tomorrow" },
  atTime: { id: (time: string) => `pukul ${time}`, en: (time: string) => time },
  dayAtTime: { id: (day: string, time: string) => `${day} pukul ${time}`, en: (day: string, time: string) => `${day} at ${time}` },
});
