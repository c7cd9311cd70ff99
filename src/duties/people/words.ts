import { defineWords } from "#kernel/i18n/text.ts";

/** The texts of this duty that are no refusal and no label. */
export const PEOPLE_WORDS = defineWords({
  desk: { id: "Meja", en: "The desk" },
  someone: { id: "Seseorang", en: "Somebody" },
  gradeProposed: {
    id: (by: string, who: string, to: number, from: number) => `${by} mengusulkan tingkat ${to} untuk ${who} (sekarang ${from})`,
    en: (by: string, who: string, to: number, from: number) => `${by} proposes grade ${to} for ${who} (now ${from})`,
  },
  acting: {
    id: (post: string) => `Pelaksana tugas ${post}`,
    en: (post: string) => `Acting ${post}`,
  },
  members: {
    id: (many: number) => `${many} anggota`,
    en: (many: number) => (many === 1 ? "1 member" : `${many} members`),
  },
  vacant: { id: "Lowong", en: "Vacant" },
});
