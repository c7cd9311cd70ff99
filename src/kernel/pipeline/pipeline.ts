import type { Actor, Door } from "#kernel/actor/actor.ts";
import { authorise, dialFor } from "#kernel/authority/authority.ts";
import type { Operation } from "#kernel/catalogue/operation.ts";
import type { Registry } from "#kernel/catalogue/duty.ts";
import { invalidInput, problemsOf } from "#kernel/catalogue/problems.ts";
import type { Clock } from "#kernel/clock/clock.ts";
import type { WholeDatabase } from "#kernel/db/handle.ts";
import { asRefusal, isRace } from "#kernel/db/trouble.ts";
import { cannotWait, dialledNever, dutyIsOff, noMandate, unknownOperation } from "#kernel/errors/house-refusals.ts";
import { newId } from "#kernel/ids/id.ts";
import { CoveredWrites, digestOfValue } from "#kernel/journal/covered.ts";
import { writeLine } from "#kernel/journal/line.ts";
import { writeFact } from "#kernel/outbox/outbox.ts";
import { answerBefore, keepAnswer } from "./idempotency.ts";
import { Drafted, reportAct, storeDraft } from "./pending.ts";
import type { Ports } from "./ports.ts";
import type { Call, Services, Work } from "./work.ts";

const MOST_TRIES = 4;
/** Stands for the digest of an input with a secret: a fast hash of a password would let whoever reads the journal guess it. */
const WITHHELD = "withheld";
const isSecret = (operation: Operation | undefined): boolean => operation?.kind === "command" && operation.secret === true;

/** The one way in which anything happens in Kerani. */
export type Pipeline = {
  /** Runs a command or query of the catalogue; throws a `Refusal` (a `Drafted` when it now waits for approval). */
  call(name: string, input: unknown, call: Call): Promise<unknown>;
  /** Runs a job's or consumer's own step as the system, journalled when it changes a covered record. */
  asSystem<R>(label: string, step: (work: Work) => Promise<R>, door?: Door): Promise<R>;
  readonly registry: Registry;
};

/** What the pipeline stands on. */
export type PipelineParts = {
  db: WholeDatabase;
  clock: Clock;
  registry: Registry;
  ports: Ports;
  system: Actor;
  services: Services;
  /** After commit: topics for the open screens. */
  publish(topics: ReadonlySet<string>): void;
  /** After commit: something may be due now in the tables that were written. */
  wake(tables: ReadonlySet<string>): void;
  /** Each call's name, seconds and outcome, for metrics. */
  observe?(name: string, door: string, seconds: number, outcome: string): void;
};

type Found = NonNullable<ReturnType<Registry["find"]>>;
type Made = { work: Work; topics: Set<string>; after: (() => void)[]; subject: { type: string; id: string } | undefined };

