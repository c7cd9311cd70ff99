import { z } from "zod";
import { URGENCIES, type Urgency } from "#kernel/attention/attention.ts";
import { setting } from "#kernel/settings/settings.ts";
import { policy, USUAL_POLICIES, type Policies, type Policy } from "./rules/policy.ts";

/** The policies that an administrator changed, by urgency. */
export const changedPolicies = setting("reach.policies", z.partialRecord(z.enum(URGENCIES), policy), {});

/** The policy of each urgency: as changed, else the usual one. */
export const withUsual = (changed: Partial<Record<Urgency, Policy>>): Policies => ({ ...USUAL_POLICIES, ...changed });

/** The urgency of a stored rank. */
export const urgencyOf = (rank: number): Urgency => URGENCIES[rank] ?? "routine";
