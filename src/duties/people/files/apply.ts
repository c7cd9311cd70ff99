import { enrol } from "#kernel/actor/store.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { MOST_POINTS } from "../rules/points.ts";
import { insertOrganisations, organisationsNamed } from "../store/organisations.ts";
import { insertPeople, readPeople, updatePerson, type NewPerson, type PersonFields } from "../store/people.ts";
import { insertPoints, readPoints, type NewPoint } from "../store/points.ts";
import { insertHoldings, insertPosts, readPosts } from "../store/posts.ts";
import type { Draft } from "./draft.ts";
import { keyOf, type Plan, type Step } from "./plan.ts";

/** Where names of organisations and posts lead once those that were missing are made. */
type Places = { organisations: ReadonlyMap<string, string>; posts: ReadonlyMap<string, string> };

const makePlaces = async (work: Work, plan: Plan, kind: "staff" | "contact"): Promise<Places> => {
  if (kind === "staff") {
    await insertPosts(
      work,
      plan.posts.map((title) => ({ title })),
    );
    return { organisations: new Map(), posts: new Map((await readPosts(work, false)).map(({ id, title }) => [title.toLowerCase(), id])) };
  }
  await insertOrganisations(
    work,
    plan.organisations.map((name) => ({ name })),
  );
  const names = plan.steps.flatMap(({ draft }) => draft.organisation ?? []);
  return { organisations: await organisationsNamed(work, names), posts: new Map() };
};

const pointsOf = (personId: string, { phones, emails }: Draft): NewPoint[] => {
  const points: NewPoint[] = phones.map(({ value, extension, mobile }) => ({
    personId,
    kind: mobile ? "mobile" : "phone",
    value,
    extension,
  }));
  points.push(...emails.map(({ value }): NewPoint => ({ personId, kind: "email", value })));
  return points.slice(0, MOST_POINTS);
};

/** The first of each kind is preferred, unless the person prefers one already. */
const preferringFirst = (points: readonly NewPoint[], taken: Iterable<string> = []): NewPoint[] => {
  const kinds = new Set(taken);
  return points.map((point) => {
    const preferred = !kinds.has(point.kind);
    kinds.add(point.kind);
    return { ...point, preferred };
  });
};

const fieldsOf = (draft: Draft, kind: "staff" | "contact", { organisations }: Places): Partial<PersonFields> => {
  const { nickname, salutation, titleBefore, titleAfter, note, confidentialNote, confidentialFrom, organisation } = draft;
  const common = { nickname, salutation, titleBefore, titleAfter, note, confidentialNote, confidentialFrom };
  if (kind === "staff") return common;
  return { ...common, position: draft.position, organisationId: organisation ? (organisations.get(organisation) ?? null) : null };
};

const addAll = async (work: Work, drafts: readonly Draft[], kind: "staff" | "contact", places: Places): Promise<void> => {
  const people = drafts.map((draft): NewPerson & { id: string } => ({
    ...fieldsOf(draft, kind, places),
    id: newId(),
    kind,
    name: draft.name,
    language: draft.language ?? work.actor.language,
    timeZone: draft.timeZone ?? work.actor.timeZone,
  }));
  if (kind === "staff")
    for (const { id, name, language, timeZone } of people)
      await enrol(work, { id, kind: "person", name, language, timeZone, role: "staff", grade: 1 });
  await insertPeople(work, people);
  await insertPoints(
    work,
    drafts.flatMap((draft, index) => preferringFirst(pointsOf((people[index] as { id: string }).id, draft))),
  );
  await fillPosts(work, drafts, people, places);
  for (const { id } of people) await work.announce("person.added", { personId: id, kind });
};

const fillPosts = async (
  work: Work,
  drafts: readonly Draft[],
  people: readonly { id: string; timeZone: string }[],
  { posts }: Places,
): Promise<void> => {
  const holdings = drafts.flatMap(({ position }, index) => {
    const postId = position ? posts.get(position.toLowerCase()) : undefined;
    const { id, timeZone } = people[index] as { id: string; timeZone: string };
    const fromDay = work.now.toZonedDateTimeISO(timeZone).toPlainDate().toString();
    return postId ? [{ postId, personId: id, fromDay, untilDay: null, acting: false }] : [];
  });
  await insertHoldings(work, holdings);
};

/** Fills what is empty and adds what is missing; nothing that somebody entered is overwritten. */
const mergeAll = async (work: Work, steps: readonly Step[], kind: "staff" | "contact", places: Places): Promise<void> => {
  const ids = steps.flatMap(({ targetId }) => targetId ?? []);
  const people = new Map((await readPeople(work, ids)).map((row) => [row.id, row]));
  const points = Map.groupBy(await readPoints(work, ids), ({ personId }) => personId);
  for (const { draft, targetId } of steps) {
    const row = targetId ? people.get(targetId) : undefined;
    if (!row) continue;
    const fields = Object.entries(fieldsOf(draft, kind, places)).filter(
      ([field, value]) => value !== null && row[field as keyof typeof row] === null,
    );
    // A note that somebody of a higher grade wrote keeps its grade; a new one comes with its own.
    const fitting = row.confidentialFrom === null ? fields : fields.filter(([field]) => !field.startsWith("confidential"));
    await updatePerson(work, row.id, Object.fromEntries(fitting));
    people.set(row.id, { ...row, ...Object.fromEntries(fitting) });
    const had = points.get(row.id) ?? [];
    const keys = new Set(had.map(({ value, extension }) => keyOf(value, extension)));
    const fresh = pointsOf(row.id, draft).filter(({ value, extension }) => !keys.has(keyOf(value, extension)));
    const kept = preferringFirst(
      fresh,
      had.map((point) => point.kind),
    ).slice(0, Math.max(0, MOST_POINTS - had.length));
    await insertPoints(work, kept);
    points.set(row.id, [...had, ...kept] as typeof had);
    await work.announce("person.changed", { personId: row.id });
  }
};

/** Carries a plan without errors out, in the transaction of the command. */
export const applyPlan = async (work: Work, plan: Plan, kind: "staff" | "contact"): Promise<void> => {
  const places = await makePlaces(work, plan, kind);
  const added = plan.steps.filter(({ does }) => does === "add").map(({ draft }) => draft);
  await addAll(work, added, kind, places);
  const merged = plan.steps.filter(({ does, targetId }) => does === "merge" && targetId !== null);
  await mergeAll(work, merged, kind, places);
};
