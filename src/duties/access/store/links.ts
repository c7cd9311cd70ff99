import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import { digestOf, newId, newSecret } from "#kernel/ids/id.ts";

const own = ownTables("link");

/** What a link lets its holder do, to what, and as whom. */
export type LinkWish = {
  purpose: string;
  subject: { type: string; id: string };
  /** The person to whom it was given; null when it is for whoever holds it. */
  personId: string | null;
  /** RFC 3339. */
  expiresAt: string;
  /** True: it works once, however many press it at the same moment. */
  once: boolean;
};
/** A link that held. */
export type Link = { id: string; purpose: string; subject: { type: string; id: string }; personId: string | null };

type At = HasDatabase & { readonly now: Temporal.Instant };

/** Stores a link and returns its secret, which is never stored. */
export const insertLink = async (work: At, wish: LinkWish): Promise<string> => {
  const secret = newSecret();
  await own(work)
    .insertInto("link")
    .values({
      id: newId(),
      digest: digestOf(secret),
      purpose: wish.purpose,
      subjectType: wish.subject.type,
      subjectId: wish.subject.id,
      personId: wish.personId,
      once: wish.once,
      createdAt: work.now.toString(),
      expiresAt: wish.expiresAt,
    })
    .execute();
  return secret;
};

/** The link behind a secret while it holds: right purpose, not expired, not used if it works once. */
export const findLink = async (work: At, secret: string, purpose: string): Promise<Link | undefined> => {
  const row = await own(work)
    .selectFrom("link")
    .select(["id", "purpose", "subjectType", "subjectId", "personId"])
    .where("digest", "=", digestOf(secret))
    .where("purpose", "=", purpose)
    .where("expiresAt", ">", work.now.toString())
    .where((is) => is.or([is("once", "=", false), is("usedAt", "is", null)]))
    .executeTakeFirst();
  return row && { id: row.id, purpose: row.purpose, subject: { type: row.subjectType, id: row.subjectId }, personId: row.personId };
};

/** Marks a link as used; of several at once, only one is told true for a link that works once. */
export const spendLink = async (work: At, id: string): Promise<boolean> => {
  const spent = await own(work)
    .updateTable("link")
    .set({ usedAt: work.now.toString() })
    .where("id", "=", id)
    .where((is) => is.or([is("once", "=", false), is("usedAt", "is", null)]))
    .returning("id")
    .executeTakeFirst();
  return spent !== undefined;
};

/** Takes back every unused link about a subject; with purposes, only those. */
export const deleteLinksAbout = async (work: HasDatabase, subject: { type: string; id: string }, purposes?: readonly string[]) => {
  let query = own(work).deleteFrom("link").where("subjectType", "=", subject.type).where("subjectId", "=", subject.id);
  if (purposes) query = query.where("purpose", "in", purposes);
  await query.execute();
};

/** Takes back every link that was given to a person. */
export const deleteLinksOf = async (work: HasDatabase, personId: string): Promise<void> => {
  await own(work).deleteFrom("link").where("personId", "=", personId).execute();
};

/** Forgets links that expired before an instant. */
export const sweepLinks = async (work: HasDatabase, before: string): Promise<void> => {
  await own(work).deleteFrom("link").where("expiresAt", "<", before).execute();
};
