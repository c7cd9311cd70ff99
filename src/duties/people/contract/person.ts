import { z } from "zod";
import { command, labelled, query } from "#kernel/catalogue/operation.ts";
import { id, instantOut, language, line, page, prose, zone } from "#kernel/catalogue/fields.ts";
import * as refused from "../errors.ts";
import {
  archivedAt,
  clearable,
  contactRules,
  firstPoints,
  grade,
  holdingOut,
  naming,
  personBrief,
  pointOut,
  postBrief,
  quietHours,
  role,
  ruleOfOne,
  workingHours,
} from "./fields.ts";

const MOST_PHOTO_BASE64 = 2_800_000;
const MOST_PHOTO_BODY = 3_000_000;

const personId = labelled(id(), { id: "Orang", en: "Person" });
const details = {
  ...naming,
  language: labelled(language().optional(), { id: "Bahasa", en: "Language" }),
  timeZone: labelled(zone().optional(), { id: "Zona waktu", en: "Time zone" }),
  organisationId: labelled(clearable(id()), { id: "Organisasi (kontak luar)", en: "Organisation (outside contacts)" }),
  position: labelled(clearable(line(120)), { id: "Kedudukan di organisasinya", en: "Position at their organisation" }),
  note: labelled(clearable(prose(2000)), { id: "Catatan", en: "Note" }),
  confidentialNote: labelled(clearable(prose(4000)), { id: "Catatan rahasia", en: "Confidential note" }),
  confidentialFrom: labelled(clearable(grade()), { id: "Dapat dibaca mulai tingkat", en: "May be read from grade" }),
};

const card = personBrief.extend({
  nickname: z.string().nullable(),
  salutation: z.string().nullable(),
  titleBefore: z.string().nullable(),
  titleAfter: z.string().nullable(),
  language: z.enum(["id", "en"]),
  timeZone: z.string(),
  /** The wall clock where they are, HH:MM. */
  localTime: z.string(),
  /** Whether it is their working time now, and until when that holds. */
  atWork: z.object({ now: z.boolean(), until: instantOut().nullable() }),
  quietNow: z.boolean(),
  role: role().nullable(),
  grade: z.number().nullable(),
  posts: z.array(holdingOut.omit({ person: true })),
  supervisor: personBrief.nullable(),
  reports: z.array(personBrief),
  assistants: z.array(personBrief.extend({ seesConfidential: z.boolean() })),
  bosses: z.array(personBrief.extend({ seesConfidential: z.boolean() })),
  /** Who acts for them now: an acting holder of their post, or by a mandate. */
  standIns: z.array(z.object({ person: personBrief, until: z.string().nullable(), reason: z.object({ id: z.string(), en: z.string() }) })),
  groups: z.array(z.object({ id: z.string(), name: z.string() })),
  contacts: z.array(pointOut),
  workingHours,
  quietHours: quietHours.nullable(),
  /** Given to the person themselves, the desk and administrators. */
  rules: contactRules.nullable(),
  note: z.string().nullable(),
  /** Present only for whoever has the grade. */
  confidential: z.object({ note: z.string(), from: z.number() }).nullable(),
  archivedAt,
  /** What the asker may do here, for the screen's buttons. */
  may: z.object({ change: z.boolean(), reachability: z.boolean(), grade: z.boolean(), proposeGrade: z.boolean(), archive: z.boolean() }),
});

const found = z.object({
  type: z.enum(["person", "post", "group", "organisation"]),
  id: z.string(),
  /** Staff or contact, for people. */
  kind: z.enum(["staff", "contact"]).nullable(),
  name: z.string(),
  /** Post, organisation, holders or number of members: what tells two of one name apart. */
  detail: z.string().nullable(),
  initials: z.string(),
  hasPhoto: z.boolean(),
  /** 1 is exact, near 0 a guess. */
  score: z.number(),
});

