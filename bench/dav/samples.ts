/** The year in which the measured events lie. */
export const YEAR = 2026;

const pad = (value: number): string => String(value).padStart(2, "0");
const DAY_MS = 86_400_000;

const dayAt = (nth: number): string => {
  // 7919 is prime to 365: neighbours lie far from one another.
  const at = new Date(Date.UTC(YEAR, 0, 1) + ((nth * 7919) % 365) * DAY_MS);
  return `${at.getUTCFullYear()}${pad(at.getUTCMonth() + 1)}${pad(at.getUTCDate())}`;
};

const ZONE = [
  "BEGIN:VTIMEZONE",
  "TZID:Asia/Jakarta",
  "BEGIN:STANDARD",
  "DTSTART:19700101T000000",
  "TZOFFSETFROM:+0700",
  "TZOFFSETTO:+0700",
  "TZNAME:WIB",
  "END:STANDARD",
  "END:VTIMEZONE",
];

// A third of them recur, most for some weeks, some without end.
const ruleOf = (nth: number): string[] => {
  if (nth % 3 !== 0) return [];
  if (nth % 30 === 0) return ["RRULE:FREQ=MONTHLY;BYMONTHDAY=10"];
  return ["RRULE:FREQ=WEEKLY;COUNT=12"];
};

/** The nth event of the measured calendar, about a kilobyte; `turn` makes another version of it. */
export const eventText = (nth: number, turn = 0): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Kerani//bench//EN",
    ...ZONE,
    "BEGIN:VEVENT",
    `UID:bench-${nth}@contoh.test`,
    "DTSTAMP:20260101T000000Z",
    `SUMMARY:Rapat koordinasi nomor ${nth}, versi ${turn}`,
    `DTSTART;TZID=Asia/Jakarta:${dayAt(nth)}T${pad(8 + (nth % 9))}${nth % 2 ? "00" : "30"}00`,
    `DTEND;TZID=Asia/Jakarta:${dayAt(nth)}T${pad(9 + (nth % 9))}${nth % 2 ? "00" : "30"}00`,
    ...ruleOf(nth),
    "LOCATION:Ruang Krakatau\\, lantai 2",
    `DESCRIPTION:${"Pembahasan anggaran dan jadwal pengiriman. ".repeat(9)}`,
    `SEQUENCE:${turn}`,
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "DESCRIPTION:Pengingat",
    "TRIGGER:-PT15M",
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");

/** The start of the nth of the 52 weeks, and the start of the one after it, as CalDAV writes instants. */
export const weekAt = (nth: number): { start: string; end: string } => {
  const text = (at: number): string => new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");
  const from = Date.UTC(YEAR, 0, 4) + (nth % 51) * 7 * DAY_MS;
  return { start: text(from), end: text(from + 7 * DAY_MS) };
};
