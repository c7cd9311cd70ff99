import { refusal } from "#kernel/errors/refusal.ts";

/** No such person, or none that the asker may see. */
export const personMissing = refusal("PERSON_MISSING", "missing", {
  id: "Orang ini tidak ada di Kerani, atau tidak boleh Anda lihat.",
  en: "There is no such person in Kerani, or none that you may see.",
});
/** What is asked concerns staff only, and this person is an outside contact (or archived). */
export const staffOnly = refusal("STAFF_ONLY", "invalid", {
  id: "Ini hanya untuk pegawai yang masih aktif, bukan kontak luar.",
  en: "This is for active members of staff only, not for outside contacts.",
});
/** The person was archived. */
export const personArchived = refusal("PERSON_ARCHIVED", "conflict", {
  id: "Orang ini sudah diarsipkan. Pulihkan dahulu.",
  en: "This person is archived. Restore them first.",
});
/** The person is not archived. */
export const personNotArchived = refusal("PERSON_NOT_ARCHIVED", "conflict", {
  id: "Orang ini tidak sedang diarsipkan.",
  en: "This person is not archived.",
});
/** Somebody already has this telephone number or e-mail address: perhaps the same person. */
export const personKnown = refusal("PERSON_ALREADY_KNOWN", "conflict", {
  id: (name: string) =>
    `Nomor atau surel ini sudah milik ${name}. Bila memang orang lain, simpan sekali lagi dengan tanda "orang lain" (evenIfKnown).`,
  en: (name: string) =>
    `This number or e-mail address is already ${name}'s. If it is somebody else, save again marked "someone else" (evenIfKnown).`,
});
/** Nobody gives a grade or role above their own, nor raises themselves. */
export const gradeAboveOwn = refusal("GRADE_ABOVE_OWN", "forbidden", {
  id: "Tingkat yang diberikan tidak boleh di atas tingkat Anda sendiri, dan tingkat atau peran sendiri diubah oleh orang lain.",
  en: "The grade you give must not be above your own, and your own grade or role is changed by somebody else.",
});
/** Without an administrator nobody could put anything right again. */
export const lastAdministratorStays = refusal("LAST_ADMINISTRATOR_STAYS", "conflict", {
  id: "Ini pengurus aktif yang terakhir. Angkat pengurus lain dahulu.",
  en: "This is the last active administrator. Appoint another one first.",
});
/** A confidential note names the grade from which it is seen, at most the writer's own. */
export const noteNeedsGrade = refusal("NOTE_NEEDS_GRADE", "invalid", {
  id: "Sebutkan mulai tingkat berapa catatan rahasia ini boleh dibaca (1–6, paling tinggi tingkat Anda sendiri).",
  en: "Say from which grade this confidential note may be read (1–6, at most your own grade).",
});
/** The picture is none of the three kinds that are accepted, or cut short. */
export const photoRefused = refusal("PHOTO_REFUSED", "invalid", {
  id: "Foto harus berupa gambar PNG, JPEG, atau WebP, paling besar 2 MB dan 6.000 × 6.000 titik.",
  en: "The photo must be a PNG, JPEG or WebP picture, at most 2 MB and 6,000 × 6,000 pixels.",
});
/** The person has no photo. */
export const photoMissing = refusal("PHOTO_MISSING", "missing", {
  id: "Orang ini belum punya foto; pakailah inisialnya.",
  en: "This person has no photo; use their initials.",
});
/** The telephone number cannot be dialled. */
export const phoneInvalid = refusal("PHONE_INVALID", "invalid", {
  id: (given: string) => `"${given}" bukan nomor telepon yang dapat dihubungi. Contoh: 0812-3456-7890, (021) 555-0100, atau +65 6123 4567.`,
  en: (given: string) =>
    `"${given}" is not a telephone number that can be dialled. Examples: 0812-3456-7890, (021) 555-0100 or +65 6123 4567.`,
});
/** A contact point that is not of its kind (mail address, ntfy topic, webhook URL). */
export const pointInvalid = refusal("CONTACT_POINT_INVALID", "invalid", {
  id: (what: string, _en: string) => `Belum benar: ${what}.`,
  en: (_id: string, what: string) => `Not right yet: ${what}.`,
});
/** No such contact point, or not one that the asker may see. */
export const pointMissing = refusal("CONTACT_POINT_MISSING", "missing", {
  id: "Nomor atau alamat ini tidak ada, atau bukan milik Anda.",
  en: "There is no such number or address, or it is not yours.",
});
/** The person has this number or address already. */
export const pointKnown = refusal("CONTACT_POINT_KNOWN", "conflict", {
  id: "Nomor atau alamat ini sudah tercatat pada orang yang sama.",
  en: "This number or address is already noted for the same person.",
});
/** More contact points than one person can have. */
export const pointsFull = refusal("CONTACT_POINTS_FULL", "limited", {
  id: "Paling banyak 20 nomor dan alamat untuk satu orang. Hapus yang tidak dipakai.",
  en: "At most 20 numbers and addresses for one person. Remove those not in use.",
});
/** No such organisation. */
export const organisationMissing = refusal("ORGANISATION_MISSING", "missing", {
  id: "Organisasi ini tidak ada atau sudah diarsipkan.",
  en: "There is no such organisation, or it is archived.",
});
/** No such post. */
export const postMissing = refusal("POST_MISSING", "missing", {
  id: "Jabatan ini tidak ada atau sudah dihapus.",
  en: "There is no such post, or it was archived.",
});
/** Two posts of one title at one place. */
export const postTitleTaken = refusal("POST_TITLE_TAKEN", "conflict", {
  id: "Sudah ada jabatan dengan nama ini di tempat yang sama. Bedakan dengan cabang atau bagian.",
  en: "There is already a post of this title at the same place. Tell them apart by branch or department.",
});
/** A post would report to itself, directly or by way of others. */
export const reportingCycle = refusal("REPORTING_CYCLE", "conflict", {
  id: (chain: string) => `Garis pelaporan tidak boleh melingkar: ${chain}. Pilih atasan yang lain.`,
  en: (chain: string) => `Reporting lines must not run in a circle: ${chain}. Choose another superior.`,
});
/** The line above a post is longer than any company's. */
export const lineTooLong = refusal("REPORTING_LINE_TOO_LONG", "limited", {
  id: "Garis pelaporan paling panjang 50 tingkat.",
  en: "A reporting line has at most 50 levels.",
});
/** The post is held, or others report to it. */
export const postInUse = refusal("POST_IN_USE", "conflict", {
  id: "Jabatan ini masih dipegang orang, atau masih ada jabatan yang melapor kepadanya. Pindahkan mereka dahulu.",
  en: "Somebody still holds this post, or other posts still report to it. Move them first.",
});
/** The person holds the post in that time already. */
export const alreadyHolds = refusal("ALREADY_HOLDS_POST", "conflict", {
  id: "Orang ini sudah memegang jabatan itu pada masa yang sama.",
  en: "This person already holds that post in the same period.",
});
/** The last day lies before the first. */
export const daysReversed = refusal("DAYS_REVERSED", "invalid", {
  id: "Hari terakhir tidak boleh sebelum hari pertama.",
  en: "The last day must not be before the first.",
});
/** No such holding of a post. */
export const holdingMissing = refusal("POST_HOLDING_MISSING", "missing", {
  id: "Orang ini tidak (lagi) memegang jabatan itu.",
  en: "This person does not hold that post (any more).",
});
/** No such group. */
export const groupMissing = refusal("GROUP_MISSING", "missing", {
  id: "Kelompok ini tidak ada atau sudah dihapus.",
  en: "There is no such group, or it was archived.",
});
/** Two groups of one name. */
export const groupNameTaken = refusal("GROUP_NAME_TAKEN", "conflict", {
  id: "Sudah ada kelompok dengan nama ini.",
  en: "There is already a group of this name.",
});
/** Somebody is this executive's assistant already. */
export const alreadyAssistant = refusal("ALREADY_ASSISTANT", "conflict", {
  id: "Orang ini sudah menjadi asisten pimpinan itu.",
  en: "This person is already that executive's assistant.",
});
/** Nobody is their own assistant. */
export const notOwnAssistant = refusal("NOT_OWN_ASSISTANT", "invalid", {
  id: "Seseorang tidak dapat menjadi asistennya sendiri.",
  en: "Nobody can be their own assistant.",
});
/** No such assistant of this executive. */
export const assistantMissing = refusal("ASSISTANT_MISSING", "missing", {
  id: "Orang ini bukan asisten pimpinan itu.",
  en: "This person is not that executive's assistant.",
});
/** Working hours or quiet hours that do not make sense. */
export const hoursInvalid = refusal("HOURS_INVALID", "invalid", {
  id: (what: string, _en: string) => `Jam belum benar: ${what}.`,
  en: (_id: string, what: string) => `The hours are not right yet: ${what}.`,
});
/** A contact rule names a contact point that the person does not have, or of another kind. */
export const ruleInvalid = refusal("CONTACT_RULE_INVALID", "invalid", {
  id: (what: string, _en: string) => `Aturan belum benar: ${what}.`,
  en: (_id: string, what: string) => `The rule is not right yet: ${what}.`,
});
/** The file cannot be read as CSV or vCard at all. */
export const fileUnreadable = refusal("IMPORT_UNREADABLE", "invalid", {
  id: (why: string, _en: string) => `Berkas tidak terbaca: ${why}.`,
  en: (_id: string, why: string) => `The file cannot be read: ${why}.`,
});
/** The file has problems; nothing of it was imported. */
export const importHasProblems = refusal("IMPORT_HAS_PROBLEMS", "invalid", {
  id: (many: number) => `Tidak ada yang diimpor: ${many} hal dalam berkas harus dibenahi dahulu. Lihat pratinjau.`,
  en: (many: number) => `Nothing was imported: ${many} things in the file must be put right first. See the preview.`,
});
/** More people than one export carries. */
export const exportTooLarge = refusal("EXPORT_TOO_LARGE", "limited", {
  id: (most: number) => `Lebih dari ${most} orang. Persempit pilihannya, misalnya per organisasi.`,
  en: (most: number) => `More than ${most} people. Narrow it down, for example by organisation.`,
});
