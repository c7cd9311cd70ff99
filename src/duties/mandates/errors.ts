import { refusal } from "#kernel/errors/refusal.ts";

/** No such mandate, or not one that the asker may see. */
export const mandateMissing = refusal("MANDATE_MISSING", "missing", {
  id: "Mandat itu tidak ada.",
  en: "There is no such mandate.",
});
/** The delegate is not an active member of staff. */
export const delegateUnknown = refusal("DELEGATE_UNKNOWN", "invalid", {
  id: (name: string) => `"${name}" bukan seorang pegawai aktif yang dikenal. Pilih satu orang dari daftar pegawai.`,
  en: (name: string) => `"${name}" is not one known, active member of staff. Choose one person from the staff list.`,
});
/** Nobody stands in for themselves. */
export const mandateToOneself = refusal("MANDATE_TO_ONESELF", "invalid", {
  id: "Mandat diberikan kepada orang lain, bukan kepada diri sendiri.",
  en: "A mandate is given to somebody else, not to oneself.",
});
/** A time that cannot be read, or does not exist. */
export const mandateTimeUnclear = refusal("MANDATE_TIME_UNCLEAR", "invalid", {
  id: (text: string) => `"${text}" bukan waktu yang jelas. Tulislah 2026-03-06, 2026-03-06T17:00, atau 2026-03-06T17:00:00+07:00.`,
  en: (text: string) => `"${text}" is not a clear time. Write 2026-03-06, 2026-03-06T17:00 or 2026-03-06T17:00:00+07:00.`,
});
/** It would end before it begins, or has ended already. */
export const mandateOutOfOrder = refusal("MANDATE_OUT_OF_ORDER", "invalid", {
  id: "Mandat harus berakhir setelah mulai, dan belum lewat.",
  en: "A mandate must end after it begins, and not lie in the past.",
});
/** Authority is never lent for the past. */
export const mandateBackdated = refusal("MANDATE_BACKDATED", "invalid", {
  id: "Mandat tidak dapat berlaku surut; mulai paling cepat sekarang.",
  en: "A mandate cannot reach into the past; it begins now at the earliest.",
});
/** A mandate is for an absence, not for ever. */
export const mandateTooLong = refusal("MANDATE_TOO_LONG", "invalid", {
  id: (days: number) => `Mandat paling lama ${days} hari. Untuk tugas tetap, ubahlah jabatannya.`,
  en: (days: number) => `A mandate lasts at most ${days} days. For a lasting duty, change the post.`,
});
/** A piece of the scope that names nothing that could be lent. */
export const scopeUnknown = refusal("MANDATE_SCOPE_UNKNOWN", "invalid", {
  id: (piece: string) =>
    `"${piece}" tidak dapat dimandatkan. Tulislah everything, duty:messages, message.*, atau nama perintah seperti message.take.`,
  en: (piece: string) => `"${piece}" cannot be lent. Write everything, duty:messages, message.*, or a command such as message.take.`,
});
/** The same thing is already lent to somebody in that time. */
export const lentTwice = refusal("MANDATE_LENT_TWICE", "conflict", {
  id: "Wewenang yang sama sudah dimandatkan pada waktu itu. Cabut dahulu mandat yang lama, atau pilih waktu atau cakupan lain.",
  en: "The same authority is already lent in that time. Revoke the other mandate first, or choose another time or scope.",
});
/** Two people cannot stand in for each other at the same time. */
export const mandateCircular = refusal("MANDATE_CIRCULAR", "conflict", {
  id: (name: string) => `${name} sendiri memandatkan wewenangnya kepada Anda pada waktu itu; pilih orang lain.`,
  en: (name: string) => `${name} lends their own authority to you in that time; choose somebody else.`,
});
/** The mandate is no longer one that could be answered or ended. */
export const mandateOver = refusal("MANDATE_OVER", "conflict", {
  id: "Mandat ini sudah berakhir.",
  en: "This mandate has ended.",
});
/** Only the delegate, or only the principal, may do this. */
export const notYourMandate = refusal("NOT_YOUR_MANDATE", "forbidden", {
  id: "Hanya pihak yang bersangkutan dalam mandat ini yang dapat melakukannya.",
  en: "Only the right party to this mandate can do this.",
});
