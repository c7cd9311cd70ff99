import { defineWords } from "#kernel/i18n/text.ts";

/** Why a calendar that is kept elsewhere cannot be read. */
export const TROUBLES = defineWords({
  url_invalid: { id: "Alamatnya tidak dapat dipakai.", en: "Its address cannot be used." },
  host_not_allowed: { id: "Situsnya tidak (lagi) diizinkan pengurus.", en: "An administrator does not allow its site (any more)." },
  address_forbidden: {
    id: "Situsnya menunjuk ke alamat yang tidak boleh dibaca.",
    en: "Its site points to an address that may not be read.",
  },
  name_unknown: { id: "Situsnya tidak ditemukan.", en: "Its site cannot be found." },
  unreachable: { id: "Situsnya tidak menjawab.", en: "Its site does not answer." },
  broken: { id: "Jawabannya terputus.", en: "Its answer broke off." },
  tls: { id: "Sertifikat situsnya tidak dapat dipercaya.", en: "Its site's certificate cannot be trusted." },
  timeout: { id: "Situsnya terlalu lama menjawab.", en: "Its site takes too long." },
  too_large: { id: "Kalendernya terlalu besar.", en: "The calendar is too large." },
  redirected: { id: "Situsnya terus mengalihkan ke tempat lain.", en: "Its site keeps sending elsewhere." },
  request_invalid: { id: "Alamatnya tidak dapat dipakai.", en: "Its address cannot be used." },
  stopped: { id: "Terputus sebelum selesai.", en: "It was stopped before the end." },
  answer: { id: "Situsnya menolak; mungkin alamatnya sudah dicabut.", en: "Its site refuses; perhaps the address was revoked." },
  no_calendar: { id: "Yang ada di alamat itu bukan kalender.", en: "What is at that address is no calendar." },
});
