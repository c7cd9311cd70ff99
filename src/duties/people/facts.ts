import type { Grade, Role } from "#kernel/actor/actor.ts";
import type { HasDatabase } from "#kernel/db/handle.ts";
import type { Lang } from "#kernel/i18n/text.ts";
import type { ContactRules, PointKind, QuietHours, WorkingHours } from "./contract/fields.ts";
import { calledName } from "./rules/naming.ts";
import { USUAL_QUIET_HOURS, USUAL_RULES, USUAL_WORKING_HOURS } from "./rules/usual.ts";
import { readPeople, type PersonRow, type Photo } from "./store/people.ts";
import { readPoints, type PointRow } from "./store/points.ts";

type At = HasDatabase & { readonly now: Temporal.Instant };

/** A number or address as the reach engine needs it; `secret` is the webhook's, locked in the vault. */
export type ContactFact = {
  id: string;
  kind: PointKind;
  value: string;
  extension: string | null;
  label: string | null;
  preferred: boolean;
  /** Whether everybody here may see it, or the desk alone. */
  seenBy: string;
  secret: string | null;
};

/** What other duties may know of a person; whom they show it to is theirs to decide. */
export type PersonFacts = {
  id: string;
  kind: "staff" | "contact";
  name: string;
  /** Salutation and name, as one says it. */
  called: string;
  salutation: string | null;
  language: Lang;
  timeZone: string;
  /** 0 for outside contacts. */
  grade: Grade;
  role: Role | null;
  /** True also for staff whose account was switched off. */
  archived: boolean;
  post: { id: string; title: string } | null;
  position: string | null;
  organisation: { id: string; name: string } | null;
  photo: Photo | null;
  /** The preferred of each kind first. */
  contacts: ContactFact[];
  /** What the person set, else what is usual. */
  workingHours: WorkingHours;
  quietHours: QuietHours | null;
  rules: ContactRules;
};

const factOf = (row: PersonRow, points: readonly PointRow[]): PersonFacts => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  called: calledName(row),
  salutation: row.salutation,
  language: row.language,
  timeZone: row.timeZone,
  grade: row.kind === "staff" ? (row.grade ?? 0) : 0,
  role: row.kind === "staff" ? row.role : null,
  archived: row.archivedAt !== null || row.active === false,
  post: row.post,
  position: row.post?.title ?? row.position,
  organisation: row.organisationId && row.organisationName ? { id: row.organisationId, name: row.organisationName } : null,
  photo: row.photo,
  contacts: points.map(({ id, kind, value, extension, label, preferred, seenBy, secret }) => ({
    id,
    kind,
    value,
    extension,
    label,
    preferred,
    seenBy,
    secret,
  })),
  workingHours: row.workingHours ?? USUAL_WORKING_HOURS,
  quietHours: row.quietHours ?? USUAL_QUIET_HOURS,
  rules: { ...USUAL_RULES, ...row.contactRules },
});

/** What is known of each of these people; ids that are nobody's are left out. */
export const personFacts = async (work: At, ids: readonly string[]): Promise<Map<string, PersonFacts>> => {
  const rows = await readPeople(work, ids);
  const points = Map.groupBy(await readPoints(work, ids), ({ personId }) => personId);
  return new Map(rows.map((row) => [row.id, factOf(row, points.get(row.id) ?? [])]));
};
