import { randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { digestOf, newId } from "#kernel/ids/id.ts";
import type { HasDatabase } from "#kernel/db/handle.ts";
import type { Work } from "#kernel/pipeline/work.ts";
import { recoveryCodeOf, spendRecoveryCode } from "../store/passkeys.ts";
import { spendTotpStep, type Account } from "../store/accounts.ts";

const PERIOD_SECONDS = 30;
/** One step before and after, for clocks that are a little off (RFC 6238 §5.2). */
const WINDOW = 1;
const RECOVERY_CODES = 10;
/** 80 random bits: too many to guess, so that a plain digest may be stored. */
const RECOVERY_BYTES = 10;
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** A fresh secret of 160 bits in base32 (RFC 4226 §4). */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** The address that an authenticator app reads from the QR picture. */
export const totpUri = (secret: string, email: string): string =>
  new TOTP({ issuer: "Kerani", label: email, secret: Secret.fromBase32(secret), period: PERIOD_SECONDS }).toString();

/** The 30-second step that a six-digit code belongs to, or nothing when it is wrong. Compares in constant time. */
export const stepOf = (secret: string, code: string, now: Temporal.Instant): number | undefined => {
  const token = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return undefined;
  const timestamp = now.epochMilliseconds;
  const delta = TOTP.validate({ token, secret: Secret.fromBase32(secret), period: PERIOD_SECONDS, timestamp, window: WINDOW });
  return delta === null ? undefined : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
};

/** The code of this moment; what an authenticator app shows. */
export const totpCode = (secret: string, now: Temporal.Instant): string =>
  TOTP.generate({ secret: Secret.fromBase32(secret), period: PERIOD_SECONDS, timestamp: now.epochMilliseconds });

const written = (bytes: Uint8Array): string => {
  let bits = BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
  let text = "";
  for (let left = bytes.length * 8; left > 0; left -= 5) {
    text = `${ALPHABET[Number(bits & 31n)]}${text}`;
    bits >>= 5n;
  }
  return text.replace(/(.{4})(?=.)/g, "$1-");
};

const recoveryDigest = (code: string): string => digestOf(code.toUpperCase().replace(/[^A-Z0-9]/g, ""));

/** Ten fresh recovery codes such as ABCD-EFGH-JKLM-NPQR, and the digests that are stored of them. */
export const newRecoveryCodes = (): { codes: string[]; stored: { id: string; digest: string }[] } => {
  const codes = Array.from({ length: RECOVERY_CODES }, () => written(randomBytes(RECOVERY_BYTES)));
  return { codes, stored: codes.map((code) => ({ id: newId(), digest: recoveryDigest(code) })) };
};

/** A code that was right when it was looked at; it counts once `spendCode` has used it up. */
export type RightCode = { step: number } | { recoveryId: string };

/** What a code proves for an account: a step of its authenticator, one of its recovery codes, or nothing. */
export const lookAtCode = async (work: Work, account: Account | undefined, code: string): Promise<RightCode | undefined> => {
  if (!account?.totpSecret) return undefined;
  const step = stepOf(work.services.vault.open(account.totpSecret), code, work.now);
  if (step !== undefined) return step > (account.totpLastStep ?? -1) ? { step } : undefined;
  const found = await recoveryCodeOf(work as HasDatabase, account.id, recoveryDigest(code));
  return found && { recoveryId: found.id };
};

/** Uses a right code up; false when somebody else was faster with it. */
export const spendCode = (work: Work, accountId: string, code: RightCode): Promise<boolean> =>
  "step" in code ? spendTotpStep(work, accountId, code.step) : spendRecoveryCode(work, code.recoveryId);
