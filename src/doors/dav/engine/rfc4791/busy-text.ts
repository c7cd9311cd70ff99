import { randomUUID } from "node:crypto";
import type { ContentLine } from "#kernel/icalendar/lines/content-line.ts";
import type { BusyPeriod, TimeRange } from "../backend.ts";
import { serialise } from "#kernel/icalendar/lines/component.ts";
import { buildComponent, buildLine } from "#kernel/icalendar/lines/write.ts";

/** An instant as iCalendar writes it in UTC. */
export const writeInstant = (at: Temporal.Instant): string => at.toString({ smallestUnit: "second" }).replace(/[-:]/g, "");

type Span = { start: number; end: number };

/** Spans inside the range, in order, those that touch made one. */
const merged = (periods: readonly BusyPeriod[], range: Required<TimeRange>): Span[] => {
  const [from, to] = [range.start.epochMilliseconds, range.end.epochMilliseconds];
  const spans = periods.map(({ start, end }) => ({
    start: Math.max(from, start.epochMilliseconds),
    end: Math.min(to, end.epochMilliseconds),
  }));
  const out: Span[] = [];
  for (const span of spans.filter((each) => each.start < each.end).sort((a, b) => a.start - b.start)) {
    const last = out.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else out.push(span);
  }
  return out;
};

const instant = (ms: number): string => writeInstant(Temporal.Instant.fromEpochMilliseconds(ms));
const TYPES: readonly BusyPeriod["type"][] = ["BUSY", "BUSY-TENTATIVE", "BUSY-UNAVAILABLE"];
const PERIODS_PER_LINE = 20;

const busyLines = (busy: readonly BusyPeriod[], range: Required<TimeRange>): ContentLine[] =>
  TYPES.flatMap((type) => {
    const spans = merged(
      busy.filter((each) => each.type === type),
      range,
    ).map(({ start, end }) => `${instant(start)}/${instant(end)}`);
    const params = type === "BUSY" ? [] : [{ name: "FBTYPE", values: [type] }];
    const lines: ContentLine[] = [];
    for (let at = 0; at < spans.length; at += PERIODS_PER_LINE)
      lines.push(buildLine({ name: "FREEBUSY", params, value: spans.slice(at, at + PERIODS_PER_LINE).join(",") }));
    return lines;
  });

/** What a free-busy answer says. */
export type BusyAnswer = {
  readonly productId: string;
  readonly now: Temporal.Instant;
  readonly range: Required<TimeRange>;
  readonly busy: readonly BusyPeriod[];
  readonly method?: "REPLY";
  readonly uid?: string;
  /** ORGANIZER, ATTENDEE and the like, put into the VFREEBUSY as they are. */
  readonly also?: readonly ContentLine[];
};

/** A VCALENDAR with one VFREEBUSY (RFC 5545 §3.6.4): overlaps of one type merged, clipped to the range, times in UTC. */
export const busyCalendar = ({ productId, now, range, busy, method, uid, also = [] }: BusyAnswer): string => {
  const line = (name: string, value: string): ContentLine => buildLine({ name, value });
  const head = [
    line("UID", uid ?? randomUUID()),
    line("DTSTAMP", writeInstant(now)),
    line("DTSTART", writeInstant(range.start)),
    line("DTEND", writeInstant(range.end)),
  ];
  const freebusy = buildComponent("VFREEBUSY", [...head, ...also, ...busyLines(busy, range)]);
  const top = [line("VERSION", "2.0"), line("PRODID", productId), ...(method ? [line("METHOD", method)] : [])];
  return serialise([buildComponent("VCALENDAR", [...top, freebusy])]);
};
