import { ownTables } from "#kernel/db/handle.ts";

/** The one way in to the attention items: raising and settling beside this file, carrying them on in `carry.ts`. */
export const own = ownTables("attentionItem");

/** What open screens are told when an item changes. */
export const topicsOf = (item: { id: string; subjectType: string; subjectId: string }): string[] => [
  "attention",
  `attention:${item.id}`,
  `${item.subjectType}:${item.subjectId}`,
];
