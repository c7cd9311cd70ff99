import { defineWords } from "#kernel/i18n/text.ts";

/** What the screen of posts and groups says. */
export const words = defineWords({
  title: { id: "Susunan", en: "Structure" },
  hint: {
    id: "Siapa memegang apa, melapor kepada siapa, dan kelompok apa yang ada.",
    en: "Who holds what, reports to whom, and which groups there are.",
  },
  posts: { id: "Jabatan", en: "Posts" },
  noPosts: { id: "Belum ada jabatan.", en: "There are no posts yet." },
  addPost: { id: "Tambah jabatan", en: "Add a post" },
  postTitle: { id: "Nama jabatan", en: "Title" },
  reportsTo: { id: "Melapor kepada", en: "Reports to" },
  top: { id: "Tidak kepada siapa pun", en: "Nobody" },
  place: { id: "Cabang atau bagian", en: "Branch or department" },
  vacant: { id: "Kosong", en: "Vacant" },
  acting: { id: "pelaksana tugas", en: "acting" },
  fill: { id: "Isi", en: "Fill" },
  who: { id: "Pegawai", en: "Colleague" },
  whoHelp: { id: "Ketik beberapa huruf.", en: "Type a few letters." },
  vacate: { id: "Lepas", en: "Release" },
  archive: { id: "Hapus", en: "Remove" },
  groups: { id: "Kelompok", en: "Groups" },
  noGroups: { id: "Belum ada kelompok.", en: "There are no groups yet." },
  addGroup: { id: "Tambah kelompok", en: "Add a group" },
  groupName: { id: "Nama kelompok", en: "Name of the group" },
  purpose: { id: "Untuk apa", en: "Purpose" },
  addMember: { id: "Tambah anggota", en: "Add a member" },
  members: { id: (n: number) => `${n} anggota`, en: (n: number) => `${n} ${n === 1 ? "member" : "members"}` },
  save: { id: "Simpan", en: "Save" },
  cancel: { id: "Batal", en: "Cancel" },
  saved: { id: "Tersimpan", en: "Saved" },
});
