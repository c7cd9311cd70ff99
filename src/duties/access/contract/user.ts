import { z } from "zod";
import { email, id, language, line, zone } from "#kernel/catalogue/fields.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import * as refused from "../errors.ts";
import { done, linkToken, newPassword, opened, opening, userRow } from "./fields.ts";

const administrator = { opens: { role: "administrator" }, ownNameOnly: true } as const;
const person = () => labelled(id(), { id: "Orang", en: "Person" });
const deliver = () =>
  labelled(z.enum(["mail", "link"]).default("mail"), {
    id: "Kirim undangan lewat surel, atau tampilkan tautannya",
    en: "Send the invitation by mail, or show its link",
  });
const invited = z.strictObject({ personId: id(), link: z.string().optional() });

/** Accounts, as an administrator keeps them. */
export const userContract = {
  "user.add": command({
    summary: { id: "Beri seseorang akun Kerani dan undang", en: "Give somebody a Kerani account and invite them" },
    input: z.strictObject({
      personId: labelled(id().optional(), { id: "Orang yang sudah tercatat", en: "A person already on record" }),
      name: labelled(line(200).optional(), { id: "Nama, untuk orang baru", en: "Name, for a new person" }),
      email: labelled(email(), { id: "Alamat surel untuk masuk", en: "E-mail address to sign in with" }),
      mobile: labelled(line(40).optional(), { id: "Nomor ponsel", en: "Mobile number" }),
      role: labelled(z.enum(["staff", "desk", "administrator"]).optional(), {
        id: "Peran, untuk orang baru",
        en: "Role, for a new person",
      }),
      grade: labelled(z.coerce.number().int().min(1).max(6).optional(), { id: "Tingkat kepercayaan 1-6", en: "Grade of trust 1-6" }),
      language: labelled(language().optional(), { id: "Bahasa", en: "Language" }),
      timeZone: labelled(zone().optional(), { id: "Zona waktu", en: "Time zone" }),
      deliver: deliver(),
    }),
    output: invited,
    effect: "final",
    // Its answer may carry the invitation: kept for an idempotency key or an approval it would lie readable.
    secret: true,
    positional: ["name", "email"],
    refusals: [refused.emailTaken, refused.accountExists, refused.aboveOwnGrade, refused.notFound, refused.personKnown],
    ...administrator,
  }),
  "user.invite": command({
    summary: { id: "Undang lagi; tautan lama gugur", en: "Invite again; the old link lapses" },
    input: z.strictObject({
      personId: person(),
      afresh: labelled(z.boolean().default(false), {
        id: "Gugurkan kata sandi, kunci sandi, dan kode autentikatornya",
        en: "Drop the password, passkeys and authenticator's code",
      }),
      deliver: deliver(),
    }),
    output: invited,
    effect: "final",
    secret: true,
    refusals: [refused.notFound, refused.aboveOwnGrade],
    positional: ["personId"],
    ...administrator,
  }),
  "user.list": query({
    summary: { id: "Semua akun", en: "All accounts" },
    input: z.strictObject({}),
    output: z.strictObject({ users: z.array(userRow) }),
    ...administrator,
  }),
  "user.disable": command({
    summary: {
      id: "Nonaktifkan akun; semua sesi dan tokennya tertutup seketika",
      en: "Switch an account off; all its sessions and tokens close at once",
    },
    input: z.strictObject({ personId: person() }),
    output: z.strictObject({ sessions: z.number().int(), tokens: z.number().int() }),
    effect: "reversible",
    reversal: "user.enable",
    refusals: [refused.notFound, refused.notYourself, refused.lastAdministrator, refused.aboveOwnGrade],
    positional: ["personId"],
    ...administrator,
  }),
  "user.enable": command({
    summary: { id: "Aktifkan lagi akun", en: "Switch an account on again" },
    input: z.strictObject({ personId: person() }),
    output: done,
    effect: "reversible",
    reversal: "user.disable",
    refusals: [refused.notFound, refused.aboveOwnGrade],
    positional: ["personId"],
    ...administrator,
  }),
  // A command, so that the secret travels in a body and not in an address, which proxies write down.
  "invitation.look": command({
    summary: { id: "Untuk siapa undangan ini", en: "Whom this invitation is for" },
    input: z.strictObject({ token: linkToken() }),
    output: z.strictObject({ name: z.string(), email: z.string(), language: language() }),
    opens: { role: "stranger" },
    effect: "final",
    secret: true,
    refusals: [refused.linkGone],
    forPrograms: false,
    ownNameOnly: true,
  }),
  "invitation.accept": command({
    summary: {
      id: "Terima undangan: pasang kata sandi, atau lanjut ke kunci sandi",
      en: "Accept an invitation: set a password, or go on to a passkey",
    },
    input: z.strictObject({ token: linkToken(), password: newPassword().optional(), ...opening }),
    output: opened,
    opens: { role: "stranger" },
    effect: "final",
    secret: true,
    refusals: [refused.linkGone, refused.passwordTooCommon, refused.passwordTellsName],
    forPrograms: false,
    ownNameOnly: true,
  }),
} as const;
