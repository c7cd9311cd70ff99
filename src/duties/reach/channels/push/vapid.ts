import { createECDH, createPrivateKey, type KeyObject, sign } from "node:crypto";
import { refusal } from "#kernel/errors/refusal.ts";

/** The application key pair by which push services know this Kerani, in base64url; browsers subscribe with the public one. */
export type VapidKeys = { readonly publicKey: string; readonly privateKey: string };

/** The keys do not belong together, or the contact is none. */
export const vapidInvalid = refusal("PUSH_KEYS_INVALID", "invalid", {
  id: "Kunci notifikasi tidak cocok satu sama lain, atau kontaknya bukan mailto: maupun https:. Buatlah pasangan kunci yang baru.",
  en: "The push keys do not belong together, or the contact is neither mailto: nor https:. Make a new pair of keys.",
});

const TOKEN_LIFE_SECONDS = 12 * 60 * 60;

/** A fresh pair; whoever subscribed with an older one must subscribe again. */
export const newVapidKeys = (): VapidKeys => {
  const ecdh = createECDH("prime256v1");
  const publicKey = ecdh.generateKeys("base64url");
  // Node leaves out leading zeros of a private key.
  return {
    publicKey,
    privateKey: Buffer.concat([Buffer.alloc(32), ecdh.getPrivateKey()])
      .subarray(-32)
      .toString("base64url"),
  };
};

const readKeys = ({ publicKey, privateKey }: VapidKeys): KeyObject => {
  const ecdh = createECDH("prime256v1");
  try {
    ecdh.setPrivateKey(Buffer.from(privateKey, "base64url"));
  } catch {
    throw vapidInvalid();
  }
  const point = ecdh.getPublicKey();
  if (point.toString("base64url") !== publicKey) throw vapidInvalid();
  const jwk = {
    kty: "EC",
    crv: "P-256",
    d: privateKey,
    x: point.subarray(1, 33).toString("base64url"),
    y: point.subarray(33).toString("base64url"),
  };
  return createPrivateKey({ key: jwk, format: "jwk" });
};

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Makes the signer of requests to push services (RFC 8292); refuses keys that do not fit. The contact is a mailto: or https: address. */
export const vapidSigner = (keys: VapidKeys, contact: string): ((endpoint: URL, now: Temporal.Instant) => string) => {
  const key = readKeys(keys);
  if (!/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/.test(contact)) throw vapidInvalid();
  return (endpoint, now) => {
    const exp = Math.floor(now.epochMilliseconds / 1000) + TOKEN_LIFE_SECONDS;
    const token = `${part({ typ: "JWT", alg: "ES256" })}.${part({ aud: endpoint.origin, exp, sub: contact })}`;
    const signature = sign("sha256", Buffer.from(token), { key, dsaEncoding: "ieee-p1363" }).toString("base64url");
    return `vapid t=${token}.${signature}, k=${keys.publicKey}`;
  };
};
