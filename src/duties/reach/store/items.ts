import { sql, type ExpressionBuilder } from "kysely";
import type { ItemRow } from "#kernel/attention/carry.ts";
import { readTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { DB } from "#kernel/db/tables.ts";
import type { Asker } from "../rules/visible.ts";

const read = readTables("attentionItem");

type Where = ExpressionBuilder<Pick<DB, "attentionItem">, "attentionItem">;

/** What the desk is asked for. */
export type FeedWish = {
  asker: Asker;
  box: "mine" | "desk" | "all";
  kind?: string | undefined;
  state: "waiting" | "open" | "acknowledged" | "lapsed";
  /** Items of which the asker was told by a step. */
  told: readonly string[];
  limit: number;
  after?: { urgency: number; raisedAt: string; id: string } | undefined;
};

// Literal, so that the partial indexes fit whatever the planner knows of parameters.
const STATES = {
  waiting: sql<boolean>`state in ('open', 'acknowledged')`,
  open: sql<boolean>`state in ('open', 'acknowledged') and state = 'open'`,
  acknowledged: sql<boolean>`state = 'acknowledged'`,
  lapsed: sql<boolean>`state = 'lapsed'`,
} as const;

// Kept in step with isMine in rules/visible.ts; a property test compares the two.
const isMine = (where: Where, { asker, told }: Pick<FeedWish, "asker" | "told">) => {
  const open = where.or([where("confidentialFrom", "is", null), where("confidentialFrom", "<=", asker.grade)]);
  const trusted = [...asker.bosses].filter(([, sees]) => sees).map(([id]) => id);
  const people = [...asker.self, ...trusted];
  const ownedBy = (kind: string, ids: readonly string[]) =>
    ids.length > 0 ? [where.and([where("ownerKind", "=", kind), where("ownerId", "in", [...ids])])] : [];
  const actedFor = asker.actedFor.map(({ principalId, posts, groups, nouns }) => {
    const theirs = where.or([...ownedBy("person", [principalId]), ...ownedBy("post", posts), ...ownedBy("group", groups)]);
    if (nouns === null) return theirs;
    const lent = [...nouns];
    return where.and([theirs, where.or([where("kind", "in", lent), where("subjectType", "in", lent)])]);
  });
  const bosses = [...asker.bosses.keys()];
  return where.or([
    ...ownedBy("person", people),
    ...ownedBy("post", [...asker.posts]),
    ...ownedBy("group", [...asker.groups]),
    ...actedFor,
    ...(bosses.length > 0 ? [where.and([...ownedBy("person", bosses), open])] : []),
    ...(asker.self.size > 0 ? [sql<boolean>`(state = 'acknowledged' and acknowledged_by in (${sql.join([...asker.self])}))`] : []),
    ...(told.length > 0 ? [where("id", "in", [...told])] : []),
    sql<boolean>`false`,
  ]);
};

const visible = (where: Where, wish: Pick<FeedWish, "asker" | "told">) => {
  if (!wish.asker.desk) return isMine(where, wish);
  return where.or([where("confidentialFrom", "is", null), where("confidentialFrom", "<=", wish.asker.grade), isMine(where, wish)]);
};

const chosen = (work: HasDatabase, wish: Omit<FeedWish, "limit" | "after">) => {
  let found = read(work)
    .selectFrom("attentionItem")
    .where(STATES[wish.state])
    .where((where) => (wish.box === "mine" ? isMine(where, wish) : visible(where, wish)));
  if (wish.box === "desk") found = found.where("ownerKind", "=", "desk");
  if (wish.kind) found = found.where("kind", "=", wish.kind);
  return found;
};

/** Items in order of need: the most urgent first, the longest waiting first among equals; one more than asked for. */
export const feed = async (work: HasDatabase, wish: FeedWish): Promise<ItemRow[]> => {
  const ordered = () => chosen(work, wish).selectAll().orderBy("urgency", "desc").orderBy("raisedAt").orderBy("id");
  const { after } = wish;
  const most = wish.limit + 1;
  if (!after) return ordered().limit(most).execute();
  // In two strides, each along the index: the rest of this urgency, then the milder ones.
  const same = await ordered()
    .where("urgency", "=", after.urgency)
    .where(sql<boolean>`(raised_at, id) > (${after.raisedAt}::timestamptz, ${after.id}::uuid)`)
    .limit(most)
    .execute();
  if (same.length >= most || after.urgency === 0) return same;
  return [
    ...same,
    ...(await ordered()
      .where("urgency", "<", after.urgency)
      .limit(most - same.length)
      .execute()),
  ];
};

/** How many items wait by kind, counted as far as a screen can say. */
export const countItems = async (
  work: HasDatabase,
  wish: Pick<FeedWish, "asker" | "told" | "box"> & { urgentOnly?: boolean },
  most: number,
): Promise<Map<string, number>> => {
  let found = chosen(work, { ...wish, state: "waiting" }).select("kind");
  if (wish.urgentOnly) found = found.where("urgency", ">=", 2);
  const counts = new Map<string, number>();
  for (const { kind } of await found.limit(most).execute()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
};

/** An item by id. */
export const findItem = (work: HasDatabase, id: string): Promise<ItemRow | undefined> =>
  read(work).selectFrom("attentionItem").selectAll().where("id", "=", id).executeTakeFirst();
