import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { systemClock } from "#kernel/clock/clock.ts";
import { listen, ProtocolFault, type Answer, type Heard, type Said } from "../http-fake.ts";
import { Ledger, type Kept } from "../ledger.ts";
import { makeSigningKey, type SigningKey } from "./signing.ts";

/** Somebody whom the provider knows. */
export type ProviderPerson = { sub: string; email?: string; email_verified?: boolean; name?: string };

/** How the next sign-in goes wrong. */
export type Mischief =
  | "deny"
  | "wrong-nonce"
  | "wrong-audience"
  | "wrong-issuer"
  | "foreign-key"
  | "unsigned"
  | "expired"
  | "email-only-at-userinfo"
  | "token-endpoint-down";

/** What the provider demands of its one client. */
export type ProviderOptions = {
  clientId: string;
  clientSecret?: string;
  redirectUri: string;
  authentication?: "client_secret_basic" | "client_secret_post";
};

/** One sign-in that came to a token; `key` is the code. */
export type SignedIn = Kept & { readonly person: ProviderPerson };

/** An OpenID provider on loopback. */
export type OidcProvider = Ledger<SignedIn> & {
  readonly issuer: string;
  /** Plays the browser: follows the address to the provider as this person and returns the query that comes back. */
  visit(authorizationUrl: string, person: ProviderPerson): Promise<string>;
  mischief(kind: Mischief): void;
  /** Stops listening; throws when a request broke the protocol or a sign-in came that nobody announced. */
  close(): Promise<void>;
};

type Grant = { person: ProviderPerson; nonce: string; challenge: string; mischief: Mischief | undefined; spent: boolean };

const json = (body: unknown, status = 200): Answer => ({
  status,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: JSON.stringify(body),
});
const demand = (holds: boolean, said: string, status = 400): void => {
  if (!holds) throw new ProtocolFault(said, status);
};
// RFC 6749 §2.3.1: id and secret are encoded as in a form before they are joined.
const formDecoded = (part: string): string => decodeURIComponent(part.replaceAll("+", " "));
const same = (a: string, b: string): boolean =>
  timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());

