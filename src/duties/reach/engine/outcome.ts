import type { Evidence } from "../channels/channel.ts";
import { ChannelFailure } from "../channels/channel.ts";
import { PARCEL_WORDS } from "../words.ts";
import type { StepRow } from "../store/steps.ts";

/** What became of one attempt. */
export type Outcome =
  | { kind: "proved"; evidence: Evidence }
  | { kind: "failed"; failure: Pick<ChannelFailure, "reason" | "retry" | "gone" | "retryAfterMs" | "detail"> }
  /** It was not sent any more, because somebody had taken the matter on. */
  | { kind: "dropped" };

/** The pauses before the second, third … attempt at a step; after the last it is given up. */
const PAUSES_SECONDS = [30, 60, 120, 300, 600, 1800, 3600] as const;
const LONGEST_PAUSE_MS = 6 * 3_600_000;
const LONGEST_DETAIL = 500;
const LONGEST_RECEIPT = 1000;

/** When a step that failed on its `tries`th attempt is tried again; never sooner than its service asked for. */
export const retryAt = (
  now: Temporal.Instant,
  tries: number,
  failure: { retry: boolean; retryAfterMs?: number | undefined },
): Temporal.Instant | null => {
  const pause = PAUSES_SECONDS[tries - 1];
  if (!failure.retry || pause === undefined) return null;
  return now.add({ milliseconds: Math.min(LONGEST_PAUSE_MS, Math.max(pause * 1000, failure.retryAfterMs ?? 0)) });
};

/** How long after an attempt its service is asked what became of it: often at first, then rarely, for a day. */
export const traceAt = (step: { triedAt: string }, now: Temporal.Instant): Temporal.Instant | null => {
  const age = Temporal.Instant.from(step.triedAt).until(now).total("minutes");
  if (age >= 1440) return null;
  return now.add({ minutes: age < 5 ? 1 : age < 60 ? 15 : 240 });
};

/** Any error as an outcome; one that is no channel's own is a bug, and the step is tried again all the same. */
export const failedBy = (error: unknown): Outcome => {
  if (error instanceof ChannelFailure) return { kind: "failed", failure: error };
  return {
    kind: "failed",
    failure: {
      reason: PARCEL_WORDS.wentWrong,
      retry: true,
      gone: false,
      retryAfterMs: undefined,
      detail: String((error as Error)?.name ?? "error"),
    },
  };
};

/** The columns that tell what became of an attempt. */
export const columnsOf = (step: StepRow, outcome: Outcome, now: Temporal.Instant) => {
  const finishedAt = now.toString();
  if (outcome.kind === "dropped") return { state: "dropped", finishedAt, word: null, retryAt: null, traceAt: null } as const;
  if (outcome.kind === "failed") {
    const { failure } = outcome;
    return {
      state: "failed",
      finishedAt,
      word: JSON.stringify(failure.reason),
      detail: failure.detail?.slice(0, LONGEST_DETAIL) ?? null,
      retryAt: retryAt(now, step.tries, failure)?.toString() ?? null,
      traceAt: null,
    } as const;
  }
  const { level, note, receipt } = outcome.evidence;
  const trace = level === "accepted" && receipt && step.channel === "sms" ? traceAt(step, now) : null;
  return {
    state: level,
    finishedAt,
    word: JSON.stringify(note),
    detail: null,
    retryAt: null,
    receipt: receipt?.slice(0, LONGEST_RECEIPT) ?? null,
    traceAt: trace?.toString() ?? null,
  } as const;
};
