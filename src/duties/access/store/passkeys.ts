import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { Work } from "#kernel/pipeline/work.ts";

const own = ownTables("passkey", "recoveryCode");

/** A passkey as it was registered. */
export type NewPasskey = {
  id: string;
  accountId: string;
  label: string;
  credentialId: string;
  /** COSE key in base64url. */
  publicKey: string;
  counter: number;
  transports: readonly string[];
  synced: boolean;
};

/** Keeps a passkey. */
export const insertPasskey = async (work: Work, { transports, ...passkey }: NewPasskey): Promise<void> => {
  await own(work)
    .insertInto("passkey")
    .values({ ...passkey, transports: JSON.stringify(transports), createdAt: work.at })
    .returningAll()
    .execute();
};

/** The passkey with a credential id. */
export const passkeyByCredential = (work: HasDatabase, credentialId: string) =>
  own(work)
    .selectFrom("passkey")
    .select(["id", "accountId", "credentialId", "publicKey", "counter", "transports"])
    .where("credentialId", "=", credentialId)
    .executeTakeFirst();

/** The passkeys of an account, oldest first. */
export const passkeysOf = (work: HasDatabase, accountId: string) =>
  own(work)
    .selectFrom("passkey")
    .select(["id", "label", "credentialId", "transports", "synced", "createdAt", "usedAt"])
    .where("accountId", "=", accountId)
    .orderBy("createdAt")
    .orderBy("id")
    .execute();

/** Notes that a passkey was used and how far its counter is. */
export const markPasskeyUsed = async (work: Work, id: string, counter: number): Promise<void> => {
  await own(work).updateTable("passkey").set({ counter, usedAt: work.at }).where("id", "=", id).returningAll().execute();
};

/** Removes one passkey of an account, or all of them; returns how many. */
export const deletePasskeys = async (work: Work, accountId: string, id?: string): Promise<number> => {
  let query = own(work).deleteFrom("passkey").where("accountId", "=", accountId);
  if (id) query = query.where("id", "=", id);
  return (await query.returningAll().execute()).length;
};

/** Replaces the recovery codes of an account by these (digests); an empty list leaves none. */
export const replaceRecoveryCodes = async (
  work: Work,
  accountId: string,
  codes: readonly { id: string; digest: string }[],
): Promise<void> => {
  await own(work).deleteFrom("recoveryCode").where("accountId", "=", accountId).returningAll().execute();
  if (codes.length === 0) return;
  await own(work)
    .insertInto("recoveryCode")
    .values(codes.map((code) => ({ ...code, accountId })))
    .returningAll()
    .execute();
};

/** The unused recovery code of a digest. */
export const recoveryCodeOf = (work: HasDatabase, accountId: string, digest: string) =>
  own(work)
    .selectFrom("recoveryCode")
    .select("id")
    .where("accountId", "=", accountId)
    .where("digest", "=", digest)
    .where("usedAt", "is", null)
    .executeTakeFirst();

/** Uses a recovery code up; false when somebody else just did. */
export const spendRecoveryCode = async (work: Work, id: string): Promise<boolean> => {
  const spent = await own(work)
    .updateTable("recoveryCode")
    .set({ usedAt: work.at })
    .where("id", "=", id)
    .where("usedAt", "is", null)
    .returningAll()
    .execute();
  return spent.length > 0;
};
