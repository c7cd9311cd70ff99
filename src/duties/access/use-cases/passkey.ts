import { z } from "zod";
import type { Handlers } from "#kernel/catalogue/duty.ts";
import { newId } from "#kernel/ids/id.ts";
import type { proofsContract } from "../contract/proofs.ts";
import type { sessionContract } from "../contract/session.ts";
import { flowGone, lastWayIn, notFound, passkeyRefused } from "../errors.ts";
import { beginFlow, flow, readFlow, spendFlow } from "../flows.ts";
import { putNotice } from "../mails.ts";
import { openSession } from "../opening.ts";
import { ownAccount, ownId, requireFreshProof } from "../require.ts";
import { accountById, hasIdentity } from "../store/accounts.ts";
import { deletePasskeys, insertPasskey, markPasskeyUsed, passkeyByCredential, passkeysOf } from "../store/passkeys.ts";
import { checkAssertion, checkRegistration, optionsToOpen, optionsToRegister, siteAt } from "../proofs/webauthn.ts";

const openFlow = flow("passkey-open", z.object({ challenge: z.string() }));
const registerFlow = flow("passkey-register", z.object({ challenge: z.string(), accountId: z.string() }));

const decoded = (handle: string): string => Buffer.from(handle, "base64url").toString("utf8");

/** Passkeys: signing in with one, and keeping one's own. */
export const passkeyUseCases = {
  async "session.passkey-begin"(work) {
    const options = await optionsToOpen(siteAt(work.services.url()));
    return { options: { ...options }, ...beginFlow(work, openFlow, { challenge: options.challenge }) };
  },
  async "session.passkey-open"(work, { flowToken, response, ...browser }) {
    const { challenge } = readFlow(work, openFlow, flowToken);
    const passkey = await passkeyByCredential(work, response.id);
    if (!passkey) throw passkeyRefused();
    const known = { ...passkey, transports: passkey.transports as string[] };
    const counter = await checkAssertion(siteAt(work.services.url()), challenge, response, known);
    const handle = response.response.userHandle;
    if (handle && decoded(handle) !== passkey.accountId) throw passkeyRefused();
    const account = await accountById(work, passkey.accountId);
    if (!account?.active) throw passkeyRefused();
    await spendFlow(work, flowToken);
    await markPasskeyUsed(work, passkey.id, counter);
    // A passkey that checked its user is possession and knowledge (or body) in one: no second factor is asked for.
    return openSession(work, account, "passkey", browser);
  },
  async "passkey.begin"(work) {
    await requireFreshProof(work);
    const account = await ownAccount(work);
    const options = await optionsToRegister(siteAt(work.services.url()), account, await passkeysOf(work, account.id));
    return { options: { ...options }, ...beginFlow(work, registerFlow, { challenge: options.challenge, accountId: account.id }) };
  },
  async "passkey.register"(work, { flowToken, response, label }) {
    const account = await ownAccount(work);
    const { challenge, accountId } = readFlow(work, registerFlow, flowToken);
    if (accountId !== account.id) throw flowGone();
    const passkey = await checkRegistration(siteAt(work.services.url()), challenge, response);
    await spendFlow(work, flowToken);
    const id = newId();
    await insertPasskey(work, { ...passkey, id, accountId, label });
    await putNotice(work, account, "passkeyAdded");
    work.about("passkey", id);
    return { id };
  },
  async "passkey.remove"(work, { id }) {
    await requireFreshProof(work);
    const account = await ownAccount(work);
    const mine = await passkeysOf(work, account.id);
    if (!mine.some((passkey) => passkey.id === id)) throw notFound();
    if (mine.length === 1 && !account.passwordHash && !(await hasIdentity(work, account.id))) throw lastWayIn();
    await deletePasskeys(work, account.id, id);
    work.about("passkey", id);
    return {};
  },
  async "passkey.list"(work) {
    const passkeys = await passkeysOf(work, ownId(work));
    return { passkeys: passkeys.map(({ id, label, synced, createdAt, usedAt }) => ({ id, label, synced, createdAt, usedAt })) };
  },
} satisfies Partial<Handlers<typeof sessionContract> & Handlers<typeof proofsContract>>;
