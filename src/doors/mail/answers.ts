import { createHash } from "node:crypto";
import { readActor } from "#kernel/actor/store.ts";
import type { WholeDatabase } from "#kernel/db/handle.ts";
import { Refusal } from "#kernel/errors/refusal.ts";
import type { Text } from "#kernel/i18n/text.ts";
import type { Pipeline } from "#kernel/pipeline/pipeline.ts";
import type { Services, Work } from "#kernel/pipeline/work.ts";
import { findByAddress, personFacts, type PersonFacts } from "#duties/people/index.ts";
import type { Courtesy } from "./courtesy.ts";
import type { ReadMail } from "./read.ts";
import { saysMore, verdictOf } from "./verdict.ts";
import { TOLD_WORDS } from "./words.ts";

type At = { tx: unknown; now: Temporal.Instant };

/** What a mail of Kerani's was about, and whom it asked. */
export type Question = {
  stepId: string;
  itemId: string;
  kind: string;
  subjectType: string;
  subjectId: string;
  personId: string;
  /** The person whose authority they were asked to use, when they stand in for somebody. */
  principalId: string | null;
};

/** What the mail door asks whoever sends mail about attention items. */
export type Questions = {
  /** The question of a step, by its id or by the ids of its mail. */
  find(at: At, by: { stepId: string } | { mailIds: readonly string[] }): Promise<Question | undefined>;
  /** A mail about an item did not arrive: its step counts as failed. False when the mail was none of theirs. */
  notDelivered(work: Work, news: { mailIds: readonly string[]; said: string }): Promise<boolean>;
};

/** What became of an answer; `elsewhere` when it is nobody's answer and is to be taken as a message. */
export type AnswerOutcome = "decided" | "refused" | "elsewhere";

/** What answering stands on. */
export type AnswerParts = { db: WholeDatabase; pipeline: Pipeline; services: Services; questions: Questions; courtesy: Courtesy };

const MOST_NOTE = 2000;
const MOST_TEXT = 20_000;

const hasAddress = (facts: PersonFacts, writer: string): boolean =>
  facts.contacts.some(({ kind, value }) => kind === "email" && value.toLowerCase() === writer);

const keyOf = (mailId: string, command: string): string =>
  `mail.${createHash("sha256").update(`${command} ${mailId}`).digest("hex").slice(0, 40)}`;

type Answering = {
  read: ReadMail;
  question: Question;
  sealed: boolean;
  give: (command: string, input: unknown, actingFor?: string | null) => Promise<unknown>;
};

/** Yes or no to what waits for approval; the reason why not when the words are not plain enough. */
const decide = async ({ read, question, sealed, give }: Answering): Promise<Text | undefined> => {
  const verdict = verdictOf(read.own);
  if (verdict.kind !== "approve" && verdict.kind !== "refuse") return TOLD_WORDS.unclear;
  if (!sealed) return TOLD_WORDS.unsealed;
  const note = verdict.said.slice(0, MOST_NOTE);
  await give("approval.decide", { id: question.subjectId, decision: verdict.kind, ...(note ? { note } : {}) }, question.principalId);
  return undefined;
};

/** "I have it", or "done" with the outcome; whatever more was written stays with the message that it is about. */
const takeOn = async ({ read, question, give }: Answering): Promise<Text | undefined> => {
  const verdict = verdictOf(read.own);
  if (verdict.kind === "done") {
    await give("attention.settle", { id: question.itemId, outcome: (verdict.said || read.own).slice(0, MOST_NOTE) });
    return undefined;
  }
  await give("attention.acknowledge", { id: question.itemId });
  if (question.subjectType === "message" && saysMore(read.own))
    await give("message.note", { id: question.subjectId, text: read.own.slice(0, MOST_TEXT) });
  return undefined;
};

/**
 * Carries out a person's answer as that person, by the same commands as everywhere. Only the asked person's own address counts,
 * only their own words, and an approval only at the sealed answering address. Whoever is known is told why not.
 */
export const answerQuestion = ({ db, pipeline, services, courtesy }: AnswerParts) => {
  const tell = (read: ReadMail, facts: PersonFacts, why: Text, stepId: string | undefined): AnswerOutcome => {
    courtesy.tell(read, { address: read.writer, name: facts.name, language: facts.language }, why, stepId);
    return "refused";
  };

  /** Somebody else's answer: a colleague is told that it did not count; what a stranger writes is a message like any other. */
  const fromAnother = async (at: At, read: ReadMail): Promise<AnswerOutcome> => {
    const id = read.writer ? await findByAddress(at, { email: read.writer }) : undefined;
    const facts = id ? (await personFacts(at, [id])).get(id) : undefined;
    return facts?.kind === "staff" ? tell(read, facts, TOLD_WORDS.notYours, undefined) : "elsewhere";
  };

  return async (read: ReadMail, question: Question, sealed: boolean): Promise<AnswerOutcome> => {
    const at = { tx: db, now: services.clock.now() };
    const asked = (await personFacts(at, [question.personId])).get(question.personId);
    const actor = asked && (await readActor(at, asked.id, "mail"));
    if (!actor || !hasAddress(asked, read.writer)) return fromAnother(at, read);
    const give: Answering["give"] = (command, input, actingFor) =>
      pipeline.call(command, input, { actor, idempotencyKey: keyOf(read.mail.mailId, command), ...(actingFor ? { actingFor } : {}) });
    const answering = { read, question, sealed, give };
    try {
      const why = await (question.kind === "approval" ? decide(answering) : takeOn(answering));
      return why ? tell(read, asked, why, sealed ? question.stepId : undefined) : "decided";
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return tell(read, asked, error.text, undefined);
    }
  };
};
