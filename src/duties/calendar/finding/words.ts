import { defineWords } from "#kernel/i18n/text.ts";

/** What stands in the way, said of somebody: the rule that blocks. */
export const BLOCKERS = defineWords({
  tentative: { id: (who: string) => `janji ${who} yang belum pasti`, en: (who: string) => `the tentative appointments of ${who}` },
  buffer: { id: (who: string) => `jeda dan waktu perjalanan ${who}`, en: (who: string) => `the buffer and travel time of ${who}` },
  notice: { id: (who: string) => `tenggang pemberitahuan ${who}`, en: (who: string) => `the notice asked for by ${who}` },
  break: { id: (who: string, name: string) => `${name} (${who})`, en: (who: string, name: string) => `${name} (${who})` },
  limit: { id: (who: string) => `batas harian ${who}`, en: (who: string) => `the daily limit of ${who}` },
  hours: { id: (who: string) => `jam kerja ${who}`, en: (who: string) => `the working hours of ${who}` },
  ahead: { id: (who: string) => `batas pemesanan ke depan ${who}`, en: (who: string) => `how far ahead ${who} can be booked` },
  season: { id: (who: string, name: string) => `jam ${name} (${who})`, en: (who: string, name: string) => `the hours of ${name} (${who})` },
  closed: { id: (who: string, name: string) => `${name} (${who})`, en: (who: string, name: string) => `${name} (${who})` },
  without: { id: (who: string) => `kalender ${who}`, en: (who: string) => `the calendar of ${who}` },
  fewer: {
    id: (_: string, need: string, of: string) => `terlalu sedikit dari ${of} pilihan yang bebas bersamaan (perlu ${need})`,
    en: (_: string, need: string, of: string) => `too few of the ${of} to choose from being free at once (${need} needed)`,
  },
  move: {
    id: (who: string, from: string) => `janji ${who} pada ${from}`,
    en: (who: string, from: string) => `the appointment of ${who} on ${from}`,
  },
  shorter: { id: () => "celah bersama yang terlalu pendek", en: () => "the shortness of what is free" },
});

/** The one change that would help, as a condition. */
export const CHANGES = defineWords({
  tentative: {
    id: (who: string) => `bila janji ${who} yang belum pasti dianggap bebas`,
    en: (who: string) => `if the tentative appointments of ${who} count as free`,
  },
  buffer: {
    id: (who: string) => `bila jeda dan waktu perjalanan ${who} ditiadakan`,
    en: (who: string) => `if the buffer and travel time of ${who} are dropped`,
  },
  notice: {
    id: (who: string) => `bila tenggang pemberitahuan ${who} ditiadakan`,
    en: (who: string) => `if the notice asked for by ${who} is waived`,
  },
  break: {
    id: (who: string, name: string) => `bila ${name} ditiadakan untuk ${who}`,
    en: (who: string, name: string) => `if ${name} is given up by ${who}`,
  },
  limit: { id: (who: string) => `bila batas harian ${who} dilampaui`, en: (who: string) => `if the daily limit of ${who} is passed` },
  hours: {
    id: (who: string) => `bila jam kerja ${who} diperpanjang sampai dua jam`,
    en: (who: string) => `if the working hours of ${who} are stretched by up to two hours`,
  },
  ahead: {
    id: (who: string) => `bila ${who} boleh dipesan lebih jauh ke depan`,
    en: (who: string) => `if bookings of ${who} may lie further ahead`,
  },
  season: {
    id: (who: string, name: string) => `bila jam biasa berlaku untuk ${who} selama ${name}`,
    en: (who: string, name: string) => `if the usual hours hold for ${who} during ${name}`,
  },
  closed: {
    id: (who: string, name: string) => `bila ${name} tidak berlaku untuk ${who}`,
    en: (who: string, name: string) => `if ${name} does not hold for ${who}`,
  },
  without: { id: (who: string) => `tanpa ${who}`, en: (who: string) => `without ${who}` },
  fewer: {
    id: (_: string, need: string, of: string) => `bila ${Number(need) - 1} dari ${of} cukup`,
    en: (_: string, need: string, of: string) => `if ${Number(need) - 1} of ${of} are enough`,
  },
  move: {
    id: (_: string, _from: string, to: string) => `bila digeser ke ${to}`,
    en: (_: string, _from: string, to: string) => `if it moves to ${to}`,
  },
  shorter: { id: (_: string, length: string) => `untuk ${length} menit`, en: (_: string, length: string) => `for ${length} minutes` },
});

/** The sentences round them. */
export const SENTENCES = defineWords({
  opens: {
    id: (length: string, until: string, blocker: string, change: string, slot: string) =>
      `Tidak ada ${length} menit sampai ${until}: terhalang ${blocker}; ${change}, ${slot} bisa.`,
    en: (length: string, until: string, blocker: string, change: string, slot: string) =>
      `There are no ${length} minutes until ${until} because of ${blocker}; ${change}, ${slot} is possible.`,
  },
  nothing: {
    id: (length: string, until: string, who: string) =>
      `Tidak ada ${length} menit sampai ${until}, dan tidak ada satu perubahan pun yang membukanya; yang paling sempit waktunya ${who}.`,
    en: (length: string, until: string, who: string) =>
      `There are no ${length} minutes until ${until}, and no single change opens any; least room is left by ${who}.`,
  },
  empty: {
    id: () => "Dalam rentang yang diminta tidak ada waktu mulai: rentangnya sudah lewat atau terlalu pendek.",
    en: () => "The range asked for holds no time to start at: it is over, or too short.",
  },
  everybody: { id: () => "semua", en: () => "everybody" },
  group: { id: () => "kelompok pilihan", en: () => "the group to choose from" },
});
