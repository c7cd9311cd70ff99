import { z } from "zod";
import { digestOf, newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { flowGone } from "./errors.ts";
import { CEREMONY_HOLDS, isPast } from "./rules.ts";
import { insertSpent } from "./store/flows.ts";

const envelope = z.object({ purpose: z.string(), id: z.string(), until: z.string(), data: z.unknown() });

/** A ceremony in two halves: what it is called and what the first half leaves for the second. */
export type Flow<S extends z.ZodType> = { purpose: string; schema: S };
/** Declares a ceremony. */
export const flow = <S extends z.ZodType>(purpose: string, schema: S): Flow<S> => ({ purpose, schema });

/** What the first half hands to whoever began it. */
export type Begun = { flowToken: string; flowSeconds: number };

const asSeconds = (holds: { minutes: number }): number => holds.minutes * 60;

/**
 * Locks what the second half needs into a token that only this installation can read. Nothing is stored, so strangers who
 * begin and never come back cost nothing.
 */
export const beginFlow = <S extends z.ZodType>(work: Work, { purpose }: Flow<S>, data: z.input<S>): Begun => ({
  flowToken: work.services.vault.lock(JSON.stringify({ purpose, id: newId(), until: work.now.add(CEREMONY_HOLDS).toString(), data })),
  flowSeconds: asSeconds(CEREMONY_HOLDS),
});

/** What the first half left; refuses with FLOW_GONE a token that is forged, of another ceremony, or too old. */
export const readFlow = <S extends z.ZodType>(work: Work, { purpose, schema }: Flow<S>, token: string): z.output<S> => {
  const opened = unlocked(work, token);
  if (!opened || opened.purpose !== purpose || isPast(opened.until, work.now)) throw flowGone();
  return schema.parse(opened.data);
};

const unlocked = (work: Work, token: string) => {
  try {
    return envelope.parse(JSON.parse(work.services.vault.open(token)));
  } catch {
    return undefined;
  }
};

/** Ends a ceremony that came to its good end: the same token is refused from now on, also when two bring it at once. */
export const spendFlow = async (work: Work, token: string): Promise<void> => {
  const until = work.now.add(CEREMONY_HOLDS).toString();
  if (!(await insertSpent(work, digestOf(token), until))) throw flowGone();
};
