import { sql } from "kysely";
import { readTables, type HasDatabase } from "#kernel/db/handle.ts";

const read = readTables("pendingCommand", "journal", "actor");

/** Of two who set Kerani up at once the second waits, and then finds it set up. */
export const oneSetUpAtATime = async (work: HasDatabase): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('company.set-up', 0))`.execute(read(work) as never);
};

/** A pending command with the names that go with it. */
const withNames = (work: HasDatabase) =>
  read(work)
    .selectFrom("pendingCommand")
    .innerJoin("actor as author", "author.id", "pendingCommand.authorId")
    .leftJoin("actor as decider", "decider.id", "pendingCommand.decidedBy")
    .selectAll("pendingCommand")
    .select(["author.name as authorName", "author.kind as authorKind", "decider.name as deciderName"]);

/** One pending command by id; locked when somebody is about to decide it. */
export const findPending = (work: HasDatabase, id: string) => withNames(work).where("pendingCommand.id", "=", id).executeTakeFirst();

/** Pending commands in a state, oldest first, for those who decide (`supervisors`; null for whoever has no supervisor) or for their author. */
export const listPending = (
  work: HasDatabase,
  wish: { state: string; authorId?: string; supervisors?: readonly string[]; orphans?: boolean; limit: number; after?: string | undefined },
) => {
  let found = withNames(work).where("pendingCommand.state", "=", wish.state);
  if (wish.authorId) found = found.where("pendingCommand.authorId", "=", wish.authorId);
  if (wish.supervisors) {
    const { supervisors, orphans } = wish;
    found = found.where((where) =>
      where.or([
        where("pendingCommand.supervisorId", "in", [...supervisors]),
        ...(orphans ? [where("pendingCommand.supervisorId", "is", null)] : []),
      ]),
    );
  }
  if (wish.after) found = found.where("pendingCommand.id", ">", wish.after);
  return found
    .orderBy("pendingCommand.id")
    .limit(wish.limit + 1)
    .execute();
};

/** Lines of the journal, newest first. */
export const listLines = (
  work: HasDatabase,
  wish: {
    subjectId?: string | undefined;
    actorId?: string | undefined;
    command?: string | undefined;
    from?: string | undefined;
    to?: string | undefined;
    limit: number;
    after?: string | undefined;
  },
) => {
  let lines = read(work)
    .selectFrom("journal")
    .leftJoin("actor as principal", "principal.id", "journal.principalId")
    .selectAll("journal")
    .select("principal.name as principalName");
  if (wish.subjectId) lines = lines.where("journal.subjectId", "=", wish.subjectId);
  if (wish.actorId) lines = lines.where("journal.actorId", "=", wish.actorId);
  if (wish.command) lines = lines.where("journal.command", "=", wish.command);
  if (wish.from) lines = lines.where("journal.at", ">=", wish.from);
  if (wish.to) lines = lines.where("journal.at", "<", wish.to);
  if (wish.after) lines = lines.where("journal.id", "<", wish.after);
  return lines
    .orderBy("journal.id", "desc")
    .limit(wish.limit + 1)
    .execute();
};

/** An actor's name, kind and dial, active or not. */
export const findActor = (work: HasDatabase, id: string) =>
  read(work).selectFrom("actor").select(["id", "name", "kind", "dial", "ownerId"]).where("id", "=", id).executeTakeFirst();
