import { defineWords } from "#kernel/i18n/text.ts";

/** Words of the page on which outsiders book. */
export const words = defineWords({
  gone: { id: "Halaman ini tidak ada", en: "There is no such page" },
  goneText: { id: "Halaman janji temu ini tidak ada, atau sudah ditutup.", en: "This booking page does not exist, or is closed." },
  linkGone: { id: "Tautan ini sudah tidak berlaku.", en: "This link does not work any more." },
  length: { id: (minutes: number) => `${minutes} menit`, en: (minutes: number) => `${minutes} minutes` },
  zone: { id: (zone: string) => `Jam menurut zona Anda, ${zone}.`, en: (zone: string) => `Times are in your zone, ${zone}.` },
  days: { id: "Pilih hari", en: "Choose a day" },
  times: { id: "Pilih jam", en: "Choose a time" },
  more: { id: "Hari-hari berikutnya", en: "Later days" },
  none: { id: "Belum ada waktu kosong dalam rentang ini.", en: "There is no free time in this range." },
  chosen: { id: "Waktu yang dipilih", en: "Your time" },
  other: { id: "Pilih waktu lain", en: "Choose another time" },
  name: { id: "Nama Anda", en: "Your name" },
  email: { id: "Surel Anda", en: "Your e-mail" },
  emailHelp: { id: "Kami kirimi Anda tautan untuk memindahkan atau membatalkan.", en: "We send you a link to move or cancel it." },
  book: { id: "Pesan waktu ini", en: "Book this time" },
  ask: { id: "Minta waktu ini", en: "Ask for this time" },
  moveTo: { id: "Pindah ke waktu ini", en: "Move to this time" },
  confirmed: { id: "Janji temu Anda tercatat.", en: "Your appointment is booked." },
  requested: {
    id: "Permintaan Anda terkirim. Waktunya ditahan sampai dijawab.",
    en: "Your request is sent. The time is held until it is answered.",
  },
  cancelled: { id: "Janji temu ini dibatalkan.", en: "This appointment is cancelled." },
  declined: { id: "Permintaan ini ditolak.", en: "This request was declined." },
  lapsed: { id: "Permintaan ini tidak terjawab; waktunya dilepas.", en: "This request was not answered; its time was let go." },
  move: { id: "Pindahkan", en: "Move it" },
  cancel: { id: "Batalkan janji temu", en: "Cancel the appointment" },
  website: { id: "Situs web (biarkan kosong)", en: "Website (leave empty)" },
});
