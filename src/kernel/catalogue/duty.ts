import type { z } from "zod";
import type { RefusalKind, Refusal } from "#kernel/errors/refusal.ts";
import type { Text } from "#kernel/i18n/text.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import type { Contract } from "./operation.ts";

// Written as a method so that a list of duties can hold every duty: the registry hands each handler its own parsed input.
type Handler<I, O> = { handle(work: Work, input: I, found?: unknown): Promise<O> }["handle"] & Ahead<I>;
type Ahead<I> = { before?: { look(work: Work, input: I): Promise<unknown> }["look"] };

/**
 * A use case in two steps. `before` runs ahead of the transaction: slow checks, questions to the outside world, counters
 * that must outlive a refusal; what it finds is handed to `use`, which alone may change records. A command given inside
 * another one's transaction runs both steps there.
 */
export const staged = <I, O, F>(
  before: (work: Work, input: I) => Promise<F>,
  use: (work: Work, input: I, found: F) => Promise<O>,
): ((work: Work, input: I, found?: unknown) => Promise<O>) & { before(work: Work, input: I): Promise<F> } =>
  Object.assign((work: Work, input: I, found?: unknown) => use(work, input, found as F), { before });

/** One use case for each entry of a contract. */
export type Handlers<C extends Contract> = { [K in keyof C]: Handler<z.output<C[K]["input"]>, z.input<C[K]["output"]>> };

/** A job of a duty: called at least once for each time that it is due. */
export type JobHandler = (work: Work, payload: Record<string, unknown>) => Promise<void>;

/** Work that has to happen outside a transaction (it talks to the world); it opens transactions of its own. */
export type Duty<C extends Contract = Contract> = {
  /** The folder's name. */
  name: string;
  title: Text;
  /** False for what every company needs and nobody can switch off. */
  optional: boolean;
  contract: C;
  handlers: Handlers<C>;
  /** Tables whose every record the journal vouches for (snake_case). */
  covered: readonly string[];
  /** Database constraint name to the refusal that it stands for. */
  constraints?: Readonly<Record<string, () => Refusal>>;
  /** Facts consumed: fact name to handler; at least once, so idempotent. */
  consumes?: Readonly<Record<string, JobHandler>>;
  /** Jobs by kind. */
  jobs?: Readonly<Record<string, JobHandler>>;
  /** Jobs that repeat: kind to seconds between two runs. */
  repeats?: Readonly<Record<string, number>>;
};

/** Declares a duty; the handlers are checked against the contract. */
export const defineDuty = <const C extends Contract>(duty: Duty<C>): Duty<C> => duty;

/** Every operation of every duty by name, with the duty that owns it. */
export type Registry = {
  duties: readonly Duty[];
  find(name: string): { operation: Contract[string]; duty: Duty; handler: Handler<never, unknown> } | undefined;
  names(): readonly string[];
  covered: ReadonlySet<string>;
  refusalFor(constraint: string | undefined): Refusal | undefined;
  consumersOf(fact: string): readonly string[];
};

/** Joins the duties into one registry; two operations of one name, or a missing reversal, stop the program at start. */
export const joinDuties = (duties: readonly Duty[]): Registry => {
  const byName = new Map<string, { operation: Contract[string]; duty: Duty; handler: Handler<never, unknown> }>();
  const constraints = new Map<string, () => Refusal>();
  for (const duty of duties) {
    for (const [name, operation] of Object.entries(duty.contract)) {
      if (byName.has(name)) throw new Error(`two duties declare ${name}`);
      if (!/^[a-z][a-z-]*\.[a-z][a-z-]*$/.test(name)) throw new Error(`${name} is not <noun>.<verb>`);
      byName.set(name, { operation, duty, handler: duty.handlers[name] as never });
    }
    for (const [name, make] of Object.entries(duty.constraints ?? {})) constraints.set(name, make);
  }
  for (const [name, { operation }] of byName) {
    if (operation.kind === "command" && operation.effect === "reversible" && !byName.has(operation.reversal ?? ""))
      throw new Error(`${name} is reversible but names no known reversal`);
  }
  const names = [...byName.keys()].sort();
  return {
    duties,
    find: (name) => byName.get(name),
    names: () => names,
    covered: new Set(duties.flatMap((duty) => duty.covered)),
    refusalFor: (constraint) => (constraint ? constraints.get(constraint)?.() : undefined),
    consumersOf: (fact) => duties.filter((duty) => duty.consumes?.[fact]).map((duty) => duty.name),
  };
};

/** The kinds of refusal in the order in which doors list them. */
export const REFUSAL_KINDS: readonly RefusalKind[] = [
  "invalid",
  "unauthenticated",
  "forbidden",
  "missing",
  "conflict",
  "limited",
  "unavailable",
  "unsupported",
];
