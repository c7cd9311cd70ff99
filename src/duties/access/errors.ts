import { refusal } from "#kernel/errors/refusal.ts";

/** The session or token shown is unknown, expired, closed, or its owner was switched off; which of them is nobody's business. */
export const signInAgain = refusal("SIGN_IN_AGAIN", "unauthenticated", {
  id: "Sesi atau token ini sudah tidak berlaku. Silakan masuk lagi.",
  en: "This session or token is no longer valid. Please sign in again.",
});

/** E-mail, password or code is wrong; never says which, nor whether the account exists. */
export const signInFailed = refusal("SIGN_IN_FAILED", "unauthenticated", {
  id: "Surel, kata sandi, atau kodenya tidak cocok.",
  en: "The e-mail address, password or code does not match.",
});

/** Many wrong tries from many places: a password alone no longer suffices from a device that never signed in before. */
export const moreProofNeeded = refusal("MORE_PROOF_NEEDED", "unauthenticated", {
  id: "Akun ini sedang dijaga lebih ketat. Masuklah dari perangkat yang pernah dipakai, dengan kunci sandi (passkey), dengan kode autentikator bersama kata sandi, atau lewat tautan yang dikirim ke surel Anda.",
  en: "This account is under closer guard. Sign in from a device used before, with a passkey, with the authenticator's code along with the password, or by the link mailed to you.",
});

/** An act on the account itself needs a proof that is a few minutes old at most. */
export const proveAgain = refusal("PROVE_AGAIN", "unauthenticated", {
  id: "Untuk keamanan, buktikan dahulu bahwa ini Anda: masukkan kata sandi, kode, atau kunci sandi.",
  en: "For safety, first prove that it is you: enter your password, a code, or use your passkey.",
});

/** A passkey that is unknown, or whose answer does not hold. */
export const passkeyRefused = refusal("PASSKEY_REFUSED", "unauthenticated", {
  id: "Kunci sandi ini tidak dikenal atau tidak cocok.",
  en: "This passkey is not known or does not match.",
});

/** The two halves of a ceremony do not belong together, or too much time passed between them. */
export const flowGone = refusal("FLOW_GONE", "unauthenticated", {
  id: "Langkah ini sudah lewat waktu. Mulailah lagi dari awal.",
  en: "This step has timed out. Start again from the beginning.",
});

/** A link that was used, expired, or never was. */
export const linkGone = refusal("LINK_GONE", "missing", {
  id: "Tautan ini sudah dipakai, sudah lewat waktunya, atau tidak lengkap. Mintalah yang baru.",
  en: "This link was used, has expired, or is incomplete. Ask for a new one.",
});

/** A password that anybody would guess. */
export const passwordTooCommon = refusal("PASSWORD_TOO_COMMON", "invalid", {
  id: "Kata sandi ini terlalu umum atau terlalu berpola. Pakailah beberapa kata yang tidak berhubungan.",
  en: "This password is too common or too regular. Use a few words that have nothing to do with each other.",
});

/** A password that contains the person's own name or address. */
export const passwordTellsName = refusal("PASSWORD_TELLS_NAME", "invalid", {
  id: "Kata sandi tidak boleh memuat nama atau alamat surel Anda.",
  en: "The password must not contain your name or e-mail address.",
});

/** The present password is wrong. */
export const passwordWrong = refusal("PASSWORD_WRONG", "forbidden", {
  id: "Kata sandi yang sekarang tidak cocok.",
  en: "The present password does not match.",
});

/** The second factor's code is wrong or was used before. */
export const codeWrong = refusal("CODE_WRONG", "forbidden", {
  id: "Kode ini tidak cocok atau sudah dipakai. Tunggu kode berikutnya, dan periksa jam ponsel Anda.",
  en: "This code does not match or was used. Wait for the next one, and check the clock of your phone.",
});

/** The second factor is already on. */
export const totpIsOn = refusal("TOTP_IS_ON", "conflict", {
  id: "Kode autentikator sudah aktif. Matikan dahulu untuk menggantinya.",
  en: "The authenticator's code is on already. Switch it off first to replace it.",
});

