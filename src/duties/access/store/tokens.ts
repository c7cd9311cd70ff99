import { ACTOR_COLUMNS } from "#kernel/actor/store.ts";
import { compiledOnce } from "#kernel/db/compiled-once.ts";
import { ownTables, readTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { Work } from "#kernel/pipeline/work.ts";

const own = ownTables("apiToken", "apiTokenUse");
const withActor = readTables("apiToken", "apiTokenUse", "actor");

const byDigest = compiledOnce((work, digest) =>
  withActor(work)
    .selectFrom("apiToken")
    .innerJoin("actor", "actor.id", "apiToken.actorId")
    .leftJoin("actor as owner", "owner.id", "actor.ownerId")
    .leftJoin("apiTokenUse", "apiTokenUse.tokenId", "apiToken.id")
    .select(ACTOR_COLUMNS)
    .select(["apiToken.id as tokenId", "apiToken.scopes", "apiToken.expiresAt", "apiToken.revokedAt"])
    .select(["actor.active", "owner.active as ownerActive", "apiTokenUse.seenAt"])
    .where("apiToken.digest", "=", digest),
);

/** The token behind a digest, with its actor and whether the person who answers for the actor is still active: one SELECT. */
export const findToken = async (work: HasDatabase, digest: string) => (await byDigest(work, digest))[0];

/** Notes when a token was last used. */
export const markTokenUsed = async (work: HasDatabase, tokenId: string, seenAt: string): Promise<void> => {
  await own(work)
    .insertInto("apiTokenUse")
    .values({ tokenId, seenAt })
    .onConflict((conflict) => conflict.column("tokenId").doUpdateSet({ seenAt }))
    .execute();
};

/** A new token. */
export type NewToken = { id: string; digest: string; actorId: string; label: string; scopes: readonly string[]; expiresAt: string };

/** Keeps a token, made by whoever acts. */
export const insertToken = async (work: Work, { scopes, ...token }: NewToken): Promise<void> => {
  await own(work)
    .insertInto("apiToken")
    .values({ ...token, scopes: JSON.stringify(scopes), createdBy: work.actor.id, createdAt: work.at })
    .returningAll()
    .execute();
};

/** The tokens of somebody and of the programs that they answer for, or everybody's; the newest first. */
export const listTokens = (work: HasDatabase, of: string | undefined) => {
  let query = withActor(work)
    .selectFrom("apiToken")
    .innerJoin("actor", "actor.id", "apiToken.actorId")
    .leftJoin("apiTokenUse", "apiTokenUse.tokenId", "apiToken.id")
    .select(["apiToken.id", "apiToken.label", "apiToken.actorId", "actor.name as actorName", "apiToken.scopes"])
    .select(["apiToken.createdAt", "apiToken.expiresAt", "apiToken.revokedAt", "apiTokenUse.seenAt"])
    .orderBy("apiToken.createdAt", "desc")
    .orderBy("apiToken.id");
  if (of) query = query.where((is) => is.or([is("apiToken.actorId", "=", of), is("actor.ownerId", "=", of)]));
  return query.execute();
};

/** When the longest-lived token that somebody may still use runs out. */
export const lastExpiryOf = async (work: HasDatabase, actorId: string, now: string): Promise<string | undefined> => {
  const row = await own(work)
    .selectFrom("apiToken")
    .select("expiresAt")
    .where("actorId", "=", actorId)
    .where("revokedAt", "is", null)
    .where("expiresAt", ">", now)
    .orderBy("expiresAt", "desc")
    .executeTakeFirst();
  return row?.expiresAt;
};

/** Whose token this is and who answers for its actor. */
export const tokenOwner = (work: HasDatabase, id: string) =>
  withActor(work)
    .selectFrom("apiToken")
    .innerJoin("actor", "actor.id", "apiToken.actorId")
    .select(["apiToken.actorId", "actor.ownerId", "actor.grade"])
    .where("apiToken.id", "=", id)
    .executeTakeFirst();

/** Revokes one token; false when it was revoked before. */
export const revokeToken = async (work: Work, id: string): Promise<boolean> => {
  const revoked = await own(work)
    .updateTable("apiToken")
    .set({ revokedAt: work.at })
    .where("id", "=", id)
    .where("revokedAt", "is", null)
    .returningAll()
    .execute();
  return revoked.length > 0;
};

/** Revokes every token of somebody and of the programs that they answer for; returns how many. */
export const revokeTokensOf = async (work: Work, actorId: string): Promise<number> => {
  const programs = await withActor(work).selectFrom("actor").select("id").where("ownerId", "=", actorId).execute();
  const revoked = await own(work)
    .updateTable("apiToken")
    .set({ revokedAt: work.at })
    .where("actorId", "in", [actorId, ...programs.map(({ id }) => id)])
    .where("revokedAt", "is", null)
    .returningAll()
    .execute();
  return revoked.length;
};
