import { changeActor } from "#kernel/actor/store.ts";
import type { Grade } from "#kernel/actor/actor.ts";
import { raise, settleSubject } from "#kernel/attention/attention.ts";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import { notAllowed } from "#kernel/errors/house-refusals.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { askerOf, seenPerson } from "../asker.ts";
import type { personContract } from "../contract/person.ts";
import { gradeAboveOwn, lastAdministratorStays, staffOnly } from "../errors.ts";
import { supervisorOf } from "../owners.ts";
import { mayGrade } from "../rules/may.ts";
import { lockPerson } from "../store/people.ts";
import { activeWithRole, otherAdministrators } from "../store/staff.ts";
import { PEOPLE_WORDS } from "../words.ts";

type Handle = Handlers<typeof personContract>;

const proposalOf = (id: string) => ({ type: "grade_proposal", id });

const staffMember = async (work: Work, id: string) => {
  await lockPerson(work, id);
  const { row, asker } = await seenPerson(work, id);
  if (row.kind !== "staff" || row.archivedAt || row.grade === null || row.role === null) throw staffOnly();
  work.about("person", id);
  return { row, asker, grade: row.grade, role: row.role };
};

const setGrade: Handle["person.grade"] = async (work, { id, ...wish }) => {
  const { row, asker, ...before } = await staffMember(work, id);
  const grade = (wish.grade ?? before.grade) as Grade;
  const role = wish.role ?? before.role;
  if (!mayGrade(asker, row, grade)) throw gradeAboveOwn();
  if (before.role === "administrator" && role !== "administrator" && (await otherAdministrators(work, id)) === 0)
    throw lastAdministratorStays();
  await changeActor(work, id, { grade, role });
  await settleSubject(work, proposalOf(id), "decided");
  await work.announce("person.changed", { personId: id });
  return { id, grade, role };
};

const proposeGrade: Handle["person.propose-grade"] = async (work, { id, grade, reason }) => {
  const { row, ...before } = await staffMember(work, id);
  const { me } = askerOf(work);
  if (me === null || (await supervisorOf(work, id)) !== me) throw notAllowed();
  // A later proposal takes the place of an earlier one.
  await settleSubject(work, proposalOf(id), "replaced");
  const administrators = (await activeWithRole(work, "administrator")).filter((one) => one !== id);
  const words = [work.actor.principal?.name ?? work.actor.name, row.name, grade, before.grade] as const;
  for (const owner of administrators)
    await raise(work, {
      kind: "grade-proposal",
      subject: proposalOf(id),
      title: { id: PEOPLE_WORDS.gradeProposed.id(...words), en: PEOPLE_WORDS.gradeProposed.en(...words) },
      detail: { id: reason, en: reason },
      owner: { kind: "person", id: owner },
      urgency: "routine",
    });
  return { asked: administrators.length };
};

/** Grades and roles of staff. */
export const gradeHandlers = { "person.grade": setGrade, "person.propose-grade": proposeGrade };
