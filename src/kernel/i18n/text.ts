/** The two languages that every text of Kerani exists in. */
export const LANGUAGES = ["id", "en"] as const;
/** A language tag: Indonesian or English. */
export type Lang = (typeof LANGUAGES)[number];
/** One sentence in both languages; with arguments, one function for each. */
export type Text<A extends unknown[] = []> = A extends []
  ? { readonly id: string; readonly en: string }
  : { readonly id: (...args: A) => string; readonly en: (...args: A) => string };
/** A text that may or may not take arguments: the value type of every word list. */
export type AnyText =
  | { readonly id: string; readonly en: string }
  | { readonly id: (...args: never[]) => string; readonly en: (...args: never[]) => string };

/** A list of texts; a key without one of the two languages, or with unlike arguments, does not compile. */
export const defineWords = <const W extends Record<string, AnyText>>(words: W): W => words;

/** The text in one language. */
export const say = (text: Text, lang: Lang): string => text[lang];

/** The nearest language that Kerani speaks to an Accept-Language or BCP 47 tag; Indonesian when none fits. */
export const nearestLanguage = (tag: string | undefined): Lang => {
  for (const part of (tag ?? "").toLowerCase().split(",")) {
    const primary = part.trim().split(/[-;_]/)[0];
    if (primary === "id" || primary === "in" || primary === "ms") return "id";
    if (primary === "en") return "en";
  }
  return "id";
};
