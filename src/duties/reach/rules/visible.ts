/** What decides who may see an item. */
export type Seen = {
  kind: string;
  subjectType: string;
  ownerKind: string;
  ownerId: string | null;
  confidentialFrom: number | null;
  acknowledgedBy: string | null;
};

/** Somebody for whom the asker stands in by a mandate in force: their posts and groups too. `nouns` null: for everything. */
export type ActedFor = {
  principalId: string;
  mandateId: string;
  posts: readonly string[];
  groups: readonly string[];
  nouns: ReadonlySet<string> | null;
};

/** Who asks: themselves, those in whose name they act, and whose matters they see. */
export type Asker = {
  id: string | null;
  grade: number;
  desk: boolean;
  administrator: boolean;
  self: ReadonlySet<string>;
  posts: ReadonlySet<string>;
  groups: ReadonlySet<string>;
  actedFor: readonly ActedFor[];
  /** Bosses whom they assist, and whether they see confidential matters. */
  bosses: ReadonlyMap<string, boolean>;
};

const owns = (item: Seen, ids: { self: Iterable<string>; posts: Iterable<string>; groups: Iterable<string> }): boolean => {
  const pool =
    item.ownerKind === "person" ? ids.self : item.ownerKind === "post" ? ids.posts : item.ownerKind === "group" ? ids.groups : [];
  return item.ownerId !== null && new Set(pool).has(item.ownerId);
};

/** For whom the asker acts on an item by a mandate; undefined when it is their own, or nobody's whose mandate they hold. */
export const actsForOn = (item: Seen, asker: Asker): string | undefined => {
  if (owns(item, asker)) return undefined;
  return asker.actedFor.find(
    ({ principalId, posts, groups, nouns }) =>
      (nouns === null || nouns.has(item.kind) || nouns.has(item.subjectType)) && owns(item, { self: [principalId], posts, groups }),
  )?.principalId;
};

/** True when the item is the asker's to see to: their own, their boss's, their principal's, or one that they took on. */
export const isMine = (item: Seen, asker: Asker): boolean => {
  if (owns(item, asker) || actsForOn(item, asker) !== undefined) return true;
  if (item.acknowledgedBy !== null && asker.self.has(item.acknowledgedBy)) return true;
  const open = item.confidentialFrom === null || asker.grade >= item.confidentialFrom;
  const boss = item.ownerKind === "person" && item.ownerId ? asker.bosses.get(item.ownerId) : undefined;
  return boss !== undefined && (open || boss);
};

/** True when the asker may see the item, short of having been told of it by a step. */
export const maySee = (item: Seen, asker: Asker): boolean =>
  isMine(item, asker) || (asker.desk && (item.confidentialFrom === null || asker.grade >= item.confidentialFrom));
