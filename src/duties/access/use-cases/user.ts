import { changeActor } from "#kernel/actor/store.ts";
import type { Actor } from "#kernel/actor/actor.ts";
import { staged, type Handlers } from "#kernel/catalogue/duty.ts";
import { invalidInput } from "#kernel/catalogue/problems.ts";
import { mailNotSetUp } from "#kernel/mail/mail-room.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { enrolStaff } from "#duties/people/index.ts";
import type { userContract } from "../contract/user.ts";
import { aboveOwnGrade, lastAdministrator, notFound, notYourself, personKnown } from "../errors.ts";
import { peekLink, useLink } from "../links.ts";
import { INVITATION, invite } from "../mails.ts";
import { openOrConfirm } from "../opening.ts";
import {
  accountById,
  actorRecord,
  allAccounts,
  insertAccount,
  otherAdministrators,
  setPasswordHash,
  setTotp,
  type Account,
} from "../store/accounts.ts";
import { deleteLinksOf } from "../store/links.ts";
import { deletePasskeys, replaceRecoveryCodes } from "../store/passkeys.ts";
import { deleteDevices, deleteSessions } from "../store/sessions.ts";
import { revokeTokensOf } from "../store/tokens.ts";
import { lookAtLink } from "./password.ts";

type Users = Handlers<typeof userContract>;
type Input<N extends keyof Users> = Parameters<Users[N]>[1];

/** Nobody hands out, takes over or switches off more trust than they have; the machine's own command line may. */
export const requireGrade = (actor: Actor, grade: number): void => {
  if (actor.kind !== "system" && grade > actor.grade) throw aboveOwnGrade();
};

const requireMail = (work: Work, deliver: "mail" | "link"): void => {
  if (deliver === "mail" && !work.services.mail.ready) throw mailNotSetUp();
};

const accountOf = async (work: Work, personId: string): Promise<Account> => {
  const account = await accountById(work, personId);
  if (!account) throw notFound();
  requireGrade(work.actor, account.grade);
  return account;
};

const knownPerson = async (work: Work, { personId = "", ...input }: Input<"user.add">): Promise<string> => {
  if (input.name || input.mobile || input.role || input.grade || input.language || input.timeZone) throw personKnown();
  const person = await actorRecord(work, personId);
  if (!person || person.kind !== "person" || !person.active) throw notFound();
  requireGrade(work.actor, person.grade);
  return personId;
};

const newPerson = async (work: Work, input: Input<"user.add">): Promise<string> => {
  const { name, email, mobile, role = "staff", grade = 1 } = input;
  if (!name) throw invalidInput([{ path: "name", text: { id: "wajib diisi untuk orang baru", en: "is required for a new person" } }]);
  requireGrade(work.actor, grade);
  return enrolStaff(work, {
    name,
    email,
    role,
    grade: grade as Actor["grade"],
    language: input.language ?? work.actor.language,
    timeZone: input.timeZone ?? work.actor.timeZone,
    ...(mobile ? { mobile } : {}),
  });
};

const forgetProofs = async (work: Work, id: string): Promise<void> => {
  await setPasswordHash(work, id, null);
  await setTotp(work, id, null);
  await deletePasskeys(work, id);
  await replaceRecoveryCodes(work, id, []);
  await deleteSessions(work, id);
  await deleteDevices(work, id);
};

const accept = staged(
  (work: Work, { token, password }: Input<"invitation.accept">) => lookAtLink(work, token, INVITATION, password),
  async (work, input, { account, hash }) => {
    await useLink(work, input.token, INVITATION);
    if (hash) await setPasswordHash(work, account.id, hash);
    return openOrConfirm(work, account, "link", input);
  },
);

const stateOf = (row: Account & { passkeys: number | null }) => {
  if (!row.active) return "disabled" as const;
  return row.signedInAt || row.passwordHash || row.passkeys ? ("active" as const) : ("invited" as const);
};

/** Accounts, as an administrator keeps them, and how one gets into one's own. */
export const userUseCases = {
  async "user.add"(work, input) {
    requireMail(work, input.deliver);
    const personId = await (input.personId ? knownPerson(work, input) : newPerson(work, input));
    await insertAccount(work, { id: personId, email: input.email, passwordHash: null });
    work.about("account", personId);
    const account = await accountOf(work, personId);
    return { personId, link: await invite(work, account, input.deliver) };
  },
  async "user.invite"(work, { personId, afresh, deliver }) {
    requireMail(work, deliver);
    const account = await accountOf(work, personId);
    if (!account.active) throw notFound();
    if (afresh) await forgetProofs(work, personId);
    work.about("account", personId);
    return { personId, link: await invite(work, account, deliver) };
  },
  async "user.list"(work) {
    const rows = await allAccounts(work);
    return {
      users: rows.map((row) => ({
        personId: row.id,
        name: row.name,
        email: row.email,
        role: row.role as Actor["role"],
        grade: row.grade,
        state: stateOf(row),
        password: row.passwordHash !== null,
        passkeys: row.passkeys ?? 0,
        totp: row.totpSecret !== null,
        signedInAt: row.signedInAt,
      })),
    };
  },
  async "user.disable"(work, { personId }) {
    if (personId === work.actor.id) throw notYourself();
    const account = await accountOf(work, personId);
    if (account.role === "administrator" && (await otherAdministrators(work, personId)) === 0) throw lastAdministrator();
    await changeActor(work, personId, { active: false });
    const sessions = await deleteSessions(work, personId);
    await deleteDevices(work, personId);
    await deleteLinksOf(work, personId);
    work.about("account", personId);
    return { sessions, tokens: await revokeTokensOf(work, personId) };
  },
  async "user.enable"(work, { personId }) {
    await accountOf(work, personId);
    await changeActor(work, personId, { active: true });
    work.about("account", personId);
    return {};
  },
  async "invitation.look"(work, { token }) {
    const link = await peekLink(work, token, INVITATION);
    const account = await accountById(work, link.subject.id);
    if (!account?.active) throw notFound();
    work.about("account", account.id);
    return { name: account.name, email: account.email, language: account.language as "id" };
  },
  "invitation.accept": accept,
} satisfies Users;
