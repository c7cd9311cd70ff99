import { z } from "zod";
import { email, id, instantOut } from "#kernel/catalogue/fields.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import * as refused from "../errors.ts";
import { assertion, code, done, flowToken, opened, opening, passkeyOptions, triedPassword } from "./fields.ts";

const own = { ownNameOnly: true } as const;
const ceremony = { forPrograms: false, ownNameOnly: true } as const;

/** Coming in, staying in, going out. */
export const sessionContract = {
  "session.ways": query({
    summary: { id: "Cara-cara masuk yang tersedia", en: "Which ways to sign in there are" },
    input: z.strictObject({}),
    output: z.strictObject({
      password: z.boolean(),
      passkey: z.boolean(),
      oidc: z.strictObject({ label: z.string() }).nullable(),
    }),
    opens: { role: "stranger" },
    ...ceremony,
  }),
  "session.open": command({
    summary: { id: "Masuk dengan surel dan kata sandi", en: "Sign in with e-mail and password" },
    input: z.strictObject({
      email: labelled(email(), { id: "Alamat surel", en: "E-mail address" }),
      password: triedPassword(),
      code: code().optional(),
      ...opening,
    }),
    output: opened,
    opens: { role: "stranger" },
    effect: "final",
    secret: true,
    refusals: [refused.signInFailed, refused.moreProofNeeded, refused.tooBusy],
    ...ceremony,
  }),
  "session.confirm": command({
    summary: { id: "Langkah kedua: kode autentikator atau kode pemulihan", en: "Second step: the authenticator's or a recovery code" },
    input: z.strictObject({ flowToken: flowToken(), code: code(), ...opening }),
    output: opened,
    opens: { role: "stranger" },
    effect: "final",
    secret: true,
    refusals: [refused.flowGone, refused.signInFailed, refused.moreProofNeeded],
    ...ceremony,
  }),
  "session.passkey-begin": query({
    summary: { id: "Mulai masuk dengan kunci sandi", en: "Begin to sign in with a passkey" },
    input: z.strictObject({}),
    output: passkeyOptions,
    opens: { role: "stranger" },
    ...ceremony,
  }),
  "session.passkey-open": command({
    summary: { id: "Masuk dengan kunci sandi", en: "Sign in with a passkey" },
    input: z.strictObject({ flowToken: flowToken(), response: assertion(), ...opening }),
    output: opened,
    opens: { role: "stranger" },
    effect: "final",
    secret: true,
    refusals: [refused.flowGone, refused.passkeyRefused],
    ...ceremony,
  }),
  "session.prove": command({
    summary: { id: "Buktikan sekali lagi bahwa ini Anda", en: "Prove once more that it is you" },
    input: z.strictObject({ password: triedPassword().optional(), code: code().optional() }),
    output: done,
    opens: { role: "staff" },
    effect: "final",
    secret: true,
    refusals: [refused.signInFailed],
    ...ceremony,
  }),
  "session.close": command({
    summary: { id: "Keluar dari perangkat ini", en: "Sign out on this device" },
    input: z.strictObject({}),
    output: z.strictObject({ sessionClosed: z.literal(true) }),
    opens: { role: "staff" },
    effect: "final",
    ...ceremony,
  }),
  "session.close-all": command({
    summary: { id: "Keluar dari semua perangkat", en: "Sign out everywhere" },
    input: z.strictObject({
      keepThis: labelled(z.boolean().default(false), { id: "Kecuali perangkat ini", en: "Except on this device" }),
    }),
    output: z.strictObject({ closed: z.number().int(), sessionClosed: z.literal(true).optional() }),
    opens: { role: "staff" },
    effect: "final",
    ...own,
  }),
  "session.list": query({
    summary: { id: "Di mana saja saya sedang masuk", en: "Where I am signed in" },
    input: z.strictObject({}),
    output: z.strictObject({
      sessions: z.array(
        z.strictObject({
          id: id(),
          current: z.boolean(),
          way: z.enum(["password", "passkey", "oidc", "link"]),
          device: z.string().nullable(),
          createdAt: instantOut(),
          seenAt: instantOut(),
          expiresAt: instantOut(),
        }),
      ),
    }),
    opens: { role: "staff" },
    ...own,
  }),
  "session.revoke": command({
    summary: { id: "Tutup satu sesi saya", en: "Close one of my sessions" },
    input: z.strictObject({ id: labelled(id(), { id: "Sesi", en: "Session" }) }),
    output: done,
    opens: { role: "staff" },
    effect: "final",
    refusals: [refused.notFound],
    positional: ["id"],
    ...own,
  }),
  "session.me": query({
    summary: { id: "Siapa saya di sini", en: "Who I am here" },
    input: z.strictObject({}),
    output: z.strictObject({
      id: id(),
      kind: z.enum(["person", "device", "program"]),
      name: z.string(),
      email: z.string().nullable(),
      role: z.enum(["staff", "desk", "administrator"]),
      grade: z.number().int(),
      language: z.enum(["id", "en"]),
      timeZone: z.string(),
      password: z.boolean(),
      passkeys: z.number().int(),
      totp: z.boolean(),
      duties: z.array(z.string()),
      actsFor: z.array(
        z.strictObject({
          id: id(),
          name: z.string(),
          endsAt: instantOut().nullable(),
          lends: z.array(z.string()).nullable().describe("The operations that may be done in this name; null: all that can be lent."),
        }),
      ),
    }),
    opens: { role: "staff" },
    ...own,
  }),
} as const;
