import * as client from "openid-client";
import { asFetch } from "#kernel/outbound/as-fetch.ts";
import type { AllowedOrigin } from "#kernel/outbound/allowed-origins.ts";
import { OutboundFailure } from "#kernel/outbound/outbound-failure.ts";
import { openOutbound } from "#kernel/outbound/outbound.ts";
import type { Services, Work } from "#kernel/pipeline/work.ts";
import { oidcRefused, oidcUnavailable } from "../errors.ts";
import type { OidcSettings } from "../settings.ts";

const KEPT = { hours: 1 };
const TIMEOUT_SECONDS = 10;
const LARGEST_ANSWER = 512 * 1024;

/** What the first half of the journey leaves for the second. */
export type Journey = { state: string; nonce: string; verifier: string };
/** Who came back. */
export type Claims = { issuer: string; subject: string; email: string | undefined; emailVerified: boolean; name: string | undefined };

/** Where the sign-on server sends the browser back to. */
export const callbackUrl = (work: Work): string => `${work.services.url()}/sign-in/oidc`;

const originOf = (url: string | undefined): string[] => (url && URL.canParse(url) ? [new URL(url).origin] : []);

const authenticationFor = (metadata: client.ServerMetadata, secret: string | undefined): client.ClientAuth => {
  if (!secret) return client.None();
  // Where nothing is said it is Basic (OpenID Connect Discovery 1.0 §3).
  return metadata.token_endpoint_auth_methods_supported?.includes("client_secret_post")
    ? client.ClientSecretPost(secret)
    : client.ClientSecretBasic(secret);
};

/**
 * Reads the issuer's discovery document and makes a client of it. Requests go to the issuer's own origin, and to the
 * origins that its document names, nowhere else. The signature of every id token is checked against the issuer's keys.
 */
export const openOidc = async (work: Work, settings: OidcSettings): Promise<client.Configuration> => {
  const origins = new Set(originOf(settings.issuer));
  const allow = (): AllowedOrigin[] => [...origins].map((origin) => ({ origin, private: settings.inOffice }));
  const fetch = asFetch(openOutbound({ allow, maxAnswerBytes: LARGEST_ANSWER, timeoutMs: TIMEOUT_SECONDS * 1000 })) as client.CustomFetch;
  const insecure = settings.issuer.startsWith("http:") ? [client.allowInsecureRequests] : [];
  const found = await client.discovery(new URL(settings.issuer), settings.clientId, undefined, client.None(), {
    [client.customFetch]: fetch,
    execute: insecure,
    timeout: TIMEOUT_SECONDS,
  });
  const metadata = found.serverMetadata();
  for (const url of [metadata.token_endpoint, metadata.jwks_uri, metadata.userinfo_endpoint])
    for (const origin of originOf(url)) origins.add(origin);
  const secret = settings.lockedSecret ? work.services.vault.open(settings.lockedSecret) : undefined;
  const config = new client.Configuration(metadata, settings.clientId, secret, authenticationFor(metadata, secret));
  config[client.customFetch] = fetch;
  config.timeout = TIMEOUT_SECONDS;
  for (const apply of [...insecure, client.enableNonRepudiationChecks]) apply(config);
  return config;
};

type Remembered = { settings: string; until: Temporal.Instant; config: client.Configuration };
const remembered = new WeakMap<Services, Remembered>();

/** The client for these settings, its discovery document at most an hour old; throws OIDC_UNAVAILABLE. */
export const oidcClient = async (work: Work, settings: OidcSettings): Promise<client.Configuration> => {
  const key = JSON.stringify(settings);
  const before = remembered.get(work.services);
  if (before?.settings === key && Temporal.Instant.compare(before.until, work.now) > 0) return before.config;
  try {
    const config = await openOidc(work, settings);
    remembered.set(work.services, { settings: key, until: work.now.add(KEPT), config });
    return config;
  } catch (error) {
    work.services.log.warn({ error: String(error) }, "the single sign-on server cannot be asked");
    throw oidcUnavailable();
  }
};

/** The address to send the browser to, and what must be known when it comes back. */
export const departure = async (work: Work, config: client.Configuration): Promise<{ url: string; journey: Journey }> => {
  const journey = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() };
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: callbackUrl(work),
    scope: "openid email profile",
    code_challenge: await client.calculatePKCECodeChallenge(journey.verifier),
    code_challenge_method: "S256",
    state: journey.state,
    nonce: journey.nonce,
  });
  return { url: url.href, journey };
};

const isOutage = (error: unknown): boolean =>
  error instanceof OutboundFailure || (error instanceof Error && error.cause !== undefined && isOutage(error.cause));

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** Exchanges what the browser brought back for who it is; throws OIDC_REFUSED or OIDC_UNAVAILABLE. */
export const arrival = async (work: Work, config: client.Configuration, query: string, journey: Journey): Promise<Claims> => {
  try {
    const here = new URL(`${callbackUrl(work)}?${query.replace(/^\?/, "")}`);
    const tokens = await client.authorizationCodeGrant(config, here, {
      expectedState: journey.state,
      expectedNonce: journey.nonce,
      pkceCodeVerifier: journey.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims() as client.IDToken;
    const told =
      claims["email"] === undefined && config.serverMetadata().userinfo_endpoint
        ? { ...claims, ...(await client.fetchUserInfo(config, tokens.access_token, claims.sub)) }
        : claims;
    return {
      issuer: claims.iss,
      subject: claims.sub,
      email: text(told["email"])?.toLowerCase(),
      emailVerified: told["email_verified"] === true,
      name: text(told["name"]),
    };
  } catch (error) {
    if (isOutage(error)) throw oidcUnavailable();
    // The message names the rule that was broken; the answer to the stranger does not.
    work.services.log.info({ error: String(error) }, "an answer of the single sign-on server was refused");
    throw oidcRefused();
  }
};
