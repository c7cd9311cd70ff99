import { staged, type Handlers } from "#kernel/catalogue/duty.ts";
import { digestOf, newId } from "#kernel/ids/id.ts";
import { putJob } from "#kernel/jobs/jobs.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { placeOf } from "../guard/address.ts";
import { beginAttempt } from "../guard/attempts.ts";
import type { proofsContract } from "../contract/proofs.ts";
import { linkGone, passwordWrong } from "../errors.ts";
import { dropLinks, peekLink, useLink } from "../links.ts";
import { FORGOT_JOB, putNotice, RESET } from "../mails.ts";
import { openOrConfirm } from "../opening.ts";
import { hashPassword, passwordMatches } from "../proofs/password-hash.ts";
import { weaknessOf } from "../proofs/password-rules.ts";
import { ownAccount, requireFreshProof } from "../require.ts";
import { accountById, setPasswordHash, type Account } from "../store/accounts.ts";
import { deleteDevices, deleteSessions } from "../store/sessions.ts";
import { throttle } from "../guard/throttle.ts";

type Proofs = Handlers<typeof proofsContract>;
type Input<N extends keyof Proofs> = Parameters<Proofs[N]>[1];

const ASKS_PER_PLACE = { limit: 20, seconds: 3600 };

/** The hash of a password that nothing speaks against; throws the refusal of what does. */
export const acceptablePassword = async (password: string, who: { email: string; name: string }): Promise<string> => {
  const weakness = weaknessOf(password, who);
  if (weakness) throw weakness;
  return hashPassword(password);
};

const provePresent = async (work: Work, { present, password }: Input<"password.change">): Promise<{ account: Account; hash: string }> => {
  const account = await ownAccount(work);
  if (!account.passwordHash) await requireFreshProof(work);
  else {
    const own = `session ${work.actor.sessionId ?? account.id}`;
    const attempt = await beginAttempt(work, { what: "password", who: account.id, from: { own } });
    if (!(await passwordMatches(account.passwordHash, present ?? ""))) throw passwordWrong();
    await attempt.succeeded();
  }
  return { account, hash: await acceptablePassword(password, account) };
};

const change = staged(provePresent, async (work, _input: Input<"password.change">, { account, hash }) => {
  await setPasswordHash(work, account.id, hash);
  await deleteSessions(work, account.id, work.actor.sessionId);
  await dropLinks(work, { type: "account", id: account.id });
  await putNotice(work, account, "passwordChanged");
  work.about("account", account.id);
  return {};
});

/** Looks at the link of a mail ahead of the transaction and hashes the password that it will set. */
export const lookAtLink = async (work: Work, token: string, purpose: string, password: string | undefined) => {
  const link = await peekLink(work, token, purpose);
  const account = await accountById(work, link.subject.id);
  if (!account?.active) throw linkGone();
  return { account, hash: password === undefined ? null : await acceptablePassword(password, account) };
};

const reset = staged(
  (work: Work, { token, password }: Input<"password.reset">) => lookAtLink(work, token, RESET, password),
  async (work, input, { account, hash }) => {
    await useLink(work, input.token, RESET);
    await setPasswordHash(work, account.id, hash);
    await deleteSessions(work, account.id);
    await deleteDevices(work, account.id);
    await dropLinks(work, { type: "account", id: account.id });
    await putNotice(work, account, "passwordChanged");
    return openOrConfirm(work, account, "link", input);
  },
);

/** What one does with a password. */
export const passwordUseCases = {
  "password.change": change,
  "password.reset": reset,
  async "password.forgot"(work, { email }) {
    await throttle(
      work,
      `access:forgot:${digestOf(placeOf(work.actor.address)).slice(0, 32)}`,
      ASKS_PER_PLACE.limit,
      ASKS_PER_PLACE.seconds,
    );
    // Whether there is such an account is only looked up by the job, so that the answer cannot tell.
    await putJob(work, { kind: FORGOT_JOB, key: newId(), dueAt: work.at, payload: { locked: work.services.vault.lock(email) } });
    return {};
  },
} satisfies Partial<Proofs>;
