import { defineDuty } from "#kernel/catalogue/duty.ts";
import type { Engine } from "#kernel/jobs/runner.ts";
import { reachContract } from "./contract.ts";
import { buildReachLane, type EngineParts } from "./engine/engine.ts";
import { buildTraceEngine } from "./engine/trace.ts";
import { endpointUnknown } from "./errors.ts";
import { WAY_CHANGES } from "./jobs.ts";
import { attentionHandlers } from "./use-cases/attention.ts";
import { channelHandlers } from "./use-cases/channels.ts";
import { linkHandlers } from "./use-cases/link.ts";
import { planHandlers } from "./use-cases/plan.ts";
import { policyHandlers } from "./use-cases/policies.ts";
import { presenceHandlers } from "./use-cases/presence.ts";
import { pushHandlers } from "./use-cases/push.ts";
import { openWays } from "./ways.ts";

export { reachContract } from "./contract.ts";
export { mailQuestions, type MailQuestion } from "./mailed.ts";

/** The desk, the way to a person, and everything that carries a matter to them until somebody has it. */
export const reach = defineDuty({
  name: "reach",
  title: { id: "Penyampaian", en: "Reach" },
  optional: false,
  contract: reachContract,
  handlers: {
    ...attentionHandlers,
    ...planHandlers,
    ...policyHandlers,
    ...presenceHandlers,
    ...pushHandlers,
    ...channelHandlers,
    ...linkHandlers,
  },
  consumes: WAY_CHANGES,
  covered: ["presence", "push_subscription"],
  constraints: { push_subscription_known: endpointUnknown },
});

/** The engines that carry attention items to people by the company's channels: pressing matters in a lane of their own, and one that asks services what became of what they took. */
export const buildReachEngines = (parts: EngineParts): { engines: Engine[]; close(): void } => {
  const { settings, vault, clock, mail } = parts.services;
  const ways = openWays({ settings, vault, clock, mail });
  const lanes = [
    { name: "reach-pressing", pressing: true },
    { name: "reach", pressing: false },
  ];
  return { engines: [...lanes.map((lane) => buildReachLane(parts, ways, lane)), buildTraceEngine(parts, ways)], close: () => ways.close() };
};
