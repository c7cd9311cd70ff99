import { useMantineColorScheme } from "@mantine/core";
import { useSay, useLanguage } from "../i18n/language.tsx";
import type { Lang } from "#kernel/i18n/text.ts";
import { IconMoon, IconSun, IconSunMoon } from "./icons.ts";
import { words } from "./words.ts";
import css from "./switches.module.css";

const LANGUAGES: readonly { lang: Lang; name: string; short: string }[] = [
  { lang: "id", name: "Bahasa Indonesia", short: "ID" },
  { lang: "en", name: "English", short: "EN" },
];

/** Switches the language of everything at once; nothing is loaded again. */
export const LanguageSwitch = ({ onChoose }: { onChoose?(lang: Lang): void }) => {
  const t = useSay();
  const { lang: current, choose } = useLanguage();
  return (
    <fieldset className={css["pair"]} aria-label={t(words.language)}>
      {LANGUAGES.map(({ lang, name, short }) => (
        <button
          key={lang}
          type="button"
          lang={lang}
          aria-pressed={lang === current}
          onClick={() => {
            choose(lang);
            onChoose?.(lang);
          }}
        >
          <span aria-hidden="true">{short}</span>
          <span className="k-said">{name}</span>
        </button>
      ))}
    </fieldset>
  );
};

const SCHEMES = [
  { scheme: "light", label: words.light, Icon: IconSun },
  { scheme: "dark", label: words.dark, Icon: IconMoon },
  { scheme: "auto", label: words.system, Icon: IconSunMoon },
] as const;

/** Light, dark, or as the device has it. */
export const ColorSchemeSwitch = () => {
  const t = useSay();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <fieldset className={css["pair"]} aria-label={t(words.scheme)}>
      {SCHEMES.map(({ scheme, label, Icon }) => (
        <button key={scheme} type="button" aria-pressed={scheme === colorScheme} onClick={() => setColorScheme(scheme)} title={t(label)}>
          <Icon size={18} aria-hidden />
          <span className="k-said">{t(label)}</span>
        </button>
      ))}
    </fieldset>
  );
};