/** Starts a provider that speaks discovery, authorization code with PKCE, JWKS and userinfo, and complains about anything else. */
export const startOidcProvider = async (options: ProviderOptions): Promise<OidcProvider> => {
  const { clientId, clientSecret = "", redirectUri, authentication = "client_secret_basic" } = options;
  const ledger = new Ledger<SignedIn>();
  const key = makeSigningKey();
  const stranger = makeSigningKey();
  const grants = new Map<string, Grant>();
  const accessTokens = new Map<string, ProviderPerson>();
  /** Who sits at the browser that carries a state. */
  const browsers = new Map<string, ProviderPerson>();
  let planned: Mischief | undefined;
  let issuer = "";

  const discovery = (): Answer =>
    json({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      userinfo_endpoint: `${issuer}/userinfo`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: [authentication],
      authorization_response_iss_parameter_supported: true,
    });

  // RFC 6749 §4.1.1, RFC 7636 §4.3, OpenID Connect Core §3.1.2.1
  const authorize = ({ url }: Heard): Answer => {
    const asked = Object.fromEntries(url.searchParams);
    const person = browsers.get(asked["state"] ?? "");
    demand(person !== undefined, "nobody sits at the browser");
    demand(asked["client_id"] === clientId, "unknown client");
    demand(asked["redirect_uri"] === redirectUri, `redirect to ${asked["redirect_uri"]} was not registered`);
    demand(asked["response_type"] === "code", "only the code flow is spoken here");
    demand((asked["scope"] ?? "").split(" ").includes("openid"), "the scope openid is missing");
    demand(asked["code_challenge_method"] === "S256" && (asked["code_challenge"] ?? "").length === 43, "PKCE with S256 is missing");
    demand((asked["state"] ?? "").length >= 20 && (asked["nonce"] ?? "").length >= 20, "state or nonce is missing or guessable");
    const back = new URL(redirectUri);
    back.searchParams.set("state", asked["state"] as string);
    back.searchParams.set("iss", issuer);
    const mischief = planned;
    planned = undefined;
    if (mischief === "deny") back.searchParams.set("error", "access_denied");
    else {
      const code = randomBytes(24).toString("base64url");
      grants.set(code, {
        person: person as ProviderPerson,
        nonce: asked["nonce"] as string,
        challenge: asked["code_challenge"] as string,
        mischief,
        spent: false,
      });
      back.searchParams.set("code", code);
    }
    return { status: 302, headers: { location: back.href } };
  };

  const checkClient = (heard: Heard, form: URLSearchParams): void => {
    const basic = /^Basic (.+)$/.exec(heard.headers["authorization"] ?? "")?.[1];
    const [id = "", secret = ""] = basic ? Buffer.from(basic, "base64").toString().split(":").map(formDecoded) : [];
    if (authentication === "client_secret_basic")
      demand(id === clientId && same(secret, clientSecret), "the client's secret is wrong", 401);
    else
      demand(
        form.get("client_id") === clientId && same(form.get("client_secret") ?? "", clientSecret),
        "the client's secret is wrong",
        401,
      );
  };

  const claimsOf = ({ person, nonce, mischief }: Grant): Record<string, unknown> => {
    const now = Math.floor(systemClock.now().epochMilliseconds / 1000);
    const { sub, ...profile } = person;
    return {
      iss: mischief === "wrong-issuer" ? "https://elsewhere.test" : issuer,
      aud: mischief === "wrong-audience" ? "another-client" : clientId,
      sub,
      iat: mischief === "expired" ? now - 7200 : now,
      exp: mischief === "expired" ? now - 3600 : now + 300,
      nonce: mischief === "wrong-nonce" ? "n".repeat(43) : nonce,
      ...(mischief === "email-only-at-userinfo" ? {} : profile),
    };
  };

  const signed = (grant: Grant): string => {
    const signer: SigningKey = grant.mischief === "foreign-key" ? stranger : key;
    const token = signer.sign(claimsOf(grant));
    if (grant.mischief !== "unsigned") return token;
    const [, claims] = token.split(".");
    return `${Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url")}.${claims}.`;
  };

  // RFC 6749 §4.1.3
  const token = (heard: Heard): Said<SignedIn> => {
    demand((heard.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded"), "a form is wanted here");
    const form = new URLSearchParams(heard.body.toString());
    checkClient(heard, form);
    demand(form.get("grant_type") === "authorization_code", "only authorization_code is spoken here");
    const code = form.get("code") ?? "";
    const grant = grants.get(code);
    demand(grant !== undefined && !grant.spent, "this code is unknown or was used");
    const { person, challenge, mischief } = grant as Grant;
    if (mischief === "token-endpoint-down") return { answer: { status: 503, body: "not now" } };
    (grant as Grant).spent = true;
    demand(form.get("redirect_uri") === redirectUri, "the redirect_uri is not the one of before");
    const verifier = form.get("code_verifier") ?? "";
    demand(createHash("sha256").update(verifier).digest("base64url") === challenge, "the code_verifier does not fit its challenge");
    const accessToken = randomBytes(24).toString("base64url");
    accessTokens.set(accessToken, person);
    return {
      message: { key: code, to: person.sub, person },
      answer: json({ access_token: accessToken, token_type: "Bearer", expires_in: 300, id_token: signed(grant as Grant) }),
    };
  };

  const userinfo = ({ headers }: Heard): Answer => {
    const person = accessTokens.get(/^Bearer (.+)$/.exec(headers["authorization"] ?? "")?.[1] ?? "");
    demand(person !== undefined, "this access token is unknown", 401);
    return json(person);
  };

  const listening = await listen<SignedIn>(ledger, (heard) => {
    switch (`${heard.method} ${heard.url.pathname}`) {
      case "GET /.well-known/openid-configuration":
        return { answer: discovery() };
      case "GET /authorize":
        return { answer: authorize(heard) };
      case "POST /token":
        return token(heard);
      case "GET /keys":
        return { answer: json({ keys: [key.jwk] }) };
      case "GET /userinfo":
        return { answer: userinfo(heard) };
      default:
        throw new ProtocolFault("no such thing here", 404);
    }
  });
  issuer = listening.origin;

  return Object.assign(ledger, {
    issuer,
    async visit(authorizationUrl: string, person: ProviderPerson) {
      browsers.set(new URL(authorizationUrl).searchParams.get("state") ?? "", person);
      const response = await fetch(authorizationUrl, { redirect: "manual" });
      const location = response.headers.get("location");
      if (response.status !== 302 || !location) throw new Error(`the provider answered ${response.status}: ${await response.text()}`);
      return new URL(location).search.slice(1);
    },
    mischief(kind: Mischief) {
      planned = kind;
    },
    async close() {
      await listening.stop();
      ledger.settle("OIDC provider");
    },
  });
};
