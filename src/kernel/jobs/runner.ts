import { sql } from "kysely";
import type { Clock } from "#kernel/clock/clock.ts";
import type { WholeDatabase } from "#kernel/db/handle.ts";
import type { Registry } from "#kernel/catalogue/duty.ts";
import type { Logger } from "#kernel/log/log.ts";
import type { Pipeline } from "#kernel/pipeline/pipeline.ts";

const LEASE = { seconds: 60 };
const BATCH = 50;
const LONGEST_BACKOFF_SECONDS = 3600;

/** Something that does what is due and can tell when it must look again. */
export type Engine = {
  name: string;
  /** The table in which its work lies: a commit that wrote there wakes it. */
  watches: string;
  /** How long it rests at the least between two looks, in milliseconds; what presses rests less. */
  restMs?: number;
  /** Does a batch of what is due now; returns how much it did. */
  runDue(): Promise<number>;
  /** The instant of the next thing that is not yet due. */
  nextDue(): Promise<Temporal.Instant | undefined>;
  /** Waits for what it began and no longer waits for itself; returns how much that was. */
  finish?(): Promise<number>;
};

const backoff = (attempts: number) => ({ seconds: Math.min(LONGEST_BACKOFF_SECONDS, 2 ** Math.min(attempts, 12)) });

type Claimed = { id: string; kind: string; consumer?: string; payload: Record<string, unknown>; attempts: number };

const claim = async (db: WholeDatabase, table: "job" | "outbox", clock: Clock): Promise<Claimed[]> => {
  const now = clock.now();
  const { rows } = await sql<Claimed>`
    update ${sql.table(table)} set lease_until = ${now.add(LEASE).toString()}, attempts = attempts + 1
    where id in (
      select id from ${sql.table(table)} where due_at <= ${now.toString()} and (lease_until is null or lease_until < ${now.toString()})
      order by due_at, id limit ${BATCH} for update skip locked)
    returning *`.execute(db);
  return rows.map((row) => ({ ...row, kind: row.kind ?? (row as unknown as { fact: string }).fact }));
};

const nextOf = async (db: WholeDatabase, table: "job" | "outbox"): Promise<Temporal.Instant | undefined> => {
  const { rows } = await sql<{
    next: string | null;
  }>`select min(greatest(due_at, coalesce(lease_until, due_at))) as next from ${sql.table(table)}`.execute(db);
  return rows[0]?.next ? Temporal.Instant.from(rows[0].next) : undefined;
};

/** The engines for jobs and facts: each item at least once, again after a failure with growing pauses, never by two processes at once. */
export const dueEngines = (parts: { db: WholeDatabase; clock: Clock; registry: Registry; pipeline: Pipeline; log: Logger }): Engine[] => {
  const { db, clock, registry, pipeline, log } = parts;

  const handlerOf = (table: "job" | "outbox", item: Claimed) => {
    if (table === "outbox") return registry.duties.find((duty) => duty.name === item.consumer)?.consumes?.[item.kind];
    return registry.duties.find((duty) => duty.jobs?.[item.kind])?.jobs?.[item.kind];
  };
  const repeatOf = (kind: string): number | undefined => registry.duties.find((duty) => duty.repeats?.[kind])?.repeats?.[kind];

  const runOne = async (table: "job" | "outbox", item: Claimed): Promise<void> => {
    const handler = handlerOf(table, item);
    try {
      await pipeline.asSystem(item.kind, async (work) => {
        const again = table === "job" ? repeatOf(item.kind) : undefined;
        const tx = work.tx as WholeDatabase;
        if (again)
          await sql`update job set due_at = ${work.now.add({ seconds: again }).toString()}, lease_until = null, attempts = 0 where id = ${item.id}`.execute(
            tx,
          );
        else await sql`delete from ${sql.table(table)} where id = ${item.id}`.execute(tx);
        await handler?.(work, item.payload);
      });
    } catch (error) {
      const due = clock.now().add(backoff(item.attempts)).toString();
      log.warn({ kind: item.kind, attempts: item.attempts, error: String(error) }, "a job failed and will be tried again");
      await sql`update ${sql.table(table)} set due_at = ${due}, lease_until = null, last_error = ${String(error).slice(0, 1000)} where id = ${item.id}`.execute(
        db,
      );
    }
  };

  const engine = (table: "job" | "outbox"): Engine => ({
    name: table,
    watches: table,
    async runDue() {
      const items = await claim(db, table, clock);
      for (const item of items) await runOne(table, item);
      return items.length;
    },
    nextDue: () => nextOf(db, table),
  });
  return [engine("job"), engine("outbox")];
};

/** Puts down the first run of every repeating job. */
export const plantRepeats = async (db: WholeDatabase, registry: Registry, clock: Clock): Promise<void> => {
  for (const duty of registry.duties)
    for (const kind of Object.keys(duty.repeats ?? {}))
      await sql`insert into job (id, kind, key, payload, due_at) values (uuidv7(), ${kind}, 'repeat', '{}', ${clock.now().toString()}) on conflict do nothing`.execute(
        db,
      );
};
