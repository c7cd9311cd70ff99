import { z } from "zod";
import { email, id, instantOut, line } from "#kernel/catalogue/fields.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import * as refused from "../errors.ts";
import { code, done, flowToken, linkToken, newPassword, opened, opening, passkeyOptions, registration, triedPassword } from "./fields.ts";

const begin = { opens: { role: "staff" }, ownNameOnly: true, forPrograms: false } as const;
const own = { opens: { role: "staff" }, effect: "final", ownNameOnly: true, forPrograms: false } as const;
const weak = [refused.passwordTooCommon, refused.passwordTellsName] as const;

/** What a person proves who they are with: password, passkeys, second factor, recovery codes. */
export const proofsContract = {
  "password.change": command({
    summary: { id: "Ganti kata sandi saya", en: "Change my password" },
    input: z.strictObject({ present: triedPassword().optional(), password: newPassword() }),
    output: done,
    secret: true,
    refusals: [refused.passwordWrong, refused.proveAgain, ...weak],
    ...own,
  }),
  "password.forgot": command({
    summary: { id: "Lupa kata sandi: minta tautan lewat surel", en: "Forgot the password: ask for a link by mail" },
    input: z.strictObject({ email: labelled(email(), { id: "Alamat surel", en: "E-mail address" }) }),
    output: done,
    opens: { role: "stranger" },
    effect: "final",
    ownNameOnly: true,
    forPrograms: false,
    secret: true,
  }),
  "password.reset": command({
    summary: { id: "Pasang kata sandi baru dengan tautan dari surel", en: "Set a new password with the mailed link" },
    input: z.strictObject({ token: linkToken(), password: newPassword(), ...opening }),
    output: opened,
    opens: { role: "stranger" },
    effect: "final",
    ownNameOnly: true,
    forPrograms: false,
    secret: true,
    refusals: [refused.linkGone, ...weak],
  }),
  "passkey.begin": query({
    summary: { id: "Mulai mendaftarkan kunci sandi", en: "Begin to register a passkey" },
    input: z.strictObject({}),
    output: passkeyOptions,
    refusals: [refused.proveAgain],
    ...begin,
  }),
  "passkey.register": command({
    summary: { id: "Daftarkan kunci sandi", en: "Register a passkey" },
    input: z.strictObject({
      flowToken: flowToken(),
      response: registration(),
      label: labelled(line(100), { id: "Nama kunci", en: "Name of the key" }),
    }),
    output: z.strictObject({ id: id() }),
    secret: true,
    refusals: [refused.flowGone, refused.passkeyRefused, refused.passkeyKnown],
    ...own,
  }),
  "passkey.remove": command({
    summary: { id: "Hapus satu kunci sandi saya", en: "Remove one of my passkeys" },
    input: z.strictObject({ id: labelled(id(), { id: "Kunci sandi", en: "Passkey" }) }),
    output: done,
    refusals: [refused.notFound, refused.proveAgain, refused.lastWayIn],
    ...own,
  }),
  "passkey.list": query({
    summary: { id: "Kunci sandi saya", en: "My passkeys" },
    input: z.strictObject({}),
    output: z.strictObject({
      passkeys: z.array(
        z.strictObject({
          id: id(),
          label: z.string(),
          synced: z.boolean(),
          createdAt: instantOut(),
          usedAt: instantOut().nullable(),
        }),
      ),
    }),
    opens: { role: "staff" },
    ownNameOnly: true,
  }),
  "totp.begin": query({
    summary: { id: "Mulai memasang kode autentikator", en: "Begin to set up the authenticator's code" },
    input: z.strictObject({}),
    output: z.strictObject({ secret: z.string(), uri: z.string(), flowToken: z.string(), flowSeconds: z.number().int() }),
    refusals: [refused.proveAgain, refused.totpIsOn],
    ...begin,
  }),
  "totp.confirm": command({
    summary: { id: "Aktifkan kode autentikator", en: "Switch the authenticator's code on" },
    input: z.strictObject({ flowToken: flowToken(), code: code() }),
    output: z.strictObject({ recoveryCodes: z.array(z.string()) }),
    secret: true,
    refusals: [refused.flowGone, refused.codeWrong, refused.totpIsOn],
    ...own,
  }),
  "totp.disable": command({
    summary: { id: "Matikan kode autentikator", en: "Switch the authenticator's code off" },
    input: z.strictObject({}),
    output: done,
    refusals: [refused.proveAgain, refused.totpIsOff],
    ...own,
  }),
  "recovery.renew": command({
    summary: { id: "Buat kode pemulihan baru; yang lama gugur", en: "Make new recovery codes; the old ones lapse" },
    input: z.strictObject({}),
    output: z.strictObject({ recoveryCodes: z.array(z.string()) }),
    secret: true,
    refusals: [refused.proveAgain, refused.totpIsOff],
    ...own,
  }),
} as const;
