import type { RefusalKind } from "#kernel/errors/refusal.ts";

/** The exit code for each kind of refusal; 1 is a bug, 10 says that a person was asked first. */
export const EXIT: Readonly<Record<RefusalKind | "drafted", number>> = {
  invalid: 2,
  unauthenticated: 3,
  forbidden: 4,
  missing: 5,
  conflict: 6,
  limited: 7,
  unavailable: 8,
  unsupported: 9,
  drafted: 10,
};

// Control characters would let a stored name move the cursor or recolour the administrator's terminal.
// eslint-disable-next-line no-control-regex -- the point of the rule
const harmless = (text: string): string => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "�");

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") return JSON.stringify(value);
  return harmless(String(value)).replaceAll("\n", " ");
};

const MOST_WIDE = 48;
const table = (rows: Record<string, unknown>[]): string => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((column) => rows.some((row) => cell(row[column]) !== ""));
  const cut = (text: string) => (text.length > MOST_WIDE ? `${text.slice(0, MOST_WIDE - 1)}…` : text);
  const lines = [columns, ...rows.map((row) => columns.map((column) => cut(cell(row[column]))))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((text, index) => text.padEnd(widths[index] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};

const isRows = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) && value.length > 0 && value.every((row) => row !== null && typeof row === "object" && !Array.isArray(row));

/** An answer for a person at a terminal: lists as tables, the rest as lines. */
export const pretty = (value: unknown, indent = ""): string => {
  if (isRows(value)) return table(value).replace(/^/gm, indent);
  if (Array.isArray(value)) return value.map((item) => `${indent}${cell(item)}`).join("\n");
  if (value === null || typeof value !== "object") return `${indent}${harmless(String(value ?? ""))}`;
  return Object.entries(value)
    .filter(([, inner]) => inner !== null && inner !== undefined && !(Array.isArray(inner) && inner.length === 0))
    .map(([key, inner]) =>
      typeof inner === "object" ? `${indent}${key}:\n${pretty(inner, `${indent}  `)}` : `${indent}${key}: ${cell(inner)}`,
    )
    .join("\n");
};
