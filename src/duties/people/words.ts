import { defineWords } from "#kernel/i18n/text.ts";

/** The texts of this duty that are no refusal and no label. */
export const PEOPLE_WORDS = defineWords({
  desk: { id: "Meja", en: "The desk" },
  someone: { id: "Seseorang", en: "Somebody" },
});
