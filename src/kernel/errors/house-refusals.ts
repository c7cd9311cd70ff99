import { refusal } from "./refusal.ts";

/** No such command or query. */
export const unknownOperation = refusal("UNKNOWN_COMMAND", "missing", {
  id: (name: string) => `Kerani tidak mengenal perintah ${name}.`,
  en: (name: string) => `Kerani knows no command ${name}.`,
});
/** The caller has not signed in. */
export const signInFirst = refusal("SIGN_IN_FIRST", "unauthenticated", {
  id: "Silakan masuk dahulu.",
  en: "Please sign in first.",
});
/** The role or grade does not reach. */
export const notAllowed = refusal("NOT_ALLOWED", "forbidden", {
  id: "Wewenang Anda belum sampai ke sini. Atasan atau pengurus Kerani dapat membukanya.",
  en: "Your authority does not reach this. Your supervisor or an administrator can open it.",
});
/** The API token was not given this scope. */
export const outOfScope = refusal("OUT_OF_SCOPE", "forbidden", {
  id: (name: string) => `Token ini tidak diberi cakupan ${name}.`,
  en: (name: string) => `This token was not given the scope ${name}.`,
});
/** No mandate covers what is asked in another's name. */
export const noMandate = refusal("NO_MANDATE", "forbidden", {
  id: "Tidak ada mandat yang berlaku saat ini untuk bertindak atas nama orang itu dalam hal ini.",
  en: "No mandate in force now lets you act for that person in this matter.",
});
/** The command may only be given in one's own name. */
export const ownNameOnly = refusal("OWN_NAME_ONLY", "forbidden", {
  id: "Ini hanya dapat dilakukan atas nama sendiri, tidak dengan mandat.",
  en: "This can only be done in one's own name, not under a mandate.",
});
/** The sum passes the ceiling of the mandate. */
export const aboveCeiling = refusal("ABOVE_CEILING", "forbidden", {
  id: (ceiling: number) => `Jumlah ini melebihi batas mandat (Rp${(ceiling / 100).toLocaleString("id-ID")}).`,
  en: (ceiling: number) => `This sum is above the ceiling of the mandate (Rp${(ceiling / 100).toLocaleString("en-GB")}).`,
});
/** The dial stands at never. */
export const dialledNever = refusal("DIALLED_NEVER", "forbidden", {
  id: "Atasan Anda memutuskan bahwa perintah ini tidak Anda jalankan.",
  en: "Your supervisor decided that you do not give this command.",
});
/** The command carries a secret and can therefore not wait for approval. */
export const cannotWait = refusal("CANNOT_WAIT", "forbidden", {
  id: "Perintah ini berisi rahasia dan tidak dapat menunggu persetujuan; mintalah atasan Anda menjalankannya.",
  en: "This command carries a secret and cannot wait for approval; ask your supervisor to give it.",
});
/** The duty is switched off in this company. */
export const dutyIsOff = refusal("DUTY_IS_OFF", "unsupported", {
  id: (duty: string) => `Bagian ${duty} tidak dipakai di perusahaan ini.`,
  en: (duty: string) => `The duty ${duty} is switched off in this company.`,
});
/** The idempotency key was used before for something else. */
export const keyUsedOtherwise = refusal("KEY_USED_OTHERWISE", "conflict", {
  id: "Idempotency-Key ini sudah dipakai untuk perintah lain.",
  en: "This Idempotency-Key was already used for something else.",
});
/** The database cannot be reached or has no room. */
export const databaseUnavailable = refusal("DATABASE_UNAVAILABLE", "unavailable", {
  id: "Basis data sedang tidak menjawab. Belum pasti tersimpan: ulangi dengan Idempotency-Key yang sama.",
  en: "The database does not answer just now. It may not have been saved: repeat it with the same Idempotency-Key.",
});
/** There is no room left on the disk. */
export const diskFull = refusal("DISK_FULL", "unavailable", {
  id: "Ruang penyimpanan penuh; tidak ada yang tersimpan. Beri tahu pengurus: kerani doctor.",
  en: "The disk is full; nothing was saved. Tell the administrator: kerani doctor.",
});
/** Too many tries in a short time. */
export const tooOften = refusal("TOO_OFTEN", "limited", {
  id: (seconds: number) => `Terlalu sering. Coba lagi dalam ${seconds} detik.`,
  en: (seconds: number) => `Too often. Try again in ${seconds} seconds.`,
});
/** A bug; nothing of it is told but the request id. */
export const wentWrong = refusal("WENT_WRONG", "unavailable", {
  id: (request: string) => `Ada kesalahan pada Kerani sendiri. Sebutkan nomor ${request} kepada pengurus.`,
  en: (request: string) => `Something is wrong in Kerani itself. Tell the administrator the number ${request}.`,
});
