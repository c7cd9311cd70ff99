import { partOfPhone } from "./phone.ts";

/** What a searcher typed, taken apart; every text here is free of LIKE's special characters. */
export type Sought = {
  /** The words in both spellings (the second only where it differs). */
  spellings: readonly (readonly string[])[];
  /** One or two letters: only the beginnings of names are worth looking at. */
  brief: boolean;
  phonePart: string | undefined;
  mailPart: string | undefined;
};

const MOST_WORDS = 6;
/** Salutations that people type along with a name; they are not part of it. */
const SALUTATIONS = new Set(
  "bapak bpk pak ibu bu mas mbak mba bang kak kakak om tante tuan nyonya nona sdr sdri saudara saudari mr mrs ms miss sir madam".split(" "),
);

const wordsOf = (folded: string): string[] => {
  const words = folded.split(" ").filter(Boolean).slice(0, MOST_WORDS);
  const named = words.length > 1 && SALUTATIONS.has(words[0] as string) ? words.slice(1) : words;
  return named;
};

/** Takes a searcher's text apart; `folded` and `modern` are the text as the database folds it. */
export const readSought = (text: string, folded: string, modern: string): Sought => {
  const spellings = [wordsOf(folded), wordsOf(modern)];
  const [words = [], other = []] = spellings;
  const mail = text.trim().toLowerCase();
  return {
    spellings: words.join(" ") === other.join(" ") ? [words] : spellings,
    brief: words.join("").length < 3,
    phonePart: partOfPhone(text),
    mailPart: /^[^\s%_\\]{3,}$/.test(mail) && mail.includes("@") ? mail : undefined,
  };
};

/** How good a find is: the very name, its first words, its beginning, beginnings of its words, less for a likeness. */
export const SCORES = { exact: 1, address: 0.96, whole: 0.95, start: 0.9, words: 0.8, likeness: 0.7 } as const;
