import { serialise } from "#kernel/icalendar/lines/component.ts";
import { buildComponent, buildLine } from "#kernel/icalendar/lines/write.ts";
import { DAY, HOUR, MINUTE, civil, dateIn, dayOf, weekdayOf } from "#kernel/icalendar/values/civil.ts";
import { writeDateTime } from "#kernel/icalendar/values/moment.ts";
import { ianaZone } from "#kernel/icalendar/zones/iana.ts";
import { writeVtimezone } from "#kernel/icalendar/zones/write-vtimezone.ts";

const ZONES = [
  "Asia/Jakarta",
  "Asia/Makassar",
  "Europe/London",
  "Europe/Berlin",
  "America/New_York",
  "America/Los_Angeles",
  "Australia/Sydney",
  "America/Sao_Paulo",
];

const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/** The same numbers in every run: a linear congruential generator. */
const dice = (seed: number): ((sides: number) => number) => {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * sides);
  };
};

type Kind = { rule: (weekday: string) => string; fits?: (day: number) => boolean };

const isMonday = (day: number): boolean => weekdayOf(day) === 1;
const dateOf = (day: number): number => dateIn(civil(day));
const isWorkday = (day: number): boolean => weekdayOf(day) % 6 !== 0;
const lastWorkday = (day: number): boolean =>
  isWorkday(day) && [1, 2, 3].every((n) => dateOf(day + n) < dateOf(day) || !isWorkday(day + n));

/** Rules in the shares that calendars have them, and the days on which each may begin: implementations differ on starts off their rule. */
const KINDS: readonly Kind[] = [
  { rule: (weekday) => `FREQ=WEEKLY;BYDAY=${weekday}` },
  { rule: (weekday) => `FREQ=WEEKLY;BYDAY=${weekday}` },
  { rule: (weekday) => `FREQ=WEEKLY;INTERVAL=2;BYDAY=${weekday}` },
  { rule: () => "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", fits: isWorkday },
  { rule: () => "FREQ=DAILY" },
  { rule: () => "FREQ=DAILY;INTERVAL=3" },
  { rule: (weekday) => `FREQ=MONTHLY;BYDAY=2${weekday}`, fits: (day) => dateOf(day) > 7 && dateOf(day) < 15 },
  { rule: () => "FREQ=MONTHLY;BYMONTHDAY=15", fits: (day) => dateOf(day) === 15 },
  { rule: () => "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", fits: lastWorkday },
  { rule: () => "FREQ=YEARLY" },
  { rule: () => "FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=400", fits: isMonday },
  { rule: (weekday) => `FREQ=WEEKLY;BYDAY=${weekday};UNTIL=20270101T000000Z` },
];

const eventLines = (i: number, roll: (sides: number) => number, firstYear: number): string[] => {
  const kind = KINDS[roll(KINDS.length)]!;
  let day = dayOf(firstYear, 1, 1) + roll((2026 - firstYear + 1) * 365);
  while (kind.fits && !kind.fits(day)) day++;
  const rule = kind.rule(WEEKDAYS[weekdayOf(day)]!);
  const local = day * DAY + (7 + roll(12)) * HOUR + roll(4) * 15 * MINUTE;
  const zone = ZONES[i % ZONES.length]!;
  const lasts = (1 + roll(4)) * 30 * MINUTE;
  const lines = [
    `UID:bench-${i}@kerani.example`,
    "DTSTAMP:20260101T000000Z",
    `DTSTART;TZID=${zone}:${writeDateTime(local)}`,
    `DTEND;TZID=${zone}:${writeDateTime(local + lasts)}`,
    `SUMMARY:Rapat nomor ${i}`,
    "LOCATION:Ruang Cendana",
    "DESCRIPTION:Agenda terlampir\\, mohon dibaca sebelum rapat.",
    `RRULE:${rule}`,
  ];
  if (roll(10) === 0 && /WEEKLY;BYDAY=..$|DAILY$/.test(rule)) lines.push(`EXDATE;TZID=${zone}:${writeDateTime(local + 14 * DAY)}`);
  return lines;
};

/** Where a weekly or daily event has its 29th day after the start, one in ten is moved by an hour there. */
const overrideLines = (lines: readonly string[]): string[] => {
  const [, zone, start] = /^DTSTART;TZID=([^:]+):(.+)$/.exec(lines[2]!)!;
  const local = Temporal.PlainDateTime.from(start!.replace(/(....)(..)(..)T(..)(..)(..)/, "$1-$2-$3T$4:$5:$6")).toZonedDateTime(
    "UTC",
  ).epochMilliseconds;
  const at = local + 28 * DAY;
  return [
    lines[0]!,
    lines[1]!,
    `RECURRENCE-ID;TZID=${zone}:${writeDateTime(at)}`,
    `DTSTART;TZID=${zone}:${writeDateTime(at + HOUR)}`,
    "DURATION:PT30M",
  ];
};

/** One calendar of recurring events that began between `firstYear` and 2026, with its zones described; the same text in every run. */
export const recurringCalendar = (events: number, firstYear: number): string => {
  const roll = dice(2026 + firstYear);
  const components = Array.from({ length: events }, (_, i) => eventLines(i, roll, firstYear)).flatMap((lines) => {
    const moved = roll(10) === 0 && /WEEKLY;BYDAY=..$|DAILY$/.test(lines[7]!) ? [overrideLines(lines)] : [];
    return [lines, ...moved];
  });
  const zones = ZONES.map((id) => writeVtimezone(ianaZone(id)!, firstYear));
  const text = components.map((lines) => `BEGIN:VEVENT\r\n${lines.join("\r\n")}\r\nEND:VEVENT\r\n`).join("");
  const head = [buildLine({ name: "VERSION", value: "2.0" }), buildLine({ name: "PRODID", value: "-//Kerani//Bench//EN" }), ...zones];
  return serialise([buildComponent("VCALENDAR", head)]).replace("END:VCALENDAR\r\n", `${text}END:VCALENDAR\r\n`);
};
