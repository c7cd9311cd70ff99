import { URGENCIES, type Urgency } from "#kernel/attention/attention.ts";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { readSetting, writeSetting } from "#kernel/settings/settings.ts";
import type { reachContract } from "../contract/reach.ts";
import { changedPolicies, withUsual } from "../policies.ts";
import type { Policy } from "../rules/policy.ts";

type Handle = Handlers<typeof reachContract>;
type Changed = Partial<Record<Urgency, Policy>>;

const shown = (changed: Changed, urgency: Urgency) => ({
  ...withUsual(changed)[urgency],
  urgency,
  changed: changed[urgency] !== undefined,
});

const store = async (work: Work, change: (before: Changed) => Changed): Promise<Changed> => {
  const after = change(await readSetting(work, changedPolicies));
  await writeSetting(work, changedPolicies, after);
  return after;
};

const set: Handle["reach.policy-set"] = async (work, { urgency, ...given }) => {
  const wish = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const after = await store(work, (before) => ({ ...before, [urgency]: { ...withUsual(before)[urgency], ...wish } }));
  return shown(after, urgency);
};

const reset: Handle["reach.policy-reset"] = async (work, { urgency }) => {
  const after = await store(work, ({ [urgency]: _before, ...rest }) => rest);
  return shown(after, urgency);
};

const list: Handle["reach.policies"] = async (work) => {
  const changed = await readSetting(work, changedPolicies);
  return { policies: URGENCIES.map((urgency) => shown(changed, urgency)) };
};

/** By which policies matters are carried. */
export const policyHandlers = { "reach.policies": list, "reach.policy-set": set, "reach.policy-reset": reset };
