import { createHash } from "node:crypto";
import type { Actor } from "#kernel/actor/actor.ts";
import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import { newId } from "#kernel/ids/id.ts";
import { canonical, type Change } from "./covered.ts";

const own = ownTables("journal");

/** What one journal line says, before it is chained. */
export type Line = {
  id: string;
  at: string;
  actorId: string | null;
  actorKind: string;
  actorName: string;
  principalId: string | null;
  mandateId: string | null;
  approverId: string | null;
  door: string;
  command: string;
  outcome: "done" | "reported" | "drafted";
  subjectType: string | null;
  subjectId: string | null;
  requestId: string;
  inputDigest: string;
  changes: Change[];
};

/** The hash of a line that follows the line with `previous` as its hash; the first line follows 64 zeros. */
export const hashOfLine = (previous: string, line: Line): string => {
  const {
    id,
    at,
    actorId,
    actorKind,
    actorName,
    principalId,
    mandateId,
    approverId,
    door,
    command,
    outcome,
    subjectType,
    subjectId,
    requestId,
    inputDigest,
    changes,
  } = line;
  const text = canonical({
    id,
    at,
    actorId,
    actorKind,
    actorName,
    principalId,
    mandateId,
    approverId,
    door,
    command,
    outcome,
    subjectType,
    subjectId,
    requestId,
    inputDigest,
    changes,
  });
  return createHash("sha256").update(previous).update("\n").update(text).digest("hex");
};

/** What a line is about and what it did. */
export type LineContent = Pick<
  Line,
  "at" | "command" | "outcome" | "subjectType" | "subjectId" | "requestId" | "inputDigest" | "changes" | "approverId"
>;

/** Writes a line in the same transaction as the records that it vouches for. */
export const writeLine = async (work: HasDatabase, actor: Actor, content: LineContent): Promise<void> => {
  const line = {
    ...content,
    id: newId(),
    actorId: actor.id,
    actorKind: actor.kind,
    actorName: actor.name,
    principalId: actor.principal?.id ?? null,
    mandateId: actor.principal?.mandateId ?? null,
    door: actor.door,
    changes: JSON.stringify(content.changes),
  };
  await own(work).insertInto("journal").values(line).execute();
};
