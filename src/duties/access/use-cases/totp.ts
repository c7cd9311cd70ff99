import { z } from "zod";
import { staged, type Handlers } from "#kernel/catalogue/duty.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { beginAttempt } from "../guard/attempts.ts";
import type { proofsContract } from "../contract/proofs.ts";
import { codeWrong, flowGone, totpIsOff, totpIsOn } from "../errors.ts";
import { beginFlow, flow, readFlow, spendFlow } from "../flows.ts";
import { putNotice } from "../mails.ts";
import { ownAccount, ownId, requireFreshProof } from "../require.ts";
import { newRecoveryCodes, newTotpSecret, stepOf, totpUri } from "../proofs/second-factor.ts";
import { setTotp } from "../store/accounts.ts";
import { replaceRecoveryCodes } from "../store/passkeys.ts";

type Proofs = Handlers<typeof proofsContract>;
type Confirm = Parameters<Proofs["totp.confirm"]>[1];

const setUpFlow = flow("totp", z.object({ secret: z.string(), accountId: z.string() }));

const renewCodes = async (work: Work, accountId: string): Promise<string[]> => {
  const { codes, stored } = newRecoveryCodes();
  await replaceRecoveryCodes(work, accountId, stored);
  return codes;
};

const proveSecret = async (work: Work, { flowToken, code }: Confirm) => {
  const { secret, accountId } = readFlow(work, setUpFlow, flowToken);
  if (accountId !== ownId(work)) throw flowGone();
  const attempt = await beginAttempt(work, { what: "code", who: accountId, from: { own: `session ${work.actor.sessionId}` } });
  const step = stepOf(secret, code, work.now);
  if (step === undefined) throw codeWrong();
  await attempt.succeeded();
  return { secret, step };
};

const confirm = staged(proveSecret, async (work, { flowToken }: Confirm, { secret, step }) => {
  const account = await ownAccount(work);
  if (account.totpSecret) throw totpIsOn();
  await spendFlow(work, flowToken);
  await setTotp(work, account.id, { secret: work.services.vault.lock(secret), step });
  work.about("account", account.id);
  return { recoveryCodes: await renewCodes(work, account.id) };
});

/** The second factor (RFC 6238) and the codes that stand in for it. */
export const totpUseCases = {
  async "totp.begin"(work) {
    await requireFreshProof(work);
    const account = await ownAccount(work);
    if (account.totpSecret) throw totpIsOn();
    const secret = newTotpSecret();
    return { secret, uri: totpUri(secret, account.email), ...beginFlow(work, setUpFlow, { secret, accountId: account.id }) };
  },
  "totp.confirm": confirm,
  async "totp.disable"(work) {
    await requireFreshProof(work);
    const account = await ownAccount(work);
    if (!account.totpSecret) throw totpIsOff();
    await setTotp(work, account.id, null);
    await replaceRecoveryCodes(work, account.id, []);
    await putNotice(work, account, "totpOff");
    work.about("account", account.id);
    return {};
  },
  async "recovery.renew"(work) {
    await requireFreshProof(work);
    const account = await ownAccount(work);
    if (!account.totpSecret) throw totpIsOff();
    work.about("account", account.id);
    return { recoveryCodes: await renewCodes(work, account.id) };
  },
} satisfies Partial<Proofs>;