/** There is no second factor. */
export const totpIsOff = refusal("TOTP_IS_OFF", "conflict", {
  id: "Kode autentikator belum aktif.",
  en: "The authenticator's code is not on.",
});

/** The last way into an account must stay. */
export const lastWayIn = refusal("LAST_WAY_IN", "conflict", {
  id: "Ini satu-satunya cara masuk ke akun ini. Buat kata sandi atau kunci sandi lain dahulu.",
  en: "This is the only way into this account. Set a password or another passkey first.",
});

/** The passkey is registered already. */
export const passkeyKnown = refusal("PASSKEY_KNOWN", "conflict", {
  id: "Kunci sandi ini sudah terdaftar.",
  en: "This passkey is registered already.",
});

/** No such passkey, session, token or user that the caller may see. */
export const notFound = refusal("ACCESS_NOT_FOUND", "missing", {
  id: "Tidak ditemukan.",
  en: "Not found.",
});

/** The e-mail address belongs to another account. */
export const emailTaken = refusal("EMAIL_TAKEN", "conflict", {
  id: "Alamat surel ini sudah dipakai akun lain.",
  en: "This e-mail address is used by another account.",
});

/** The person has an account already. */
export const accountExists = refusal("ACCOUNT_EXISTS", "conflict", {
  id: "Orang ini sudah punya akun.",
  en: "This person has an account already.",
});

/** Role, grade and contacts of a person on record are changed where people are kept. */
export const personKnown = refusal("PERSON_KNOWN", "invalid", {
  id: "Orang ini sudah tercatat: cukup personId, email, dan deliver. Peran dan tingkatnya diubah di data orang.",
  en: "This person is on record: personId, email and deliver suffice. Role and grade are changed with the person.",
});

/** Nobody gives away more than they have. */
export const aboveOwnGrade = refusal("ABOVE_OWN_GRADE", "forbidden", {
  id: "Tingkat atau peran yang diberikan tidak boleh di atas milik Anda sendiri.",
  en: "The grade or role you give must not be above your own.",
});

/** A scope that names nothing, or that the giver's own token does not have. */
export const scopeRefused = refusal("SCOPE_REFUSED", "invalid", {
  id: (scope: string) => `Cakupan ${scope} tidak dikenal, atau tidak Anda miliki sendiri.`,
  en: (scope: string) => `The scope ${scope} is not known, or not your own to give.`,
});

/** Nobody switches off their own account. */
export const notYourself = refusal("NOT_YOURSELF", "conflict", {
  id: "Anda tidak dapat menonaktifkan akun Anda sendiri.",
  en: "You cannot switch off your own account.",
});

/** Without an administrator nobody could let anybody in again. */
export const lastAdministrator = refusal("LAST_ADMINISTRATOR", "conflict", {
  id: "Ini pengurus terakhir. Angkat pengurus lain dahulu.",
  en: "This is the last administrator. Appoint another one first.",
});

/** Single sign-on is not set up. */
export const oidcIsOff = refusal("OIDC_IS_OFF", "unsupported", {
  id: "Masuk lewat akun perusahaan (SSO) belum diatur.",
  en: "Single sign-on is not set up.",
});

/** The company's sign-on server cannot be reached or speaks nonsense. */
export const oidcUnavailable = refusal("OIDC_UNAVAILABLE", "unavailable", {
  id: "Server akun perusahaan (SSO) tidak menjawab sebagaimana mestinya. Coba lagi, atau masuk dengan kata sandi.",
  en: "The single sign-on server does not answer as it should. Try again, or sign in with your password.",
});

/** The sign-on server's answer was refused: forged, cancelled, or for somebody whom nobody let in. */
export const oidcRefused = refusal("OIDC_REFUSED", "unauthenticated", {
  id: "Akun perusahaan (SSO) ini tidak membuka Kerani. Hubungi pengurus bila seharusnya bisa.",
  en: "This company account (SSO) does not open Kerani. Ask an administrator if it should.",
});

/** Too many people prove their passwords at this very moment. */
export const tooBusy = refusal("SIGN_IN_BUSY", "limited", {
  id: "Terlalu banyak orang sedang masuk. Coba lagi beberapa detik lagi.",
  en: "Too many people are signing in. Try again in a few seconds.",
});
