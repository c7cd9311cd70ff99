import { createHash } from "node:crypto";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import { notAllowed } from "#kernel/errors/house-refusals.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { askerOf } from "../asker.ts";
import { MOST_IMPORT_ROWS } from "../contract/fields.ts";
import type { importContract } from "../contract/import.ts";
import { importHasProblems } from "../errors.ts";
import { applyPlan } from "../files/apply.ts";
import { readDraft, type Draft, type FileProblem } from "../files/draft.ts";
import { keyOf, planImport, type Known, type Knowledge, type Plan } from "../files/plan.ts";
import { readCsv } from "../files/read-csv.ts";
import { readVcards } from "../files/read-vcard.ts";
import { PLAN_WORDS } from "../files/words.ts";
import { mayChangeReach } from "../rules/may.ts";
import { claimImport, peopleNamed, readImport } from "../store/imports.ts";
import { lockOrganisationNames, organisationsNamed } from "../store/organisations.ts";
import { readPeople } from "../store/people.ts";
import { ownersOf } from "../store/points.ts";
import { lockReportingLines, readPosts } from "../store/posts.ts";

type Handle = Handlers<typeof importContract>;
type Wish = Parameters<Handle["person.import"]>[1];

const MOST_PROBLEMS = 1_000;
const SAMPLE = 20;

/** The whole file understood and weighed, with nothing stored. */
type Reading = { format: "csv" | "vcard"; drafts: Draft[]; plan: Plan; problems: FileProblem[]; unusedColumns: string[] };

const formatOf = ({ format, content }: Wish): "csv" | "vcard" => format ?? (/^\uFEFF?\s*BEGIN:VCARD/i.test(content) ? "vcard" : "csv");

const gather = <K, V>(pairs: readonly (readonly [K, V])[]): Map<K, V[]> => {
  const gathered = new Map<K, V[]>();
  for (const [key, value] of pairs) gathered.set(key, [...(gathered.get(key) ?? []), value]);
  return gathered;
};

const knowledgeOf = async (work: Work, drafts: readonly Draft[], kind: Wish["kind"]): Promise<Knowledge> => {
  const values = drafts.flatMap(({ phones, emails }) => [...phones, ...emails].map(({ value }) => value));
  const owners = await ownersOf(work, values);
  const named = await peopleNamed(
    work,
    drafts.map(({ name }) => name),
  );
  const organisations = kind === "contact" ? drafts.flatMap(({ organisation }) => organisation ?? []) : [];
  const posts = kind === "staff" ? await readPosts(work, false) : [];
  return {
    owners: gather(
      owners.map(({ id, name, kind: type, value, extension }) => [keyOf(value, extension), { id, name, kind: type } as Known]),
    ),
    sameName: gather(named.map(({ asked, ...one }) => [asked, one])),
    organisations: await organisationsNamed(work, organisations),
    posts: gather(posts.map(({ id, title }) => [title.toLowerCase(), id])),
  };
};

const read = async (work: Work, wish: Wish): Promise<Reading> => {
  const asker = askerOf(work);
  if (wish.kind === "staff" && !asker.administrator) throw notAllowed();
  const format = formatOf(wish);
  const { rows, problems, unusedColumns } = (format === "csv" ? readCsv : readVcards)(wish.content, MOST_IMPORT_ROWS);
  if (rows.length > MOST_IMPORT_ROWS)
    problems.push({ row: 0, column: null, level: "error", text: PLAN_WORDS.tooManyRows(MOST_IMPORT_ROWS) });
  const drafts: Draft[] = [];
  for (const raw of rows.slice(0, MOST_IMPORT_ROWS)) {
    const { draft, problems: found } = readDraft(raw);
    drafts.push(draft);
    problems.push(...found);
  }
  const { kind, duplicates } = wish;
  const plan = planImport(drafts, { kind, duplicates, mostGrade: asker.grade }, await knowledgeOf(work, drafts, kind));
  problems.push(...plan.problems);
  problems.push(...(await outOfReach(work, plan)));
  return { format, drafts, plan, problems: problems.sort((a, b) => a.row - b.row), unusedColumns };
};

/** Rows that would complete somebody whom the asker may not change. */
const outOfReach = async (work: Work, { steps }: Plan): Promise<FileProblem[]> => {
  const asker = askerOf(work);
  const targets = await readPeople(
    work,
    steps.flatMap(({ does, targetId }) => (does === "merge" && targetId ? targetId : [])),
  );
  const closed = new Set(targets.filter((row) => !mayChangeReach(asker, row)).map(({ id }) => id));
  return steps.flatMap(({ draft, targetId }) =>
    targetId && closed.has(targetId) ? [{ row: draft.row, column: null, level: "error" as const, text: notAllowed().text }] : [],
  );
};

const digestOf = ({ content, kind, duplicates }: Wish): string =>
  createHash("sha256").update(`${kind}\n${duplicates}\n${content}`).digest("hex");

const counted = ({ steps, organisations, posts }: Plan) => {
  const many = (does: string) => steps.filter((step) => step.does === does).length;
  return { added: many("add"), merged: many("merge"), skipped: many("skip"), organisations: organisations.length, posts: posts.length };
};

const preview: Handle["person.import-preview"] = async (work, wish) => {
  const { format, drafts, plan, problems, unusedColumns } = await read(work, wish);
  const { added, merged, skipped } = counted(plan);
  const errors = problems.filter(({ level }) => level === "error").length;
  return {
    format,
    rows: drafts.length,
    added,
    merged,
    skipped,
    unusedColumns,
    organisations: plan.organisations,
    posts: plan.posts,
    errors,
    warnings: problems.length - errors,
    problems: problems.slice(0, MOST_PROBLEMS).map((problem) => ({ ...problem, text: { id: problem.text.id, en: problem.text.en } })),
    sample: plan.steps.slice(0, SAMPLE).map(({ draft, does }) => ({
      row: draft.row,
      name: draft.name,
      does,
      phones: draft.phones.map(({ value, extension }) => (extension ? `${value} ext. ${extension}` : value)),
      emails: draft.emails.map(({ value }) => value),
      organisation: draft.organisation,
      position: draft.position,
    })),
    importedBefore: (await readImport(work, digestOf(wish))) !== undefined,
  };
};

const importAll: Handle["person.import"] = async (work, wish) => {
  const digest = digestOf(wish);
  const before = await readImport(work, digest);
  if (before) return { ...before, importedBefore: true };
  // Whoever imports or adds at the same time waits, so that the plan still holds when it is carried out.
  await lockOrganisationNames(work);
  await lockReportingLines(work);
  const { plan, problems } = await read(work, wish);
  const result = counted(plan);
  const errors = problems.filter(({ level }) => level === "error");
  if (errors.length === 0 && (await claimImport(work, digest, result))) {
    await applyPlan(work, plan, wish.kind);
    return { ...result, importedBefore: false };
  }
  // The very file may have been imported by somebody else while this one was being read.
  const meanwhile = await readImport(work, digest);
  if (meanwhile) return { ...meanwhile, importedBefore: true };
  const refused = importHasProblems(errors.length);
  for (const { row, column, text } of errors.slice(0, MOST_PROBLEMS))
    refused.problems.push({ path: column ? `${row}.${column}` : `${row}`, text });
  throw refused;
};

/** People from files. */
export const importHandlers = { "person.import-preview": preview, "person.import": importAll };
