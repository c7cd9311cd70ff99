import type { Text } from "#kernel/i18n/text.ts";

const text = (id: string, en: string): Text => ({ id, en });

/** What can stand in the way of importing a row. */
export const PLAN_WORDS = {
  sameInFile: (row: number) => text(`nomor atau surel ini sama dengan baris ${row}`, `this number or e-mail is the same as in row ${row}`),
  sameNameInFile: (row: number) => text(`nama ini juga ada di baris ${row}`, `this name is also in row ${row}`),
  sameName: (name: string) => text(`sudah ada orang bernama ${name}`, `there is already somebody called ${name}`),
  alreadyKnown: (name: string) => text(`nomor atau surel ini sudah tercatat pada ${name}`, `this number or e-mail is already ${name}'s`),
  fitsSeveral: (names: string) => text(`cocok dengan beberapa orang: ${names}`, `fits several people: ${names}`),
  isStaff: (name: string) => text(`${name} adalah pegawai, bukan kontak luar`, `${name} is staff, not an outside contact`),
  isContact: (name: string) => text(`${name} tercatat sebagai kontak luar, bukan pegawai`, `${name} is an outside contact, not staff`),
  noOrganisation: text("organisasi tidak dipakai untuk pegawai", "the organisation is not used for staff"),
  postTwice: (title: string) =>
    text(
      `ada lebih dari satu jabatan "${title}"; kosongkan lalu tempatkan kemudian`,
      `there is more than one post "${title}"; leave it empty and fill the post later`,
    ),
  noteNeedsGrade: text(
    "catatan rahasia perlu tingkat pembacanya (1–6, paling tinggi tingkat Anda sendiri)",
    "a confidential note needs the grade from which it is read (1–6, at most your own)",
  ),
  tooManyRows: (most: number) => text(`paling banyak ${most} baris; bagilah berkasnya`, `at most ${most} rows; split the file`),
};
