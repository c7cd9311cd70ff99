import type { Actor } from "#kernel/actor/actor.ts";
import { actorNames } from "#kernel/actor/store.ts";
import { raise } from "#kernel/attention/attention.ts";
import type { Operation } from "#kernel/catalogue/operation.ts";
import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import { Refusal } from "#kernel/errors/refusal.ts";
import type { Text } from "#kernel/i18n/text.ts";
import { newId } from "#kernel/ids/id.ts";
import { idsInWish, wishInWords } from "./wish.ts";
import type { Work } from "./work.ts";

const own = ownTables("pendingCommand");

/** The answer of a command that became a draft: nothing happened yet, a person was asked. */
export class Drafted extends Refusal {
  readonly pendingId: string;
  constructor(pendingId: string) {
    super({
      code: "WAITS_FOR_APPROVAL",
      kind: "conflict",
      text: { id: "Sudah dicatat dan menunggu persetujuan atasan Anda.", en: "Noted; it waits for your supervisor's approval." },
      data: { pendingId },
    });
    this.pendingId = pendingId;
  }
}

/** Stores a command that waits for a yes and asks the supervisor; returns its id. */
export const storeDraft = async (
  work: Work,
  draft: { name: string; operation: Operation; input: unknown; supervisorId: string | undefined; reason: Text },
): Promise<string> => {
  const id = newId();
  const { actor } = work;
  await own(work)
    .insertInto("pendingCommand")
    .values({
      id,
      command: draft.name,
      input: JSON.stringify(draft.input),
      authorId: actor.id as string,
      authorDoor: actor.door,
      principalId: actor.principal?.id ?? null,
      supervisorId: draft.supervisorId ?? null,
      askedAt: work.at,
      reason: JSON.stringify(draft.reason),
    })
    .returningAll()
    .execute();
  work.about("pending_command", id);
  const detail = wishInWords(draft.operation, draft.input, await actorNames(work, idsInWish(draft.input)));
  await raise(work, {
    kind: "approval",
    subject: { type: "pending_command", id },
    title: {
      id: `${actor.name} menunggu persetujuan: ${draft.operation.summary.id}`,
      en: `${actor.name} waits for approval: ${draft.operation.summary.en}`,
    },
    ...(detail.en ? { detail } : {}),
    owner: draft.supervisorId ? { kind: "person", id: draft.supervisorId } : { kind: "desk" },
    urgency: "soon",
  });
  return id;
};

/** Tells the supervisor afterwards what an actor on `report` did. */
export const reportAct = async (
  work: Work,
  actor: Actor,
  operation: Operation,
  subject: { type: string; id: string },
  supervisorId: string | undefined,
): Promise<void> => {
  await raise(work, {
    kind: "report",
    subject: { type: "report", id: newId() },
    title: { id: `${actor.name} sudah: ${operation.summary.id}`, en: `${actor.name} did: ${operation.summary.en}` },
    detail: { id: `${subject.type} ${subject.id}`, en: `${subject.type} ${subject.id}` },
    owner: supervisorId ? { kind: "person", id: supervisorId } : { kind: "desk" },
    urgency: "routine",
  });
};

/** Locks a pending command, so that of two who decide at once one waits for the other. */
export const lockPending = async (work: HasDatabase, id: string): Promise<void> => {
  await own(work).selectFrom("pendingCommand").select("id").where("id", "=", id).forUpdate().executeTakeFirst();
};

/** How a pending command was decided. */
export type Decision = { state: "done" | "refused"; changed: boolean; note: string | null; output: unknown };

/** Writes the decision of the work's actor down. */
export const storeDecision = async (work: Work, id: string, decision: Decision): Promise<void> => {
  const { output, ...rest } = decision;
  await own(work)
    .updateTable("pendingCommand")
    .set({
      ...rest,
      output: output === undefined ? null : JSON.stringify(output),
      decidedBy: work.actor.id,
      decidedAt: work.at,
      decidedDoor: work.actor.door,
    })
    .where("id", "=", id)
    .returningAll()
    .execute();
};
