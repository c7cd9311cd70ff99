import { lookAgain } from "#kernel/attention/carry.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { principalsOf } from "#duties/mandates/index.ts";
import { failure } from "./channels/failures.ts";
import { columnsOf } from "./engine/outcome.ts";
import { findItem } from "./store/items.ts";
import { findStep, finishStep, stepOfMail } from "./store/steps.ts";

type At = { readonly tx: unknown; readonly now: Temporal.Instant };

/** What a mail of this duty was about, and whom it asked. */
export type Asked = {
  stepId: string;
  itemId: string;
  kind: string;
  subjectType: string;
  subjectId: string;
  personId: string;
  /** The person whose authority they were asked to use, when they stand in for somebody. */
  principalId: string | null;
};

/** What an answer by mail is about: by the step that its answering address stands for, or by the ids of the mails that it answers. */
export const askedByMail = async (at: At, by: { stepId: string } | { mailIds: readonly string[] }): Promise<Asked | undefined> => {
  const step = "stepId" in by ? await findStep(at, by.stepId) : await stepOfMail(at, by.mailIds);
  const item = step && (await findItem(at, step.itemId));
  if (!step || !item) return undefined;
  const { kind, subjectType, subjectId } = item;
  const mandate = step.mandateId && (await principalsOf(at, step.personId, at.now)).find(({ mandateId }) => mandateId === step.mandateId);
  return {
    stepId: step.id,
    itemId: item.id,
    kind,
    subjectType,
    subjectId,
    personId: step.personId,
    principalId: mandate ? mandate.principalId : null,
  };
};

/** A mail that its server had taken did not arrive after all: the step failed, and the way to the person is planned anew. False when the mail was none of ours. */
export const mailNotDelivered = async (work: Work, news: { mailIds: readonly string[]; said: string }): Promise<boolean> => {
  const step = await stepOfMail(work, news.mailIds);
  if (!step) return false;
  if (step.state !== "failed") {
    const gone = failure("email", "gone", "address", { detail: news.said });
    await finishStep(work, step.id, columnsOf(step, { kind: "failed", failure: gone }, work.now));
    await lookAgain(work, { itemId: step.itemId });
    work.touch("attention", `attention:${step.itemId}`);
  }
  return true;
};
