import type { Work } from "#kernel/pipeline/work.ts";
import { openSession } from "./opening.ts";
import { insertAccount } from "./store/accounts.ts";
import { acceptablePassword } from "./use-cases/password.ts";
import { actorRecord } from "./store/accounts.ts";
import { notFound } from "./errors.ts";

/** An account with a password for a person who was just enrolled. Refuses a password that anybody would guess. */
export const openAccount = async (work: Work, wish: { personId: string; email: string; password: string }): Promise<void> => {
  const { personId: id, email, password } = wish;
  const person = await actorRecord(work, id);
  if (!person) throw notFound();
  await insertAccount(work, { id, email, passwordHash: await acceptablePassword(password, { email, name: person.name }) });
};

/**
 * The account of the first administrator, signed in at once when they sit at the browser that set Kerani up; by the
 * command line nobody is signed in.
 */
export const openFirstAccount = async (
  work: Work,
  wish: { personId: string; email: string; password: string },
): Promise<{ sessionToken?: string; sessionSeconds?: number }> => {
  await openAccount(work, wish);
  if (work.actor.door !== "web") return {};
  const { sessionToken, sessionSeconds } = await openSession(work, { id: wish.personId }, "password", {});
  return { ...(sessionToken ? { sessionToken } : {}), ...(sessionSeconds ? { sessionSeconds } : {}) };
};
