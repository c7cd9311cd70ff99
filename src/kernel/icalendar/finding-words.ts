/** Every sentence that calendar and contact data can be answered with; grave ones forbid storing. */
export const FINDING_WORDS = {
  TOO_LARGE: { grave: true, id: "Datanya terlalu besar.", en: "The data is too large." },
  TOO_MANY_LINES: { grave: true, id: "Datanya terlalu banyak baris.", en: "The data has too many lines." },
  TOO_DEEP: { grave: true, id: "Komponennya bersarang terlalu dalam.", en: "The components are nested too deeply." },
  NOTHING_THERE: {
    grave: true,
    id: "Tidak ada komponen iCalendar atau vCard di dalamnya.",
    en: "There is no iCalendar or vCard component in it.",
  },
  NUL_CHARACTER: { grave: true, id: "Datanya berisi karakter NUL.", en: "The data contains a NUL character." },
  NOT_UTF8: {
    grave: false,
    id: "Baris ini bukan UTF-8; dibaca sebagai Windows-1252.",
    en: "This line is not UTF-8; it was read as Windows-1252.",
  },
  SPLIT_CHARACTER: {
    grave: false,
    id: "Baris ini dilipat di tengah sebuah karakter; lipatannya diperbaiki.",
    en: "This line was folded in the middle of a character; the fold was mended.",
  },
  BAD_FOLD: {
    grave: false,
    id: "Baris ini bukan properti; dianggap lanjutan baris sebelumnya.",
    en: "This line is no property; it was taken as the rest of the line before.",
  },
  NOT_A_LINE: {
    grave: true,
    id: (what: string) => `Ini bukan baris iCalendar atau vCard: ${what}`,
    en: (what: string) => `This is not a line of iCalendar or vCard: ${what}`,
  },
  OUTSIDE: { grave: true, id: "Baris ini berada di luar komponen mana pun.", en: "This line is outside of every component." },
  END_WITHOUT_BEGIN: {
    grave: true,
    id: (what: string) => `END:${what} tanpa BEGIN yang sesuai.`,
    en: (what: string) => `END:${what} without a BEGIN that fits.`,
  },
  BEGIN_WITHOUT_END: {
    grave: true,
    id: (what: string) => `BEGIN:${what} tidak pernah ditutup.`,
    en: (what: string) => `BEGIN:${what} is never closed.`,
  },
  BAD_MOMENT: {
    grave: true,
    id: (what: string) => `Ini bukan tanggal atau waktu yang sah: ${what}`,
    en: (what: string) => `This is no valid date or time: ${what}`,
  },
  BAD_DURATION: {
    grave: true,
    id: (what: string) => `Ini bukan durasi yang sah: ${what}`,
    en: (what: string) => `This is no valid duration: ${what}`,
  },
  BAD_PERIOD: {
    grave: true,
    id: (what: string) => `Ini bukan jangka waktu yang sah: ${what}`,
    en: (what: string) => `This is no valid period: ${what}`,
  },
  BAD_OFFSET: {
    grave: true,
    id: (what: string) => `Ini bukan selisih UTC yang sah: ${what}`,
    en: (what: string) => `This is no valid UTC offset: ${what}`,
  },
  BAD_RULE: {
    grave: true,
    id: (what: string) => `Aturan pengulangan ini tidak sah: ${what}`,
    en: (what: string) => `This recurrence rule is not valid: ${what}`,
  },
  RULE_OUT_OF_TABLE: {
    grave: false,
    id: (what: string) => `RFC 5545 tidak mengenal gabungan ini dalam aturan pengulangan: ${what}`,
    en: (what: string) => `RFC 5545 does not know this combination in a recurrence rule: ${what}`,
  },
  RULE_NOT_GREGORIAN: {
    grave: true,
    id: (what: string) => `Aturan pengulangan di luar kalender Gregorius belum didukung: ${what}`,
    en: (what: string) => `Recurrence outside of the Gregorian calendar is not supported: ${what}`,
  },
  UNTIL_UNLIKE_START: {
    grave: false,
    id: "UNTIL tidak sejenis dengan DTSTART (tanggal, waktu UTC, atau waktu mengambang).",
    en: "UNTIL is not of the same kind as DTSTART (date, UTC time or floating time).",
  },
  START_OFF_RULE: {
    grave: false,
    id: "DTSTART tidak cocok dengan aturan pengulangannya; ia tetap dihitung sebagai kejadian pertama.",
    en: "DTSTART does not fit its recurrence rule; it counts as the first occurrence all the same.",
  },
  UNKNOWN_ZONE: {
    grave: false,
    id: (what: string) => `Zona waktu ini tidak dikenal dan tidak dijelaskan; waktunya dibaca sebagai waktu setempat: ${what}`,
    en: (what: string) => `This time zone is neither known nor described; its times are read as local time: ${what}`,
  },
  BAD_ZONE: {
    grave: false,
    id: (what: string) => `Penjelasan zona waktu ini tidak dapat dibaca: ${what}`,
    en: (what: string) => `The description of this time zone cannot be read: ${what}`,
  },
  ENDS_BEFORE_START: {
    grave: false,
    id: "Berakhir sebelum dimulai; lamanya dianggap nol.",
    en: "It ends before it starts; its length is taken as nothing.",
  },
  UNLIKE_START: {
    grave: false,
    id: (what: string) => `${what} tidak sejenis dengan DTSTART (tanggal atau waktu).`,
    en: (what: string) => `${what} is not of the same kind as DTSTART (date or time).`,
  },
  NO_UID: { grave: true, id: (what: string) => `${what} tidak mempunyai UID.`, en: (what: string) => `${what} has no UID.` },
  SEVERAL_UIDS: { grave: true, id: "Satu objek hanya boleh memuat satu UID.", en: "One object may hold one UID only." },
  SEVERAL_KINDS: {
    grave: true,
    id: (what: string) => `Satu objek hanya boleh memuat satu jenis komponen; ada juga ${what}.`,
    en: (what: string) => `One object may hold one kind of component only; there is also ${what}.`,
  },
  SEVERAL_CALENDARS: { grave: true, id: "Satu objek hanya boleh memuat satu VCALENDAR.", en: "One object may hold one VCALENDAR only." },
  NOT_A_CALENDAR: {
    grave: true,
    id: (what: string) => `Diharapkan VCALENDAR, bukan ${what}.`,
    en: (what: string) => `Expected VCALENDAR, not ${what}.`,
  },
  HAS_METHOD: { grave: true, id: "Objek yang disimpan tidak boleh mempunyai METHOD.", en: "A stored object must not have a METHOD." },
  BAD_VERSION: { grave: true, id: "VERSION harus 2.0.", en: "VERSION must be 2.0." },
  MISSING: {
    grave: false,
    id: (what: string) => `Properti yang diwajibkan RFC 5545 tidak ada: ${what}`,
    en: (what: string) => `A property that RFC 5545 requires is missing: ${what}`,
  },
  NO_START: { grave: true, id: (what: string) => `${what} tidak mempunyai DTSTART.`, en: (what: string) => `${what} has no DTSTART.` },
  TWICE: { grave: true, id: (what: string) => `Hanya boleh ada satu ${what}.`, en: (what: string) => `There may be only one ${what}.` },
  END_AND_DURATION: {
    grave: true,
    id: "Akhir dan DURATION tidak boleh ada bersama-sama.",
    en: "An end and a DURATION must not be there together.",
  },
  SEVERAL_MASTERS: {
    grave: true,
    id: "Ada lebih dari satu komponen tanpa RECURRENCE-ID.",
    en: "There is more than one component without RECURRENCE-ID.",
  },
  SAME_INSTANCE_TWICE: {
    grave: true,
    id: (what: string) => `RECURRENCE-ID ini ada dua kali: ${what}`,
    en: (what: string) => `This RECURRENCE-ID is there twice: ${what}`,
  },
  TOO_MANY_OVERRIDES: {
    grave: true,
    id: "Terlalu banyak perubahan pada satu rangkaian.",
    en: "There are too many overrides in one series.",
  },
  NO_COMPONENT: {
    grave: true,
    id: "Tidak ada acara, tugas, jurnal atau waktu sibuk di dalamnya.",
    en: "There is no event, to-do, journal or busy time in it.",
  },
  UNKNOWN_COMPONENT: {
    grave: false,
    id: (what: string) => `Komponen ini tidak dikenal; disimpan apa adanya: ${what}`,
    en: (what: string) => `This component is not known; it is kept as it is: ${what}`,
  },
} as const;
