import { defineWords } from "#kernel/i18n/text.ts";

/** Words of the frame. */
export const words = defineWords({
  take: { id: "Catat pesan", en: "Take a message" },
  skip: { id: "Langsung ke isi", en: "Skip to content" },
  places: { id: "Bagian", en: "Places" },
  collapse: { id: "Kecilkan", en: "Collapse" },
  expand: { id: "Lebarkan", en: "Expand" },
  waits: { id: (n: number) => `${n} menunggu`, en: (n: number) => `${n} waiting` },
  bar: { id: "Ketik pesan, nama, atau perintah", en: "Type a message, a name or a command" },
  barHint: { id: "pesan untuk Bu Ratna dari Pak Joko …", en: "message for Ratna from Mr Joko …" },
  barEmpty: { id: "Tidak ada yang cocok.", en: "Nothing fits." },
  barShort: { id: "Bilah perintah", en: "Command bar" },
  account: { id: "Akun saya", en: "My account" },
  more: { id: "Lainnya", en: "More" },
  signOut: { id: "Keluar", en: "Sign out" },
  settings: { id: "Pengaturan", en: "Settings" },
  shortcuts: { id: "Pintasan papan ketik", en: "Keyboard shortcuts" },
  shortcutsHelp: {
    id: "Pintasan bekerja selama Anda tidak sedang mengetik di sebuah isian.",
    en: "Shortcuts work while you are not typing in a field.",
  },
  actAs: { id: (name: string) => `Bertindak atas nama ${name}`, en: (name: string) => `Act for ${name}` },
  acting: { id: (name: string) => `Anda sedang bertindak atas nama ${name}`, en: (name: string) => `You are acting for ${name}` },
  actingUntil: {
    id: (name: string, until: string) => `Anda sedang bertindak atas nama ${name}, sampai ${until}`,
    en: (name: string, until: string) => `You are acting for ${name}, until ${until}`,
  },
  ownName: { id: "Kembali atas nama sendiri", en: "Back to my own name" },
  staff: { id: "Pegawai", en: "Staff" },
  desk: { id: "Petugas meja", en: "Desk" },
  administrator: { id: "Pengurus", en: "Administrator" },
  onCall: { id: "Piket", en: "On call" },
  nobodyOnCall: { id: "Belum ada piket", en: "Nobody on call" },
  executives: { id: "Keberadaan", en: "Whereabouts" },
  line: { id: "Telepon", en: "Telephone" },
  noLine: { id: "belum dipasang", en: "not set up" },
});
