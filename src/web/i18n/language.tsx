import { createContext, useContext, useMemo, useState, type ReactNode } from "react";
import type { AnyText, Lang } from "#kernel/i18n/text.ts";
import { nearestLanguage } from "#kernel/i18n/text.ts";
import { speak } from "../api/client.ts";

const KEPT = "kerani-language";

type Speaking = { lang: Lang; choose: (lang: Lang) => void };
const Language = createContext<Speaking>({ lang: "id", choose: () => {} });

const first = (): Lang => {
  const kept = localStorage.getItem(KEPT);
  return kept === "id" || kept === "en" ? kept : nearestLanguage(navigator.language);
};

/** Holds the reader's language; it changes without a reload. */
export const LanguageHome = ({ children }: { children: ReactNode }) => {
  const [lang, setLang] = useState<Lang>(first);
  speak(lang);
  document.documentElement.lang = lang;
  const speaking = useMemo(
    () => ({
      lang,
      choose: (next: Lang) => {
        localStorage.setItem(KEPT, next);
        setLang(next);
      },
    }),
    [lang],
  );
  return <Language.Provider value={speaking}>{children}</Language.Provider>;
};

/** The reader's language and how to change it. */
export const useLanguage = (): Speaking => useContext(Language);

/** Says texts in the reader's language: `t(words.taken)`, `t(words.count, 3)`. */
export type Say = <T extends AnyText>(text: T, ...args: T extends { id: (...given: infer A) => string } ? A : []) => string;

/** The reader's way of saying texts. */
export const useSay = (): Say => {
  const { lang } = useLanguage();
  return useMemo(
    () =>
      ((text: AnyText, ...args: unknown[]) => {
        const said = text[lang];
        return typeof said === "function" ? (said as (...given: unknown[]) => string)(...args) : said;
      }) as Say,
    [lang],
  );
};
