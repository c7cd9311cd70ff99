import type { Text } from "#kernel/i18n/text.ts";
import { FINDING_WORDS } from "./finding-words.ts";

/** What can be wrong with calendar or contact data. */
export type FindingCode = keyof typeof FINDING_WORDS;

/** One thing wrong at a physical line (1-based; 0 when no line can be named). A grave one forbids storing the object. */
export type Finding = { readonly line: number; readonly code: FindingCode; readonly grave: boolean; readonly text: Text };

/** Nobody reads more than this many; hostile input must not be answered with a book. */
const MOST_FINDINGS = 100;

const fill = (part: unknown, what: string): string =>
  typeof part === "function" ? (part as (what: string) => string)(what) : (part as string);

/** Input is quoted back in a finding only so far. */
const shortened = (what: string): string => (what.length > 60 ? `${what.slice(0, 57)}...` : what);

/** Makes a finding; `what` fills the sentence where it quotes the input. */
export const finding = (code: FindingCode, line: number, what = ""): Finding => {
  const words = FINDING_WORDS[code];
  const quoted = shortened(what);
  return { line, code, grave: words.grave, text: { id: fill(words.id, quoted), en: fill(words.en, quoted) } };
};

/** Adds a finding to a list that stays short. */
export const note = (findings: Finding[], code: FindingCode, line: number, what = ""): void => {
  if (findings.length < MOST_FINDINGS) findings.push(finding(code, line, what));
};
