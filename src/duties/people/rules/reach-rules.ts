import { ruleInvalid } from "../errors.ts";
import type { ContactRules, PointKind, RuleUrgency } from "../contract/fields.ts";
import { KIND_FOR } from "./points.ts";

type Rule = ContactRules[RuleUrgency];

/** A rule with its steps in the order of their minutes; refuses a step to a point that is not the person's or not of the channel's kind. */
export const checkRule = (urgency: RuleUrgency, rule: Rule, points: readonly { id: string; kind: PointKind }[]): Rule => {
  if (urgency === "emergency" && rule.steps.length === 0)
    throw ruleInvalid("keadaan darurat perlu paling sedikit satu langkah", "an emergency needs at least one step");
  for (const { channel, pointId } of rule.steps) {
    if (!pointId) continue;
    const point = points.find(({ id }) => id === pointId);
    if (!point) throw ruleInvalid("nomor atau alamat yang disebut bukan milik orang ini", "the number or address is not this person's");
    if (point.kind !== KIND_FOR[channel])
      throw ruleInvalid(`saluran ${channel} tidak sampai ke ${point.kind}`, `the channel ${channel} does not reach a ${point.kind}`);
  }
  return { ...rule, steps: rule.steps.toSorted((a, b) => a.afterMinutes - b.afterMinutes) };
};

/** The rules after a contact point is gone: its steps go to whatever is preferred of that kind. */
export const withoutPoint = (rules: Partial<ContactRules>, pointId: string): Partial<ContactRules> =>
  Object.fromEntries(
    Object.entries(rules).map(([urgency, rule]) => [
      urgency,
      {
        ...rule,
        steps: rule.steps.map((step) => (step.pointId === pointId ? { channel: step.channel, afterMinutes: step.afterMinutes } : step)),
      },
    ]),
  );
