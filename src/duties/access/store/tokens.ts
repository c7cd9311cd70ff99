import { ACTOR_COLUMNS } from "#kernel/actor/store.ts";
import { ownTables, readTables, type HasDatabase } from "#kernel/db/handle.ts";

const own = ownTables("apiToken", "apiTokenUse");
const withActor = readTables("apiToken", "apiTokenUse", "actor");

/** The token behind a digest, with its actor and whether the person who answers for the actor is still active: one SELECT. */
export const findToken = (work: HasDatabase, digest: string) =>
  withActor(work)
    .selectFrom("apiToken")
    .innerJoin("actor", "actor.id", "apiToken.actorId")
    .leftJoin("actor as owner", "owner.id", "actor.ownerId")
    .leftJoin("apiTokenUse", "apiTokenUse.tokenId", "apiToken.id")
    .select(ACTOR_COLUMNS)
    .select(["apiToken.id as tokenId", "apiToken.scopes", "apiToken.expiresAt", "apiToken.revokedAt"])
    .select(["actor.active", "owner.active as ownerActive", "apiTokenUse.seenAt"])
    .where("apiToken.digest", "=", digest)
    .executeTakeFirst();

/** Notes when a token was last used. */
export const markTokenUsed = async (work: HasDatabase, tokenId: string, seenAt: string): Promise<void> => {
  await own(work)
    .insertInto("apiTokenUse")
    .values({ tokenId, seenAt })
    .onConflict((conflict) => conflict.column("tokenId").doUpdateSet({ seenAt }))
    .execute();
};
