import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

/** A passkey provider in software: makes and uses ES256 passkeys as a phone does (WebAuthn Level 3), for one origin. */
export type Authenticator = {
  /** Answers navigator.credentials.create(). */
  create(options: unknown, change?: Change): Record<string, unknown>;
  /** Answers navigator.credentials.get(): the newest passkey of the site. */
  get(options: unknown, change?: Change): Record<string, unknown>;
};

/** How an answer is forged. */
export type Change = {
  origin?: string;
  challenge?: string;
  rpId?: string;
  type?: string;
  /** False: nobody touched it, or nobody showed a finger or PIN. */
  userVerified?: boolean;
  counter?: number;
  userHandle?: string;
  /** Signs with another key. */
  foreignKey?: boolean;
  /** `self`: the new key signs for itself, as some browsers pass on (§8.2, §5.4.7). */
  attestation?: "none" | "self" | "fido-u2f";
};

type Credential = { id: Buffer; rpId: string; privateKey: KeyObject; userHandle: string; counter: number };

const sha256 = (data: string | Buffer): Buffer => createHash("sha256").update(data).digest();
const b64 = (data: Buffer): string => data.toString("base64url");

/** CBOR (RFC 8949), as much as an authenticator needs: small integers, bytes, text and maps. */
const head = (major: number, value: number): Buffer => {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  return Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
};
const cbor = (value: number | string | Buffer | Map<number | string, unknown>): Buffer => {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, inner]) => [cbor(key), cbor(inner as number)])]);
};

/** A P-256 key in COSE (RFC 9053 §7.1.1): EC2, ES256. */
const coseKey = (publicKey: KeyObject): Buffer => {
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  return cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, "base64url")],
      [-3, Buffer.from(y, "base64url")],
    ]),
  );
};

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const BACKUP = 0x08 | 0x10;
const ATTESTED = 0x40;

/** Authenticator data (§6.1): whose site, what was checked, how often it was used. */
const authData = (rpId: string, verified: boolean, counter: number, attested?: Buffer): Buffer => {
  const flags = USER_PRESENT | (verified ? USER_VERIFIED : 0) | BACKUP | (attested ? ATTESTED : 0);
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, ...(attested ? [attested] : [])]);
};

type Options = { challenge: string; rp?: { id: string }; rpId?: string; user?: { id: string } };

/** Makes an authenticator that a browser at `origin` uses. */
export const makeAuthenticator = (origin: string): Authenticator => {
  const credentials: Credential[] = [];
  const clientData = (type: string, challenge: string, change: Change): Buffer =>
    Buffer.from(
      JSON.stringify({
        type: change.type ?? type,
        challenge: change.challenge ?? challenge,
        origin: change.origin ?? origin,
        crossOrigin: false,
      }),
    );
  const answer = (id: Buffer, response: Record<string, unknown>) => ({
    id: b64(id),
    rawId: b64(id),
    type: "public-key",
    authenticatorAttachment: "platform",
    clientExtensionResults: {},
    response,
  });
  return {
    create(asked, change = {}) {
      const { challenge, rp, user } = asked as Options;
      const rpId = change.rpId ?? rp?.id ?? "";
      const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const id = randomBytes(32);
      credentials.push({ id, rpId, privateKey, userHandle: user?.id ?? "", counter: 0 });
      const length = Buffer.from([id.length >> 8, id.length & 255]);
      const attested = Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey)]);
      const data = authData(rpId, change.userVerified ?? true, change.counter ?? 0, attested);
      const client = clientData("webauthn.create", challenge, change);
      const self = change.attestation === "self";
      const statement = new Map<string, unknown>(
        self
          ? [
              ["alg", -7],
              ["sig", sign("sha256", Buffer.concat([data, sha256(client)]), privateKey)],
            ]
          : [],
      );
      const attestation = cbor(
        new Map<string, unknown>([
          ["fmt", self ? "packed" : (change.attestation ?? "none")],
          ["attStmt", statement],
          ["authData", data],
        ]),
      );
      return answer(id, {
        clientDataJSON: b64(client),
        attestationObject: b64(attestation),
        transports: ["internal", "hybrid"],
      });
    },
    get(asked, change = {}) {
      const { challenge } = asked as Options;
      const credential = credentials.at(-1);
      if (!credential) throw new Error("no passkey was made for this site");
      const data = authData(change.rpId ?? credential.rpId, change.userVerified ?? true, change.counter ?? credential.counter);
      const client = clientData("webauthn.get", challenge, change);
      const key = change.foreignKey ? generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey : credential.privateKey;
      return answer(credential.id, {
        clientDataJSON: b64(client),
        authenticatorData: b64(data),
        signature: b64(sign("sha256", Buffer.concat([data, sha256(client)]), key)),
        userHandle: change.userHandle ?? credential.userHandle,
      });
    },
  };
};
