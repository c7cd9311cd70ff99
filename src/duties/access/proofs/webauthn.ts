import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { decodeAttestationObject } from "@simplewebauthn/server/helpers";
import { passkeyRefused } from "../errors.ts";

/** The site that passkeys belong to: its host and its exact origin (WebAuthn §4, "relying party identifier"). */
export type Site = { host: string; origin: string };
/** The site at a public address. */
export const siteAt = (url: string): Site => ({ host: new URL(url).hostname, origin: new URL(url).origin });

/** A passkey that Kerani knows. */
export type KnownPasskey = { credentialId: string; publicKey: string; counter: number; transports: readonly string[] };

/** EdDSA, ES256 and RS256 in COSE: what every passkey provider speaks one of (§5.8.5). */
const ALGORITHMS = [-8, -7, -257];

const bytesOf = (text: string, encoding: "base64url" | "utf8" = "base64url"): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(text, encoding));

/** Options for making a discoverable passkey that checks its user; the handle is the account's id. */
export const optionsToRegister = (
  site: Site,
  who: { id: string; email: string; name: string },
  known: readonly { credentialId: string }[],
) =>
  generateRegistrationOptions({
    rpName: "Kerani",
    rpID: site.host,
    userID: bytesOf(who.id, "utf8"),
    userName: who.email,
    userDisplayName: who.name,
    attestationType: "none",
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });

/** Options for using any passkey of this site that checks its user. */
export const optionsToOpen = (site: Site) => generateAuthenticationOptions({ rpID: site.host, userVerification: "required" });

/**
 * We ask for no attestation, so a browser sends none, or one that the key signed itself (§5.4.7). Refusing every other
 * kind also keeps certificates, their revocation lists and requests for those out.
 */
export const isPlain = (attestationObject: string): boolean => {
  const decoded = decodeAttestationObject(bytesOf(attestationObject));
  const format = decoded.get("fmt");
  return format === "none" || (format === "packed" && decoded.get("attStmt").get("x5c") === undefined);
};

/** Whatever the library dislikes in what a browser sent is one refusal: its reasons would only help a forger. */
const orRefuse = async <T>(check: () => Promise<T>): Promise<T> => {
  try {
    return await check();
  } catch {
    throw passkeyRefused();
  }
};

/** Checks a new passkey (§7.1); throws PASSKEY_REFUSED. */
export const checkRegistration = async (site: Site, challenge: string, response: unknown): Promise<KnownPasskey & { synced: boolean }> => {
  const checked = await orRefuse(async () => {
    const given = response as RegistrationResponseJSON;
    if (!isPlain(given.response.attestationObject)) throw passkeyRefused();
    return verifyRegistrationResponse({
      response: given,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
  });
  if (!checked.verified) throw passkeyRefused();
  const { credential, credentialBackedUp } = checked.registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString("base64url"),
    counter: credential.counter,
    transports: credential.transports ?? [],
    synced: credentialBackedUp,
  };
};

/** Checks that a known passkey signed the challenge (§7.2) and returns its new counter; throws PASSKEY_REFUSED. */
export const checkAssertion = async (site: Site, challenge: string, response: unknown, known: KnownPasskey): Promise<number> => {
  const checked = await orRefuse(() =>
    verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      requireUserVerification: true,
      credential: {
        id: known.credentialId,
        publicKey: bytesOf(known.publicKey),
        counter: known.counter,
        transports: [...known.transports],
      },
    }),
  );
  if (!checked.verified) throw passkeyRefused();
  return checked.authenticationInfo.newCounter;
};
