import { ownTables, readTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { Work } from "#kernel/pipeline/work.ts";

const own = ownTables("account", "oidcIdentity");
const withActor = readTables("account", "actor", "passkey");

/** Stands in where there is no account, so that the same questions are asked of the database. */
export const NOBODYS_ID = "00000000-0000-0000-0000-000000000000";

const accounts = (work: HasDatabase) =>
  withActor(work)
    .selectFrom("account")
    .innerJoin("actor", "actor.id", "account.id")
    .select(["account.id", "account.email", "account.passwordHash", "account.totpSecret", "account.totpSince", "account.totpLastStep"])
    .select(["account.signedInAt", "actor.name", "actor.language", "actor.role", "actor.grade", "actor.active"]);

/** An account with what the pipeline knows of its person. */
export type Account = Awaited<ReturnType<ReturnType<typeof accounts>["executeTakeFirstOrThrow"]>>;

/** The account that signs in with an e-mail address (lower case). */
export const accountByEmail = (work: HasDatabase, email: string): Promise<Account | undefined> =>
  accounts(work).where("account.email", "=", email).executeTakeFirst();

/** The account of a person. */
export const accountById = (work: HasDatabase, id: string): Promise<Account | undefined> =>
  accounts(work).where("account.id", "=", id).executeTakeFirst();

/** The account that somebody has at the single sign-on, if it was linked. */
export const accountByIdentity = async (work: HasDatabase, issuer: string, subject: string): Promise<Account | undefined> => {
  const row = await own(work)
    .selectFrom("oidcIdentity")
    .select("accountId")
    .where("issuer", "=", issuer)
    .where("subject", "=", subject)
    .executeTakeFirst();
  return row && accountById(work, row.accountId);
};

/** Links an account to somebody at the single sign-on. */
export const insertIdentity = async (
  work: Work,
  id: string,
  who: { accountId: string; issuer: string; subject: string },
): Promise<void> => {
  await own(work)
    .insertInto("oidcIdentity")
    .values({ id, ...who, createdAt: work.at })
    .returningAll()
    .execute();
};

/** True when an account is linked to the single sign-on. */
export const hasIdentity = async (work: HasDatabase, accountId: string): Promise<boolean> =>
  (await own(work).selectFrom("oidcIdentity").select("id").where("accountId", "=", accountId).executeTakeFirst()) !== undefined;

/** Gives a person an account. */
export const insertAccount = async (work: Work, account: { id: string; email: string; passwordHash: string | null }): Promise<void> => {
  await own(work)
    .insertInto("account")
    .values({ ...account, passwordChangedAt: account.passwordHash ? work.at : null, createdAt: work.at })
    .returningAll()
    .execute();
};

/** Sets or drops the password. */
export const setPasswordHash = async (work: Work, id: string, passwordHash: string | null): Promise<void> => {
  await own(work).updateTable("account").set({ passwordHash, passwordChangedAt: work.at }).where("id", "=", id).returningAll().execute();
};

/** Switches the second factor on (a locked secret and the step that proved it) or off. */
export const setTotp = async (work: Work, id: string, totp: { secret: string; step: number } | null): Promise<void> => {
  await own(work)
    .updateTable("account")
    .set({ totpSecret: totp?.secret ?? null, totpSince: totp ? work.at : null, totpLastStep: totp?.step ?? null })
    .where("id", "=", id)
    .returningAll()
    .execute();
};

/** Uses a step of the second factor up; false when it, or a later one, was used before. */
export const spendTotpStep = async (work: Work, id: string, step: number): Promise<boolean> => {
  const spent = await own(work)
    .updateTable("account")
    .set({ totpLastStep: step })
    .where("id", "=", id)
    .where((is) => is.or([is("totpLastStep", "is", null), is("totpLastStep", "<", step)]))
    .returningAll()
    .execute();
  return spent.length > 0;
};

/** Notes that somebody signed in. */
export const markSignedIn = async (work: Work, id: string): Promise<void> => {
  await own(work).updateTable("account").set({ signedInAt: work.at }).where("id", "=", id).returningAll().execute();
};

/** Every account, by name. */
export const allAccounts = (work: HasDatabase) =>
  accounts(work)
    .select((is) =>
      is
        .selectFrom("passkey")
        .whereRef("passkey.accountId", "=", "account.id")
        .select((count) => count.fn.countAll<number>().as("count"))
        .as("passkeys"),
    )
    .orderBy("actor.name")
    .orderBy("account.id")
    .execute();

/** Waits for whoever changes administrators just now, and counts the active ones with an account besides one person. */
export const otherAdministrators = async (work: HasDatabase, besides: string): Promise<number> => {
  const rows = await withActor(work)
    .selectFrom("actor")
    .innerJoin("account", "account.id", "actor.id")
    .select("actor.id")
    .where("actor.role", "=", "administrator")
    .where("actor.active", "=", true)
    .orderBy("actor.id")
    .forUpdate("actor")
    .execute();
  return rows.filter((row) => row.id !== besides).length;
};

/** A person or program known to the pipeline, active or not. */
export const actorRecord = (work: HasDatabase, id: string) =>
  withActor(work)
    .selectFrom("actor")
    .select(["id", "kind", "name", "role", "grade", "language", "active", "ownerId"])
    .where("id", "=", id)
    .executeTakeFirst();

/** Every program and agent, by name. */
export const allPrograms = (work: HasDatabase) =>
  withActor(work)
    .selectFrom("actor")
    .leftJoin("actor as owner", "owner.id", "actor.ownerId")
    .select([
      "actor.id",
      "actor.name",
      "actor.role",
      "actor.grade",
      "actor.dial",
      "actor.active",
      "actor.ownerId",
      "owner.name as ownerName",
    ])
    .where("actor.kind", "=", "program")
    .orderBy("actor.name")
    .orderBy("actor.id")
    .execute();
