import { defineWords } from "#kernel/i18n/text.ts";

/** Words of where people say that they are. */
export const words = defineWords({
  title: { id: "Saya sekarang", en: "Me, now" },
  help: {
    id: "Selama Anda keluar atau tidak ingin diganggu, urusan Anda ditawarkan kepada yang mewakili.",
    en: "While you are out or not to be disturbed, your matters are offered to whoever stands in.",
  },
  in: { id: "Ada", en: "In" },
  out: { id: "Keluar", en: "Out" },
  dnd: { id: "Jangan diganggu", en: "Do not disturb" },
  isIn: { id: "Anda ada lagi.", en: "You are in again." },
  saved: { id: "Tersimpan; semua orang di meja melihatnya.", en: "Saved; everybody on the desk sees it." },
  until: { id: (when: string) => `Sampai ${when}`, en: (when: string) => `Until ${when}` },
  open: { id: "Sampai Anda kembali", en: "Until you are back" },
  howLong: { id: "Sampai kapan", en: "Until when" },
  hour: { id: "Satu jam", en: "An hour" },
  two: { id: "Dua jam", en: "Two hours" },
  evening: { id: "Akhir jam kerja, pukul 17.00", en: "The end of the working day, 17:00" },
  note: { id: "Di mana, atau mengapa", en: "Where, or why" },
  save: { id: "Simpan", en: "Save" },
  cancel: { id: "Batal", en: "Cancel" },
  where: { id: "Keberadaan", en: "Whereabouts" },
  everybody: { id: "Semua dapat dihubungi.", en: "Everybody can be reached." },
  today: { id: "Pesan hari ini", en: "Messages today" },
  perHour: { id: (n: number, hour: string) => `${n} pesan pukul ${hour}`, en: (n: number, hour: string) => `${n} messages at ${hour}` },
  none: { id: "Belum ada pesan hari ini.", en: "No messages yet today." },
});
