import type { ItemRow } from "#kernel/attention/carry.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { personFacts } from "#duties/people/index.ts";
import type { Evidence } from "../channels/channel.ts";
import { findItem } from "../store/items.ts";
import { standingSteps, type StepRow } from "../store/steps.ts";

/** The rungs on which the owner is told, or whoever stands in for them. */
const OWN_RUNGS = ["owner", "principal"];

type About = Pick<ItemRow, "id" | "kind" | "subjectType" | "subjectId">;
type News = { item: About; step: StepRow; personName: string };

const factOf = (work: Work, { item, step, personName }: News) => ({
  itemId: item.id,
  kind: item.kind,
  subjectType: item.subjectType,
  subjectId: item.subjectId,
  personId: step.personId,
  personName,
  channel: step.channel,
  at: work.at,
});

/** Announces that the owner has it, once the channel has proved as much as it ever will: a step that is still asked after is not proved yet. */
export const announceDelivered = async (work: Work, news: News, level: Evidence["level"]): Promise<void> => {
  if (!OWN_RUNGS.includes(news.step.rung)) return;
  await work.announce("reach.delivered", { ...factOf(work, news), level });
};

/** Announces that what was taken for delivered never came, unless the owner was told by another step. */
export const announceLost = async (work: Work, news: News): Promise<void> => {
  if (!OWN_RUNGS.includes(news.step.rung)) return;
  if (await standingSteps(work, news.item.id, OWN_RUNGS)) return;
  await work.announce("reach.lost", factOf(work, news));
};

/** The item and the name that news about a step are told with. */
export const newsOf = async (work: Work, step: StepRow): Promise<News | undefined> => {
  const item = await findItem(work, step.itemId);
  const called = (await personFacts(work, [step.personId])).get(step.personId)?.called;
  return item && { item, step, personName: called ?? "" };
};