/** Builds the pipeline. */
export const buildPipeline = (parts: PipelineParts): Pipeline => {
  const { db, clock, registry, ports } = parts;

  const find = (name: string): Found => {
    const found = registry.find(name);
    if (!found) throw unknownOperation(name);
    if (ports.switchedOff().has(found.duty.name)) throw dutyIsOff(found.duty.name);
    return found;
  };

  const parse = (operation: Operation, input: unknown): Record<string, unknown> => {
    const parsed = operation.input.safeParse(input ?? {}, { reportInput: true });
    if (!parsed.success) throw invalidInput(problemsOf(parsed.error));
    return parsed.data;
  };

  const makeWork = (tx: WholeDatabase, actor: Actor, requestId: string, now: Temporal.Instant): Made => {
    const topics = new Set<string>();
    const after: (() => void)[] = [];
    const made: Made = {
      topics,
      after,
      subject: undefined,
      work: {
        tx,
        actor,
        now,
        at: now.toString(),
        requestId,
        services: parts.services,
        about(type, id) {
          made.subject ??= { type, id };
          topics.add(type).add(`${type}:${id}`);
        },
        touch: (...names) => names.forEach((name) => topics.add(name)),
        announce: (fact, payload) => writeFact(made.work, fact, registry.consumersOf(fact), payload),
        afterCommit: (run) => after.push(run),
        async perform(name, input, as) {
          const found = find(name);
          const inner = as?.actingFor ? await inTheName(as.actor ?? actor, name, as.actingFor, tx) : (as?.actor ?? actor);
          const values = parse(found.operation, input);
          authorise(inner, name, found.operation, values);
          return within(made, name, found, values, inner, as?.approverId ?? null);
        },
      },
    };
    return made;
  };

  /** A command inside a transaction that another one opened: its own journal line, the same commit. */
  const within = async (
    outer: Made,
    name: string,
    found: Found,
    values: Record<string, unknown>,
    actor: Actor,
    approverId: string | null,
  ) => {
    const covered = new CoveredWrites(registry.covered);
    const made = makeWork((outer.work.tx as WholeDatabase).withPlugin(covered), actor, outer.work.requestId, outer.work.now);
    const ahead = await found.handler.before?.(made.work, values as never);
    const output = found.operation.output.parse(await found.handler(made.work, values as never, ahead));
    await writeDown(made, name, values, covered, "done", approverId);
    made.topics.forEach((topic) => outer.topics.add(topic));
    outer.after.push(...made.after);
    return output;
  };

  const writeDown = async (
    made: Made,
    name: string,
    values: unknown,
    covered: CoveredWrites,
    outcome: "done" | "reported" | "drafted",
    approverId: string | null,
  ) => {
    await writeLine(made.work, made.work.actor, {
      at: made.work.at,
      command: name,
      outcome,
      subjectType: made.subject?.type ?? null,
      subjectId: made.subject?.id ?? null,
      requestId: made.work.requestId,
      inputDigest: isSecret(registry.find(name)?.operation) ? WITHHELD : digestOfValue(values),
      changes: covered.changes,
      approverId,
    });
    for (const change of covered.changes) made.topics.add(change.table).add(`${change.table}:${change.id}`);
    // Whoever lent the authority watches what is done under it.
    if (made.work.actor.principal) made.topics.add("mandate_use");
  };

  const settle = (made: Made, written: CoveredWrites) => {
    if (made.topics.size > 0) parts.publish(made.topics);
    parts.wake(written.tables);
    for (const run of made.after) run();
  };

  const runQuery = async (found: Found, values: Record<string, unknown>, actor: Actor, requestId: string) => {
    const { work } = makeWork(db, actor, requestId, clock.now());
    return found.operation.output.parse(await found.handler(work, values as never));
  };

  const runCommand = async (
    name: string,
    found: Found,
    values: Record<string, unknown>,
    actor: Actor,
    requestId: string,
    key: string | undefined,
    ahead: unknown,
  ) => {
    const dial = dialFor(actor, name, found.operation);
    const drafting = dial === "draft";
    const secret = isSecret(found.operation);
    const covered = new CoveredWrites(registry.covered);
    let line: Promise<void> | undefined;
    const done = await db
      .transaction()
      .execute(async (tx) => {
        const made = makeWork(tx.withPlugin(covered), actor, requestId, clock.now());
        const before = key ? await answerBefore(made.work, key, { command: name, values }) : undefined;
        if (before) return { made, output: before.output, replayed: true };
        const output = drafting
          ? await draft(made, name, found, values)
          : found.operation.output.parse(await found.handler(made.work, values as never, ahead));
        if (dial === "report") await report(made, found);
        // Not waited for: it goes out with the commit, which PostgreSQL refuses when the line is refused.
        line = writeDown(made, name, values, covered, drafting ? "drafted" : dial === "report" ? "reported" : "done", null);
        line.catch(() => {});
        if (key) await keepAnswer(made.work, key, { command: name, values, secret }, output);
        return { made, output, replayed: false };
      })
      .catch(async (error: unknown) => {
        await line;
        throw error;
      });
    await line;
    if (!done.replayed) settle(done.made, covered);
    const pending = (done.output as { waitsForApproval?: string } | null)?.waitsForApproval;
    if (pending) throw new Drafted(pending);
    return done.output;
  };

  /** What a use case in two steps finds ahead of its transaction; nothing when it will not run or has its answer already. */
  const lookAhead = async (name: string, found: Found, values: Record<string, unknown>, actor: Actor, requestId: string, key?: string) => {
    if (found.operation.kind === "query") return undefined;
    const dial = dialFor(actor, name, found.operation);
    if (dial === "never") throw dialledNever();
    if (dial === "draft" && isSecret(found.operation)) throw cannotWait();
    if (dial === "draft" || !found.handler.before) return undefined;
    const { work } = makeWork(db, actor, requestId, clock.now());
    if (key && (await answerBefore(work, key, { command: name, values }))) return undefined;
    return found.handler.before(work, values as never);
  };

  const draft = async (made: Made, name: string, found: Found, values: Record<string, unknown>) => {
    const { work } = made;
    const pendingId = await storeDraft(work, {
      name,
      operation: found.operation,
      input: values,
      supervisorId: await ports.supervisorOf(work, work.actor),
      reason: { id: `Tuas pengawasan untuk ${name}: draf.`, en: `The dial for ${name} stands at draft.` },
    });
    return { waitsForApproval: pendingId };
  };

  const report = async (made: Made, found: Found) => {
    const { work } = made;
    await reportAct(
      work,
      work.actor,
      found.operation,
      made.subject ?? { type: "command", id: work.requestId },
      await ports.supervisorOf(work, work.actor),
    );
  };

  const inTheName = async (actor: Actor, name: string, principalId: string | undefined, tx: WholeDatabase = db): Promise<Actor> => {
    if (!principalId || principalId === actor.id) return actor;
    const principal = actor.id
      ? await ports.mandateFor({ tx, now: clock.now() }, actor.id, principalId, name, find(name).duty.name)
      : undefined;
    if (!principal) throw noMandate();
    return { ...actor, principal };
  };

  const run = async (name: string, input: unknown, { actor: caller, requestId = newId(), idempotencyKey, actingFor }: Call) => {
    const found = find(name);
    if (caller.kind === "nobody" && found.operation.opens.role !== "stranger") authorise(caller, name, found.operation, {});
    const values = parse(found.operation, input);
    const actor = await inTheName(caller, name, actingFor);
    authorise(actor, name, found.operation, values);
    const key = actor.id ? idempotencyKey : undefined;
    let ahead: { found: unknown } | undefined;
    for (let attempt = 1; ; attempt++) {
      try {
        ahead ??= { found: await lookAhead(name, found, values, actor, requestId, key) };
        if (found.operation.kind === "query") return await runQuery(found, values, actor, requestId);
        return await runCommand(name, found, values, actor, requestId, key, ahead.found);
      } catch (error) {
        if (attempt < MOST_TRIES && isRace(error)) continue;
        throw asRefusal(error, registry.refusalFor) ?? error;
      }
    }
  };

  return {
    registry,
    async call(name, input, call) {
      const begun = process.hrtime.bigint();
      let outcome = "done";
      try {
        return await run(name, input, call);
      } catch (error) {
        outcome = (error as { code?: string }).code ?? "bug";
        throw error;
      } finally {
        parts.observe?.(registry.find(name) ? name : "unknown", call.actor.door, Number(process.hrtime.bigint() - begun) / 1e9, outcome);
      }
    },
    async asSystem(label, step, door = parts.system.door) {
      for (let attempt = 1; ; attempt++) {
        const covered = new CoveredWrites(registry.covered);
        try {
          const { made, result } = await db.transaction().execute(async (tx) => {
            const made = makeWork(tx.withPlugin(covered), { ...parts.system, door }, newId(), clock.now());
            const result = await step(made.work);
            if (covered.changes.length > 0) await writeDown(made, label, {}, covered, "done", null);
            return { made, result };
          });
          settle(made, covered);
          return result;
        } catch (error) {
          if (attempt >= MOST_TRIES || !isRace(error)) throw error;
        }
      }
    },
  };
};
