import { ACTOR_COLUMNS } from "#kernel/actor/store.ts";
import { compiledOnce } from "#kernel/db/compiled-once.ts";
import { ownTables, readTables, type HasDatabase } from "#kernel/db/handle.ts";

const own = ownTables("session", "knownDevice");
const withActor = readTables("session", "actor");

/** By which proof a session was opened. */
export type Way = "password" | "passkey" | "oidc" | "link";

/** A new session; instants in RFC 3339. */
export type NewSession = {
  id: string;
  digest: string;
  actorId: string;
  way: Way;
  device: string | null;
  createdAt: string;
  expiresAt: string;
  endsAt: string;
};

const byDigest = compiledOnce((work, digest) =>
  withActor(work)
    .selectFrom("session")
    .innerJoin("actor", "actor.id", "session.actorId")
    .select(ACTOR_COLUMNS)
    .select(["session.id as sessionId", "session.seenAt", "session.expiresAt", "session.endsAt", "actor.active"])
    .where("session.digest", "=", digest),
);

/** The session behind a digest, with its actor: the one SELECT that every request of a browser costs. */
export const findSession = async (work: HasDatabase, digest: string) => (await byDigest(work, digest))[0];

/** Opens a session. */
export const insertSession = async (work: HasDatabase, session: NewSession): Promise<void> => {
  await own(work)
    .insertInto("session")
    .values({ ...session, provedAt: session.createdAt, seenAt: session.createdAt })
    .execute();
};

/** Notes that a session was used, unless another process just did. */
export const markSeen = async (work: HasDatabase, id: string, at: { seenAt: string; before: string; expiresAt: string }): Promise<void> => {
  await own(work)
    .updateTable("session")
    .set({ seenAt: at.seenAt, expiresAt: at.expiresAt })
    .where("id", "=", id)
    .where("seenAt", "<=", at.before)
    .execute();
};

/** The open sessions of somebody, the one used last first. */
export const sessionsOf = (work: HasDatabase, actorId: string, now: string) =>
  own(work)
    .selectFrom("session")
    .select(["id", "way", "device", "createdAt", "provedAt", "seenAt", "expiresAt"])
    .where("actorId", "=", actorId)
    .where("expiresAt", ">", now)
    .orderBy("seenAt", "desc")
    .orderBy("id")
    .execute();

/** When the holder of this session last proved who they are. */
export const provedAt = async (work: HasDatabase, id: string): Promise<string | undefined> =>
  (await own(work).selectFrom("session").select("provedAt").where("id", "=", id).executeTakeFirst())?.provedAt;

/** Notes a fresh proof. */
export const markProved = async (work: HasDatabase, id: string, at: string): Promise<void> => {
  await own(work).updateTable("session").set({ provedAt: at }).where("id", "=", id).execute();
};

/** Closes one session of somebody; false when it was not there. */
export const deleteSession = async (work: HasDatabase, actorId: string, id: string): Promise<boolean> => {
  const gone = await own(work).deleteFrom("session").where("id", "=", id).where("actorId", "=", actorId).returning("id").execute();
  return gone.length > 0;
};

/** Closes the sessions of somebody, except one if it is named; returns how many. */
export const deleteSessions = async (work: HasDatabase, actorId: string, except?: string): Promise<number> => {
  let query = own(work).deleteFrom("session").where("actorId", "=", actorId);
  if (except) query = query.where("id", "<>", except);
  return (await query.returning("id").execute()).length;
};

/** Keeps a browser as known to an account. */
export const insertDevice = async (
  work: HasDatabase,
  device: { id: string; accountId: string; digest: string; createdAt: string; expiresAt: string },
): Promise<void> => {
  await own(work)
    .insertInto("knownDevice")
    .values(device)
    .onConflict((conflict) => conflict.columns(["accountId", "digest"]).doUpdateSet({ expiresAt: device.expiresAt }))
    .execute();
};

/** True when the browser that holds the token of this digest signed in to the account before. */
export const isKnownDevice = async (work: HasDatabase, accountId: string, digest: string, now: string): Promise<boolean> => {
  const row = await own(work)
    .selectFrom("knownDevice")
    .select("id")
    .where("accountId", "=", accountId)
    .where("digest", "=", digest)
    .where("expiresAt", ">", now)
    .executeTakeFirst();
  return row !== undefined;
};

/** True when a device token of this digest was given out by us, to whichever account: one browser may serve several people. */
export const isOurDevice = async (work: HasDatabase, digest: string, now: string): Promise<boolean> => {
  const row = await own(work)
    .selectFrom("knownDevice")
    .select("id")
    .where("digest", "=", digest)
    .where("expiresAt", ">", now)
    .executeTakeFirst();
  return row !== undefined;
};

/** Forgets every browser that an account knew. */
export const deleteDevices = async (work: HasDatabase, accountId: string): Promise<void> => {
  await own(work).deleteFrom("knownDevice").where("accountId", "=", accountId).execute();
};

/** Forgets what expired. */
export const sweepSessions = async (work: HasDatabase, now: string): Promise<void> => {
  await own(work).deleteFrom("session").where("expiresAt", "<=", now).execute();
  await own(work).deleteFrom("knownDevice").where("expiresAt", "<=", now).execute();
};
