/** Parts of a sample event; times as iCalendar writes them, with parameters where they need some. */
export type SampleEvent = {
  readonly uid: string;
  readonly start?: string;
  readonly end?: string;
  readonly also?: readonly string[];
  readonly inner?: readonly string[];
};

/** Wraps components into a VCALENDAR with CRLF line ends. */
export const calendar = (...lines: readonly string[]): string =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Suite//EN", ...lines, "END:VCALENDAR", ""].join("\r\n");

/** The lines of one VEVENT. */
export const eventLines = ({
  uid,
  start = ":20260105T090000Z",
  end = ":20260105T100000Z",
  also = [],
  inner = [],
}: SampleEvent): string[] => [
  "BEGIN:VEVENT",
  `UID:${uid}`,
  "DTSTAMP:20260101T000000Z",
  `DTSTART${start}`,
  `DTEND${end}`,
  ...also,
  ...inner,
  "END:VEVENT",
];

/** A calendar object with one event. */
export const event = (sample: SampleEvent): string => calendar(...eventLines(sample));

/** A calendar object with one to-do. */
export const todo = (uid: string, ...also: readonly string[]): string =>
  calendar("BEGIN:VTODO", `UID:${uid}`, "DTSTAMP:20260101T000000Z", ...also, "END:VTODO");

/** A card of version 3.0. */
export const card = (uid: string, name: string, ...also: readonly string[]): string =>
  ["BEGIN:VCARD", "VERSION:3.0", `UID:${uid}`, `FN:${name}`, `N:${name};;;;`, ...also, "END:VCARD", ""].join("\r\n");

/** The VTIMEZONE of a zone without changes, as clients write it. */
export const JAKARTA = [
  "BEGIN:VTIMEZONE",
  "TZID:Asia/Jakarta",
  "BEGIN:STANDARD",
  "DTSTART:19700101T000000",
  "TZOFFSETFROM:+0700",
  "TZOFFSETTO:+0700",
  "TZNAME:WIB",
  "END:STANDARD",
  "END:VTIMEZONE",
] as const;
