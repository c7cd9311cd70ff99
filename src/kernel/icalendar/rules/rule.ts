import { readMoment, writeMoment, type Moment } from "../values/moment.ts";

/** How often a rule repeats, from seconds to years. */
export const FREQUENCIES = ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;
/** One of the seven frequencies. */
export type Frequency = (typeof FREQUENCIES)[number];

/** The days of the week as iCalendar writes them; the place in the list is the number used everywhere else (Sunday 0). */
export const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;

/** A weekday of BYDAY: the n-th of its month or year, counted from the end when negative; 0 means every one. */
export type ByDay = { readonly ordinal: number; readonly weekday: number };

/** The parts of a rule that hold numbers. */
type NumberParts = "bySecond" | "byMinute" | "byHour" | "byMonthDay" | "byYearDay" | "byWeekNo" | "byMonth" | "bySetPos";

/** A RECUR value (RFC 5545 §3.3.10). Lists are sorted and without doubles; an absent part is an empty list. */
export type Rule = {
  readonly freq: Frequency;
  readonly interval: number;
  readonly count?: number;
  readonly until?: Moment;
  readonly wkst: number;
  readonly byDay: readonly ByDay[];
} & { readonly [part in NumberParts]: readonly number[] };

/** What reading a rule gives: the rule, or the part that is wrong; and parts that RFC 5545's table does not foresee. */
export type RuleReading = { rule: Rule; odd: string[] } | { wrong: string; foreign?: boolean };

type Range = { part: NumberParts; name: string; most: number; least: number; signed: boolean };

const RANGES: readonly Range[] = [
  { part: "bySecond", name: "BYSECOND", least: 0, most: 60, signed: false },
  { part: "byMinute", name: "BYMINUTE", least: 0, most: 59, signed: false },
  { part: "byHour", name: "BYHOUR", least: 0, most: 23, signed: false },
  { part: "byMonthDay", name: "BYMONTHDAY", least: 1, most: 31, signed: true },
  { part: "byYearDay", name: "BYYEARDAY", least: 1, most: 366, signed: true },
  { part: "byWeekNo", name: "BYWEEKNO", least: 1, most: 53, signed: true },
  { part: "byMonth", name: "BYMONTH", least: 1, most: 12, signed: false },
  { part: "bySetPos", name: "BYSETPOS", least: 1, most: 366, signed: true },
];

/** Thrown inside of the reader only; the text is the part that is wrong. */
class WrongPart extends Error {}

const numbersIn = (text: string, range: Range): number[] => {
  const numbers = text.split(",").map((word) => {
    const value = /^[+-]?\d{1,3}$/.test(word) ? Number(word) : Number.NaN;
    const size = Math.abs(value);
    if (!(size >= range.least && size <= range.most) || (value < 0 && !range.signed)) throw new WrongPart(`${range.name}=${word}`);
    return value;
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
};

const weekdayIn = (text: string, part: string): number => {
  const weekday = WEEKDAYS.indexOf(text as (typeof WEEKDAYS)[number]);
  if (weekday < 0) throw new WrongPart(`${part}=${text}`);
  return weekday;
};

const daysIn = (text: string): ByDay[] => {
  const days = new Map<string, ByDay>();
  for (const word of text.split(",")) {
    const found = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(word);
    const ordinal = Number(found?.[1] ?? 0);
    if (!found || (found[1] !== undefined && ordinal === 0) || Math.abs(ordinal) > 53) throw new WrongPart(`BYDAY=${word}`);
    const day = { ordinal, weekday: weekdayIn(found[2]!, "BYDAY") };
    days.set(`${ordinal}${day.weekday}`, day);
  }
  return [...days.values()].sort((a, b) => a.ordinal - b.ordinal || a.weekday - b.weekday);
};

const wholeNumber = (text: string | undefined, name: string): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) throw new WrongPart(`${name}=${text}`);
  return Number(text);
};

const partsOf = (value: string): Map<string, string> => {
  const parts = new Map<string, string>();
  for (const part of value.trim().toUpperCase().split(";")) {
    if (part === "") continue;
    const [name = "", text] = part.split("=", 2);
    if (text === undefined || text === "" || parts.has(name)) throw new WrongPart(part);
    parts.set(name, text);
  }
  return parts;
};

const frequencyIn = (parts: Map<string, string>): Frequency => {
  const freq = parts.get("FREQ") as Frequency;
  if (!FREQUENCIES.includes(freq)) throw new WrongPart(`FREQ=${freq ?? ""}`);
  return freq;
};

