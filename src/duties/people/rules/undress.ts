/** A name and what it was written with. */
export type Undressed = { name: string; salutation: string | null; titleBefore: string | null; titleAfter: string | null };

const SALUTATION = /^(bapak|bpk|ibu|mas|mbak|bang|kak|sdri?|saudara|saudari|tuan|nyonya|nona|mr|mrs|ms)(?:\.\s*|\s+)(?=\S)/i;
/** How salutations are kept, whatever their abbreviation. */
const FULL: Readonly<Record<string, string>> = { bpk: "Bapak", sdr: "Saudara", sdri: "Saudari" };
/** Titles that stand before a name; those that could begin a name (Drajat, Irfan, Ho) only with their stop. */
const BEFORE = /^(?:(prof|drs|dra|drg|dr|ir|hj|h|kh|r\.a|apt|ns)\.\s*|(prof|drs|dra|drg|dr)\s+)(?=\S)/i;
/** S.E., M.M., Ph.D., S.Kom, MBA: a title after a comma has a stop in it or is in capitals. */
const AFTER = /^(?=.{1,15}$)(?:\p{L}{1,5}\.[\p{L}. ]*|[A-Z]{2,5})$/u;

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

/** Takes salutation and titles off a name as Indonesian lists write it: "Bpk. Dr. Ir. Suharto, S.E., M.M.". */
export const undress = (written: string): Undressed => {
  let rest = written.trim();
  const greeting = SALUTATION.exec(rest);
  if (greeting) rest = rest.slice(greeting[0].length);
  const before: string[] = [];
  for (let title = BEFORE.exec(rest); title; title = BEFORE.exec(rest)) {
    before.push(title[0].trim());
    rest = rest.slice(title[0].length);
  }
  const parts = rest.split(/\s*,\s*/);
  const after: string[] = [];
  while (parts.length > 1 && AFTER.test(parts.at(-1) as string)) after.unshift(parts.pop() as string);
  const word = greeting?.[1]?.toLowerCase();
  return {
    name: parts.join(", ").trim(),
    salutation: word ? (FULL[word] ?? capital(word)) : null,
    titleBefore: before.join(" ") || null,
    titleAfter: after.join(", ") || null,
  };
};
