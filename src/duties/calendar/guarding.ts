import type { Actor } from "#kernel/actor/actor.ts";
import type { ObjectRow } from "./store/objects.ts";

/** Called inside of the transaction with the object as it is now, held, or nothing: throws to let nothing happen. */
export type ObjectGuard = (current: ObjectRow | undefined) => void;

/** The guards of one object, and of the place that it goes to. */
export type Guards = { source?: ObjectGuard; target?: ObjectGuard };

const carried = new WeakMap<Actor, Guards>();

/** The actor for one command, carrying conditions that no input can say: a protocol's preconditions on what is there now. */
export const guarded = (actor: Actor, guards: Guards): Actor => {
  const bearer = { ...actor };
  carried.set(bearer, guards);
  return bearer;
};

/** The guards that an actor carries. */
export const guardsOf = (actor: Actor): Guards => carried.get(actor) ?? {};
