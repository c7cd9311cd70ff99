import { defineWords } from "#kernel/i18n/text.ts";

/** What the screens of approvals say. */
export const words = defineWords({
  approvals: { id: "Persetujuan", en: "Approvals" },
  hint: {
    id: "Belum ada yang terjadi: perintah ini menunggu keputusan Anda, dan dijalankan sekali saja.",
    en: "Nothing has happened yet: these commands wait for your decision, and run once only.",
  },
  show: { id: "Tampilkan", en: "Show" },
  waiting: { id: "Menunggu saya", en: "Waiting for me" },
  asked: { id: "Yang saya ajukan", en: "What I asked for" },
  done: { id: "Disetujui", en: "Approved" },
  refused: { id: "Ditolak", en: "Refused" },
  nothing: { id: "Tidak ada yang menunggu persetujuan", en: "Nothing waits for approval" },
  nothingText: {
    id: "Perintah yang tuasnya berdiri di draf muncul di sini sebelum dijalankan.",
    en: "Commands whose dial stands at draft appear here before they run.",
  },
  wants: { id: (name: string) => `${name} ingin`, en: (name: string) => `${name} wants` },
  whatHappens: { id: "Yang akan terjadi", en: "What would happen" },
  why: { id: "Mengapa ditanyakan", en: "Why it is asked" },
  command: { id: "Perintah", en: "Command" },
  by: { id: "Diajukan oleh", en: "Asked by" },
  when: { id: "Diajukan", en: "Asked" },
  decidedBy: { id: "Diputuskan oleh", en: "Decided by" },
  decidedAt: { id: "Diputuskan", en: "Decided" },
  note: { id: "Catatan", en: "Note" },
  changed: { id: "Disetujui dengan perubahan", en: "Approved with changes" },
  approve: { id: "Setujui", en: "Approve" },
  change: { id: "Setujui dengan perubahan", en: "Approve with changes" },
  refuse: { id: "Tolak", en: "Refuse" },
  reason: { id: "Alasan, untuk yang mengajukan", en: "Reason, for whoever asked" },
  fields: { id: "Isian yang diubah (JSON)", en: "The fields, changed (JSON)" },
  fieldsHelp: {
    id: "Hanya yang Anda ubah yang dikirim; selebihnya tetap seperti diajukan.",
    en: "Only what you change is sent; the rest stays as it was asked.",
  },
  notJson: { id: "Ini bukan JSON yang benar.", en: "This is not proper JSON." },
  cancel: { id: "Batal", en: "Cancel" },
  approvedToast: { id: "Disetujui dan dijalankan", en: "Approved and carried out" },
  refusedToast: { id: "Ditolak", en: "Refused" },
  waits: { id: "Menunggu keputusan", en: "Waits for a decision" },
});
