import { defineWords, type Text } from "#kernel/i18n/text.ts";

const words = defineWords({
  on: {
    id: (browser: string, system: string) => `${browser} di ${system}`,
    en: (browser: string, system: string) => `${browser} on ${system}`,
  },
});

const BROWSERS: readonly [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/SamsungBrowser/, "Samsung Internet"],
  [/Firefox|FxiOS/, "Firefox"],
  [/Chrome|CriOS/, "Chrome"],
  [/Safari/, "Safari"],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "Mac"],
  [/CrOS/, "Chromebook"],
  [/Linux/, "Linux"],
];

const named = (names: readonly [RegExp, string][], agent: string, otherwise: string): string =>
  names.find(([pattern]) => pattern.test(agent))?.[1] ?? otherwise;

/** What a browser is called in lists of sessions, keys and notified devices: "Chrome di Android". */
export const deviceName = (agent: string): Text => {
  const browser = named(BROWSERS, agent, "Browser");
  const system = named(SYSTEMS, agent, "?");
  return { id: words.on.id(browser, system), en: words.on.en(browser, system) };
};