/** People: adding, changing, finding, and the card. */
export const personContract = {
  "person.add": command({
    summary: { id: "Menambah kontak luar atau pegawai", en: "Add an outside contact or a member of staff" },
    input: z.strictObject({
      kind: labelled(z.enum(["contact", "staff"]).default("contact"), { id: "Kontak luar atau pegawai", en: "Outside contact or staff" }),
      name: labelled(line(200), { id: "Nama", en: "Name" }),
      ...details,
      ...firstPoints,
      organisation: labelled(line(200).optional(), {
        id: "Nama organisasi; dibuat bila belum ada",
        en: "Organisation's name; made when unknown",
      }),
      role: labelled(role().optional(), { id: "Peran (pegawai)", en: "Role (staff)" }),
      grade: labelled(grade().optional(), { id: "Tingkat (pegawai)", en: "Grade (staff)" }),
      postId: labelled(id().optional(), { id: "Jabatan (pegawai)", en: "Post (staff)" }),
      evenIfKnown: labelled(z.boolean().default(false), {
        id: "Orang lain dengan nomor yang sama",
        en: "Somebody else with the same number",
      }),
    }),
    output: personBrief,
    refusals: [
      refused.personKnown,
      refused.phoneInvalid,
      refused.organisationMissing,
      refused.postMissing,
      refused.gradeAboveOwn,
      refused.noteNeedsGrade,
    ],
    opens: { role: "desk" },
    effect: "reversible",
    reversal: "person.archive",
    positional: ["name"],
  }),
  "person.change": command({
    summary: { id: "Mengubah data seseorang", en: "Change somebody's details" },
    input: z.strictObject({ id: personId, name: labelled(line(200).optional(), { id: "Nama", en: "Name" }), ...details }),
    output: personBrief,
    refusals: [refused.personMissing, refused.personArchived, refused.organisationMissing, refused.noteNeedsGrade, refused.staffOnly],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id"],
  }),
  "person.archive": command({
    summary: { id: "Mengarsipkan seseorang: tidak muncul dan tidak dihubungi lagi", en: "Archive somebody: no longer shown nor reached" },
    input: z.strictObject({ id: personId }),
    output: personBrief,
    refusals: [refused.personMissing, refused.personArchived, refused.lastAdministratorStays],
    opens: { role: "desk" },
    effect: "reversible",
    reversal: "person.restore",
    positional: ["id"],
  }),
  "person.restore": command({
    summary: { id: "Memulihkan seseorang dari arsip", en: "Bring somebody back from the archive" },
    input: z.strictObject({ id: personId }),
    output: personBrief,
    refusals: [refused.personMissing, refused.personNotArchived],
    opens: { role: "desk" },
    effect: "reversible",
    reversal: "person.archive",
    positional: ["id"],
  }),
  "person.card": query({
    summary: {
      id: "Kartu seseorang: di mana, bagaimana dihubungi, siapa yang mewakili",
      en: "Somebody's card: where they are, how to reach them, who acts for them",
    },
    input: z.strictObject({ id: personId }),
    output: card,
    refusals: [refused.personMissing],
    opens: { role: "staff" },
    positional: ["id"],
  }),
  "person.find": query({
    summary: {
      id: "Mencari orang, jabatan, kelompok, atau organisasi; salah ketik dimaklumi",
      en: "Find a person, post, group or organisation; typing errors are forgiven",
    },
    input: z.strictObject({
      text: labelled(line(100), { id: "Nama, nomor, atau surel", en: "Name, number or e-mail" }),
      types: labelled(
        z
          .array(z.enum(["staff", "contact", "post", "group", "organisation"]))
          .max(5)
          .optional(),
        { id: "Hanya jenis ini", en: "Only these kinds" },
      ),
      limit: labelled(z.coerce.number().int().min(1).max(50).default(10), { id: "Paling banyak", en: "At most" }),
    }),
    output: z.object({ found: z.array(found) }),
    opens: { role: "staff" },
    positional: ["text"],
  }),
  "person.list": query({
    summary: { id: "Daftar orang menurut abjad", en: "People in alphabetical order" },
    input: z.strictObject({
      kind: labelled(z.enum(["staff", "contact"]).optional(), { id: "Pegawai atau kontak luar", en: "Staff or outside contacts" }),
      organisationId: id().optional(),
      groupId: id().optional(),
      archived: labelled(z.boolean().default(false), { id: "Yang diarsipkan", en: "The archived ones" }),
      ...page(),
    }),
    output: z.object({ people: z.array(personBrief), next: z.string().nullable() }),
    opens: { role: "staff" },
  }),
  "person.grade": command({
    summary: {
      id: "Mengubah tingkat kepercayaan atau peran seorang pegawai",
      en: "Change the grade of trust or the role of a member of staff",
    },
    input: z.strictObject({
      id: personId,
      grade: labelled(grade().optional(), { id: "Tingkat", en: "Grade" }),
      role: labelled(role().optional(), { id: "Peran", en: "Role" }),
    }),
    output: z.object({ id: z.string(), role: role(), grade: z.number() }),
    refusals: [refused.personMissing, refused.staffOnly, refused.gradeAboveOwn, refused.lastAdministratorStays],
    opens: { role: "administrator" },
    effect: "final",
    ownNameOnly: true,
    positional: ["id"],
  }),
  "person.propose-grade": command({
    summary: {
      id: "Mengusulkan tingkat bagi bawahan; pengurus yang memutuskan",
      en: "Propose a grade for somebody who reports to you; an administrator decides",
    },
    input: z.strictObject({
      id: personId,
      grade: labelled(grade(), { id: "Tingkat", en: "Grade" }),
      reason: labelled(line(500), { id: "Alasan", en: "Reason" }),
    }),
    output: z.object({ asked: z.number() }),
    refusals: [refused.personMissing, refused.staffOnly],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id"],
  }),
  "person.hours-set": command({
    summary: { id: "Menetapkan jam kerja dan jam tenang", en: "Set working hours and quiet hours" },
    input: z.strictObject({
      id: personId,
      workingHours: labelled(clearable(workingHours), {
        id: "Jam kerja per hari; null: bawaan",
        en: "Working hours per day; null: the usual",
      }),
      quietHours: labelled(clearable(quietHours), { id: "Jam tenang; null: bawaan", en: "Quiet hours; null: the usual" }),
      timeZone: labelled(zone().optional(), { id: "Zona waktu", en: "Time zone" }),
    }),
    output: z.object({ id: z.string(), timeZone: z.string(), workingHours, quietHours: quietHours.nullable() }),
    refusals: [refused.personMissing, refused.personArchived, refused.hoursInvalid],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id"],
  }),
  "person.rules-set": command({
    summary: {
      id: "Menetapkan cara dihubungi: saluran, urutan, jeda, jam tenang, per tingkat kemendesakan",
      en: "Set how to be reached: channel, order, delay, quiet hours, per urgency",
    },
    input: z.strictObject({
      id: personId,
      routine: clearable(ruleOfOne),
      soon: clearable(ruleOfOne),
      urgent: clearable(ruleOfOne),
      emergency: clearable(ruleOfOne),
    }),
    output: z.object({ id: z.string(), rules: contactRules }),
    refusals: [refused.personMissing, refused.personArchived, refused.ruleInvalid],
    opens: { role: "staff" },
    effect: "final",
    positional: ["id"],
  }),
  "person.photo-set": command({
    summary: { id: "Memasang atau menghapus foto", en: "Set or remove a photo" },
    input: z.strictObject({
      id: personId,
      photo: labelled(z.base64().max(MOST_PHOTO_BASE64).nullable(), {
        id: "Gambar PNG, JPEG, atau WebP dalam base64; null menghapus",
        en: "PNG, JPEG or WebP picture in base64; null removes it",
      }),
    }),
    output: personBrief,
    refusals: [refused.personMissing, refused.personArchived, refused.photoRefused],
    opens: { role: "staff" },
    effect: "final",
    mostBytes: MOST_PHOTO_BODY,
  }),
  "person.photo": query({
    summary: { id: "Foto seseorang", en: "Somebody's photo" },
    input: z.strictObject({ id: personId }),
    output: z.object({ sha256: z.string(), name: z.string(), mediaType: z.string(), size: z.number() }),
    refusals: [refused.personMissing, refused.photoMissing],
    opens: { role: "staff" },
    answersFile: true,
    positional: ["id"],
  }),
};

/** The shape of a card. */
export type CardOut = z.input<typeof card>;
/** The shape of one thing found. */
export type FoundOut = z.input<typeof found>;
/** The shape of a person in a list. */
export type PersonBrief = z.input<typeof personBrief>;
/** The shape of a post in a list. */
export type PostBrief = z.input<typeof postBrief>;
