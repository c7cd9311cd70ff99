import { signInFirst } from "#kernel/errors/house-refusals.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { notFound, proveAgain } from "./errors.ts";
import { isFresh } from "./rules.ts";
import { accountById, type Account } from "./store/accounts.ts";
import { provedAt } from "./store/sessions.ts";

/** The id of who acts; refuses a nobody and the system itself. */
export const ownId = (work: Work): string => {
  if (!work.actor.id) throw signInFirst();
  return work.actor.id;
};

/** The account of who acts; programs and devices have none. */
export const ownAccount = async (work: Work): Promise<Account> => {
  const account = await accountById(work, ownId(work));
  if (!account) throw notFound();
  return account;
};

/** Throws PROVE_AGAIN unless the caller sits in a session in which they proved who they are a few minutes ago. */
export const requireFreshProof = async (work: Work): Promise<void> => {
  const proved = work.actor.sessionId && (await provedAt(work, work.actor.sessionId));
  if (!proved || !isFresh(proved, work.now)) throw proveAgain();
};
