import { changeActor, enrol } from "#kernel/actor/store.ts";
import type { Actor, DialSetting, Grade, Role } from "#kernel/actor/actor.ts";
import { authorise, inScope } from "#kernel/authority/authority.ts";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import { invalidInput } from "#kernel/catalogue/problems.ts";
import { digestOf, newId, newSecret } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { TOKEN_PREFIX } from "../identify.ts";
import type { tokenContract } from "../contract/token.ts";
import { aboveOwnGrade, notFound, scopeRefused } from "../errors.ts";
import { ownId, requireFreshProof } from "../require.ts";
import { isPast } from "../rules.ts";
import { accountByEmail, actorRecord, allPrograms } from "../store/accounts.ts";
import { insertToken, lastExpiryOf, listTokens, revokeToken, tokenOwner } from "../store/tokens.ts";
import { requireGrade } from "./user.ts";

type Tokens = Handlers<typeof tokenContract>;
type Create = Parameters<Tokens["token.create"]>[1];

const RANK: Readonly<Record<Role, number>> = { staff: 0, desk: 1, administrator: 2 };

const requireRole = (actor: Actor, role: Role): void => {
  if (actor.kind !== "system" && RANK[role] > RANK[actor.role]) throw aboveOwnGrade();
};

const mayGive = (work: Work, scope: string): boolean => {
  const { actor, services } = work;
  if (actor.scopes && !inScope(actor.scopes, scope)) return false;
  if (scope === "*") return true;
  if (scope.endsWith(".*")) return services.registry.names().some((name) => name.startsWith(scope.slice(0, -1)));
  const found = services.registry.find(scope);
  if (!found) return false;
  try {
    authorise(actor, scope, found.operation, {});
    return true;
  } catch {
    return false;
  }
};

const programOf = async (work: Work, programId: string) => {
  const program = await actorRecord(work, programId);
  if (!program || program.kind !== "program") throw notFound();
  requireGrade(work.actor, program.grade);
  requireRole(work.actor, program.role as Role);
  return program;
};

/** Whom a token is for: oneself, a program (an administrator), or a person (only from Kerani's own machine). */
const holderOf = async (work: Work, { programId, user }: Create): Promise<string> => {
  const { actor } = work;
  if (programId) {
    if (actor.kind !== "system" && actor.role !== "administrator") throw notFound();
    const program = await programOf(work, programId);
    if (!program.active) throw notFound();
    return program.id;
  }
  if (!user) return ownId(work);
  const email = user.toLowerCase();
  const account = email.includes("@") ? await accountByEmail(work, email) : undefined;
  const id = account?.id ?? user;
  if (actor.kind !== "system" && id !== actor.id) throw notFound();
  const holder = /^[0-9a-f-]{36}$/.test(id) ? await actorRecord(work, id) : undefined;
  if (!holder?.active) throw notFound();
  return holder.id;
};

/** A token made with a token does not outlive it: a stolen one must not renew itself. */
const expiryFor = async (work: Work, days: number): Promise<string> => {
  const wished = work.now.add({ hours: 24 * days }).toString();
  const last = work.actor.scopes && work.actor.id ? await lastExpiryOf(work, work.actor.id, work.at) : undefined;
  return last && isPast(last, Temporal.Instant.from(wished)) ? last : wished;
};

/** Programs, and the tokens by which they and people's scripts come in. */
export const tokenUseCases = {
  async "program.add"(work, { name, role, grade, dial, ownerId }) {
    requireGrade(work.actor, grade);
    requireRole(work.actor, role);
    const owner = ownerId ?? work.actor.id;
    if (!owner) throw invalidInput([{ path: "ownerId", text: { id: "wajib diisi dari mesin ini", en: "is required from this machine" } }]);
    const person = await actorRecord(work, owner);
    if (!person || person.kind !== "person" || !person.active) throw notFound();
    const id = newId();
    const { language } = person;
    await enrol(work, {
      id,
      kind: "program",
      name,
      role,
      grade: grade as Grade,
      dial,
      ownerId: person.id,
      language: language as "id",
      timeZone: work.actor.timeZone,
    });
    work.about("actor", id);
    return { programId: id };
  },
  async "program.change"(work, { programId, grade, role, dial, active }) {
    await programOf(work, programId);
    if (grade !== undefined) requireGrade(work.actor, grade);
    if (role !== undefined) requireRole(work.actor, role);
    await changeActor(work, programId, { grade: grade as Grade | undefined, role, dial, active });
    work.about("actor", programId);
    return {};
  },
  async "program.list"(work) {
    const programs = await allPrograms(work);
    return {
      programs: programs.map(({ id, role, dial, ...rest }) => ({
        ...rest,
        programId: id,
        role: role as Role,
        dial: dial as Record<string, DialSetting>,
      })),
    };
  },
  async "token.create"(work, input) {
    // From a session this is as grave as signing in; a token or the machine itself has nothing to prove with.
    if (work.actor.sessionId) await requireFreshProof(work);
    const actorId = await holderOf(work, input);
    const refused = input.scope.find((scope) => !mayGive(work, scope));
    if (refused) throw scopeRefused(refused);
    const token = `${TOKEN_PREFIX}${newSecret()}`;
    const id = newId();
    const expiresAt = await expiryFor(work, input.days);
    await insertToken(work, { id, digest: digestOf(token), actorId, label: input.label, scopes: [...new Set(input.scope)], expiresAt });
    work.about("api_token", id);
    return { id, token, expiresAt };
  },
  async "token.list"(work, { all }) {
    const { actor } = work;
    const everybody = actor.kind === "system" || (all && actor.role === "administrator");
    const tokens = await listTokens(work, everybody ? undefined : ownId(work));
    return {
      tokens: tokens.map(({ scopes, revokedAt, ...token }) => ({
        ...token,
        scope: scopes as string[],
        state: revokedAt ? ("revoked" as const) : isPast(token.expiresAt, work.now) ? ("expired" as const) : ("active" as const),
      })),
    };
  },
  async "token.revoke"(work, { id }) {
    const { actor } = work;
    const owner = await tokenOwner(work, id);
    const mine = owner && (owner.actorId === actor.id || owner.ownerId === actor.id);
    if (!owner || !(mine || actor.kind === "system" || actor.role === "administrator")) throw notFound();
    if (!(await revokeToken(work, id))) throw notFound();
    work.about("api_token", id);
    return {};
  },
} satisfies Tokens;
