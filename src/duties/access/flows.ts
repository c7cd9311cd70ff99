import { z } from "zod";
import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { flowGone } from "./errors.ts";
import { CEREMONY_HOLDS, isPast } from "./rules.ts";
import { insertSpent } from "./store/flows.ts";

const envelope = z.object({ purpose: z.string(), id: z.uuid(), until: z.string(), data: z.unknown() });

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
  if (opened.purpose !== purpose) throw flowGone();
  return schema.parse(opened.data);
};

const unlocked = (work: Work, token: string): z.output<typeof envelope> => {
  let opened: z.output<typeof envelope>;
  try {
    opened = envelope.parse(JSON.parse(work.services.vault.open(token)));
  } catch {
    throw flowGone();
  }
  if (isPast(opened.until, work.now)) throw flowGone();
  return opened;
};

/**
 * Ends a ceremony that came to its good end: it is refused from now on, also when two bring it at once. What is
 * remembered is the id inside, since one token can be spelt in several ways.
 */
export const spendFlow = async (work: Work, token: string): Promise<void> => {
  const { id, until } = unlocked(work, token);
  if (!(await insertSpent(work, id, until))) throw flowGone();
};
