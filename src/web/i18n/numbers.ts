import type { Lang } from "#kernel/i18n/text.ts";

const LOCALE: Readonly<Record<Lang, string>> = { id: "id-ID", en: "en-GB" };
const NO_BREAK = "\u00a0";
const SEN = 100;

/** A number as the language groups it: 1.234.568 or 1,234,568. */
export const formatNumber = (value: number, lang: Lang, decimals = 0): string =>
  new Intl.NumberFormat(LOCALE[lang], { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);

/** Rupiah from minor units for a screen: "Rp 1.234.568", sen only when there are any; the space does not break. */
export const formatRupiah = (minor: number, lang: Lang): string => {
  const sign = minor < 0 ? "−" : "";
  const sum = Math.abs(minor);
  return `${sign}Rp${NO_BREAK}${formatNumber(sum / SEN, lang, sum % SEN === 0 ? 0 : 2)}`;
};

/** A file's size in the largest unit that leaves a short number. */
export const formatBytes = (bytes: number, lang: Lang): string => {
  const units = ["B", "kB", "MB", "GB"];
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${formatNumber(value, lang, power > 0 && value < 10 ? 1 : 0)}${NO_BREAK}${units[power]}`;
};
