import { sql, type ExpressionBuilder, type Insertable, type Selectable, type Updateable } from "kysely";
import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { DB } from "#kernel/db/tables.ts";
import type { Asker } from "./rules.ts";

const own = ownTables("message", "messageNote", "messageAttachment");

type Message = DB["message"];
/** A line of a message's history as it is stored. */
export type NoteRow = Selectable<DB["messageNote"]>;
/** A message as it is stored. */
export type MessageRow = Omit<Selectable<Message>, "search">;

const COLUMNS = [
  "id", "takenAt", "takenBy", "takenByName", "door", "channel", "fromPersonId", "fromName", "fromPhone", "fromEmail", "fromOrganisation",
  "forKind", "forId", "forName", "subject", "body", "urgency", "callBackAt", "followUpOn", "confidentialFrom", "state", "deliveredAt", "deliveredBy",
  "readAt", "readBy", "readByName", "actedAt", "actedBy", "actedByName", "outcome", "toldAt", "toldBy", "toldByName", "retractedAt", "parentId", "mailId",
] as const; // prettier-ignore

/** Stores a new message. */
export const insertMessage = (work: HasDatabase, row: Insertable<Message>): Promise<MessageRow> =>
  own(work).insertInto("message").values(row).returningAll().executeTakeFirstOrThrow();

/** Changes a message and returns it. */
export const updateMessage = (work: HasDatabase, id: string, set: Updateable<Message>): Promise<MessageRow> =>
  own(work).updateTable("message").set(set).where("id", "=", id).returningAll().executeTakeFirstOrThrow();

/** A message by id. */
export const findMessage = (work: HasDatabase, id: string): Promise<MessageRow | undefined> =>
  own(work).selectFrom("message").select(COLUMNS).where("id", "=", id).executeTakeFirst();

/** A message by id, held until the work ends, so that two who change it take turns. */
export const lockMessage = (work: HasDatabase, id: string): Promise<MessageRow | undefined> =>
  own(work).selectFrom("message").select(COLUMNS).where("id", "=", id).forUpdate().executeTakeFirst();

/** The messages forwarded from one. */
export const forwardedFrom = (work: HasDatabase, parentId: string): Promise<MessageRow[]> =>
  own(work)
    .selectFrom("message")
    .select(COLUMNS)
    .where("parentId", "=", parentId)
    .where("state", "!=", "retracted")
    .orderBy("id")
    .limit(100)
    .execute();

const NOTE_MAIL = /^note\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/;

/** The message that one of these mail ids belongs to: a mail of its history (then with the note), or the mail that it came by. */
export const findByMailIds = async (
  work: HasDatabase,
  mailIds: readonly string[],
): Promise<{ messageId: string; noteId: string | null } | undefined> => {
  if (mailIds.length === 0) return undefined;
  // The mail of an answer that was sent bears the id of its note.
  const sent = mailIds.flatMap((mailId) => NOTE_MAIL.exec(mailId)?.[1] ?? []);
  const note = await own(work)
    .selectFrom("messageNote")
    .select(["messageId", "id as noteId"])
    .where((where) =>
      where.or([
        where("mailId", "in", [...mailIds]),
        ...(sent.length > 0 ? [where.and([where("id", "in", sent), where("kind", "=", "reply")])] : []),
      ]),
    )
    .orderBy("id")
    .executeTakeFirst();
  if (note) return note;
  const direct = await own(work)
    .selectFrom("message")
    .select("id as messageId")
    .where("mailId", "in", [...mailIds])
    .orderBy("id")
    .executeTakeFirst();
  return direct && { ...direct, noteId: null };
};

/** True when a mail became a message of this owner before; null stands for the desk. */
export const hasMessageOf = async (work: HasDatabase, mailId: string, forId: string | null): Promise<boolean> => {
  const found = own(work).selectFrom("message").select("id").where("mailId", "=", mailId);
  return (await (forId ? found.where("forId", "=", forId) : found.where("forId", "is", null)).executeTakeFirst()) !== undefined;
};

/** Whoever takes the same mail at the same time waits until this work ends. */
export const holdMailId = async (work: HasDatabase, mailId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mail ${mailId}`}, 0))`.execute(own(work));
};

type Where = ExpressionBuilder<Pick<DB, "message">, "message">;

// Kept in step with maySee in rules.ts; a property test compares the two.
const visibleTo = (where: Where, asker: Asker) => {
  const open = where.or([where("confidentialFrom", "is", null), where("confidentialFrom", "<=", asker.grade)]);
  const people = [...asker.self];
  const closeBosses = [...asker.bosses].filter(([, sees]) => sees).map(([id]) => id);
  const bosses = [...asker.bosses.keys()];
  const groups = [...asker.posts].map((id) => ["post", id] as const).concat([...asker.groups].map((id) => ["group", id] as never));
  return where.or([
    ...(asker.id ? [where("takenBy", "=", asker.id)] : []),
    ...(people.length + closeBosses.length > 0
      ? [where.and([where("forKind", "=", "person"), where("forId", "in", [...people, ...closeBosses])])]
      : []),
    ...(bosses.length > 0 ? [where.and([where("forKind", "=", "person"), where("forId", "in", bosses), open])] : []),
    ...groups.map(([kind, id]) => where.and([where("forKind", "=", kind), where("forId", "=", id)])),
    ...(asker.desk ? [open] : []),
    sql<boolean>`false`,
  ]);
};

