import { staged, type Handlers } from "#kernel/catalogue/duty.ts";
import { digestOf } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { placeOf } from "../guard/address.ts";
import { beginAttempt } from "../guard/attempts.ts";
import type { sessionContract } from "../contract/session.ts";
import { flowGone, moreProofNeeded, notFound, proveAgain, signInFailed } from "../errors.ts";
import { readFlow, spendFlow } from "../flows.ts";
import { confirmFlow, openOrConfirm, openSession, type Browser } from "../opening.ts";
import { hashPassword, isOutdated, passwordMatches } from "../proofs/password-hash.ts";
import { ownAccount, ownId } from "../require.ts";
import { lookAtCode, spendCode, type RightCode } from "../proofs/second-factor.ts";
import { accountByEmail, accountById, NOBODYS_ID, setPasswordHash, type Account } from "../store/accounts.ts";
import { deleteDevices, deleteSession, deleteSessions, isKnownDevice, markProved, sessionsOf } from "../store/sessions.ts";

type Sessions = Handlers<typeof sessionContract>;
type Input<N extends keyof Sessions> = Parameters<Sessions[N]>[1];

/** From where an attempt on an account comes: a browser that it knows, else a network. */
const origin = async (work: Work, account: Account | undefined, { deviceToken }: Browser) => {
  const known = deviceToken && (await isKnownDevice(work, account?.id ?? NOBODYS_ID, digestOf(deviceToken), work.at));
  return known ? { own: deviceToken } : { place: placeOf(work.actor.address) };
};

type Proven = { account: Account; code: RightCode | undefined; freshHash: string | undefined };

/** Every wrong answer is the same answer and takes as long, whether or not there is such an account. */
const provePassword = async (work: Work, input: Input<"session.open">): Promise<Proven> => {
  const found = await accountByEmail(work, input.email);
  const account = found?.active ? found : undefined;
  const attempt = await beginAttempt(work, { what: "password", who: input.email, from: await origin(work, account, input) });
  const right = await passwordMatches(account?.passwordHash, input.password);
  const code = input.code && right ? await lookAtCode(work, account, input.code) : undefined;
  if (attempt.guarded && !code) throw moreProofNeeded();
  if (!account || !right || (input.code && account.totpSecret && !code)) throw signInFailed();
  await attempt.succeeded();
  const freshHash = account.passwordHash && isOutdated(account.passwordHash) ? await hashPassword(input.password) : undefined;
  return { account, code, freshHash };
};

const open = staged(provePassword, async (work, input, { account, code, freshHash }) => {
  if (freshHash) await setPasswordHash(work, account.id, freshHash);
  if (!code) return openOrConfirm(work, account, "password", input);
  if (!(await spendCode(work, account.id, code))) throw signInFailed();
  return openSession(work, account, "password", input);
});

const proveCode = async (work: Work, input: Input<"session.confirm">) => {
  const { accountId, way } = readFlow(work, confirmFlow, input.flowToken);
  const account = await accountById(work, accountId);
  if (!account?.active) throw flowGone();
  const attempt = await beginAttempt(work, { what: "code", who: account.id, from: await origin(work, account, input) });
  if (attempt.guarded) throw moreProofNeeded();
  const code = await lookAtCode(work, account, input.code);
  if (!code) throw signInFailed();
  await attempt.succeeded();
  return { account, way, code };
};

const confirm = staged(proveCode, async (work, input: Input<"session.confirm">, { account, way, code }) => {
  await spendFlow(work, input.flowToken);
  if (!(await spendCode(work, account.id, code))) throw signInFailed();
  return openSession(work, account, way, input);
});

const proveOnceMore = async (work: Work, { password, code }: Input<"session.prove">): Promise<RightCode | undefined> => {
  if (!work.actor.sessionId) throw proveAgain();
  const account = await ownAccount(work);
  const own = `session ${work.actor.sessionId}`;
  const attempt = await beginAttempt(work, { what: code ? "code" : "password", who: account.id, from: { own } });
  const rightCode = code ? await lookAtCode(work, account, code) : undefined;
  const right = password ? await passwordMatches(account.passwordHash, password) : rightCode !== undefined;
  if (!right || (code && !rightCode)) throw signInFailed();
  await attempt.succeeded();
  return rightCode;
};

const prove = staged(proveOnceMore, async (work, _input: Input<"session.prove">, code) => {
  const id = ownId(work);
  if (code && !(await spendCode(work, id, code))) throw signInFailed();
  await markProved(work, work.actor.sessionId as string, work.at);
  work.about("account", id);
  return {};
});

/** Signing in by password, and what one does with one's sessions. */
export const sessionUseCases = {
  "session.open": open,
  "session.confirm": confirm,
  "session.prove": prove,
  async "session.close"(work) {
    if (work.actor.sessionId) await deleteSession(work, ownId(work), work.actor.sessionId);
    return { sessionClosed: true };
  },
  async "session.close-all"(work, { keepThis }) {
    const id = ownId(work);
    const closed = await deleteSessions(work, id, keepThis ? work.actor.sessionId : undefined);
    await deleteDevices(work, id);
    work.about("account", id);
    return { closed, ...(keepThis || !work.actor.sessionId ? {} : { sessionClosed: true as const }) };
  },
  async "session.list"(work) {
    const sessions = await sessionsOf(work, ownId(work), work.at);
    return {
      sessions: sessions.map(({ provedAt: _proved, way, ...session }) => ({
        ...session,
        way: way as "link",
        current: session.id === work.actor.sessionId,
      })),
    };
  },
  async "session.revoke"(work, { id }) {
    if (!(await deleteSession(work, ownId(work), id))) throw notFound();
    return {};
  },
} satisfies Partial<Sessions>;
