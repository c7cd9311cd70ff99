import { oidcContract } from "./contract/oidc.ts";
import { proofsContract } from "./contract/proofs.ts";
import { sessionContract } from "./contract/session.ts";
import { tokenContract } from "./contract/token.ts";
import { userContract } from "./contract/user.ts";

/** Everything that the duty access offers. */
export const accessContract = { ...sessionContract, ...proofsContract, ...userContract, ...tokenContract, ...oidcContract } as const;
