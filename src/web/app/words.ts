import { defineWords } from "#kernel/i18n/text.ts";

/** Words of the shell: places, groups of the command bar, what is asked at the way out. */
export const words = defineWords({
  desk: { id: "Meja", en: "Desk" },
  messages: { id: "Pesan", en: "Messages" },
  people: { id: "Orang", en: "People" },
  approvals: { id: "Persetujuan", en: "Approvals" },
  mandates: { id: "Mandat", en: "Mandates" },
  settings: { id: "Pengaturan", en: "Settings" },
  take: { id: "Catat pesan", en: "Take a message" },
  takeShort: { id: "Catat", en: "Take" },
  doing: { id: "Kerjakan", en: "Do" },
  finding: { id: "Temukan", en: "Find" },
  going: { id: "Buka", en: "Go to" },
  takeFor: { id: (whom: string) => `Catat pesan untuk ${whom}`, en: (whom: string) => `Take a message for ${whom}` },
  takeForFrom: {
    id: (whom: string, who: string) => `Catat pesan untuk ${whom} dari ${who}`,
    en: (whom: string, who: string) => `Take a message for ${whom} from ${who}`,
  },
  takeFrom: { id: (who: string) => `Catat pesan dari ${who}`, en: (who: string) => `Take a message from ${who}` },
  searchMessages: { id: (text: string) => `Cari “${text}” di pesan`, en: (text: string) => `Search messages for “${text}”` },
  reachPerson: { id: (name: string) => `Siapa yang diberi tahu untuk ${name}?`, en: (name: string) => `Who would be told for ${name}?` },
  giveMandate: { id: "Beri mandat", en: "Give a mandate" },
  addPerson: { id: "Tambah orang", en: "Add a person" },
  importPeople: { id: "Impor orang dari berkas", en: "Import people from a file" },
  myAccount: { id: "Akun dan keamanan", en: "Account and security" },
  group: { id: "Kelompok", en: "Group" },
  post: { id: "Jabatan", en: "Post" },
  organisation: { id: "Organisasi", en: "Organisation" },
  notHere: { id: "Halaman ini tidak ada.", en: "There is no such page." },
  notHereText: {
    id: "Tautannya mungkin salah ketik, atau bagian ini tidak dipakai di perusahaan Anda.",
    en: "The link may be mistyped, or this part is not used in your company.",
  },
  toDesk: { id: "Ke meja", en: "To the desk" },
  starting: { id: "Kerani sedang dibuka …", en: "Opening Kerani …" },
  cannotStart: { id: "Kerani belum dapat dihubungi.", en: "Kerani cannot be reached yet." },
  waitingOnLeave: {
    id: (n: number) =>
      `${n} hal belum terkirim. Bila Anda keluar sekarang, hal itu tetap di perangkat ini dan dikirim saat Anda masuk lagi.`,
    en: (n: number) => `${n} things are not sent yet. If you sign out now they stay on this device and are sent when you sign in again.`,
  },
  signOut: { id: "Keluar", en: "Sign out" },
  somethingBroke: { id: "Ada yang rusak di layar ini.", en: "Something broke on this screen." },
  somethingBrokeText: {
    id: "Yang tersimpan tetap tersimpan. Muat ulang layar; bila terulang, beri tahu pengurus.",
    en: "What was saved is saved. Reload the screen; if it happens again, tell the administrator.",
  },
  reload: { id: "Muat ulang", en: "Reload" },
});
