import type { z } from "zod";
import type { Operation } from "#kernel/catalogue/operation.ts";
import type { Lang, Text } from "#kernel/i18n/text.ts";

const MOST_FIELDS = 15;
const LONGEST_VALUE = 300;
const UUID = /^(?:\w+:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const shown = (value: unknown): string => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
};

const labelOf = (schema: z.ZodType | undefined, name: string, lang: Lang): string => {
  const { description, "x-label-id": indonesian } = (schema?.meta() ?? {}) as { description?: string; "x-label-id"?: string };
  return (lang === "id" ? indonesian : description) ?? name;
};

/** What somebody asks leave to do, field by field in words, for whoever decides; ids and what was left out say nothing and are not shown. */
export const wishInWords = (operation: Operation, input: unknown): Text => {
  const shape = operation.input.shape as Record<string, z.ZodType>;
  const given = Object.entries((input ?? {}) as Record<string, unknown>)
    .filter(([, value]) => value !== undefined && value !== null && value !== "" && !(typeof value === "string" && UUID.test(value)))
    .slice(0, MOST_FIELDS);
  const inWords = (lang: Lang) => given.map(([name, value]) => `${labelOf(shape[name], name, lang)}: ${shown(value)}`).join("\n");
  return { id: inWords("id"), en: inWords("en") };
};
