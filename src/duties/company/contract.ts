import { z } from "zod";
import { plainMailOnlyHere } from "#kernel/mail/outgoing-settings.ts";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import { day, email, id, instantOut, language, line, page, prose, zone } from "#kernel/catalogue/fields.ts";
import { DIAL_SETTINGS } from "#kernel/actor/actor.ts";
import {
  alreadySetUp,
  approvalDecided,
  approvalMissing,
  dutyAlwaysOn,
  mailDoesNotWork,
  noSuchActor,
  notAPicture,
  notYourOwn,
  setUpCodeWrong,
} from "./errors.ts";

const LOGO_BYTES = 1_500_000;

const text = z.object({ id: z.string(), en: z.string() });
const mail = z.strictObject({
  host: labelled(line(255), { id: "Server surat", en: "Mail server" }),
  port: labelled(z.number().int().min(1).max(65_535), { id: "Porta", en: "Port" }),
  security: labelled(z.enum(["tls", "starttls", "plain"]), { id: "Enkripsi", en: "Encryption" }),
  user: labelled(line(254).optional(), { id: "Nama pengguna", en: "User name" }),
  password: labelled(z.string().max(500).optional(), {
    id: "Kata sandi; kosong: tetap yang lama",
    en: "Password; empty keeps the old one",
  }),
  fromName: labelled(line(120).optional(), { id: "Nama pengirim", en: "Sender's name" }),
  fromAddress: labelled(email(), { id: "Alamat pengirim", en: "Sender's address" }),
});
const logo = labelled(z.base64().max(LOGO_BYTES).optional(), {
  id: "Logo: PNG, JPEG, atau WebP dalam base64",
  en: "Logo: PNG, JPEG or WebP in base64",
});
const dial = z
  .record(
    z
      .string()
      .regex(/^(\*|[a-z-]+\.(\*|[a-z-]+))$/)
      .max(80),
    z.enum(DIAL_SETTINGS),
  )
  .refine((value) => Object.keys(value).length <= 200);

const receiving = z.object({
  addresses: z.array(z.string()),
  mailbox: z.object({ host: z.string(), port: z.number(), security: z.string(), user: z.string(), folder: z.string() }).nullable(),
});

const profile = z.object({
  setUp: z.boolean(),
  name: z.string().nullable(),
  timeZone: z.string(),
  language: z.enum(["id", "en"]),
  hasLogo: z.boolean(),
  duties: z.array(z.object({ name: z.string(), title: text, optional: z.boolean(), on: z.boolean() })),
});

const pending = z.object({
  id: z.string(),
  command: z.string(),
  summary: text,
  input: z.record(z.string(), z.unknown()),
  /** What is asked, field by field in words. */
  asks: text,
  author: z.object({ id: z.string(), name: z.string(), kind: z.string() }),
  authorDoor: z.string(),
  principalId: z.string().nullable(),
  supervisorId: z.string().nullable(),
  askedAt: instantOut(),
  reason: text,
  state: z.enum(["waiting", "done", "refused"]),
  decidedBy: z.string().nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: instantOut().nullable(),
  changed: z.boolean(),
  note: z.string().nullable(),
});

