import { changeActor } from "#kernel/actor/store.ts";
import type { Grade } from "#kernel/actor/actor.ts";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import { notAllowed } from "#kernel/errors/house-refusals.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { askerOf, heldForChange, seenPerson } from "../asker.ts";
import type { personContract } from "../contract/person.ts";
import { enrolStaff, firstPoints } from "../enrol.ts";
import * as refused from "../errors.ts";
import { mayArchive, ownFieldsOnly, readsNote, type Asker } from "../rules/may.ts";
import { briefOf } from "../shapes.ts";
import { findOrMakeOrganisation, readOrganisation } from "../store/organisations.ts";
import { insertPeople, lockPerson, readPerson, updatePerson, type PersonFields, type PersonRow } from "../store/people.ts";
import { insertPoints, ownersOf, type NewPoint } from "../store/points.ts";
import { otherAdministrators } from "../store/staff.ts";

type Handle = Handlers<typeof personContract>;
type Input<N extends keyof Handle> = Parameters<Handle[N]>[1];

const briefById = async (work: Work, id: string) => {
  const row = await readPerson(work, id);
  if (!row) throw refused.personMissing();
  return briefOf(row);
};

const checkKnown = async (work: Work, points: readonly NewPoint[]): Promise<void> => {
  const known = await ownersOf(
    work,
    points.map(({ value }) => value),
  );
  // A switchboard is many people's number: with different extensions it tells nothing.
  const same = known.find(({ value, extension }) =>
    points.some((point) => point.value === value && (point.extension ?? null) === extension),
  );
  if (same) throw refused.personKnown(same.name);
};

const checkOrganisation = async (work: Work, id: string | null | undefined): Promise<void> => {
  if (!id) return;
  const row = await readOrganisation(work, id);
  if (!row || row.archivedAt) throw refused.organisationMissing();
};

/** Both halves of a confidential note: what is written, and from which grade it is read; nobody writes above their own. */
const noteFields = (
  asker: Asker,
  given: { confidentialNote?: string | null | undefined; confidentialFrom?: number | null | undefined },
  before?: PersonRow,
): Pick<Partial<PersonFields>, "confidentialNote" | "confidentialFrom"> => {
  if (given.confidentialNote === undefined && given.confidentialFrom === undefined) return {};
  // Somebody above may have written what this asker cannot read: it must not be overwritten unseen.
  if (before?.confidentialFrom && !readsNote(asker, before)) throw notAllowed();
  const note = (given.confidentialNote === undefined ? before?.confidentialNote : given.confidentialNote) || null;
  if (!note) return { confidentialNote: null, confidentialFrom: null };
  const from = given.confidentialFrom === undefined ? before?.confidentialFrom : given.confidentialFrom;
  if (!from || from > asker.grade) throw refused.noteNeedsGrade();
  return { confidentialNote: note, confidentialFrom: from };
};

const addStaff = async (work: Work, asker: Asker, input: Input<"person.add">, fields: Partial<PersonFields>): Promise<string> => {
  if (!asker.administrator) throw notAllowed();
  if (input.organisationId || input.organisation) throw refused.staffOnly();
  const grade = (input.grade ?? 1) as Grade;
  if (grade > asker.grade) throw refused.gradeAboveOwn();
  const { name, email, mobile, phone, role = "staff", language = work.actor.language, timeZone = work.actor.timeZone, postId } = input;
  return enrolStaff(work, { name, email, mobile, phone, role, grade, language, timeZone, post: postId }, fields);
};

const addContact = async (work: Work, input: Input<"person.add">, fields: Partial<PersonFields>): Promise<string> => {
  if (input.role || input.grade || input.postId) throw refused.staffOnly();
  await checkOrganisation(work, input.organisationId);
  const organisationId = input.organisationId ?? (input.organisation ? await findOrMakeOrganisation(work, input.organisation) : null);
  const { name, language = work.actor.language, timeZone = work.actor.timeZone } = input;
  const [id] = await insertPeople(work, [{ ...fields, kind: "contact", name, language, timeZone, organisationId }]);
  await insertPoints(work, firstPoints(id as string, input));
  await work.announce("person.added", { personId: id, kind: "contact" });
  return id as string;
};

const add: Handle["person.add"] = async (work, input) => {
  const asker = askerOf(work);
  if (!input.evenIfKnown) await checkKnown(work, firstPoints("", input));
  const { nickname, salutation, titleBefore, titleAfter, initials, position, note } = input;
  const fields = { nickname, salutation, titleBefore, titleAfter, initials, position, note: note || null, ...noteFields(asker, input) };
  const id = input.kind === "staff" ? await addStaff(work, asker, input, fields) : await addContact(work, input, fields);
  work.about("person", id);
  return briefById(work, id);
};

const NOT_ONES_OWN = ["name", "organisationId", "position", "note", "confidentialNote", "confidentialFrom"] as const;

const change: Handle["person.change"] = async (work, { id, ...given }) => {
  const { row, asker } = await heldForChange(work, id);
  if (ownFieldsOnly(asker, row) && NOT_ONES_OWN.some((field) => given[field] !== undefined)) throw notAllowed();
  if (row.kind === "staff" && given.organisationId) throw refused.staffOnly();
  await checkOrganisation(work, given.organisationId);
  const { note, confidentialNote, confidentialFrom, ...plain } = given;
  await updatePerson(work, id, {
    ...plain,
    ...(note === undefined ? {} : { note: note || null }),
    ...noteFields(asker, { confidentialNote, confidentialFrom }, row),
  });
  if (row.kind === "staff") await changeActor(work, id, { name: given.name, language: given.language, timeZone: given.timeZone });
  await work.announce("person.changed", { personId: id });
  return briefById(work, id);
};

const archive: Handle["person.archive"] = async (work, { id }) => {
  await lockPerson(work, id);
  const { row, asker } = await seenPerson(work, id);
  if (!mayArchive(asker, row)) throw notAllowed();
  if (row.archivedAt) throw refused.personArchived();
  if (row.role === "administrator" && (await otherAdministrators(work, id)) === 0) throw refused.lastAdministratorStays();
  work.about("person", id);
  await updatePerson(work, id, { archivedAt: work.at });
  if (row.kind === "staff") await changeActor(work, id, { active: false });
  await work.announce("person.archived", { personId: id });
  return briefById(work, id);
};

const restore: Handle["person.restore"] = async (work, { id }) => {
  await lockPerson(work, id);
  const { row, asker } = await seenPerson(work, id);
  if (!mayArchive(asker, row)) throw notAllowed();
  if (!row.archivedAt) throw refused.personNotArchived();
  work.about("person", id);
  await updatePerson(work, id, { archivedAt: null });
  if (row.kind === "staff") await changeActor(work, id, { active: true });
  await work.announce("person.restored", { personId: id });
  return briefById(work, id);
};

/** Adding, changing, archiving and restoring people. */
export const personHandlers = { "person.add": add, "person.change": change, "person.archive": archive, "person.restore": restore };
