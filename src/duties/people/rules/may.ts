/** Who asks: their id (or the principal's in whose name they act), whether they sit at the desk, and their grade. */
export type Asker = { me: string | null; desk: boolean; administrator: boolean; grade: number };

type Subject = { id: string; kind: "staff" | "contact"; grade: number | null; archivedAt: string | null };

/** Everybody who signs in sees active people; the archived ones are the desk's. */
export const maySee = (asker: Asker, who: Pick<Subject, "id" | "archivedAt">): boolean => who.archivedAt === null || asker.desk;

/** The desk sees to whoever is of no higher grade than itself, so that no clerk redirects the director's telephone. */
const deskReaches = (asker: Asker, who: Subject): boolean => asker.desk && (who.kind === "contact" || (who.grade ?? 0) <= asker.grade);

/** Numbers, hours and rules: one's own, an administrator's business, or the desk's for contacts and staff of no higher grade. */
export const mayChangeReach = (asker: Asker, who: Subject): boolean =>
  who.id === asker.me || asker.administrator || deskReaches(asker, who);

/** The same people may change details; which of them is told by `ownFieldsOnly`. */
export const mayChange = mayChangeReach;

/** True for staff who change themselves: how they are addressed, and nothing that others wrote about them. */
export const ownFieldsOnly = (asker: Asker, who: Subject): boolean => !asker.administrator && !deskReaches(asker, who);

/** Contacts are archived by the desk, staff by an administrator of no lower grade. */
export const mayArchive = (asker: Asker, who: Subject): boolean =>
  who.kind === "contact" ? asker.desk : asker.administrator && (who.grade ?? 0) <= asker.grade;

/** A confidential note is read from its own grade upward and by nobody else, whatever their role. */
export const readsNote = (asker: Asker, note: { confidentialFrom: number | null }): boolean =>
  note.confidentialFrom !== null && asker.grade >= note.confidentialFrom;

/** Which contact points the asker sees: their own, those that everybody may, at the desk all; topics and webhooks are their owner's secrets. */
export const seesPoint = (asker: Asker, who: Subject, point: { kind: string; seenBy: string }): boolean => {
  if (who.id === asker.me || asker.administrator) return true;
  if (point.kind === "ntfy" || point.kind === "webhook") return false;
  return asker.desk || point.seenBy === "staff";
};

/** Whether a grade and role may be given: nobody raises themselves, nobody gives or takes above their own grade. */
export const mayGrade = (asker: Asker, who: Pick<Subject, "id" | "grade">, grade: number): boolean =>
  asker.administrator && who.id !== asker.me && grade <= asker.grade && (who.grade ?? 0) <= asker.grade;
