import { ownTables, readTables, type HasDatabase } from "#kernel/db/handle.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";

const own = ownTables("assistant");
const read = readTables("assistant", "person");

/** An appointment in force. */
export type Appointment = { id: string; assistantId: string; bossId: string; seesConfidential: boolean };

const appointments = (work: HasDatabase) =>
  read(work)
    .selectFrom("assistant")
    .innerJoin("person as helper", "helper.id", "assistant.assistantId")
    .innerJoin("person as boss", "boss.id", "assistant.bossId")
    .select(["assistant.id", "assistant.assistantId", "assistant.bossId", "assistant.seesConfidential"])
    .where("assistant.endedAt", "is", null)
    .where("helper.archivedAt", "is", null)
    .where("boss.archivedAt", "is", null)
    .orderBy("assistant.since")
    .orderBy("assistant.id");

/** The assistants of an executive, the longest-serving first. */
export const helpersOf = (work: HasDatabase, bossId: string): Promise<Appointment[]> =>
  appointments(work).where("assistant.bossId", "=", bossId).execute();

/** The executives whom somebody assists. */
export const assistedBy = (work: HasDatabase, assistantId: string): Promise<Appointment[]> =>
  appointments(work).where("assistant.assistantId", "=", assistantId).execute();

/** Stores an appointment; the database refuses a second of the same two. */
export const insertAppointment = async (work: Work, wish: Omit<Appointment, "id">): Promise<void> => {
  await own(work)
    .insertInto("assistant")
    .values({ id: newId(), ...wish, since: work.at })
    .returningAll()
    .execute();
};

/** Ends the appointment of these two; false when there was none. */
export const endAppointment = async (work: Work, assistantId: string, bossId: string): Promise<boolean> => {
  const ended = await own(work)
    .updateTable("assistant")
    .set({ endedAt: work.at })
    .where("assistantId", "=", assistantId)
    .where("bossId", "=", bossId)
    .where("endedAt", "is", null)
    .returningAll()
    .execute();
  return ended.length > 0;
};
