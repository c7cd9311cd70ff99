import type { Text } from "#kernel/i18n/text.ts";
import { formatClock, formatDay, formatWithin, type Reader } from "#web/i18n/time.ts";
import type { MandateOut } from "../contract.ts";
import { words } from "./words.ts";

const CLOSED = { declined: words.declined, revoked: words.revoked, "handed-back": words.handedBack } as const;

/** How a mandate stands, in one or two words: what ended it, whether it runs, and whether it was answered. */
export const standingOf = ({ state, answer, closed }: Pick<MandateOut, "state" | "answer" | "closed">): Text => {
  if (closed) return CLOSED[closed.how];
  if (state === "ended") return words.over;
  const period = state === "coming" ? words.coming : words.running;
  const answered = answer === "accepted" ? words.accepted : words.unanswered;
  return { id: `${period.id} · ${answered.id}`, en: `${period.en} · ${answered.en}` };
};

/** What of its standing is worth a line in a list that is already sorted by who and when; nothing for one that just runs. */
export const noteOf = ({ state, answer, closed }: Pick<MandateOut, "state" | "answer" | "closed">): Text | undefined => {
  if (closed) return CLOSED[closed.how];
  if (state === "ended") return words.over;
  return answer === "accepted" ? undefined : words.unanswered;
};

const isMidnight = (instant: string, reader: Reader): boolean => formatClock(instant, { ...reader, lang: "en" }) === "00:00";

/** Until when, as people say it: midnight is the end of the day before. */
export const saidEnd = (endsAt: string, reader: Reader, now: number): string => {
  if (!isMidnight(endsAt, reader)) return words.until[reader.lang](formatWithin(endsAt, reader, now));
  const eve = new Date(Date.parse(endsAt) - 1).toISOString();
  return words.untilEndOf[reader.lang](formatDay(eve, reader, now));
};

/** From when, as people say it: midnight is the day. */
export const saidBeginning = (beginsAt: string, reader: Reader, now: number): string =>
  words.from[reader.lang](isMidnight(beginsAt, reader) ? formatDay(beginsAt, reader, now) : formatWithin(beginsAt, reader, now));
