import { parsePhoneNumberFromString, type PhoneNumber } from "libphonenumber-js/max";

/** A telephone number as it is stored: E.164 (`+62812…`) or a short service number as dialled (`1500888`). */
export type Phone = { value: string; extension: string | null; mobile: boolean };

/** Where a number without a country belongs. */
const HOME = "ID";
/** Emergency and call-centre numbers such as 112, 14045 and 1500888 have no international form. */
const SHORT = /^1\d{2,7}$/;
const EXTENSION_WORDS = /\b(?:pesawat|psw|pes|ekstensi)\b\.?/i;
/** `0062…` is written by many, though Indonesia's own prefix for abroad is another. */
const DOUBLE_ZERO = /^00(?=[1-9])/;

const parsed = (text: string): PhoneNumber | undefined => {
  const found = parsePhoneNumberFromString(text, { defaultCountry: HOME, extract: false });
  return found?.isPossible() ? found : undefined;
};

/** Reads a number as people write it; numbers without a country are Indonesian. Undefined when nobody could dial it. */
export const readPhone = (given: string): Phone | undefined => {
  const text = given.normalize("NFKC").replace(EXTENSION_WORDS, " ext. ").trim();
  const digits = text.replace(/[\s().-]/g, "");
  if (SHORT.test(digits)) return { value: digits, extension: null, mobile: false };
  const found = (DOUBLE_ZERO.test(digits) ? parsed(digits.replace(DOUBLE_ZERO, "+")) : undefined) ?? parsed(text);
  if (!found) return undefined;
  const type = found.getType();
  return { value: found.number, extension: found.ext ?? null, mobile: type === "MOBILE" || type === "FIXED_LINE_OR_MOBILE" };
};

/** The number as one reads it: Indonesian numbers as they are dialled at home, others with their country. */
export const showPhone = (value: string, extension: string | null = null): string => {
  const found = value.startsWith("+") ? parsed(value) : undefined;
  const shown = !found ? value : found.country === HOME ? found.formatNational() : found.formatInternational();
  return extension ? `${shown} ext. ${extension}` : shown;
};

/** The stretch of digits to look for when somebody types part of a number: 0812 and +62 812 alike. */
export const partOfPhone = (text: string): string | undefined => {
  const digits = text.replace(/[\s().+-]/g, "");
  if (!/^\d{3,20}$/.test(digits)) return undefined;
  return digits.replace(/^(?:0062|62(?=[2-9])|0)/, "");
};
