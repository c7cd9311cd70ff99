import { actorNames, readActor } from "#kernel/actor/store.ts";
import type { Actor, Door } from "#kernel/actor/actor.ts";
import { settleSubject } from "#kernel/attention/attention.ts";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import type { Text } from "#kernel/i18n/text.ts";
import { lockPending, storeDecision } from "#kernel/pipeline/pending.ts";
import { idsInWish, wishInWords } from "#kernel/pipeline/wish.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import type { companyContract } from "./contract.ts";
import { approvalDecided, approvalMissing, notYourOwn } from "./errors.ts";
import { findPending, listPending } from "./store.ts";

type Found = NonNullable<Awaited<ReturnType<typeof findPending>>>;

const summaryOf = (work: Work, command: string): Text =>
  work.services.registry.find(command)?.operation.summary ?? { id: command, en: command };

const asksOf = (work: Work, row: Found, names: ReadonlyMap<string, string>): Text => {
  const operation = work.services.registry.find(row.command)?.operation;
  return operation ? wishInWords(operation, row.input, names) : { id: "", en: "" };
};

const namesIn = (work: Work, rows: readonly Found[]): Promise<ReadonlyMap<string, string>> =>
  actorNames(work, [...new Set(rows.flatMap(({ input }) => idsInWish(input)))]);

const shown = (work: Work, row: Found, names: ReadonlyMap<string, string>) => ({
  id: row.id,
  command: row.command,
  summary: summaryOf(work, row.command),
  input: row.input as Record<string, unknown>,
  asks: asksOf(work, row, names),
  author: { id: row.authorId, name: row.authorName, kind: row.authorKind },
  authorDoor: row.authorDoor,
  principalId: row.principalId,
  supervisorId: row.supervisorId,
  askedAt: row.askedAt,
  reason: row.reason as Text,
  state: row.state as "waiting" | "done" | "refused",
  decidedBy: row.decidedBy,
  decidedByName: row.deciderName,
  decidedAt: row.decidedAt,
  changed: row.changed,
  note: row.note,
});

/** In whose name the actor decides: their own, or the principal's whose mandate they use. */
const decider = (actor: Actor): string | null => actor.principal?.id ?? actor.id;

const mayDecide = (actor: Actor, row: Found): boolean => {
  if (actor.kind === "system") return true;
  if (actor.kind !== "person") return false;
  const role = actor.principal?.role ?? actor.role;
  return row.supervisorId === decider(actor) || role === "administrator";
};

const visible = (actor: Actor, row: Found): boolean => row.authorId === actor.id || mayDecide(actor, row);

const list: Handlers<typeof companyContract>["approval.list"] = async (work, { mine, state, limit, after }) => {
  const { actor } = work;
  const me = decider(actor);
  const wish = mine
    ? { authorId: actor.id as string }
    : { supervisors: me ? [me] : [], orphans: (actor.principal?.role ?? actor.role) === "administrator" };
  if (!mine && !me && actor.kind !== "system") return { items: [], next: null };
  const rows = await listPending(work, { state, limit, after, ...(actor.kind === "system" ? {} : wish) });
  const page = rows.slice(0, limit);
  const names = await namesIn(work, page);
  const items = page.map((row) => shown(work, row, names));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
};

const show: Handlers<typeof companyContract>["approval.show"] = async (work, { id }) => {
  const row = await findPending(work, id);
  if (!row || !visible(work.actor, row)) throw approvalMissing();
  return shown(work, row, await namesIn(work, [row]));
};

const decide: Handlers<typeof companyContract>["approval.decide"] = async (work, { id, decision, changes, note }) => {
  await lockPending(work, id);
  const row = await findPending(work, id);
  if (!row || !visible(work.actor, row)) throw approvalMissing();
  if (row.authorId === work.actor.id || !mayDecide(work.actor, row)) throw notYourOwn();
  work.about("pending_command", id);
  const wanted = decision === "approve" ? "done" : "refused";
  if (row.state !== "waiting") {
    // The same button pressed twice, or the mail answered after the click: the same answer, and nothing runs again.
    if (row.state === wanted) return { id, state: wanted, output: row.output };
    throw approvalDecided(row.deciderName ?? "Kerani");
  }
  const output = decision === "approve" ? await runFor(work, row, changes) : undefined;
  await storeDecision(work, id, { state: wanted, changed: changes !== undefined, note: note || null, output });
  await settleSubject(work, { type: "pending_command", id }, wanted);
  return { id, state: wanted, output: output ?? null };
};

/** Runs the waiting command once, as its author, with the approver on the record. */
const runFor = async (work: Work, row: Found, changes: Record<string, unknown> | undefined): Promise<unknown> => {
  const author = await readActor(work, row.authorId, row.authorDoor as Door);
  if (!author) throw approvalMissing();
  const input = { ...(row.input as Record<string, unknown>), ...changes };
  return work.perform(row.command, input, {
    actor: author,
    ...(row.principalId ? { actingFor: row.principalId } : {}),
    ...(work.actor.id ? { approverId: work.actor.id } : {}),
  });
};

/** The use cases of approving. */
export const approvalHandlers = { "approval.list": list, "approval.show": show, "approval.decide": decide };
