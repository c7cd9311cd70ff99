import type { Claim } from "#kernel/attention/carry.ts";
import type { Text } from "#kernel/i18n/text.ts";
import type { Cause, Climb, Facts, Plan, Step } from "../rules/facts.ts";
import { CHANNEL_WORDS, PROGRESS_WORDS as WORDS } from "../words.ts";

/** One line of how far a climb went, at the instant that it tells of. */
export type Line = { at: string; text: Text };

/** What an attention item carries about its climb; an empty one begins anew. */
export type Progress = {
  climb?: { number: number; since: string; cause: Cause; repeats: number; taker: string | null; left: string[] };
  lines?: Line[];
  /** What comes next if nobody takes it on. */
  next?: Line | null;
  /** Why it stands where it stands, when something is wrong. */
  trouble?: Text | null;
};

const MOST_LINES = 12;
const MOST_REASONS = 3;
const both = (make: (lang: "id" | "en") => string): Text => ({ id: make("id"), en: make("en") });

/** The climb as it is stored. */
export const storedClimb = (climb: Climb): NonNullable<Progress["climb"]> => ({
  number: climb.number,
  since: climb.since.toString(),
  cause: climb.cause,
  repeats: climb.repeats,
  taker: climb.taker,
  left: [...climb.left],
});

/** The climb on which a claimed item stands: the one under way, the first, or a new one because it was taken on and let lie. */
export const climbOf = (claim: Claim, last: number | undefined, now: Temporal.Instant): Climb => {
  const { climb } = claim.progress as Progress;
  const next = climb ? climb.number + 1 : last === undefined ? 0 : last + 1;
  if (claim.state === "acknowledged")
    return { number: next, since: now, cause: "forgotten", repeats: 0, taker: claim.acknowledgedBy, left: [] };
  if (climb) return { ...climb, since: Temporal.Instant.from(climb.since) };
  return { number: next, since: Temporal.Instant.from(claim.nextAt), cause: "raised", repeats: 0, taker: null, left: [] };
};

/** The climb after one that nobody answered. */
export const nextClimb = (climb: Climb, now: Temporal.Instant): Climb => ({
  number: climb.number + 1,
  since: now,
  cause: "repeated",
  repeats: climb.repeats + 1,
  taker: null,
  left: [],
});

const outcomeOf = (step: Step): Text => {
  const { tried } = step;
  if (!tried || tried.state === "sending") return WORDS.underWay;
  if (tried.state === "dropped") return WORDS.dropped;
  return tried.word ?? (tried.state === "failed" ? WORDS.failed : WORDS.taken);
};

const lineOf = (facts: Facts, step: Step): Line => {
  const name = facts.people.get(step.personId)?.called ?? "?";
  const outcome = outcomeOf(step);
  return {
    at: (step.tried?.begunAt ?? step.at).toString(),
    text: both((lang) => WORDS.told[lang](name, CHANNEL_WORDS[step.channel], outcome)),
  };
};

const heading = (facts: Facts): Line[] => {
  const { climb } = facts;
  const text =
    climb.cause === "forgotten"
      ? both((lang) => WORDS.forgotten[lang](facts.people.get(climb.taker ?? "")?.called ?? "?"))
      : climb.cause === "repeated"
        ? both((lang) => WORDS.repeated[lang](climb.repeats + 1))
        : climb.cause === "released"
          ? WORDS.released
          : undefined;
  return text ? [{ at: climb.since.toString(), text }] : [];
};

const troubleOf = (facts: Facts, plan: Plan): Text | null => {
  if (plan.broken) {
    if (facts.ready.size === 0) return WORDS.noChannels;
    const why = plan.leftOut.map(({ reason }) => reason).slice(0, MOST_REASONS);
    return both((lang) => WORDS.nobody[lang](why));
  }
  const failed = plan.steps.filter(({ tried }) => tried?.state === "failed");
  const reached = plan.steps.some(({ tried }) => tried?.state === "accepted" || tried?.state === "delivered");
  const last = failed.at(-1);
  return last && !reached ? lineOf(facts, last).text : null;
};

/** How far the climb of a plan went, in sentences. */
export const progressOf = (facts: Facts, plan: Plan): Progress => {
  const done = plan.steps.filter(({ tried }) => tried !== null);
  const next = plan.steps.find(({ todo }) => todo === "new");
  const name = next && (facts.people.get(next.personId)?.called ?? "?");
  return {
    climb: storedClimb(facts.climb),
    lines: [...heading(facts), ...done.slice(-MOST_LINES).map((step) => lineOf(facts, step))],
    next: next && name ? { at: next.at.toString(), text: both((lang) => WORDS.next[lang](name, CHANNEL_WORDS[next.channel])) } : null,
    trouble: troubleOf(facts, plan),
  };
};
