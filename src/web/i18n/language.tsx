import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import type { AnyText, Lang } from "#kernel/i18n/text.ts";
import { nearestLanguage } from "#kernel/i18n/text.ts";
import { speak } from "../api/client.ts";
import type { Reader } from "./time.ts";
import { onDevice } from "../offline/device-memory.ts";

const KEPT = "kerani-language";

type Speaking = Reader & { choose: (lang: Lang) => void; chooseZone: (timeZone: string) => void };
const Language = createContext<Speaking>({ lang: "id", timeZone: "Asia/Jakarta", choose: () => {}, chooseZone: () => {} });

const first = (): Lang => {
  const kept = onDevice.read(KEPT);
  return kept === "id" || kept === "en" ? kept : nearestLanguage(navigator.language);
};
const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone || "Asia/Jakarta";

/** Holds the reader's language and time zone; both change without a reload. */
export const LanguageHome = ({ children, start }: { children: ReactNode; start?: Partial<Reader> }) => {
  const [lang, setLang] = useState<Lang>(() => start?.lang ?? first());
  const [timeZone, chooseZone] = useState(() => start?.timeZone ?? ownZone());
  speak(lang);
  useEffect(() => {
    document.documentElement.lang = lang;
  }, [lang]);
  const speaking = useMemo(
    () => ({
      lang,
      timeZone,
      chooseZone,
      choose: (next: Lang) => {
        onDevice.write(KEPT, next);
        setLang(next);
      },
    }),
    [lang, timeZone],
  );
  return <Language.Provider value={speaking}>{children}</Language.Provider>;
};

/** The reader's language and zone, and how to change them. */
export const useLanguage = (): Speaking => useContext(Language);

/** The reader, as the formatters of `time.ts` want one. */
export const useReader = (): Reader => {
  const { lang, timeZone } = useContext(Language);
  return useMemo(() => ({ lang, timeZone }), [lang, timeZone]);
};

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
