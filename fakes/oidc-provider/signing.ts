import { createPublicKey, generateKeyPairSync, randomUUID, sign, type KeyObject } from "node:crypto";

/** A key of the provider: signs id tokens, and shows its public half as a JWK (RFC 7517). */
export type SigningKey = { jwk: Record<string, unknown>; sign(claims: Record<string, unknown>): string };

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Makes an RSA key that signs as RS256, the algorithm that every provider must know (OpenID Connect Core §15.1). */
export const makeSigningKey = (): SigningKey => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const kid = randomUUID();
  return { jwk: { ...publicJwk(publicKey), kid, use: "sig", alg: "RS256" }, sign: (claims) => jwt(privateKey, kid, claims) };
};

const publicJwk = (key: KeyObject): Record<string, unknown> => ({
  ...createPublicKey(key.export({ type: "spki", format: "pem" })).export({ format: "jwk" }),
});

const jwt = (key: KeyObject, kid: string, claims: Record<string, unknown>): string => {
  const signed = `${encoded({ alg: "RS256", typ: "JWT", kid })}.${encoded(claims)}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), key).toString("base64url")}`;
};
