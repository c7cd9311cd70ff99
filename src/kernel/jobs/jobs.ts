import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import { newId } from "#kernel/ids/id.ts";

const own = ownTables("job");

/** Puts a job down for `dueAt`; a waiting job of the same kind and key is moved instead of doubled. */
export const putJob = async (
  work: HasDatabase,
  job: { kind: string; key: string; dueAt: string; payload?: Record<string, unknown> },
): Promise<void> => {
  const { kind, key, dueAt } = job;
  const payload = JSON.stringify(job.payload ?? {});
  await own(work)
    .insertInto("job")
    .values({ id: newId(), kind, key, payload, dueAt })
    .onConflict((conflict) => conflict.columns(["kind", "key"]).doUpdateSet({ dueAt, payload, attempts: 0, leaseUntil: null }))
    .execute();
};

/** Takes a waiting job back; nothing happens when there is none. */
export const dropJob = async (work: HasDatabase, kind: string, key: string): Promise<void> => {
  await own(work).deleteFrom("job").where("kind", "=", kind).where("key", "=", key).execute();
};