const untilIn = (text: string | undefined): Moment | undefined => {
  if (text === undefined) return undefined;
  const until = readMoment(text);
  if (!until) throw new WrongPart(`UNTIL=${text}`);
  return until;
};

const readParts = (parts: Map<string, string>): Rule => {
  const lists = Object.fromEntries(
    RANGES.map((range) => [range.part, parts.has(range.name) ? numbersIn(parts.get(range.name)!, range) : []]),
  );
  const count = wholeNumber(parts.get("COUNT"), "COUNT");
  const until = untilIn(parts.get("UNTIL"));
  return {
    freq: frequencyIn(parts),
    interval: wholeNumber(parts.get("INTERVAL"), "INTERVAL") ?? 1,
    ...(count === undefined ? {} : { count }),
    ...(until === undefined ? {} : { until }),
    wkst: parts.has("WKST") ? weekdayIn(parts.get("WKST")!, "WKST") : 1,
    byDay: parts.has("BYDAY") ? daysIn(parts.get("BYDAY")!) : [],
    ...(lists as Record<NumberParts, number[]>),
  };
};

const KNOWN = new Set(["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "RSCALE", "SKIP", ...RANGES.map((range) => range.name)]);

/** Combinations that the table of RFC 5545 §3.3.10 rules out; they are expanded as a plain filter all the same. */
const oddities = (rule: Rule, parts: Map<string, string>): string[] => {
  const odd = [...parts.keys()].filter((name) => !KNOWN.has(name));
  const { freq } = rule;
  if (rule.count !== undefined && rule.until) odd.push("COUNT, UNTIL");
  if (rule.byWeekNo.length > 0 && freq !== "YEARLY") odd.push(`${freq}, BYWEEKNO`);
  if (rule.byYearDay.length > 0 && ["DAILY", "WEEKLY", "MONTHLY"].includes(freq)) odd.push(`${freq}, BYYEARDAY`);
  if (rule.byMonthDay.length > 0 && freq === "WEEKLY") odd.push("WEEKLY, BYMONTHDAY");
  const numbered = rule.byDay.some((day) => day.ordinal !== 0);
  if (numbered && (!["MONTHLY", "YEARLY"].includes(freq) || rule.byWeekNo.length > 0)) odd.push(`${freq}, BYDAY=${parts.get("BYDAY")}`);
  if (rule.bySetPos.length > 0 && ![...parts.keys()].some((name) => name.startsWith("BY") && name !== "BYSETPOS")) odd.push("BYSETPOS");
  return odd;
};

const MOST_CHARACTERS = 4000;

/** Reads a rule. RSCALE and SKIP (RFC 7529) are taken only where they say what RFC 5545 says anyway. */
export const readRule = (value: string): RuleReading => {
  if (value.length > MOST_CHARACTERS) return { wrong: value };
  try {
    const parts = partsOf(value);
    if ((parts.get("RSCALE") ?? "GREGORIAN") !== "GREGORIAN") return { wrong: `RSCALE=${parts.get("RSCALE")}`, foreign: true };
    if ((parts.get("SKIP") ?? "OMIT") !== "OMIT") return { wrong: `SKIP=${parts.get("SKIP")}`, foreign: true };
    const rule = readParts(parts);
    return { rule, odd: oddities(rule, parts) };
  } catch (error) {
    if (error instanceof WrongPart) return { wrong: error.message };
    throw error;
  }
};

/** Writes a rule in the order of RFC 5545's table; parts that say nothing new are left out. */
export const writeRule = (rule: Rule): string => {
  const parts: string[] = [`FREQ=${rule.freq}`];
  if (rule.until) parts.push(`UNTIL=${writeMoment(rule.until)}`);
  if (rule.count !== undefined) parts.push(`COUNT=${rule.count}`);
  if (rule.interval !== 1) parts.push(`INTERVAL=${rule.interval}`);
  for (const range of RANGES.slice(0, 3)) if (rule[range.part].length > 0) parts.push(`${range.name}=${rule[range.part].join(",")}`);
  if (rule.byDay.length > 0) parts.push(`BYDAY=${rule.byDay.map((day) => `${day.ordinal || ""}${WEEKDAYS[day.weekday]}`).join(",")}`);
  for (const range of RANGES.slice(3)) if (rule[range.part].length > 0) parts.push(`${range.name}=${rule[range.part].join(",")}`);
  if (rule.wkst !== 1) parts.push(`WKST=${WEEKDAYS[rule.wkst]}`);
  return parts.join(";");
};
