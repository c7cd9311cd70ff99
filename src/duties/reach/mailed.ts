import { lookAgain } from "#kernel/attention/carry.ts";
import type { HasDatabase } from "#kernel/db/handle.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { principalsOf } from "#duties/mandates/index.ts";
import { announceLost, newsOf } from "./engine/delivery.ts";
import { findItem } from "./store/items.ts";
import { findStep, finishStep, stepOfMail } from "./store/steps.ts";
import { PARCEL_WORDS } from "./words.ts";

type At = HasDatabase & { readonly now: Temporal.Instant };

/** What a mail about an attention item asked, and whom. */
export type MailQuestion = {
  stepId: string;
  itemId: string;
  kind: string;
  subjectType: string;
  subjectId: string;
  personId: string;
  /** The person whose authority they were asked to use, when they stand in for somebody. */
  principalId: string | null;
};

const LONGEST_DETAIL = 500;

const find = async (at: At, by: { stepId: string } | { mailIds: readonly string[] }): Promise<MailQuestion | undefined> => {
  const step = "stepId" in by ? await findStep(at, by.stepId) : await stepOfMail(at, by.mailIds);
  const item = step && (await findItem(at, step.itemId));
  if (!step || !item) return undefined;
  const mandate = step.mandateId
    ? (await principalsOf(at, step.personId, at.now)).find(({ mandateId }) => mandateId === step.mandateId)
    : undefined;
  const { kind, subjectType, subjectId } = item;
  const principalId = mandate?.principalId ?? null;
  return { stepId: step.id, itemId: item.id, kind, subjectType, subjectId, personId: step.personId, principalId };
};

/** A mail that its server had taken came back after all: its step failed, and the way to the person is planned anew. */
const notDelivered = async (work: Work, { mailIds, said }: { mailIds: readonly string[]; said: string }): Promise<boolean> => {
  const step = await stepOfMail(work, mailIds);
  if (!step) return false;
  await finishStep(work, step.id, {
    state: "failed",
    finishedAt: work.at,
    word: JSON.stringify(PARCEL_WORDS.cameBack),
    detail: said.slice(0, LONGEST_DETAIL),
    retryAt: null,
    traceAt: null,
  });
  const news = await newsOf(work, step);
  if (news) await announceLost(work, news);
  await lookAgain(work, { itemId: step.itemId });
  work.touch("attention", `attention:${step.itemId}`);
  return true;
};

/** What the mail door asks about mails that went out about attention items. */
export const mailQuestions = { find, notDelivered };
