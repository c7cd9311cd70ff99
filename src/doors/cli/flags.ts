import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import type { Operation } from "#kernel/catalogue/operation.ts";
import type { Lang } from "#kernel/i18n/text.ts";

type Shape = {
  type?: string;
  anyOf?: Shape[];
  enum?: string[];
  items?: Shape;
  description?: string;
  "x-label-id"?: string;
  default?: unknown;
};

/** A camelCase field as a flag: callBackAt becomes call-back-at. */
export const flagOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const plain = (shape: Shape): Shape => (shape.anyOf ? { ...shape, ...shape.anyOf.find((option) => option.type !== "null") } : shape);

const number = (text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new InvalidArgumentError("a number is needed");
  return value;
};
const json = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new InvalidArgumentError("JSON is needed");
  }
};
const readerFor = (shape: Shape): ((text: string) => unknown) => {
  if (shape.type === "number" || shape.type === "integer") return number;
  if (shape.type === "object" || (!shape.type && !shape.enum)) return (text) => (/^[[{"]/.test(text.trim()) ? json(text) : text);
  return (text) => text;
};

const optionFor = (field: string, shape: Shape, required: boolean, lang: Lang): Option => {
  const label = (lang === "id" ? shape["x-label-id"] : undefined) ?? shape.description ?? "";
  const flag = `--${flagOf(field)}`;
  if (shape.type === "boolean")
    return new Option(`${flag} [yes]`, label).argParser((text) => text !== "false" && text !== "no").preset(true);
  const option = new Option(
    `${flag} <${shape.type === "array" ? "value..." : (shape.type ?? "value")}>`,
    required ? `${label} *`.trim() : label,
  );
  if (shape.enum) return option.choices(shape.enum);
  if (shape.type === "array") {
    const read = readerFor(plain(shape.items ?? {}));
    return option.argParser((text, before: unknown[] | undefined) => [...(before ?? []), read(text)]);
  }
  return option.argParser(readerFor(shape));
};

/** Gives a sub-command the flags and arguments of an operation's input. */
export const addFlags = (command: Command, operation: Operation, lang: Lang): void => {
  const schema = z.toJSONSchema(operation.input, { io: "input", unrepresentable: "any" }) as {
    properties?: Record<string, Shape>;
    required?: string[];
  };
  const required = new Set(schema.required ?? []);
  const positional = operation.positional ?? [];
  for (const field of positional) command.addArgument(new Argument(`[${flagOf(field)}]`, schema.properties?.[field]?.description ?? ""));
  for (const [field, shape] of Object.entries(schema.properties ?? {}))
    command.addOption(optionFor(field, plain(shape), required.has(field), lang));
};

/** The input that the flags and arguments of a call spell. */
export const inputFrom = (operation: Operation, args: readonly unknown[], options: Record<string, unknown>): Record<string, unknown> => {
  const input = Object.fromEntries(
    Object.keys(operation.input.shape).flatMap((field) => (options[field] === undefined ? [] : [[field, options[field]]])),
  );
  (operation.positional ?? []).forEach((field, index) => {
    if (args[index] !== undefined) input[field] = args[index];
  });
  return input;
};
