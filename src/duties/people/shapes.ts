import type { z } from "zod";
import type { pointOut } from "./contract/fields.ts";
import type { PersonBrief } from "./contract/person.ts";
import { calledName, initialsOf, writtenName } from "./rules/naming.ts";
import { showPoint } from "./rules/points.ts";
import { readPeople, type PersonRow } from "./store/people.ts";
import type { PointRow } from "./store/points.ts";

/** A person as lists and answers carry them. */
export const briefOf = (row: PersonRow): PersonBrief => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  called: calledName(row),
  fullName: writtenName(row),
  initials: initialsOf(row),
  hasPhoto: row.photo !== null,
  position: row.post?.title ?? row.position,
  organisation: row.organisationId && row.organisationName ? { id: row.organisationId, name: row.organisationName } : null,
  archived: row.archivedAt !== null,
});

/** Briefs by id. */
export const briefsOf = async (work: Parameters<typeof readPeople>[0], ids: readonly string[]): Promise<Map<string, PersonBrief>> =>
  new Map((await readPeople(work, ids)).map((row) => [row.id, briefOf(row)]));

/** A contact point as answers carry it; never its secret. */
export const pointShape = (row: PointRow): z.input<typeof pointOut> => ({
  id: row.id,
  kind: row.kind,
  value: row.value,
  extension: row.extension,
  shown: showPoint(row),
  label: row.label,
  preferred: row.preferred,
  seenBy: row.seenBy,
});
