import { z } from "zod";
import { email as emailField } from "#kernel/catalogue/fields.ts";
import { staged, type Handlers } from "#kernel/catalogue/duty.ts";
import { invalidInput } from "#kernel/catalogue/problems.ts";
import { newId } from "#kernel/ids/id.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { readSetting, writeSetting } from "#kernel/settings/settings.ts";
import { enrolStaff } from "#duties/people/index.ts";
import type { oidcContract } from "../contract/oidc.ts";
import { oidcIsOff, oidcRefused } from "../errors.ts";
import { beginFlow, flow, readFlow, spendFlow } from "../flows.ts";
import { arrival, callbackUrl, departure, oidcClient, type Claims } from "../proofs/oidc.ts";
import { openSession } from "../opening.ts";
import { oidcSetting, type OidcSettings } from "../settings.ts";
import { accountByEmail, accountById, accountByIdentity, insertAccount, insertIdentity, type Account } from "../store/accounts.ts";

type Oidc = Handlers<typeof oidcContract>;
type Input<N extends keyof Oidc> = Parameters<Oidc[N]>[1];

const LONGEST_NAME = 200;
const journeyFlow = flow("oidc", z.object({ state: z.string(), nonce: z.string(), verifier: z.string() }));

const settingsOf = async (work: Work): Promise<OidcSettings> => {
  const settings = await readSetting(work, oidcSetting);
  if (!settings) throw oidcIsOff();
  return settings;
};

const isLoopback = (host: string): boolean => host === "localhost" || host === "[::1]" || host.startsWith("127.");

const stored = async (work: Work, { clientSecret, ...input }: Input<"oidc.set">): Promise<OidcSettings> => {
  const problem = (path: string, id: string, en: string) => invalidInput([{ path, text: { id, en } }]);
  const issuer = new URL(input.issuer);
  if (issuer.protocol === "http:" && !isLoopback(issuer.hostname))
    throw problem("issuer", "harus https, kecuali di mesin ini sendiri", "must be https, except on this very machine");
  if (input.createUsers && input.domains.length === 0)
    throw problem("domains", "wajib diisi bila akun dibuatkan", "is required when accounts are made");
  const before = await readSetting(work, oidcSetting);
  const kept = before?.issuer === input.issuer && before.clientId === input.clientId ? before.lockedSecret : null;
  return { ...input, lockedSecret: clientSecret ? work.services.vault.lock(clientSecret) : kept };
};

/** The settings are tried against the server before they are kept. */
const set = staged(
  async (work: Work, input: Input<"oidc.set">) => {
    const settings = await stored(work, input);
    await oidcClient(work, settings);
    return settings;
  },
  async (work, _input, settings) => {
    await writeSetting(work, oidcSetting, settings);
    return {};
  },
);

const arrive = async (work: Work, { flowToken, query }: Input<"oidc.finish">) => {
  const journey = readFlow(work, journeyFlow, flowToken);
  const settings = await settingsOf(work);
  return { settings, claims: await arrival(work, await oidcClient(work, settings), query, journey) };
};

/** The address that the sign-on server vouches for, if it is one of the company's. */
const vouchedEmail = ({ domains, trustEmail }: OidcSettings, { email, emailVerified }: Claims): string | undefined => {
  const parsed = emailField().safeParse(email);
  if (!parsed.success || !(emailVerified || trustEmail)) return undefined;
  const domain = parsed.data.slice(parsed.data.lastIndexOf("@") + 1);
  return domains.length === 0 || domains.includes(domain) ? parsed.data : undefined;
};

const createdAccount = async (work: Work, email: string, claims: Claims): Promise<Account | undefined> => {
  const name =
    (claims.name ?? email.split("@")[0] ?? email)
      .replace(/\p{Cc}/gu, " ")
      .trim()
      .slice(0, LONGEST_NAME) || email;
  const { language, timeZone } = work.actor;
  const id = await enrolStaff(work, { name, email, role: "staff", grade: 1, language, timeZone });
  await insertAccount(work, { id, email, passwordHash: null });
  return accountById(work, id);
};

/** Whose account this is: linked before, else found by the vouched address, else made if an administrator wants that. */
const accountFor = async (work: Work, settings: OidcSettings, claims: Claims): Promise<Account> => {
  const email = vouchedEmail(settings, claims);
  const linked = await accountByIdentity(work, claims.issuer, claims.subject);
  if (linked) {
    // Somebody who left the company's domain does not keep the key.
    if (settings.domains.length > 0 && !email) throw oidcRefused();
    return linked;
  }
  if (!email) throw oidcRefused();
  const account = (await accountByEmail(work, email)) ?? (settings.createUsers ? await createdAccount(work, email, claims) : undefined);
  if (!account) throw oidcRefused();
  await insertIdentity(work, newId(), { accountId: account.id, issuer: claims.issuer, subject: claims.subject });
  return account;
};

const finish = staged(arrive, async (work, input: Input<"oidc.finish">, { settings, claims }) => {
  await spendFlow(work, input.flowToken);
  const account = await accountFor(work, settings, claims);
  if (!account.active) throw oidcRefused();
  // Second factors are the sign-on server's own matter.
  return openSession(work, account, "oidc", input);
});

/** Signing in by the company's single sign-on, and setting it up. */
export const oidcUseCases = {
  async "oidc.begin"(work) {
    const { url, journey } = await departure(work, await oidcClient(work, await settingsOf(work)));
    return { url, ...beginFlow(work, journeyFlow, journey) };
  },
  "oidc.finish": finish,
  "oidc.set": set,
  async "oidc.unset"(work) {
    await writeSetting(work, oidcSetting, null);
    return {};
  },
  async "oidc.get"(work) {
    const settings = await readSetting(work, oidcSetting);
    const { lockedSecret, ...rest } = settings ?? {
      issuer: null,
      clientId: null,
      label: "SSO",
      domains: [],
      createUsers: false,
      trustEmail: false,
      inOffice: false,
      lockedSecret: null,
    };
    return { ...rest, hasSecret: lockedSecret !== null, callbackUrl: callbackUrl(work) };
  },
} satisfies Oidc;
