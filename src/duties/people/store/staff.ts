import { readTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { Role } from "#kernel/actor/actor.ts";

const read = readTables("actor", "person");

/** Active people with one of these roles, in the order in which they came. */
export const activeWithRole = async (work: HasDatabase, role: Role): Promise<string[]> => {
  const rows = await read(work)
    .selectFrom("actor")
    .select("id")
    .where("kind", "=", "person")
    .where("active", "=", true)
    .where("role", "=", role)
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id);
};

/** Every active colleague, in the order in which they came. */
export const everyColleague = async (work: HasDatabase): Promise<string[]> => {
  const rows = await read(work)
    .selectFrom("actor")
    .innerJoin("person", "person.id", "actor.id")
    .select("actor.id")
    .where("person.kind", "=", "staff")
    .where("person.archivedAt", "is", null)
    .where("actor.active", "=", true)
    .orderBy("actor.id")
    .execute();
  return rows.map(({ id }) => id);
};

/** A person's name, whether of the staff, and whether somebody who can still be reached here. */
export const readColleague = async (
  work: HasDatabase,
  id: string,
): Promise<{ name: string; staff: boolean; active: boolean } | undefined> => {
  const row = await read(work)
    .selectFrom("person")
    .leftJoin("actor", "actor.id", "person.id")
    .select(["person.name", "person.kind", "person.archivedAt", "actor.active"])
    .where("person.id", "=", id)
    .executeTakeFirst();
  return row && { name: row.name, staff: row.kind === "staff", active: row.archivedAt === null && row.active !== false };
};

/** The names of people, and of programs and devices, by id. */
export const readNames = async (work: HasDatabase, ids: readonly string[]): Promise<{ id: string; name: string }[]> => {
  if (ids.length === 0) return [];
  const wanted = [...new Set(ids)];
  const people = await read(work).selectFrom("person").select(["id", "name"]).where("id", "in", wanted).execute();
  const known = new Set(people.map(({ id }) => id));
  const rest = wanted.filter((id) => !known.has(id));
  return rest.length === 0
    ? people
    : [...people, ...(await read(work).selectFrom("actor").select(["id", "name"]).where("id", "in", rest).execute())];
};

/** How many other active administrators there are; held, so that two who demote each other do not leave none. */
export const otherAdministrators = async (work: HasDatabase, personId: string): Promise<number> => {
  const rows = await read(work)
    .selectFrom("actor")
    .select("id")
    .where("kind", "=", "person")
    .where("active", "=", true)
    .where("role", "=", "administrator")
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.filter(({ id }) => id !== personId).length;
};
