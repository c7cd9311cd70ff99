import { defineWords } from "#kernel/i18n/text.ts";

/** Words of signing in and of proving that it is you. */
export const words = defineWords({
  signIn: { id: "Masuk", en: "Sign in" },
  email: { id: "Surel", en: "E-mail" },
  password: { id: "Kata sandi", en: "Password" },
  withPasskey: { id: "Masuk dengan kunci sandi", en: "Sign in with a passkey" },
  passkeyHelp: {
    id: "Sidik jari, wajah, atau kunci layar perangkat ini; tanpa kata sandi.",
    en: "This device's fingerprint, face or screen lock; no password.",
  },
  withCompany: { id: (label: string) => `Masuk dengan ${label}`, en: (label: string) => `Sign in with ${label}` },
  or: { id: "atau", en: "or" },
  forgot: { id: "Lupa kata sandi?", en: "Forgot the password?" },
  codeTitle: { id: "Satu langkah lagi", en: "One more step" },
  code: { id: "Kode autentikator", en: "Authenticator's code" },
  codeHelp: {
    id: "Enam angka dari aplikasi autentikator, atau salah satu kode pemulihan Anda.",
    en: "Six digits from your authenticator app, or one of your recovery codes.",
  },
  goOn: { id: "Lanjut", en: "Continue" },
  back: { id: "Kembali ke halaman masuk", en: "Back to signing in" },
  forgotTitle: { id: "Lupa kata sandi", en: "Forgot the password" },
  forgotHelp: {
    id: "Tulis alamat surel yang Anda pakai untuk masuk. Kami kirim tautan untuk membuat kata sandi baru.",
    en: "Write the e-mail address that you sign in with. We send a link to set a new password.",
  },
  sendLink: { id: "Kirim tautan", en: "Send the link" },
  linkSent: {
    id: (email: string) => `Bila ada akun untuk ${email}, tautannya tiba dalam beberapa menit. Periksa juga folder spam.`,
    en: (email: string) => `If there is an account for ${email}, the link arrives within minutes. Look among the junk mail too.`,
  },
  newPasswordTitle: { id: "Kata sandi baru", en: "New password" },
  newPassword: { id: "Kata sandi baru", en: "New password" },
  newPasswordHelp: {
    id: "Sepuluh huruf atau lebih. Beberapa kata yang tidak berhubungan lebih kuat daripada satu kata dengan angka.",
    en: "Ten characters or more. A few unrelated words are stronger than one word with digits.",
  },
  setPassword: { id: "Pasang kata sandi", en: "Set the password" },
  welcome: { id: (name: string) => `Selamat datang, ${name}`, en: (name: string) => `Welcome, ${name}` },
  inviteHelp: {
    id: (company: string, email: string) =>
      `${company} memakai Kerani untuk pesan, mandat, dan urusan sehari-hari. Anda akan masuk dengan ${email}.`,
    en: (company: string, email: string) =>
      `${company} uses Kerani for messages, mandates and daily matters. You will sign in with ${email}.`,
  },
  begin: { id: "Mulai", en: "Begin" },
  beginWithPasskey: { id: "Pakai kunci sandi saja", en: "Use a passkey instead" },
  linkGone: { id: "Tautan ini sudah tidak berlaku", en: "This link no longer works" },
  linkGoneHelp: {
    id: "Tautan hanya dapat dipakai sekali dan berlaku beberapa hari. Minta pengurus mengundang Anda lagi, atau minta tautan kata sandi baru.",
    en: "A link works once and for a few days. Ask an administrator to invite you again, or ask for a new password link.",
  },
  oidcWait: { id: "Menyelesaikan proses masuk …", en: "Completing the sign-in …" },
  oidcFailed: { id: "Belum dapat masuk", en: "Could not sign in" },
  passkeyCancelled: {
    id: "Kunci sandi belum dipakai. Coba lagi, atau masuk dengan cara lain.",
    en: "The passkey was not used. Try again, or sign in another way.",
  },
  proveTitle: { id: "Pastikan ini Anda", en: "Make sure it is you" },
  proveHelp: {
    id: "Ini mengubah cara masuk ke akun Anda. Buktikan sekali lagi; berlaku sepuluh menit.",
    en: "This changes how your account is entered. Prove once more that it is you; it holds for ten minutes.",
  },
  proveCode: { id: "Atau kode autentikator", en: "Or the authenticator's code" },
  provePasskey: { id: "Pakai kunci sandi", en: "Use a passkey" },
});
