import type { Actor, DialSetting } from "#kernel/actor/actor.ts";
import type { Operation } from "#kernel/catalogue/operation.ts";
import { aboveCeiling, notAllowed, outOfScope, ownNameOnly, signInFirst } from "#kernel/errors/house-refusals.ts";

const RANK = { stranger: -1, staff: 0, desk: 1, administrator: 2 } as const;

/** True when one of the scopes covers the operation: its name, `<noun>.*`, or `*`. */
export const inScope = (scopes: readonly string[], name: string): boolean =>
  scopes.some((scope) => scope === "*" || scope === name || (scope.endsWith(".*") && name.startsWith(scope.slice(0, -1))));

const reaches = (who: { role: keyof typeof RANK; grade: number }, operation: Operation): boolean =>
  RANK[who.role] >= RANK[operation.opens.role] && who.grade >= (operation.opens.grade ?? 0);

/**
 * Throws unless the actor, or the principal in whose name they act, may give this operation at all.
 * Whether they may give it for this very record is the use case's first question.
 */
export const authorise = (actor: Actor, name: string, operation: Operation, input: Record<string, unknown>): void => {
  if (actor.kind === "system") return;
  if (operation.opens.role !== "stranger" && (actor.kind === "nobody" || !actor.id)) throw signInFirst();
  if (actor.scopes && !inScope(actor.scopes, name)) throw outOfScope(name);
  if (actor.principal && operation.ownNameOnly) throw ownNameOnly();
  if (operation.opens.role !== "stranger" && !reaches(actor.principal ?? actor, operation)) throw notAllowed();
  const ceiling = actor.principal?.ceiling;
  const amount = operation.kind === "command" ? operation.amount?.(input) : undefined;
  if (ceiling !== undefined && amount !== undefined && amount > ceiling) throw aboveCeiling(ceiling);
};

/**
 * The dial's setting for an actor and a command. What nobody set is `do`, except that a program's final acts wait
 * for a person: an annotation is a hint, this is the lock.
 */
export const dialFor = (actor: Actor, name: string, operation: Operation): DialSetting => {
  if (operation.kind === "query" || actor.kind === "system" || actor.kind === "nobody") return "do";
  const noun = `${name.split(".")[0]}.*`;
  return (
    actor.dial[name] ?? actor.dial[noun] ?? actor.dial["*"] ?? (actor.kind === "program" && operation.effect === "final" ? "draft" : "do")
  );
};

/** The highest grade whose confidential matters the actor may see. */
export const seesFrom = (actor: Actor): number => (actor.kind === "system" ? 6 : actor.grade);

/** True when the actor works at the desk (or the system does). */
export const atDesk = (actor: Actor): boolean => actor.kind === "system" || actor.role !== "staff";
