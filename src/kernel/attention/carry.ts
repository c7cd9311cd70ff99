import { sql, type Selectable } from "kysely";
import type { HasDatabase } from "#kernel/db/handle.ts";
import type { DB } from "#kernel/db/tables.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { own, topicsOf } from "./table.ts";

/** An attention item as it is stored. */
export type ItemRow = Selectable<DB["attentionItem"]>;

/** An item that a process holds until `leaseUntil`, as it was when it was claimed. */
export type Claim = ItemRow & { leaseUntil: string; nextAt: string };

/** Claims items that are due, for `leaseSeconds`; of several processes each item goes to one. Pressing: only urgent ones and emergencies. */
export const claimDue = async (
  db: HasDatabase,
  now: Temporal.Instant,
  wish: { limit: number; leaseSeconds: number; pressing: boolean },
): Promise<Claim[]> => {
  const at = now.toString();
  const { rows } = await sql<Claim>`
    update attention_item set lease_until = ${now.add({ seconds: wish.leaseSeconds }).toString()}
    where id in (
      select id from attention_item
      where next_at <= ${at} and (lease_until is null or lease_until <= ${at}) and urgency >= ${wish.pressing ? 2 : 0}
      order by next_at, id limit ${wish.limit} for update skip locked)
    returning *`.execute(own(db));
  return rows;
};

/** How an item stands after a process looked after it. */
export type Carried = { nextAt: string | null; progress: unknown; lapsed?: boolean };

/**
 * Writes how a claimed item goes on and lets it go. False, and nothing happens, when it was acknowledged, settled or handed
 * over meanwhile, or the claim ran out. A wish made meanwhile to look sooner stands.
 */
export const carryOn = async (work: Work, claim: Claim, { nextAt, progress, lapsed = false }: Carried): Promise<boolean> => {
  const [item] = await own(work)
    .updateTable("attentionItem")
    .set({
      ...(lapsed ? { state: "lapsed" } : {}),
      progress: JSON.stringify(progress),
      leaseUntil: null,
      nextAt: sql<string>`case when next_at = ${claim.nextAt} then ${nextAt}::timestamptz else least(next_at, ${nextAt}::timestamptz) end`,
    })
    .where("id", "=", claim.id)
    .where("leaseUntil", "=", claim.leaseUntil)
    .returning(["id", "subjectType", "subjectId"])
    .execute();
  if (item) work.touch(...topicsOf(item));
  return item !== undefined;
};

/** Writes into a claimed item how far its climb is while the claim goes on; false, and nothing happens, when it is no longer ours. */
export const noteClaim = async (work: HasDatabase, claim: Claim, progress: unknown): Promise<boolean> => {
  const [item] = await own(work)
    .updateTable("attentionItem")
    .set({ state: "open", acknowledgedAt: null, acknowledgedBy: null, acknowledgedDoor: null, progress: JSON.stringify(progress) })
    .where("id", "=", claim.id)
    .where("leaseUntil", "=", claim.leaseUntil)
    .where("state", "in", ["open", "acknowledged"])
    .returning("id")
    .execute();
  return item !== undefined;
};

/** True while an item is open: nobody has taken it on. */
export const isOpen = async (db: HasDatabase, id: string): Promise<boolean> => {
  const row = await own(db).selectFrom("attentionItem").select("id").where("id", "=", id).where("state", "=", "open").executeTakeFirst();
  return row !== undefined;
};

/** When the next item is due or the claim on one runs out; looks only as far as it must. */
export const nextItemDue = async (db: HasDatabase, pressing: boolean): Promise<Temporal.Instant | undefined> => {
  const rows = await own(db)
    .selectFrom("attentionItem")
    .select(["nextAt", "leaseUntil"])
    .where("nextAt", "is not", null)
    .where("urgency", ">=", pressing ? 2 : 0)
    .orderBy("nextAt")
    .limit(200)
    .execute();
  const dues = rows.map(({ nextAt, leaseUntil }) => {
    const [next, lease] = [nextAt, leaseUntil ?? nextAt].map((text) => Temporal.Instant.from(text as string)) as [
      Temporal.Instant,
      Temporal.Instant,
    ];
    return Temporal.Instant.compare(next, lease) > 0 ? next : lease;
  });
  return dues.sort(Temporal.Instant.compare)[0];
};

/** Has open items looked at again now, because something about the way to their owners, about one of them or about all ways changed. */
export const lookAgain = async (
  work: HasDatabase & { at: string },
  which: { ownerIds: readonly string[] } | { itemId: string } | "all",
): Promise<void> => {
  const open = own(work).updateTable("attentionItem").set({ nextAt: work.at }).where("state", "=", "open").where("nextAt", ">", work.at);
  if (which === "all") await open.execute();
  else if ("itemId" in which) await open.where("id", "=", which.itemId).execute();
  else if (which.ownerIds.length > 0) await open.where("ownerId", "in", [...which.ownerIds]).execute();
};

/** An item by id, held until the work ends. */
export const holdItem = (work: HasDatabase, id: string): Promise<ItemRow | undefined> =>
  own(work).selectFrom("attentionItem").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();

const change = async (work: Work, id: string, set: Record<string, unknown>): Promise<void> => {
  const [item] = await own(work)
    .updateTable("attentionItem")
    .set({ ...set, leaseUntil: null })
    .where("id", "=", id)
    .returning(["id", "subjectType", "subjectId"])
    .execute();
  if (item) work.touch(...topicsOf(item));
};

/** An item that somebody holds becomes settled. */
export const settleItem = (work: Work, id: string, outcome: string): Promise<void> =>
  change(work, id, { state: "settled", settledAt: work.at, settledBy: work.actor.id, outcome, nextAt: null });

/** An item is open again and its climb begins anew at once. */
export const reopenItem = (work: Work, id: string, progress: unknown): Promise<void> =>
  change(work, id, {
    state: "open",
    acknowledgedAt: null,
    acknowledgedBy: null,
    acknowledgedDoor: null,
    nextAt: work.at,
    progress: JSON.stringify(progress),
  });

/** An acknowledged item comes back at another time than it would have. */
export const postponeItem = (work: Work, id: string, nextAt: string): Promise<void> => change(work, id, { nextAt });
