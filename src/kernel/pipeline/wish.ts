import type { z } from "zod";
import type { Operation } from "#kernel/catalogue/operation.ts";
import type { Lang, Text } from "#kernel/i18n/text.ts";

const MOST_FIELDS = 15;
const LONGEST_VALUE = 300;
const ID = /^(?:\w+:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

const idIn = (value: unknown): string | undefined => (typeof value === "string" ? ID.exec(value)?.[1]?.toLowerCase() : undefined);

const shown = (value: unknown): string => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
};

const labelOf = (schema: z.ZodType | undefined, name: string, lang: Lang): string => {
  const { description, "x-label-id": indonesian } = (schema?.meta() ?? {}) as { description?: string; "x-label-id"?: string };
  // Of a label such as "For whom: a name, a post …" only what the field is, not how it is filled in.
  return ((lang === "id" ? indonesian : description) ?? name).split(":", 1)[0] ?? name;
};

const fieldsOf = (input: unknown): [string, unknown][] =>
  Object.entries((input ?? {}) as Record<string, unknown>).filter(([, value]) => value !== undefined && value !== null && value !== "");

/** The ids among the fields of a wish; whose they are is for the caller to find. */
export const idsInWish = (input: unknown): string[] => fieldsOf(input).flatMap(([, value]) => idIn(value) ?? []);

/** What somebody asks leave to do, field by field in words, for whoever decides; an id is shown by its name, or not at all. */
export const wishInWords = (operation: Operation, input: unknown, names: ReadonlyMap<string, string>): Text => {
  const shape = operation.input.shape as Record<string, z.ZodType>;
  const given = fieldsOf(input).flatMap(([name, value]): [string, unknown][] => {
    const id = idIn(value);
    if (!id) return [[name, value]];
    return names.has(id) ? [[name, names.get(id)]] : [];
  });
  const inWords = (lang: Lang) =>
    given
      .slice(0, MOST_FIELDS)
      .map(([name, value]) => `${labelOf(shape[name], name, lang)}: ${shown(value)}`)
      .join("\n");
  return { id: inWords("id"), en: inWords("en") };
};
