import { lookAgain } from "#kernel/attention/carry.ts";
import type { Engine } from "#kernel/jobs/runner.ts";
import type { ChannelName } from "../rules/facts.ts";
import { claimTraces, finishStep, nextTrace, type StepRow } from "../store/steps.ts";
import type { Ways } from "../ways.ts";
import { announceDelivered, announceLost, newsOf } from "./delivery.ts";
import type { EngineParts } from "./engine.ts";
import { columnsOf, failedBy, traceAt, type Outcome } from "./outcome.ts";

const BATCH = 20;
const LEASE_SECONDS = 60;
const LONGEST_QUESTION_MS = 20_000;

/** Builds the engine that asks a service what became of what it took: a step counts as delivered only by its channel's evidence, and as lost when the service says so later. */
export const buildTraceEngine = ({ db, clock, pipeline, services }: EngineParts, ways: Ways): Engine => {
  const ask = async (step: StepRow): Promise<Outcome | undefined> => {
    try {
      const evidence = await ways.trace(step.channel as ChannelName, step.receipt ?? "", AbortSignal.timeout(LONGEST_QUESTION_MS));
      return evidence && { kind: "proved", evidence };
    } catch (error) {
      const outcome = failedBy(error);
      // That the service does not answer now says nothing about the step.
      const silent = outcome.kind === "failed" && outcome.failure.retry;
      services.log.debug({ step: step.id, error: String(error) }, "a step was asked after");
      return silent ? { kind: "proved", evidence: { level: "accepted", note: step.word as never, receipt: step.receipt ?? "" } } : outcome;
    }
  };

  const follow = async (step: StepRow): Promise<void> => {
    const outcome = await ask(step);
    await pipeline.asSystem("reach.trace", async (work) => {
      const news = await newsOf(work, step);
      if (!outcome) {
        // A service that cannot be asked has given all the proof that it ever will.
        await finishStep(work, step.id, { traceAt: null });
        return news && announceDelivered(work, news, "accepted");
      }
      if (outcome.kind === "proved" && outcome.evidence.level === "accepted")
        return finishStep(work, step.id, { traceAt: traceAt(step, work.now)?.toString() ?? null });
      await finishStep(work, step.id, columnsOf(step, outcome, work.now));
      if (news && outcome.kind === "proved") await announceDelivered(work, news, outcome.evidence.level);
      if (outcome.kind === "failed") {
        if (news) await announceLost(work, news);
        await lookAgain(work, { itemId: step.itemId });
      }
      work.touch("attention", `attention:${step.itemId}`);
    });
  };

  return {
    name: "reach-trace",
    watches: "reach_step",
    async runDue() {
      const steps = await claimTraces({ tx: db }, clock.now(), BATCH, LEASE_SECONDS);
      await Promise.all(steps.map(follow));
      return steps.length;
    },
    nextDue: () => nextTrace({ tx: db }),
  };
};
