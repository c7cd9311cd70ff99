import type { Actor, Principal } from "#kernel/actor/actor.ts";

/** What the kernel needs to know and only duties can tell; plugged in where the house is built. */
export type Ports = {
  /** The principal whose mandate lets `delegateId` give `command` of `duty` at `now`, or nothing. */
  mandateFor(
    work: { tx: unknown; now: Temporal.Instant },
    delegateId: string,
    principalId: string,
    command: string,
    /** The duty that the command belongs to. */
    duty: string,
  ): Promise<Principal | undefined>;
  /** Who says yes or no to this actor's drafts: the person it reports to, else nobody in particular (the desk's administrators). */
  supervisorOf(work: { tx: unknown; now: Temporal.Instant }, actor: Actor): Promise<string | undefined>;
  /** The names of the duties that are switched off. */
  switchedOff(): ReadonlySet<string>;
};
