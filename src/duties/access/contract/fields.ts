import { z } from "zod";
import { id, instantOut, line } from "#kernel/catalogue/fields.ts";
import { labelled } from "#kernel/catalogue/operation.ts";

/** A secret that Kerani itself gave out: a token, a link's secret. */
export const secret = () => z.string().min(1).max(200);
/** A password that is being tried. */
export const triedPassword = () => labelled(z.string().min(1).max(200), { id: "Kata sandi", en: "Password" });
/** A password that is being set: 10 to 200 characters, nothing else demanded (NIST SP 800-63B §3.1.1.2). */
export const newPassword = () =>
  labelled(z.string().min(10).max(200), {
    id: "Kata sandi baru, 10 sampai 200 karakter",
    en: "New password, 10 to 200 characters",
  });
/** Six digits of an authenticator, or a recovery code. */
export const code = () =>
  labelled(z.string().trim().min(6).max(40), {
    id: "Kode autentikator enam angka, atau kode pemulihan",
    en: "Six-digit code of the authenticator, or a recovery code",
  });
/** What this browser is called in the person's list of sessions. */
export const device = () => labelled(line(200), { id: "Nama perangkat atau peramban", en: "Name of the device or browser" });
/** The browser's long-lived mark that it signed in before; the web door fills it in from its cookie. */
export const deviceToken = () => labelled(secret(), { id: "Tanda perangkat yang dikenal", en: "Mark of a known device" });
/** What ties the second half of a ceremony to the first; the web door fills it in from its cookie. */
export const flowToken = () => labelled(z.string().min(1).max(2000), { id: "Tanda langkah pertama", en: "Mark of the first step" });
/** A link's secret. */
export const linkToken = () => labelled(secret(), { id: "Kode dari tautan", en: "The code in the link" });

/** Fields of every way to open a session. */
export const opening = { device: device().optional(), deviceToken: deviceToken().optional() };

/**
 * A session was opened (`done`), or a second proof is wanted (`confirm`, then session.confirm with the flowToken).
 * The web door keeps the three tokens in cookies and out of the page.
 */
export const opened = z.strictObject({
  step: z.enum(["done", "confirm"]),
  personId: id().optional(),
  sessionToken: z.string().optional(),
  sessionSeconds: z.number().int().optional(),
  deviceToken: z.string().optional(),
  deviceSeconds: z.number().int().optional(),
  flowToken: z.string().optional(),
  flowSeconds: z.number().int().optional(),
});

/** Nothing to say but that it was done. */
export const done = z.strictObject({});

/** The first half of a passkey ceremony: options for the browser, and the mark that ties the halves. */
export const passkeyOptions = z.strictObject({
  options: z.record(z.string(), z.unknown()),
  flowToken: z.string(),
  flowSeconds: z.number().int(),
});

const base64url = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9_-]*$/);

/** What a browser answers to a passkey ceremony (WebAuthn §5.1, as JSON). */
export const passkeyResponse = <S extends z.ZodRawShape>(inner: S) =>
  z.object({
    id: base64url(1400),
    rawId: base64url(1400),
    type: z.literal("public-key"),
    authenticatorAttachment: z.string().max(40).nullish(),
    clientExtensionResults: z.record(z.string().max(100), z.unknown()),
    response: z.object({ clientDataJSON: base64url(8000), ...inner }),
  });
/** The answer when a passkey is made. */
export const registration = () =>
  passkeyResponse({
    attestationObject: base64url(64_000),
    transports: z.array(z.string().max(40)).max(10).optional(),
  });
/** The answer when a passkey is used. */
export const assertion = () =>
  passkeyResponse({ authenticatorData: base64url(8000), signature: base64url(8000), userHandle: base64url(100).nullish() });

/** A person's row in a list of accounts. */
export const userRow = z.strictObject({
  personId: id(),
  name: z.string(),
  email: z.string(),
  role: z.enum(["staff", "desk", "administrator"]),
  grade: z.number().int(),
  state: z.enum(["invited", "active", "disabled"]),
  password: z.boolean(),
  passkeys: z.number().int(),
  totp: z.boolean(),
  signedInAt: instantOut().nullable(),
});
