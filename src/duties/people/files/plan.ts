import type { Draft, FileProblem } from "./draft.ts";
import { PLAN_WORDS } from "./words.ts";

/** What is to be done with those who are known already. */
export type Duplicates = "refuse" | "skip" | "merge";

/** Somebody whom Kerani knows. */
export type Known = { id: string; name: string; kind: "staff" | "contact" };

/** What Kerani knows of the people in a file. */
export type Knowledge = {
  /** Owners of numbers and addresses, by `keyOf`. */
  owners: ReadonlyMap<string, readonly Known[]>;
  /** People of the same name, by the name as the file has it. */
  sameName: ReadonlyMap<string, readonly Known[]>;
  /** Organisations by name as the file has it. */
  organisations: ReadonlyMap<string, string>;
  /** Active posts by lower-case title; more than one where two places have it. */
  posts: ReadonlyMap<string, readonly string[]>;
};

/** What one row comes to. */
export type Step = { draft: Draft; does: "add" | "merge" | "skip"; targetId: string | null };

/** What a whole file comes to. */
export type Plan = { steps: Step[]; problems: FileProblem[]; organisations: string[]; posts: string[] };

/** The key by which two numbers are the same: an extension makes another telephone of a switchboard's number. */
export const keyOf = (value: string, extension: string | null = null): string => (extension ? `${value};${extension}` : value);

const keysOf = ({ phones, emails }: Draft): { key: string; column: string }[] => [
  ...phones.map(({ value, extension, column }) => ({ key: keyOf(value, extension), column })),
  ...emails.map(({ value, column }) => ({ key: value, column })),
];

/** The first row's data, completed by what a later row of the same person adds. */
const completed = (first: Draft, later: Draft): Draft => {
  const keys = new Set(keysOf(first).map(({ key }) => key));
  const filled = Object.fromEntries(Object.entries(first).map(([field, value]) => [field, value ?? later[field as keyof Draft]])) as Draft;
  return {
    ...filled,
    phones: [...first.phones, ...later.phones.filter(({ value, extension }) => !keys.has(keyOf(value, extension)))],
    emails: [...first.emails, ...later.emails.filter(({ value }) => !keys.has(value))],
  };
};

type Wish = { kind: "staff" | "contact"; duplicates: Duplicates; mostGrade: number };

/** Decides row by row; made anew for each file. */
class Planner {
  readonly plan: Plan = { steps: [], problems: [], organisations: [], posts: [] };
  readonly #inFile = new Map<string, Step>();
  readonly #namesInFile = new Map<string, number>();
  readonly #wish: Wish;
  readonly #known: Knowledge;

  constructor(wish: Wish, known: Knowledge) {
    this.#wish = wish;
    this.#known = known;
  }

  take(draft: Draft): void {
    const step = this.#decide(draft);
    this.plan.steps.push(step);
    if (step.does === "add") {
      this.#checkName(draft);
      for (const { key } of keysOf(draft)) this.#inFile.set(key, step);
    }
    if (step.does !== "skip") this.#checkPlaces(draft);
  }

  #say(draft: Draft, text: FileProblem["text"], level: FileProblem["level"] = "error", column: string | null = null): void {
    this.plan.problems.push({ row: draft.row, column, level, text });
  }

  #decide(draft: Draft): Step {
    const keys = keysOf(draft);
    const { duplicates, kind } = this.#wish;
    const twin = keys.find(({ key }) => this.#inFile.has(key));
    const earlier = twin && this.#inFile.get(twin.key);
    if (earlier) {
      if (duplicates === "refuse") this.#say(draft, PLAN_WORDS.sameInFile(earlier.draft.row), "error", twin.column);
      if (duplicates === "merge") earlier.draft = completed(earlier.draft, draft);
      return { draft, does: duplicates === "merge" ? "merge" : "skip", targetId: null };
    }
    const owners = new Map(keys.flatMap(({ key }) => this.#known.owners.get(key) ?? []).map((one) => [one.id, one]));
    const [owner] = owners.values();
    if (!owner) return { draft, does: "add", targetId: null };
    if (duplicates === "skip") return { draft, does: "skip", targetId: null };
    const column = keys.find(({ key }) => this.#known.owners.has(key))?.column ?? null;
    if (owners.size > 1) this.#say(draft, PLAN_WORDS.fitsSeveral([...owners.values()].map(({ name }) => name).join(", ")), "error", column);
    else if (duplicates === "refuse") this.#say(draft, PLAN_WORDS.alreadyKnown(owner.name), "error", column);
    else if (owner.kind !== kind)
      this.#say(draft, owner.kind === "staff" ? PLAN_WORDS.isStaff(owner.name) : PLAN_WORDS.isContact(owner.name), "error", column);
    return { draft, does: "merge", targetId: owner.id };
  }

  #checkName(draft: Draft): void {
    const before = this.#namesInFile.get(draft.name.toLowerCase());
    if (before !== undefined) this.#say(draft, PLAN_WORDS.sameNameInFile(before), "warning");
    else this.#namesInFile.set(draft.name.toLowerCase(), draft.row);
    const [same] = this.#known.sameName.get(draft.name) ?? [];
    if (same) this.#say(draft, PLAN_WORDS.sameName(same.name), "warning");
  }

  #checkPlaces(draft: Draft): void {
    const { organisation, position, confidentialNote, confidentialFrom } = draft;
    const staff = this.#wish.kind === "staff";
    if (organisation && staff) this.#say(draft, PLAN_WORDS.noOrganisation, "warning");
    else if (organisation && !this.#known.organisations.has(organisation)) listOnce(this.plan.organisations, organisation);
    if (position && staff) {
      const posts = this.#known.posts.get(position.toLowerCase());
      if (!posts) listOnce(this.plan.posts, position);
      else if (posts.length > 1) this.#say(draft, PLAN_WORDS.postTwice(position));
    }
    if (confidentialNote && (confidentialFrom === null || confidentialFrom > this.#wish.mostGrade))
      this.#say(draft, PLAN_WORDS.noteNeedsGrade);
  }
}

const listOnce = (list: string[], name: string): void => {
  if (!list.some((one) => one.toLowerCase() === name.toLowerCase())) list.push(name);
};

/** What each row of a file comes to, and everything that stands in the way. */
export const planImport = (drafts: readonly Draft[], wish: Wish, known: Knowledge): Plan => {
  const planner = new Planner(wish, known);
  for (const draft of drafts) planner.take(draft);
  return planner.plan;
};