const isForThem = (where: Where, asker: Asker) => {
  const ids = [...asker.self, ...asker.posts, ...asker.groups];
  return ids.length > 0 ? where("forId", "in", ids) : sql<boolean>`false`;
};

/** What a list of messages is asked for. */
export type Wish = {
  asker: Asker;
  box: "mine" | "taken" | "all";
  unread: boolean;
  followUpBy?: string | undefined;
  person?: string | undefined;
  search?: string | undefined;
  limit: number;
  after?: string | undefined;
};

/** So many of the newest messages are looked through before the index of words is asked. */
const NEAR = 4000;
/** More messages than this with the words are not fetched one by one. */
const MANY_FOUND = 2000;

// Written so that the index of words is no way to answer it.
const lookedThrough = (words: string, after: string | undefined) => sql<boolean>`
  (search @@ ${words}::tsquery) is true
  and id >= coalesce((select id from message where ${after ?? null}::uuid is null or id < ${after ?? null}::uuid order by id desc offset ${NEAR} limit 1), '00000000-0000-0000-0000-000000000000')`;

const byWords = async (work: HasDatabase, words: string) => {
  const matches = sql<boolean>`search @@ ${words}::tsquery`;
  const found = await own(work)
    .selectFrom("message")
    .select("id")
    .where(matches)
    .limit(MANY_FOUND + 1)
    .execute();
  const ids = found.map(({ id }) => id);
  return ids.length > MANY_FOUND ? matches : sql<boolean>`id = any(${ids}::uuid[])`;
};

const listed = (work: HasDatabase, wish: Wish, withWords: ReturnType<typeof lookedThrough> | undefined): Promise<MessageRow[]> => {
  const { asker } = wish;
  let found = own(work)
    .selectFrom("message")
    .select(COLUMNS)
    .where("state", "!=", "retracted")
    .where((where) => visibleTo(where, asker));
  if (wish.box === "mine") found = found.where((where) => isForThem(where, asker));
  if (wish.box === "taken") found = found.where("takenBy", "=", asker.id);
  if (wish.unread) found = found.where("state", "in", ["taken", "delivered"]);
  if (wish.followUpBy) found = found.where("followUpOn", "<=", wish.followUpBy).where("state", "!=", "told");
  if (wish.person)
    found = found.where((where) => where.or([where("fromPersonId", "=", wish.person ?? ""), where("forId", "=", wish.person ?? "")]));
  if (withWords) found = found.where(withWords);
  if (wish.after) found = found.where("id", "<", wish.after);
  return found
    .orderBy("id", "desc")
    .limit(wish.limit + 1)
    .execute();
};

/**
 * Messages that the asker may see, newest first, one more than asked for. Words that many messages have are met soon when one
 * looks back from the newest, words that few have are found by their index; each would be slow in the other's case, and a planner
 * that does not know the words cannot tell.
 */
export const listMessages = async (work: HasDatabase, wish: Wish): Promise<MessageRow[]> => {
  if (!wish.search) return listed(work, wish, undefined);
  const meant = await sql<{ words: string }>`select message_words(${wish.search})::text as words`.execute(own(work));
  const words = meant.rows[0]?.words ?? "";
  const near = await listed(work, wish, lookedThrough(words, wish.after));
  return near.length > wish.limit ? near : listed(work, wish, await byWords(work, words));
};

/** How many messages wait, counted only as far as a screen can say: beyond 1,000 it is "many". */
export const countMessages = async (
  work: HasDatabase,
  wish: Pick<Wish, "asker"> & { unread?: boolean; mine?: boolean; followUpBy?: string },
): Promise<number> => {
  let found = own(work)
    .selectFrom("message")
    .select("id")
    .where("state", "!=", "retracted")
    .where((where) => visibleTo(where, wish.asker));
  if (wish.unread) found = found.where("state", "in", ["taken", "delivered"]);
  if (wish.mine) found = found.where((where) => isForThem(where, wish.asker));
  if (wish.followUpBy) found = found.where("followUpOn", "<=", wish.followUpBy).where("state", "!=", "told");
  return (await found.limit(1000).execute()).length;
};

/** Adds a line to a message's history. */
export const insertNote = (work: HasDatabase, row: Insertable<DB["messageNote"]>) =>
  own(work).insertInto("messageNote").values(row).returningAll().executeTakeFirstOrThrow();

/** The history of a message, in order. */
export const notesOf = (work: HasDatabase, messageId: string) =>
  own(work).selectFrom("messageNote").selectAll().where("messageId", "=", messageId).orderBy("id").limit(1000).execute();

/** Adds an attachment. */
export const insertAttachment = (work: HasDatabase, row: Insertable<DB["messageAttachment"]>) =>
  own(work).insertInto("messageAttachment").values(row).returningAll().executeTakeFirstOrThrow();

/** The attachments of a message, in order. */
export const attachmentsOf = (work: HasDatabase, messageId: string) =>
  own(work).selectFrom("messageAttachment").selectAll().where("messageId", "=", messageId).orderBy("id").execute();

/** An attachment by id. */
export const findAttachment = (work: HasDatabase, id: string) =>
  own(work).selectFrom("messageAttachment").selectAll().where("id", "=", id).executeTakeFirst();
