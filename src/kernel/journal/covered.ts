import { createHash } from "node:crypto";
import type { KyselyPlugin, RootOperationNode, UnknownRow } from "kysely";

/** What a command did to one covered record: its digest afterwards, or none when it was removed. */
export type Change = { table: string; id: string; op: "insert" | "update" | "delete"; digest: string | null };

/** JSON with sorted keys, so that equal values have equal text. */
export const canonical = (value: unknown): string => {
  if (value === undefined) return "null";
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString("base64"));
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`)
    .join(",")}}`;
};

/** SHA-256 over the canonical JSON of a value, in hexadecimal. */
export const digestOfValue = (value: unknown): string => createHash("sha256").update(canonical(value)).digest("hex");

/** The digest of a covered record as the journal keeps it: generated columns (`search`) are left out, they follow from the rest. */
export const digestOfRow = (row: UnknownRow): string => {
  const { search: _generated, ...kept } = row;
  return digestOfValue(kept);
};

const OPS = { InsertQueryNode: "insert", UpdateQueryNode: "update", DeleteQueryNode: "delete" } as const;

const writtenTable = (node: RootOperationNode): { op: Change["op"]; table: string; returning: boolean } | undefined => {
  const op = OPS[node.kind as keyof typeof OPS];
  if (!op) return undefined;
  const text = node as unknown as {
    into?: TableLike;
    table?: TableLike;
    from?: { froms: TableLike[] };
    returning?: { selections: unknown[] };
  };
  const table = text.into ?? text.table ?? text.from?.froms[0];
  const returning = JSON.stringify(text.returning?.selections ?? []).includes("SelectAllNode");
  return { op, table: table?.table?.identifier.name ?? "", returning };
};
type TableLike = { table?: { identifier: { name: string } } };

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Watches one command's statements and notes every covered record that they write, so that the journal line
 * carries the records' digests without any use case having to remember. A covered write must return all columns.
 */
export class CoveredWrites implements KyselyPlugin {
  readonly changes: Change[] = [];
  /** Every table that was written, covered or not: who looks after what is due there may be woken. */
  readonly tables = new Set<string>();
  /** The same changes by record: an import writes tens of thousands in one command. */
  readonly #byRecord = new Map<string, Change>();
  readonly #covered: ReadonlySet<string>;
  readonly #pending = new WeakMap<object, { op: Change["op"]; table: string }>();

  constructor(covered: ReadonlySet<string>) {
    this.#covered = covered;
  }

  transformQuery({ node, queryId }: Parameters<KyselyPlugin["transformQuery"]>[0]): RootOperationNode {
    const write = writtenTable(node);
    const table = write && snake(write.table);
    if (table) this.tables.add(table);
    if (write && table && this.#covered.has(table)) {
      if (!write.returning) throw new Error(`a write to ${table} must use returningAll(): the journal covers it`);
      this.#pending.set(queryId, { op: write.op, table });
    }
    return node;
  }

  async transformResult({ queryId, result }: Parameters<KyselyPlugin["transformResult"]>[0]): Promise<typeof result> {
    const write = this.#pending.get(queryId);
    if (write) for (const row of result.rows) this.#note(write, row);
    return result;
  }

  #note({ op, table }: { op: Change["op"]; table: string }, row: UnknownRow): void {
    const id = String(row["id"]);
    const digest = op === "delete" ? null : digestOfRow(row);
    const earlier = this.#byRecord.get(`${table}:${id}`);
    if (!earlier) {
      const change = { table, id, op, digest };
      this.changes.push(change);
      this.#byRecord.set(`${table}:${id}`, change);
    } else Object.assign(earlier, { op: earlier.op === "insert" && op === "update" ? "insert" : op, digest });
  }
}
