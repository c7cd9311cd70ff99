import { createHash, randomBytes, randomUUIDv7 } from "node:crypto";

/** A fresh record id: UUID version 7 (RFC 9562 §5.7), so that ids sort by the time they were made. */
export const newId = (): string => randomUUIDv7();

/** A fresh secret of 256 bits in base64url, for tokens and links; only its digest is ever stored. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** The stored form of a secret that is itself random: SHA-256 in hexadecimal. */
export const digestOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");
