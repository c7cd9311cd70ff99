import { ownTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import type { Actor, DialSetting, Grade, Role } from "./actor.ts";

const own = ownTables("actor");

/** What a new actor is made of. */
export type Enrolment = {
  id: string;
  kind: "person" | "device" | "program";
  name: string;
  language: "id" | "en";
  timeZone: string;
  role: Role;
  grade: Grade;
  ownerId?: string | null;
  dial?: Readonly<Record<string, DialSetting>>;
};

/** Makes somebody known to the pipeline. */
export const enrol = async (work: Work, who: Enrolment): Promise<void> => {
  const { id, kind, name, language, timeZone, role, grade } = who;
  await own(work)
    .insertInto("actor")
    .values({
      id,
      kind,
      name,
      language,
      timeZone,
      role,
      grade,
      ownerId: who.ownerId ?? null,
      dial: JSON.stringify(who.dial ?? {}),
      createdAt: work.at,
    })
    .returningAll()
    .execute();
};

/** Changes what is known of an actor; undefined fields stay. */
export const changeActor = async (
  work: Work,
  id: string,
  change: Partial<{
    name: string;
    language: "id" | "en";
    timeZone: string;
    role: Role;
    grade: Grade;
    active: boolean;
    dial: Readonly<Record<string, DialSetting>>;
  }>,
): Promise<void> => {
  const { dial, ...rest } = change;
  const set = { ...rest, ...(dial ? { dial: JSON.stringify(dial) } : {}) };
  if (Object.values(set).every((value) => value === undefined)) return;
  await own(work).updateTable("actor").set(set).where("id", "=", id).returningAll().execute();
};

type ActorRow = {
  id: string;
  kind: string;
  name: string;
  language: string;
  timeZone: string;
  role: string;
  grade: number;
  dial: unknown;
  ownerId: string | null;
};

/** The columns of `actor` that make an `Actor`, for the doors' one SELECT. */
export const ACTOR_COLUMNS = [
  "actor.id",
  "actor.kind",
  "actor.name",
  "actor.language",
  "actor.timeZone",
  "actor.role",
  "actor.grade",
  "actor.dial",
  "actor.ownerId",
] as const;

/** An actor from its record, as it comes in by a door. */
export const actorFrom = (row: ActorRow, door: Actor["door"]): Actor => ({
  kind: row.kind as Actor["kind"],
  id: row.id,
  name: row.name,
  language: row.language as Actor["language"],
  timeZone: row.timeZone,
  role: row.role as Role,
  grade: row.grade as Grade,
  door,
  dial: row.dial as Record<string, DialSetting>,
  ownerId: row.ownerId,
});

/** An active actor by id, or nothing. */
export const readActor = async (work: HasDatabase, id: string, door: Actor["door"]): Promise<Actor | undefined> => {
  const row = await own(work).selectFrom("actor").select(ACTOR_COLUMNS).where("id", "=", id).where("active", "=", true).executeTakeFirst();
  return row && actorFrom(row, door);
};

/** The names of actors, active or not; ids that are nobody's are left out. */
export const actorNames = async (work: HasDatabase, ids: readonly string[]): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map();
  const rows = await own(work)
    .selectFrom("actor")
    .select(["id", "name"])
    .where("id", "in", [...ids])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
};