/** What the company as a whole decides: its name, its mail, its duties, its dial, its approvals, its journal. */
export const companyContract = {
  "company.profile": query({
    summary: { id: "Siapa perusahaan ini dan bagian apa yang dipakai", en: "Who this company is and which duties it uses" },
    input: z.strictObject({}),
    output: profile,
    opens: { role: "stranger" },
  }),
  "company.logo": query({
    summary: { id: "Logo perusahaan", en: "The company's logo" },
    input: z.strictObject({}),
    output: z.object({ sha256: z.string(), name: z.string(), mediaType: z.string(), size: z.number() }),
    opens: { role: "stranger" },
    answersFile: true,
    forPrograms: false,
  }),
  "company.set-up": command({
    summary: { id: "Menyiapkan Kerani untuk pertama kali", en: "Set Kerani up for the first time" },
    input: z.strictObject({
      code: labelled(line(100).optional(), { id: "Kode penyiapan", en: "Set-up code" }),
      company: labelled(line(200), { id: "Nama perusahaan", en: "Company name" }),
      timeZone: labelled(zone().default("Asia/Jakarta"), { id: "Zona waktu", en: "Time zone" }),
      language: labelled(language().default("id"), { id: "Bahasa", en: "Language" }),
      logo,
      adminName: labelled(line(200), { id: "Nama pengurus pertama", en: "First administrator's name" }),
      adminEmail: labelled(email(), { id: "Surel pengurus pertama", en: "First administrator's e-mail" }),
      adminPassword: labelled(z.string().max(200), { id: "Kata sandi pengurus pertama", en: "First administrator's password" }),
      mail: mail.optional(),
      dutiesOff: labelled(z.array(line(40)).max(40).default([]), { id: "Bagian yang tidak dipakai", en: "Duties not used" }),
    }),
    output: z.object({ personId: z.string(), sessionToken: z.string().optional(), sessionSeconds: z.number().optional() }),
    refusals: [alreadySetUp, setUpCodeWrong, mailDoesNotWork, notAPicture, dutyAlwaysOn],
    opens: { role: "stranger" },
    effect: "final",
    secret: true,
    forPrograms: false,
    mostBytes: 2_500_000,
  }),
  "company.change": command({
    summary: {
      id: "Mengubah nama, zona waktu, bahasa, atau logo perusahaan",
      en: "Change the company's name, time zone, language or logo",
    },
    input: z.strictObject({ name: line(200).optional(), timeZone: zone().optional(), language: language().optional(), logo }),
    output: profile,
    refusals: [notAPicture],
    opens: { role: "administrator" },
    effect: "final",
    mostBytes: 2_500_000,
  }),
  "company.use-duties": command({
    summary: { id: "Menentukan bagian mana yang tidak dipakai perusahaan ini", en: "Say which duties this company does without" },
    input: z.strictObject({ off: labelled(z.array(line(40)).max(40), { id: "Bagian yang dimatikan", en: "Duties switched off" }) }),
    output: profile,
    refusals: [dutyAlwaysOn],
    opens: { role: "administrator" },
    effect: "final",
  }),
  "mail.set": command({
    summary: { id: "Mengatur surel keluar, setelah dicoba di tempat", en: "Set up outgoing mail, tried on the spot" },
    input: z.strictObject({ ...mail.shape, tryIt: labelled(z.boolean().default(true), { id: "Coba dahulu", en: "Try it first" }) }),
    output: z.object({ works: z.boolean() }),
    refusals: [mailDoesNotWork],
    opens: { role: "administrator" },
    effect: "final",
    secret: true,
  }),
  "mail.try": command({
    summary: { id: "Mencoba pengaturan surel tanpa menyimpannya", en: "Try mail settings without keeping them" },
    input: z.strictObject({ ...mail.shape, code: line(100).optional() }),
    output: z.object({ works: z.boolean(), text }),
    refusals: [setUpCodeWrong],
    opens: { role: "stranger" },
    effect: "final",
    secret: true,
    forPrograms: false,
  }),
  "mail.show": query({
    summary: { id: "Pengaturan surel keluar, tanpa kata sandi", en: "The settings of outgoing mail, without the password" },
    input: z.strictObject({}),
    output: z.object({
      set: z.boolean(),
      host: z.string().optional(),
      port: z.number().optional(),
      security: z.string().optional(),
      user: z.string().optional(),
      fromName: z.string().optional(),
      fromAddress: z.string().optional(),
    }),
    opens: { role: "administrator" },
  }),
  "mail.receive": command({
    summary: {
      id: "Mengatur surel masuk: alamat meja, dan kotak surat yang diambil",
      en: "Set up incoming mail: the desk's addresses, and a mailbox to fetch",
    },
    input: z.strictObject({
      addresses: labelled(
        z
          .array(
            z
              .string()
              .trim()
              .toLowerCase()
              .max(254)
              .regex(/^(\*|[^\s@*]+)@[^\s@*]+$/),
          )
          .max(50),
        { id: "Alamat meja, atau *@domain", en: "The desk's addresses, or *@domain" },
      ),
      mailbox: labelled(
        z
          .strictObject({
            host: line(255),
            port: z.number().int().min(1).max(65_535),
            security: z.enum(["tls", "starttls", "plain"]),
            user: line(254),
            password: z.string().max(500).optional(),
            folder: line(200).default("INBOX"),
            trust: prose(20_000).optional(),
          })
          .nullable()
          .default(null),
        { id: "Kotak surat IMAP yang diambil tiap menit", en: "An IMAP mailbox that is fetched every minute" },
      ),
    }),
    output: receiving,
    refusals: [plainMailOnlyHere],
    opens: { role: "administrator" },
    effect: "final",
    secret: true,
  }),
  "mail.receiving": query({
    summary: { id: "Pengaturan surel masuk, tanpa kata sandi", en: "The settings of incoming mail, without the password" },
    input: z.strictObject({}),
    output: receiving,
    opens: { role: "administrator" },
  }),
  "dial.set": command({
    summary: {
      id: "Mengatur tuas pengawasan seseorang atau program: jalankan, lapor, draf, atau tidak",
      en: "Set somebody's supervision dial: do, report, draft or never, per command",
    },
    input: z.strictObject({
      actorId: labelled(id(), { id: "Orang atau program", en: "Person or program" }),
      dial: labelled(dial, {
        id: 'Perintah ke setelan, misalnya {"message.take": "draft", "*": "do"}',
        en: 'Command to setting, for example {"message.take": "draft", "*": "do"}',
      }),
    }),
    output: z.object({ actorId: z.string(), dial: z.record(z.string(), z.enum(DIAL_SETTINGS)) }),
    refusals: [noSuchActor, notYourOwn],
    opens: { role: "staff" },
    effect: "final",
  }),
  "dial.show": query({
    summary: { id: "Tuas pengawasan seseorang atau program", en: "Somebody's supervision dial" },
    input: z.strictObject({ actorId: id() }),
    output: z.object({ actorId: z.string(), name: z.string(), kind: z.string(), dial: z.record(z.string(), z.enum(DIAL_SETTINGS)) }),
    refusals: [noSuchActor],
    opens: { role: "staff" },
  }),
  "approval.list": query({
    summary: { id: "Yang menunggu persetujuan saya, atau yang saya ajukan", en: "What waits for my approval, or what I asked for" },
    input: z.strictObject({
      mine: z.boolean().default(false),
      state: z.enum(["waiting", "done", "refused"]).default("waiting"),
      ...page(),
    }),
    output: z.object({ items: z.array(pending), next: z.string().nullable() }),
    opens: { role: "staff" },
  }),
  "approval.show": query({
    summary: { id: "Satu permintaan persetujuan", en: "One request for approval" },
    input: z.strictObject({ id: id() }),
    output: pending,
    refusals: [approvalMissing],
    opens: { role: "staff" },
  }),
  "approval.decide": command({
    summary: { id: "Menyetujui, menyetujui dengan perubahan, atau menolak", en: "Approve, approve with changes, or refuse" },
    input: z.strictObject({
      id: labelled(id(), { id: "Permintaan", en: "Request" }),
      decision: labelled(z.enum(["approve", "refuse"]), { id: "Keputusan", en: "Decision" }),
      changes: labelled(z.record(z.string().max(80), z.unknown()).optional(), { id: "Isian yang diubah", en: "Fields that are changed" }),
      note: labelled(prose(2000).optional(), { id: "Catatan", en: "Note" }),
    }),
    output: z.object({ id: z.string(), state: z.enum(["done", "refused"]), output: z.unknown() }),
    refusals: [approvalMissing, approvalDecided, notYourOwn],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id", "decision"],
  }),
  "journal.list": query({
    summary: {
      id: "Baris jurnal: siapa, atas nama siapa, lewat mana, melakukan apa",
      en: "Lines of the journal: who, for whom, by which door, did what",
    },
    input: z.strictObject({
      subjectId: id().optional(),
      actorId: id().optional(),
      command: line(80).optional(),
      from: day().optional(),
      to: day().optional(),
      ...page(),
    }),
    output: z.object({
      lines: z.array(
        z.object({
          id: z.string(),
          seq: z.number().nullable(),
          at: instantOut(),
          actorId: z.string().nullable(),
          actorKind: z.string(),
          actorName: z.string(),
          principalId: z.string().nullable(),
          principalName: z.string().nullable(),
          mandateId: z.string().nullable(),
          approverId: z.string().nullable(),
          door: z.string(),
          command: z.string(),
          outcome: z.string(),
          subjectType: z.string().nullable(),
          subjectId: z.string().nullable(),
        }),
      ),
      next: z.string().nullable(),
    }),
    opens: { role: "administrator" },
  }),
  "audit.verify": query({
    summary: {
      id: "Memeriksa rantai jurnal dan setiap catatan yang dijaganya",
      en: "Check the journal's chain and every record that it vouches for",
    },
    input: z.strictObject({}),
    output: z.object({
      sound: z.boolean(),
      head: z.object({ seq: z.number(), hash: z.string() }),
      lines: z.number(),
      records: z.number(),
      faults: z.array(z.object({ code: z.string(), text })),
    }),
    opens: { role: "administrator" },
  }),
};
