import { ownTables, readTables, type HasDatabase } from "#kernel/db/handle.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";

const own = ownTables("peopleGroup", "groupMember");
const read = readTables("peopleGroup", "groupMember", "person");

/** A group or team. */
export type GroupRow = { id: string; name: string; purpose: string | null; archivedAt: string | null };
const COLUMNS = ["id", "name", "purpose", "archivedAt"] as const;

/** A group by id, archived or not. */
export const readGroup = (work: HasDatabase, id: string): Promise<GroupRow | undefined> =>
  own(work).selectFrom("peopleGroup").select(COLUMNS).where("id", "=", id).executeTakeFirst();

/** Every group that is (or is not) archived, by name. */
export const readGroups = (work: HasDatabase, archived: boolean): Promise<GroupRow[]> =>
  own(work)
    .selectFrom("peopleGroup")
    .select(COLUMNS)
    .where("archivedAt", archived ? "is not" : "is", null)
    .orderBy("search")
    .orderBy("id")
    .execute();

/** Stores a new group; returns its id. */
export const insertGroup = async (work: Work, group: { name: string; purpose: string | null }): Promise<string> => {
  const id = newId();
  await own(work)
    .insertInto("peopleGroup")
    .values({ id, ...group, createdAt: work.at })
    .returningAll()
    .execute();
  return id;
};

/** Changes a group; undefined fields stay. */
export const updateGroup = async (work: Work, id: string, change: Partial<Omit<GroupRow, "id">>): Promise<void> => {
  if (Object.values(change).every((value) => value === undefined)) return;
  await own(work).updateTable("peopleGroup").set(change).where("id", "=", id).returningAll().execute();
};

/** The active members of groups, by name. */
export const membersOf = async (work: HasDatabase, groupIds: readonly string[]): Promise<{ groupId: string; personId: string }[]> =>
  groupIds.length === 0
    ? []
    : read(work)
        .selectFrom("groupMember")
        .innerJoin("person", "person.id", "groupMember.personId")
        .select(["groupMember.groupId", "groupMember.personId"])
        .where("groupMember.groupId", "in", [...groupIds])
        .where("person.archivedAt", "is", null)
        .orderBy("person.search")
        .orderBy("person.id")
        .execute();

/** The groups that a person is in. */
export const groupsOf = (work: HasDatabase, personId: string): Promise<{ id: string; name: string }[]> =>
  own(work)
    .selectFrom("groupMember")
    .innerJoin("peopleGroup", "peopleGroup.id", "groupMember.groupId")
    .select(["peopleGroup.id", "peopleGroup.name"])
    .where("groupMember.personId", "=", personId)
    .where("peopleGroup.archivedAt", "is", null)
    .orderBy("peopleGroup.search")
    .execute();

/** Puts people into a group; those in it already stay. */
export const addMembers = async (work: Work, groupId: string, personIds: readonly string[]): Promise<void> => {
  if (personIds.length === 0) return;
  await own(work)
    .insertInto("groupMember")
    .values([...new Set(personIds)].map((personId) => ({ id: newId(), groupId, personId })))
    .onConflict((conflict) => conflict.constraint("group_member_known").doNothing())
    .returningAll()
    .execute();
};

/** Takes people out of a group. */
export const removeMembers = async (work: Work, groupId: string, personIds: readonly string[]): Promise<void> => {
  if (personIds.length === 0) return;
  await own(work)
    .deleteFrom("groupMember")
    .where("groupId", "=", groupId)
    .where("personId", "in", [...personIds])
    .returningAll()
    .execute();
};

/** Groups by id. */
export const readGroupsById = (work: HasDatabase, ids: readonly string[]): Promise<GroupRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : own(work)
        .selectFrom("peopleGroup")
        .select(COLUMNS)
        .where("id", "in", [...ids])
        .execute();
