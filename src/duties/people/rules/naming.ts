/** What a name is dressed with. */
export type Named = {
  name: string;
  salutation: string | null;
  titleBefore: string | null;
  titleAfter: string | null;
  initials: string | null;
};

/** Salutation and name, as one says it: Ibu Ratna Dewi. */
export const calledName = ({ salutation, name }: Pick<Named, "salutation" | "name">): string =>
  [salutation, name].filter(Boolean).join(" ");

/** Titles and name, as one writes it: Dr. Ratna Dewi, S.E., M.M. */
export const writtenName = ({ titleBefore, name, titleAfter }: Named): string =>
  [titleBefore, name].filter(Boolean).join(" ") + (titleAfter ? `, ${titleAfter}` : "");

const letters = (word: string, many: number): string =>
  [...word.normalize("NFC")]
    .filter((letter) => /\p{L}|\p{N}/u.test(letter))
    .slice(0, many)
    .join("");

/** Two letters for the round picture: first and last word, or the first two letters of a single name. */
export const initialsOf = ({ name, initials }: Pick<Named, "name" | "initials">): string => {
  if (initials) return initials;
  const words = name.split(/\s+/).filter((word) => letters(word, 1) !== "");
  const [first = "", last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  const made = last ? letters(first, 1) + letters(last, 1) : letters(first, 2);
  return made.toLocaleUpperCase("id") || "?";
};
