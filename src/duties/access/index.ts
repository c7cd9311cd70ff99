import { defineDuty } from "#kernel/catalogue/duty.ts";
import { accessContract } from "./contract.ts";
import { accountExists, emailTaken, oidcRefused, passkeyKnown } from "./errors.ts";
import { accessJobs, accessRepeats } from "./jobs.ts";
import { meUseCases, type Surroundings } from "./use-cases/me.ts";
import { oidcUseCases } from "./use-cases/oidc.ts";
import { passkeyUseCases } from "./use-cases/passkey.ts";
import { passwordUseCases } from "./use-cases/password.ts";
import { sessionUseCases } from "./use-cases/session.ts";
import { tokenUseCases } from "./use-cases/token.ts";
import { totpUseCases } from "./use-cases/totp.ts";
import { userUseCases } from "./use-cases/user.ts";

export { accessContract } from "./contract.ts";
export { cookieNameOf, fromCookies, intoCookies } from "./cookies.ts";
export { openAccount, openFirstAccount } from "./first-account.ts";
export { identify, type Shown } from "./identify.ts";
export { dropLinks, makeLink, peekLink, useLink } from "./links.ts";
export { throttle } from "./guard/throttle.ts";

/** Who may come in. What other duties know of a person for `session.me` is handed in where the duties are listed. */
export const accessDuty = (surroundings: Surroundings) =>
  defineDuty({
    name: "access",
    title: { id: "Akses", en: "Access" },
    optional: false,
    contract: accessContract,
    handlers: {
      ...sessionUseCases,
      ...meUseCases(surroundings),
      ...passkeyUseCases,
      ...passwordUseCases,
      ...totpUseCases,
      ...userUseCases,
      ...tokenUseCases,
      ...oidcUseCases,
    },
    covered: ["account", "passkey", "recovery_code", "oidc_identity", "api_token"],
    constraints: {
      account_email_taken: emailTaken,
      account_pkey: accountExists,
      passkey_known: passkeyKnown,
      oidc_identity_known: oidcRefused,
    },
    jobs: accessJobs,
    repeats: accessRepeats,
  });
