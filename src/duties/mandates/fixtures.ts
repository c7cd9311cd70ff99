import type { Actor } from "#kernel/actor/actor.ts";
import type { Work } from "#kernel/pipeline/work.ts";

/** A mandate as a test or the demonstration gives it: everything, till Friday evening, because of a journey. */
export const giveMandate = (
  work: Work,
  principal: Actor,
  delegateId: string,
  wish: { ends: string; scope?: string[]; ceiling?: number; reason?: string },
): Promise<unknown> => work.perform("mandate.give", { delegate: delegateId, reason: "Dinas ke Makassar", ...wish }, { actor: principal });
