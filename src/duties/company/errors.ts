import { refusal } from "#kernel/errors/refusal.ts";

/** The company was set up before. */
export const alreadySetUp = refusal("ALREADY_SET_UP", "conflict", {
  id: "Kerani ini sudah disiapkan. Masuklah untuk mengubah pengaturan.",
  en: "This Kerani is set up already. Sign in to change its settings.",
});
/** Set-up over the network needs the code that Kerani printed when it started. */
export const setUpCodeWrong = refusal("SET_UP_CODE_WRONG", "forbidden", {
  id: "Kode penyiapan tidak cocok. Bukalah alamat yang dicetak Kerani saat dijalankan.",
  en: "The set-up code does not match. Open the address that Kerani printed when it started.",
});
/** Mail could not be sent with these settings; says why. */
export const mailDoesNotWork = refusal("MAIL_DOES_NOT_WORK", "invalid", {
  id: (why: string, _en: string) => `Surel belum dapat dikirim. ${why}`,
  en: (_id: string, why: string) => `Mail cannot be sent yet. ${why}`,
});
/** The picture is none of the three kinds that are accepted. */
export const notAPicture = refusal("NOT_A_PICTURE", "invalid", {
  id: "Logo harus berupa gambar PNG, JPEG, atau WebP.",
  en: "The logo must be a PNG, JPEG or WebP picture.",
});
/** No such pending command, or not one that the asker may see. */
export const approvalMissing = refusal("APPROVAL_MISSING", "missing", {
  id: "Permintaan persetujuan ini tidak ada, atau bukan untuk Anda.",
  en: "There is no such request for approval, or it is not for you.",
});
/** Somebody decided before. */
export const approvalDecided = refusal("APPROVAL_ALREADY_DECIDED", "conflict", {
  id: (name: string) => `Sudah diputuskan oleh ${name}.`,
  en: (name: string) => `Already decided by ${name}.`,
});
/** Nobody approves their own wish. */
export const notYourOwn = refusal("NOT_YOUR_OWN", "forbidden", {
  id: "Permintaan sendiri diputuskan oleh orang lain.",
  en: "One's own request is decided by somebody else.",
});
/** The dial cannot be set for this actor by this person. */
export const noSuchActor = refusal("NO_SUCH_ACTOR", "missing", {
  id: "Tidak ada orang atau program dengan nomor itu.",
  en: "There is no person or program with that id.",
});
/** The duty is one that every company needs. */
export const dutyAlwaysOn = refusal("DUTY_ALWAYS_ON", "invalid", {
  id: (name: string) => `Bagian ${name} selalu dipakai dan tidak dapat dimatikan.`,
  en: (name: string) => `The duty ${name} is always in use and cannot be switched off.`,
});
