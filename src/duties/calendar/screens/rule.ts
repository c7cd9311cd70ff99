import { instantAt } from "#web/i18n/time.ts";
import { weekdayOf } from "./days.ts";

/** Days of the week as RFC 5545 writes them, Monday first. */
export const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
/** One of them. */
export type Weekday = (typeof WEEKDAYS)[number];

/** When a series ends: never, on a day (the last on which it may take place), or after so many times. */
export type Until = { kind: "never" } | { kind: "day"; day: string } | { kind: "count"; count: number };

/** A rule as far as the screens can say and change it. */
export type Rule = {
  every: "day" | "week" | "month" | "year";
  interval: number;
  /** Days of the week, in their order; of a monthly rule the one that `nth` counts. */
  on: readonly Weekday[];
  /** Of a monthly rule: which of these weekdays in the month, -1 is the last; 0: the day of the month. */
  nth: number;
  until: Until;
};

const FREQ = { DAILY: "day", WEEKLY: "week", MONTHLY: "month", YEARLY: "year" } as const;
const KNOWN = new Set(["FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "UNTIL", "COUNT", "WKST"]);
const BY_DAY = /^([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)$/;

const untilOf = (parts: ReadonlyMap<string, string>): Until => {
  const day = /^(\d{4})(\d\d)(\d\d)/.exec(parts.get("UNTIL") ?? "");
  if (day) return { kind: "day", day: `${day[1]}-${day[2]}-${day[3]}` };
  const count = Number(parts.get("COUNT") ?? 0);
  return count > 0 ? { kind: "count", count } : { kind: "never" };
};

/** Reads an RRULE; undefined when it says more than these screens can show. */
export const readRule = (text: string): Rule | undefined => {
  const parts = new Map(text.split(";").map((part) => part.toUpperCase().split("=", 2) as [string, string]));
  const every = FREQ[parts.get("FREQ") as keyof typeof FREQ];
  if (!every || [...parts.keys()].some((name) => !KNOWN.has(name))) return undefined;
  const days = (parts.get("BYDAY") ?? "")
    .split(",")
    .filter(Boolean)
    .map((one) => BY_DAY.exec(one));
  if (days.some((one) => !one)) return undefined;
  const counted = days.filter((one) => one?.[1]);
  const nth = Number(parts.get("BYSETPOS") ?? counted[0]?.[1] ?? 0);
  const on = WEEKDAYS.filter((weekday) => days.some((one) => one?.[2] === weekday));
  const monthly = every === "month";
  if (!monthly && nth !== 0) return undefined;
  if (monthly && (on.length > 1 || (on.length === 1) !== (nth !== 0) || parts.get("BYMONTHDAY")?.includes(","))) return undefined;
  if (every === "year" && (on.length > 0 || parts.get("BYMONTH")?.includes(","))) return undefined;
  if (every === "day" && on.length > 0) return undefined;
  return { every, interval: Number(parts.get("INTERVAL") ?? 1), on, nth, until: untilOf(parts) };
};

const NAMES = { day: "DAILY", week: "WEEKLY", month: "MONTHLY", year: "YEARLY" } as const;

/** Writes an RRULE. A last day is taken to its end in `timeZone`, or as a plain day for what lasts whole days. */
export const writeRule = (rule: Rule, timeZone: string, allDay: boolean): string => {
  const { every, interval, on, nth, until } = rule;
  const parts = [`FREQ=${NAMES[every]}`];
  if (interval > 1) parts.push(`INTERVAL=${interval}`);
  if (on.length > 0) parts.push(`BYDAY=${on.map((day) => (every === "month" && nth !== 0 ? `${nth}${day}` : day)).join(",")}`);
  if (until.kind === "count") parts.push(`COUNT=${until.count}`);
  if (until.kind === "day") {
    const end = instantAt(until.day, "23:59", timeZone).replaceAll(/[-:]|\.\d+/g, "");
    parts.push(`UNTIL=${allDay ? until.day.replaceAll("-", "") : end}`);
  }
  return parts.join(";");
};

/** The day of the week of a day. */
export const weekdayName = (day: string): Weekday => WEEKDAYS[weekdayOf(day)]!;

/** Which of its weekdays in the month a day is; the fifth counts as the last. */
export const nthOf = (day: string): number => {
  const nth = Math.ceil(Number(day.slice("2026-11-".length)) / 7);
  return nth > 4 ? -1 : nth;
};

/** The rules that are offered for something that begins on `day`, under the names of their words. */
export const offered = (day: string) => {
  const plain = { interval: 1, on: [], nth: 0, until: { kind: "never" } } as const;
  const weekday = weekdayName(day);
  return {
    daily: { ...plain, every: "day" },
    workdays: { ...plain, every: "week", on: WEEKDAYS.slice(0, 5) },
    weekly: { ...plain, every: "week", on: [weekday] },
    fortnightly: { ...plain, every: "week", interval: 2, on: [weekday] },
    monthly: { ...plain, every: "month" },
    monthlyNth: { ...plain, every: "month", on: [weekday], nth: nthOf(day) },
    yearly: { ...plain, every: "year" },
  } satisfies Record<string, Rule>;
};

/** The name of an offered rule. */
export type Offered = keyof ReturnType<typeof offered>;

const same = (a: Rule, b: Rule): boolean =>
  a.every === b.every && a.interval === b.interval && a.nth === b.nth && a.on.join() === b.on.join();

/** Which of the offered rules this is, whenever it ends. */
export const offeredAs = (rule: Rule, day: string): Offered | undefined => {
  const full = rule.every === "week" && rule.on.length === 0 ? { ...rule, on: [weekdayName(day)] } : rule;
  return (Object.entries(offered(day)) as [Offered, Rule][]).find(([, one]) => same(one, full))?.[0];
};
