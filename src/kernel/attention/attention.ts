import { newId } from "#kernel/ids/id.ts";
import type { Text } from "#kernel/i18n/text.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { own, topicsOf } from "./table.ts";

/** How urgent an item is, mildest first; stored as its index. */
export const URGENCIES = ["routine", "soon", "urgent", "emergency"] as const;
/** One degree of urgency. */
export type Urgency = (typeof URGENCIES)[number];
/** The stored rank of an urgency (0 routine … 3 emergency). */
export const rankOf = (urgency: Urgency): number => URGENCIES.indexOf(urgency);

/** Whose an item is: a person, whoever holds a post, a group, or the desk as a whole. */
export type Owner = { kind: "person" | "post" | "group"; id: string } | { kind: "desk" };

/** What a duty says when something needs a person. */
export type Raise = {
  /** What sort of thing it is, for the screen and the contact rules: `message`, `approval` … */
  kind: string;
  subject: { type: string; id: string };
  title: Text;
  detail?: Text;
  owner: Owner;
  urgency: Urgency;
  confidentialFrom?: number | null;
  dueAt?: string | null;
  /** When reach starts; default at once. */
  startAt?: string;
};

/** Raises an item; the reach engine starts on it after commit. While the same owner still has one open about the same thing, that one stands. Returns its id. */
export const raise = async (work: Work, wish: Raise): Promise<string> => {
  const id = newId();
  const raised = await own(work)
    .insertInto("attentionItem")
    .values({
      id,
      kind: wish.kind,
      subjectType: wish.subject.type,
      subjectId: wish.subject.id,
      title: JSON.stringify(wish.title),
      detail: wish.detail ? JSON.stringify(wish.detail) : null,
      ownerKind: wish.owner.kind,
      ownerId: wish.owner.kind === "desk" ? null : wish.owner.id,
      urgency: rankOf(wish.urgency),
      confidentialFrom: wish.confidentialFrom ?? null,
      raisedAt: work.at,
      raisedBy: work.actor.id,
      dueAt: wish.dueAt ?? null,
      nextAt: wish.startAt ?? work.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .execute();
  if (raised.length === 0) return standingItem(work, wish);
  work.touch(...topicsOf({ id, subjectType: wish.subject.type, subjectId: wish.subject.id }));
  return id;
};

const standingItem = async (work: Work, wish: Raise): Promise<string> => {
  const { kind, subject, owner } = wish;
  const items = own(work)
    .selectFrom("attentionItem")
    .select("id")
    .where("kind", "=", kind)
    .where("subjectId", "=", subject.id)
    .where("state", "in", ["open", "acknowledged"]);
  const item = await (
    owner.kind === "desk" ? items.where("ownerId", "is", null) : items.where("ownerId", "=", owner.id)
  ).executeTakeFirst();
  return item?.id ?? raise(work, wish);
};

/** The items about a subject that are not settled yet become so; later steps stop. Returns how many. */
export const settleSubject = async (work: Work, subject: { type: string; id: string }, outcome: string): Promise<number> => {
  const settled = await own(work)
    .updateTable("attentionItem")
    .set({ state: "settled", settledAt: work.at, settledBy: work.actor.id, outcome, nextAt: null, leaseUntil: null })
    .where("subjectType", "=", subject.type)
    .where("subjectId", "=", subject.id)
    .where("state", "in", ["open", "acknowledged", "lapsed"])
    .returning(["id", "subjectType", "subjectId"])
    .execute();
  for (const item of settled) work.touch(...topicsOf(item));
  return settled.length;
};

/**
 * Somebody says "I have it": later steps stop, and reach comes back at `againAt` in case it is then forgotten.
 * False when it was no longer open, so the second of two who acknowledge at once is told so.
 */
export const acknowledge = async (work: Work, itemId: string, againAt: string | null): Promise<boolean> => {
  const taken = await own(work)
    .updateTable("attentionItem")
    .set({
      state: "acknowledged",
      acknowledgedAt: work.at,
      acknowledgedBy: work.actor.id,
      acknowledgedDoor: work.actor.door,
      nextAt: againAt,
      leaseUntil: null,
    })
    .where("id", "=", itemId)
    .where("state", "=", "open")
    .returning(["id", "subjectType", "subjectId"])
    .execute();
  for (const item of taken) work.touch(...topicsOf(item));
  return taken.length > 0;
};

/** Hands the open items about a subject to another owner; the climb begins anew. */
export const handOver = async (work: Work, subject: { type: string; id: string }, owner: Owner): Promise<void> => {
  const moved = await own(work)
    .updateTable("attentionItem")
    .set({
      ownerKind: owner.kind,
      ownerId: owner.kind === "desk" ? null : owner.id,
      state: "open",
      acknowledgedAt: null,
      acknowledgedBy: null,
      acknowledgedDoor: null,
      nextAt: work.at,
      leaseUntil: null,
      progress: "{}",
    })
    .where("subjectType", "=", subject.type)
    .where("subjectId", "=", subject.id)
    .where("state", "in", ["open", "acknowledged"])
    .returning(["id", "subjectType", "subjectId"])
    .execute();
  for (const item of moved) work.touch(...topicsOf(item));
};
