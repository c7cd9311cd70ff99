import type { Text } from "#kernel/i18n/text.ts";
import type { Busy } from "./busy.ts";

/** A stretch of wall time in minutes after midnight; `to` may pass 1440 into the next day, 2880 at most. */
export type Span = { from: number; to: number };

/** Open times by weekday of the day they begin on, Sunday first; an empty list is a day off. */
export type Week = readonly [sunday: Spans, Spans, Spans, Spans, Spans, Spans, saturday: Spans];
type Spans = readonly Span[];

/** A range of dates (YYYY-MM-DD), both included. */
export type Dates = { from: string; to: string };

/** Wall time in which nothing starts or goes on: lunch, Friday prayer. Weekdays count from Sunday = 0. */
export type Break = Span & { name: Text; weekdays: readonly number[]; during?: Dates };

/** Dates on which other hours hold: Ramadan, a Saturday worked. The first season that holds a date counts. */
export type Season = Dates & { name: Text; hours: Week };

/** A date on which everything is closed: a national holiday, cuti bersama, leave. */
export type Closed = { day: string; name: Text };

/** What a participant asks of a time. Everything is optional; nothing said means always. Lengths are minutes. */
export type Rules = {
  hours?: Week;
  breaks?: readonly Break[];
  seasons?: readonly Season[];
  closed?: readonly Closed[];
  /** Minutes kept free between the appointment before and this one, and between this one and the next. */
  before?: number;
  after?: number;
  /** At most so many appointments, and minutes of them, that begin on one day of the participant's zone. */
  perDay?: number;
  minutesPerDay?: number;
  /** Starts are at least so many minutes after now, and at most so many. */
  notice?: number;
  ahead?: number;
  /** Whether tentative busy time blocks; it does unless said. */
  tentative?: "busy" | "free";
  /** How much fits at once; 1 unless said. */
  capacity?: number;
};

/** A person, a room, a thing, or the service that is booked. */
export type Participant = { id: string; name: string; zone: string; rules: Rules; busy: Busy };

/** The kinds of rules that can stand in the way of a time. */
export const KINDS = ["tentative", "buffer", "notice", "break", "limit", "hours", "ahead", "season", "closed", "capacity", "busy"] as const;
/** One of them. */
export type Kind = (typeof KINDS)[number];

/** A rule that is left out of account; breaks, seasons and closed days are told apart by their English name. */
export type Relaxed = { kind: Kind; name?: string };
