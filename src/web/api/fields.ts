import type { Text } from "#kernel/i18n/text.ts";

/** A JSON Schema as the catalogue's description carries it. */
export type Schema = {
  type?: string | readonly string[];
  format?: string;
  pattern?: string;
  maxLength?: number;
  enum?: readonly string[];
  anyOf?: readonly Schema[];
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  description?: string;
  "x-label-id"?: string;
};

/** How a field is filled in. */
export type FieldKind = "line" | "prose" | "number" | "yes" | "choice" | "day" | "moment" | "list" | "other";

/** One field of a command: its name, its label, and how it is filled in. */
export type Field = { name: string; label: Text; kind: FieldKind; choices: readonly string[]; required: boolean };

const LONGEST_LINE = 300;

// A field that may be cleared is "a text or nothing"; what it is besides nothing decides.
const core = (schema: Schema): Schema => schema.anyOf?.find(({ type }) => type !== "null") ?? schema;

const typeOf = ({ type }: Schema): string | undefined => (typeof type === "string" ? type : type?.find((one) => one !== "null"));

const textKind = ({ format, pattern, maxLength }: Schema): FieldKind => {
  if (format === "date") return "day";
  if (format === "date-time") return "moment";
  return pattern || (maxLength ?? 0) <= LONGEST_LINE ? "line" : "prose";
};

const kindOf = (schema: Schema): FieldKind => {
  if (schema.enum) return "choice";
  const type = typeOf(schema);
  if (type === "string") return textKind(schema);
  if (type === "boolean") return "yes";
  if (type === "number" || type === "integer") return "number";
  return type === "array" && schema.items && typeOf(schema.items) === "string" ? "list" : "other";
};

// Of "For whom: a name, a post …" only what the field is, not how it is filled in.
const short = (label: string): string => label.split(":", 1)[0] ?? label;

/** The fields of a command's input, in their order. */
export const fieldsIn = (schema: Schema | undefined): readonly Field[] =>
  Object.entries(schema?.properties ?? {}).map(([name, whole]) => {
    const english = whole.description ?? name;
    const inner = core(whole);
    return {
      name,
      label: { id: short(whole["x-label-id"] ?? english), en: short(english) },
      kind: kindOf(inner),
      choices: inner.enum ?? [],
      required: schema?.required?.includes(name) ?? false,
    };
  });
