import { defineWords } from "#kernel/i18n/text.ts";

/** The mails of this duty: subject and body, each with its link or without. */
export const words = defineWords({
  invitationSubject: { id: () => "Undangan masuk ke Kerani", en: () => "Your invitation to Kerani" },
  invitation: {
    id: (name: string, link: string) =>
      `Halo ${name},\n\nAnda diundang memakai Kerani, meja kerja perusahaan Anda. Buka tautan ini untuk memasang kata sandi atau kunci sandi:\n\n${link}\n\nTautan ini berlaku 7 hari dan hanya satu kali. Jangan teruskan surat ini kepada siapa pun.`,
    en: (name: string, link: string) =>
      `Hello ${name},\n\nYou are invited to use Kerani, the desk of your company. Open this link to set a password or a passkey:\n\n${link}\n\nThe link holds for 7 days and works once. Do not forward this mail to anybody.`,
  },
  resetSubject: { id: () => "Kata sandi baru untuk Kerani", en: () => "A new password for Kerani" },
  reset: {
    id: (name: string, link: string) =>
      `Halo ${name},\n\nSeseorang, mungkin Anda, meminta kata sandi baru. Buka tautan ini untuk memasangnya:\n\n${link}\n\nTautan ini berlaku 1 jam dan hanya satu kali. Bila bukan Anda yang meminta, abaikan surat ini: tidak ada yang berubah.`,
    en: (name: string, link: string) =>
      `Hello ${name},\n\nSomebody, perhaps you, asked for a new password. Open this link to set it:\n\n${link}\n\nThe link holds for 1 hour and works once. If it was not you, ignore this mail: nothing has changed.`,
  },
  noticeSubject: { id: () => "Akun Kerani Anda berubah", en: () => "Your Kerani account was changed" },
  passwordChanged: {
    id: (name: string) => `Halo ${name},\n\nKata sandi Kerani Anda baru saja diganti.${NOT_YOU.id}`,
    en: (name: string) => `Hello ${name},\n\nYour Kerani password was changed just now.${NOT_YOU.en}`,
  },
  passkeyAdded: {
    id: (name: string) => `Halo ${name},\n\nSebuah kunci sandi (passkey) baru saja ditambahkan ke akun Kerani Anda.${NOT_YOU.id}`,
    en: (name: string) => `Hello ${name},\n\nA passkey was added to your Kerani account just now.${NOT_YOU.en}`,
  },
  totpOff: {
    id: (name: string) => `Halo ${name},\n\nKode autentikator akun Kerani Anda baru saja dimatikan.${NOT_YOU.id}`,
    en: (name: string) => `Hello ${name},\n\nThe authenticator's code of your Kerani account was switched off just now.${NOT_YOU.en}`,
  },
});

const NOT_YOU = {
  id: '\n\nBila bukan Anda, segera pasang kata sandi baru lewat "Lupa kata sandi" dan beri tahu pengurus.',
  en: '\n\nIf it was not you, set a new password by "Forgot password" at once and tell an administrator.',
} as const;
