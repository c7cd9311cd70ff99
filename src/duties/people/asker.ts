import { atDesk, seesFrom } from "#kernel/authority/authority.ts";
import { notAllowed } from "#kernel/errors/house-refusals.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { personArchived, personMissing } from "./errors.ts";
import { mayChange, mayChangeReach, maySee, type Asker } from "./rules/may.ts";
import { lockPerson, readPerson, type PersonRow } from "./store/people.ts";

/** Who asks, with everything that decides what they may see and do. */
export const askerOf = ({ actor }: Work): Asker => {
  const { principal } = actor;
  const role = principal?.role ?? actor.role;
  return {
    me: principal?.id ?? actor.id,
    desk: actor.kind === "system" || (principal ? role !== "staff" : atDesk(actor)),
    administrator: actor.kind === "system" || role === "administrator",
    grade: seesFrom(actor),
  };
};

/** The person, if the asker may see them; otherwise they might as well not exist. */
export const seenPerson = async (work: Work, id: string): Promise<{ row: PersonRow; asker: Asker }> => {
  const asker = askerOf(work);
  const row = await readPerson(work, id);
  if (!row || !maySee(asker, row)) throw personMissing();
  return { row, asker };
};

const held = async (work: Work, id: string): Promise<{ row: PersonRow; asker: Asker }> => {
  await lockPerson(work, id);
  const found = await seenPerson(work, id);
  if (found.row.archivedAt) throw personArchived();
  work.about("person", id);
  return found;
};

/** The person, locked and not archived, for whoever may change their details. */
export const heldForChange = async (work: Work, id: string): Promise<{ row: PersonRow; asker: Asker }> => {
  const found = await held(work, id);
  if (!mayChange(found.asker, found.row)) throw notAllowed();
  return found;
};

/** The person, locked and not archived, for whoever may say how they are reached. */
export const heldForReach = async (work: Work, id: string): Promise<{ row: PersonRow; asker: Asker }> => {
  const found = await held(work, id);
  if (!mayChangeReach(found.asker, found.row)) throw notAllowed();
  return found;
};
