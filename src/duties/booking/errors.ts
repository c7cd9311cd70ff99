import { Refusal, refusal } from "#kernel/errors/refusal.ts";

/** No such page, or one that is closed. */
export const pageMissing = refusal("BOOKING_PAGE_MISSING", "missing", {
  id: "Halaman janji temu ini tidak ada, atau sudah ditutup.",
  en: "There is no such booking page, or it is closed.",
});
/** Somebody else's page. */
export const pageNotYours = refusal("BOOKING_PAGE_NOT_YOURS", "forbidden", {
  id: "Halaman ini bukan milik Anda. Pemiliknya, meja depan tingkat 3, atau pengurus dapat mengubahnya.",
  en: "This page is not yours. Its owner, a clerk from grade 3 or an administrator can change it.",
});
/** The page's address is in use. */
export const slugTaken = refusal("BOOKING_SLUG_TAKEN", "conflict", {
  id: "Alamat halaman itu sudah dipakai. Pilih yang lain.",
  en: "Another page has this address. Choose another one.",
});
/** Somebody, a room or a thing that is not known. */
export const hostMissing = refusal("BOOKING_HOST_MISSING", "missing", {
  id: "Orang, ruang, atau barang itu tidak dikenal di sini.",
  en: "That person, room or thing is not known here.",
});
/** The form was filled faster than people do, by a robot, or lay open for a day. */
export const formStale = refusal("BOOKING_FORM_STALE", "invalid", {
  id: "Formulir ini tidak dapat diterima. Muat ulang halaman, lalu kirim lagi setelah beberapa detik.",
  en: "This form cannot be accepted. Reload the page and send it again after a few seconds.",
});
/** A question without its answer, or an answer without its question. */
export const answersWrong = refusal("BOOKING_ANSWERS_WRONG", "invalid", {
  id: (label: string) => `Pertanyaan "${label}" belum dijawab dengan benar.`,
  en: (label: string) => `The question "${label}" is not answered properly.`,
});
/** One address has booked as much of a page as is allowed at once. */
export const tooManyBookings = refusal("BOOKING_TOO_MANY", "limited", {
  id: "Anda sudah mempunyai beberapa janji temu di halaman ini. Batalkan salah satunya dahulu.",
  en: "You already have several appointments on this page. Cancel one of them first.",
});
/** No such booking, or nothing left to do with it. */
export const bookingMissing = refusal("BOOKING_MISSING", "missing", {
  id: "Janji temu itu tidak ada, atau bukan urusan Anda.",
  en: "There is no such appointment, or it is not yours to see.",
});
/** It was answered, cancelled, or ran out before. */
export const bookingOver = refusal("BOOKING_OVER", "conflict", {
  id: "Janji temu ini sudah dijawab, dibatalkan, atau lewat.",
  en: "This appointment was answered or cancelled before, or is over.",
});
/** Nothing that one could wait for. */
export const waitUnclear = refusal("WAIT_UNCLEAR", "invalid", {
  id: "Tidak ada waktu halaman ini dalam rentang itu. Pilih hari yang akan datang, paling jauh sejauh halaman ini dibuka.",
  en: "The page has no times in that range. Choose days to come, as far ahead as the page is open.",
});
/** The offered times are not open any more. */
export const offerOver = refusal("OFFER_OVER", "conflict", {
  id: "Tawaran waktu ini sudah tidak berlaku: sudah dipilih, ditarik, atau lewat batasnya.",
  en: "This offer of times is over: one was chosen, it was taken back, or it ran out.",
});

const taken = {
  code: "BOOKING_TIME_TAKEN",
  kind: "conflict",
  text: {
    id: "Waktu itu baru saja terisi atau tidak tersedia. Pilih salah satu waktu berikutnya.",
    en: "That time has just been taken or is not open. Choose one of the next times.",
  },
} as const;

/** The time is not free any more; the next free ones go with it. */
export const timeTaken = Object.assign(
  (times: readonly { start: string; end: string }[]): Refusal => new Refusal({ ...taken, data: { times: [...times] } }),
  { code: taken.code, kind: taken.kind },
);
