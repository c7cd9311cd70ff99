import type { Text } from "#kernel/i18n/text.ts";
import { defineWords } from "#kernel/i18n/text.ts";

type Period = { name: string; until: Text };

/** What mandates say to people. */
export const MANDATE_WORDS = defineWords({
  everything: { id: "semua wewenang", en: "everything" },
  offerTitle: {
    id: ({ name, until }: Period) => `${name} memberi Anda mandat sampai ${until.id}`,
    en: ({ name, until }: Period) => `${name} gives you a mandate until ${until.en}`,
  },
  offerDetail: {
    id: (lends: Text, from: Text, ceiling: Text | null, reason: string) =>
      `Cakupan: ${lends.id}. Mulai ${from.id}.${ceiling ? ` Paling banyak ${ceiling.id} sekali bertindak.` : ""} Alasan: ${reason}`,
    en: (lends: Text, from: Text, ceiling: Text | null, reason: string) =>
      `Scope: ${lends.en}. From ${from.en}.${ceiling ? ` At most ${ceiling.en} in one act.` : ""} Reason: ${reason}`,
  },
  declinedTitle: {
    id: (name: string) => `${name} menolak mandat Anda; wewenang itu kembali kepada Anda`,
    en: (name: string) => `${name} declined your mandate; that authority is yours again`,
  },
  revokedTitle: {
    id: (name: string) => `${name} mencabut mandat Anda`,
    en: (name: string) => `${name} revoked your mandate`,
  },
  returnedTitle: {
    id: (name: string) => `Mandat kepada ${name} sudah kembali kepada Anda`,
    en: (name: string) => `Your mandate to ${name} has come back to you`,
  },
  reportTitle: {
    id: (name: string) => `Mandat dari ${name} selesai: tulis laporannya`,
    en: (name: string) => `The mandate from ${name} is over: write the report`,
  },
  nothingDone: { id: "Tidak ada yang dilakukan atas dasar mandat ini.", en: "Nothing was done under this mandate." },
  doneInAll: {
    id: (count: number) => `${count} tindakan atas dasar mandat ini:`,
    en: (count: number) => `${count} ${count === 1 ? "act" : "acts"} under this mandate:`,
  },
  andMore: { id: (count: number) => `… dan ${count} jenis lagi`, en: (count: number) => `… and ${count} more kinds` },
});
