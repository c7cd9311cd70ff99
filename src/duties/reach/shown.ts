import type { ItemRow } from "#kernel/attention/carry.ts";
import type { Text } from "#kernel/i18n/text.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { nameOf, ownerName, personFacts } from "#duties/people/index.ts";
import type { ItemOut, StepOut } from "./contract/fields.ts";
import type { Progress } from "./engine/progress.ts";
import { referenceOf } from "./engine/parcel.ts";
import { urgencyOf } from "./policies.ts";
import { endOf, nextAct } from "./rules/acts.ts";
import { actsForOn, type Asker } from "./rules/visible.ts";
import type { StepRow } from "./store/steps.ts";

type Owner = ItemOut["owner"];

const ownersOf = async (work: Work, rows: readonly ItemRow[]): Promise<Map<string, Text>> => {
  const key = ({ ownerKind, ownerId }: ItemRow) => `${ownerKind}:${ownerId ?? ""}`;
  const people = rows.flatMap(({ ownerKind, ownerId }) => (ownerKind === "person" && ownerId ? [ownerId] : []));
  const called = await personFacts(work, [...new Set(people)]);
  const names = new Map<string, Text>();
  for (const row of rows) {
    if (names.has(key(row))) continue;
    const person = row.ownerId ? called.get(row.ownerId)?.called : undefined;
    names.set(
      key(row),
      person ? { id: person, en: person } : await ownerName(work, { kind: row.ownerKind as Owner["kind"], id: row.ownerId }),
    );
  }
  return names;
};

const byOf = (names: Map<string, string>, id: string | null) => (id ? { id, name: names.get(id) ?? "?" } : null);

/** Items as answers carry them, for this asker. */
export const shownItems = async (work: Work, rows: readonly ItemRow[], asker: Asker): Promise<ItemOut[]> => {
  const owners = await ownersOf(work, rows);
  const actors = rows.flatMap(({ acknowledgedBy, settledBy }) => [acknowledgedBy, settledBy]).filter((id) => id !== null);
  const names = await nameOf(work, [...new Set(actors)]);
  return rows.map((row): ItemOut => {
    const progress = row.progress as Progress;
    const waiting = row.state === "open" || row.state === "acknowledged" || row.state === "lapsed";
    const taken = row.state === "acknowledged";
    return {
      id: row.id,
      reference: referenceOf(row.subjectId),
      kind: row.kind,
      subject: { type: row.subjectType, id: row.subjectId },
      title: row.title as Text,
      detail: row.detail as Text | null,
      owner: {
        kind: row.ownerKind as Owner["kind"],
        id: row.ownerId,
        name: owners.get(`${row.ownerKind}:${row.ownerId ?? ""}`) ?? { id: "?", en: "?" },
      },
      urgency: urgencyOf(row.urgency),
      confidentialFrom: row.confidentialFrom,
      raisedAt: row.raisedAt,
      dueAt: row.dueAt,
      overdue: waiting && row.dueAt !== null && Temporal.Instant.compare(Temporal.Instant.from(row.dueAt), work.now) < 0,
      state: row.state as ItemOut["state"],
      acknowledged: row.acknowledgedAt ? { at: row.acknowledgedAt, by: byOf(names, row.acknowledgedBy), door: row.acknowledgedDoor } : null,
      settled: row.settledAt ? { at: row.settledAt, by: byOf(names, row.settledBy), outcome: row.outcome } : null,
      comesBackAt: taken ? row.nextAt : null,
      progress: progress.lines ?? [],
      next: row.state === "open" ? (progress.next ?? null) : null,
      trouble: row.state === "open" ? (progress.trouble ?? null) : null,
      actingFor: actsForOn(row, asker) ?? null,
      act: nextAct(row),
      may: {
        acknowledge: row.state === "open" || row.state === "lapsed",
        settle: waiting && endOf(row.kind)?.takesOutcome !== false,
        release: taken && (asker.desk || (row.acknowledgedBy !== null && asker.self.has(row.acknowledgedBy))),
      },
    };
  });
};

/** Steps as answers carry them: an address is for the desk and for whoever it belongs to, a service's own words for administrators. */
export const shownSteps = async (work: Work, rows: readonly StepRow[], asker: Asker): Promise<StepOut[]> => {
  const called = await personFacts(work, [...new Set(rows.map(({ personId }) => personId))]);
  return rows.map((row) => ({
    id: row.id,
    climb: row.climb,
    person: { id: row.personId, name: called.get(row.personId)?.called ?? "?" },
    rung: row.rung,
    channel: row.channel as StepOut["channel"],
    address: asker.desk || asker.self.has(row.personId) ? row.address : null,
    reasons: row.reasons as Text[],
    at: row.begunAt,
    tries: row.tries,
    state: row.state as StepOut["state"],
    finishedAt: row.finishedAt,
    word: row.word as Text | null,
    detail: asker.administrator ? row.detail : null,
    retryAt: row.retryAt,
  }));
};
