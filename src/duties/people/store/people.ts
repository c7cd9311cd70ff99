import { sql, type ExpressionBuilder } from "kysely";
import { ownTables, readTables, type HasDatabase } from "#kernel/db/handle.ts";
import type { DB } from "#kernel/db/tables.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Lang } from "#kernel/i18n/text.ts";
import type { Grade, Role } from "#kernel/actor/actor.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import type { ContactRules, QuietHours, WorkingHours } from "../contract/fields.ts";
import { inForce } from "./today.ts";

const own = ownTables("person");
const read = readTables("person", "actor", "organisation", "postHolding", "post");

/** A stored picture of a person. */
export type Photo = { sha256: string; mediaType: string; size: number };

/** A person's own record with what hangs on it: the role and grade of staff, their post of today, the contact's organisation. */
export type PersonRow = {
  id: string;
  kind: "staff" | "contact";
  name: string;
  nickname: string | null;
  salutation: string | null;
  titleBefore: string | null;
  titleAfter: string | null;
  initials: string | null;
  language: Lang;
  timeZone: string;
  organisationId: string | null;
  organisationName: string | null;
  position: string | null;
  note: string | null;
  confidentialNote: string | null;
  confidentialFrom: number | null;
  photo: Photo | null;
  workingHours: WorkingHours | null;
  quietHours: QuietHours | null;
  /** Only the urgencies that the person set. */
  contactRules: Partial<ContactRules> | null;
  archivedAt: string | null;
  role: Role | null;
  grade: Grade | null;
  active: boolean | null;
  post: { id: string; title: string } | null;
};

const COLUMNS = [
  "person.id",
  "person.kind",
  "person.name",
  "person.nickname",
  "person.salutation",
  "person.titleBefore",
  "person.titleAfter",
  "person.initials",
  "person.language",
  "person.timeZone",
  "person.organisationId",
  "person.position",
  "person.note",
  "person.confidentialNote",
  "person.confidentialFrom",
  "person.photo",
  "person.workingHours",
  "person.quietHours",
  "person.contactRules",
  "person.archivedAt",
] as const;

/** The post that somebody holds today: a lasting one before an acting one, the older before the newer. */
const postToday = (now: Temporal.Instant) => (from: ExpressionBuilder<DB, "person">) =>
  from
    .selectFrom("postHolding")
    .innerJoin("post", "post.id", "postHolding.postId")
    .whereRef("postHolding.personId", "=", "person.id")
    .where(inForce(now))
    .where("post.archivedAt", "is", null)
    .orderBy("postHolding.acting")
    .orderBy("postHolding.fromDay")
    .orderBy("postHolding.id")
    .limit(1)
    .select(sql<{ id: string; title: string }>`jsonb_build_object('id', post.id, 'title', post.title)`.as("post"))
    .as("post");

/** People with what hangs on them, ready to be narrowed. */
export const peopleWithAll = (work: HasDatabase & { readonly now: Temporal.Instant }) =>
  read(work)
    .selectFrom("person")
    .leftJoin("actor", "actor.id", "person.id")
    .leftJoin("organisation", "organisation.id", "person.organisationId")
    .select(COLUMNS)
    .select(["actor.role", "actor.grade", "actor.active", "organisation.name as organisationName"])
    .select(postToday(work.now) as never);

/** People by id, in no order. */
export const readPeople = async (work: HasDatabase & { readonly now: Temporal.Instant }, ids: readonly string[]): Promise<PersonRow[]> =>
  ids.length === 0
    ? []
    : ((await peopleWithAll(work)
        .where(sql<boolean>`person.id = any(${[...new Set(ids)]}::uuid[])`)
        .execute()) as unknown as PersonRow[]);

/** One person by id. */
export const readPerson = async (work: HasDatabase & { readonly now: Temporal.Instant }, id: string): Promise<PersonRow | undefined> =>
  (await readPeople(work, [id]))[0];

/** The plain fields of a person's own record. */
export type PersonFields = Omit<PersonRow, "id" | "kind" | "organisationName" | "role" | "grade" | "active" | "post" | "archivedAt">;

const asStored = ({ photo, workingHours, quietHours, contactRules, ...plain }: Partial<PersonFields>) => ({
  ...plain,
  ...(photo === undefined ? {} : { photo: photo && JSON.stringify(photo) }),
  ...(workingHours === undefined ? {} : { workingHours: workingHours && JSON.stringify(workingHours) }),
  ...(quietHours === undefined ? {} : { quietHours: quietHours && JSON.stringify(quietHours) }),
  ...(contactRules === undefined ? {} : { contactRules: contactRules && JSON.stringify(contactRules) }),
});

/** What a new person is made of; everything not given is empty. */
export type NewPerson = Partial<PersonFields> & { id?: string; kind: "staff" | "contact"; name: string; language: Lang; timeZone: string };

const ROWS_AT_ONCE = 500;

/** Stores new people; returns their ids in the order given. */
export const insertPeople = async (work: Work, people: readonly NewPerson[]): Promise<string[]> => {
  const rows = people.map(({ id = newId(), kind, name, language, timeZone, ...rest }) => ({
    nickname: null,
    salutation: null,
    titleBefore: null,
    titleAfter: null,
    initials: null,
    organisationId: null,
    position: null,
    note: null,
    confidentialNote: null,
    confidentialFrom: null,
    ...asStored(rest),
    id,
    kind,
    name,
    language,
    timeZone,
    createdAt: work.at,
  }));
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
    await own(work)
      .insertInto("person")
      .values(rows.slice(at, at + ROWS_AT_ONCE))
      .returningAll()
      .execute();
  return rows.map(({ id }) => id);
};

/** Changes fields of a person's own record; undefined fields stay. */
export const updatePerson = async (
  work: Work,
  id: string,
  change: Partial<PersonFields> & { archivedAt?: string | null },
): Promise<void> => {
  const set = asStored(change);
  if (Object.values(set).every((value) => value === undefined)) return;
  await own(work).updateTable("person").set(set).where("id", "=", id).returningAll().execute();
};

/** Locks a person, so that of two who change them at once one waits for the other. */
export const lockPerson = async (work: HasDatabase, id: string): Promise<void> => {
  await own(work).selectFrom("person").select("id").where("id", "=", id).forUpdate().executeTakeFirst();
};

/** Which people a list shows. */
export type PeopleWish = {
  kind?: "staff" | "contact" | undefined;
  organisationId?: string | undefined;
  groupId?: string | undefined;
  personId?: string | undefined;
  archived: boolean;
  limit: number;
  after?: string | undefined;
};

/** A page of people by name, one more than asked for when there is a next page. */
export const listPeople = async (work: HasDatabase & { readonly now: Temporal.Instant }, wish: PeopleWish): Promise<PersonRow[]> => {
  let page = peopleWithAll(work).where("person.archivedAt", wish.archived ? "is not" : "is", null);
  if (wish.kind) page = page.where("person.kind", "=", wish.kind);
  if (wish.organisationId) page = page.where("person.organisationId", "=", wish.organisationId);
  if (wish.groupId)
    page = page.where("person.id", "in", sql<string>`(select person_id from group_member where group_id = ${wish.groupId}::uuid)`);
  if (wish.after)
    page = page.where(sql<boolean>`(person.search, person.id) > (select p.search, p.id from person p where p.id = ${wish.after}::uuid)`);
  const rows = await page
    .orderBy("person.search")
    .orderBy("person.id")
    .limit(wish.limit + 1)
    .execute();
  return rows as unknown as PersonRow[];
};
