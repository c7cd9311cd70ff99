import type { Work } from "#kernel/pipeline/work.ts";
import { principalsOf, lendsMatter } from "#duties/mandates/index.ts";
import { bossesOf, ownersOf } from "#duties/people/index.ts";
import { calendarMissing, calendarNotYours } from "./errors.ts";
import { accessOf, reaches, type Access, type Asker, type Level, type Share } from "./rules/levels.ts";
import { findCalendar, type Shelf } from "./store/calendars.ts";
import { readOwners, type OwnerRow } from "./store/owners.ts";
import { sharesOf, type ShareRow } from "./store/shares.ts";

/** What access is worked out from: an actor and a moment. */
export type Asking = Pick<Work, "tx" | "actor" | "now">;

/** A calendar, its owner, and what the asker may do with it. */
export type Seen = { shelf: Shelf; owner: OwnerRow; access: Access };

/** Whose calendars somebody may keep by a mandate in force. */
export const lentTo = async (work: Asking, personId: string): Promise<string[]> =>
  (await principalsOf(work, personId, work.now))
    .filter(({ scope }) => lendsMatter(scope, "event", "calendar"))
    .map((one) => one.principalId);

/** Who asks, with everything that decides what they may see and do. */
export const askerOf = async (work: Asking): Promise<Asker> => {
  const { actor } = work;
  const { principal } = actor;
  const role = principal?.role ?? actor.role;
  const me = principal?.id ?? actor.id;
  const person = actor.kind === "person" && me !== null;
  const [bosses, behind, principals] = person
    ? await Promise.all([bossesOf(work, me), ownersOf(work, me), principal ? [] : lentTo(work, me)])
    : [[], { posts: [], groups: [] }, []];
  return {
    me,
    lent: principal !== undefined,
    desk: actor.kind === "system" || role !== "staff",
    administrator: actor.kind === "system" || role === "administrator",
    grade: actor.kind === "system" ? 6 : (principal?.grade ?? actor.grade),
    staff: actor.kind !== "nobody",
    bosses: new Map(bosses.map(({ bossId, seesConfidential }) => [bossId, seesConfidential])),
    principals: new Set(principals),
    behind: new Set([...behind.posts, ...behind.groups]),
  };
};

const asShare = (row: ShareRow): Share => ({ toKind: row.toKind, toId: row.toId, level: row.level as Level });

const isOwn = ({ actor }: Asking, ownerId: string): boolean => actor.principal === undefined && actor.id === ownerId;

/** What the asker may do with each of some calendars; one's own are told without asking anybody. */
export const accessTo = async (work: Asking, shelves: readonly Shelf[], known?: readonly OwnerRow[]): Promise<Seen[]> => {
  const ids = [...new Set(shelves.map(({ ownerId }) => ownerId))];
  const owners = new Map((known ?? (await readOwners(work, ids))).map((owner) => [owner.id, owner]));
  const foreign = ids.filter((id) => !isOwn(work, id));
  const asker = foreign.length > 0 ? await askerOf(work) : undefined;
  const shares = foreign.length > 0 ? await sharesOf(work, foreign) : [];
  return shelves.flatMap((shelf) => {
    const owner = owners.get(shelf.ownerId);
    if (!owner) return [];
    if (!asker || isOwn(work, shelf.ownerId)) return [{ shelf, owner, access: { level: "own" as const, secrets: true } }];
    const given = shares.filter((row) => row.ownerId === owner.id && (row.calendarId === null || row.calendarId === shelf.id)).map(asShare);
    const held = { ownerId: owner.id, ownerKind: owner.kind as "person", personal: shelf.kind === "calendar" };
    return [{ shelf, owner, access: accessOf(asker, held, given) }];
  });
};

/** A calendar with at least this access; what may not even be known is missing. */
export const seenCalendar = async (work: Asking, id: string, wanted: Level): Promise<Seen> => {
  const shelf = await findCalendar(work, id);
  const [seen] = shelf ? await accessTo(work, [shelf]) : [];
  if (!seen || seen.access.level === "none") throw calendarMissing();
  if (!reaches(seen.access.level, wanted)) throw calendarNotYours();
  return seen;
};
