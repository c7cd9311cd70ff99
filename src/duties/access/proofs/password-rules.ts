import type { Refusal } from "#kernel/errors/refusal.ts";
import { COMMON } from "./common-passwords.ts";
import { passwordTellsName, passwordTooCommon } from "../errors.ts";

const FEWEST_DIFFERENT = 5;
const TELLING = 4;
const LEET: Readonly<Record<string, string>> = { "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", $: "s", "!": "i" };

/** The form in which a password is hashed and compared: Unicode compatibility composition, so that any keyboard gives the same bytes. */
export const normalPassword = (password: string): string => password.normalize("NFKC");

const lower = (text: string): string => normalPassword(text).toLowerCase();
const letters = (text: string): string => text.replace(/[^\p{L}]/gu, "");
const unleet = (text: string): string => [...text].map((sign) => LEET[sign] ?? sign).join("");

/** The shortest part that a text is a repetition of: "sandisandi" is "sandi". */
const unrepeated = (text: string): string => {
  for (let size = 1; size <= text.length / 2; size++)
    if (text.length % size === 0 && text.slice(0, size).repeat(text.length / size) === text) return text.slice(0, size);
  return text;
};

const isRun = (text: string): boolean => {
  const codes = [...text].map((sign) => sign.codePointAt(0) as number);
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] as number)));
  // "1234567890" and "0987654321" wrap once.
  return (
    [...steps].filter((step) => Math.abs(step) !== 9).length === 1 &&
    [...steps].every((step) => Math.abs(step) <= 1 || Math.abs(step) === 9)
  );
};

const isCommon = (text: string): boolean => {
  // Digits and signs before and after change nothing for whoever guesses.
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  return [text, core, letters(text), letters(unleet(core)), unleet(text)].some((form) => form !== "" && COMMON.has(unrepeated(form)));
};

const tells = (text: string, who: { email: string; name: string }): boolean => {
  const [local = "", domain = ""] = who.email.toLowerCase().split("@");
  const parts = [local, ...local.split(/[^\p{L}\p{N}]+/u), domain.split(".")[0] ?? "", ...lower(who.name).split(/[^\p{L}\p{N}]+/u)];
  return parts.some((part) => part.length >= TELLING && text.includes(part));
};

/**
 * What speaks against a password, or nothing (NIST SP 800-63B §3.1.1.2): length is checked by the contract, no mix of
 * characters is demanded, but nothing that everybody guesses first and nothing that contains whose it is.
 */
export const weaknessOf = (password: string, who: { email: string; name: string }): Refusal | undefined => {
  const text = lower(password);
  if (tells(text, who)) return passwordTellsName();
  if (new Set(text).size < FEWEST_DIFFERENT || isRun(text) || isRun(unrepeated(text)) || isCommon(text)) return passwordTooCommon();
  return undefined;
};
