import { createHash, type Hash } from "node:crypto";
import { finished } from "node:stream/promises";
import type { ClientBase } from "pg";
import { type CopyStreamQuery, from as copyFrom } from "pg-copy-streams";
import { columnList, listSequences, listTables, quoted } from "./database.ts";
import { type Contents, folderOf, type Manifest, type Table } from "./format.ts";
import { backupDamaged, backupDoesNotFit } from "./refusals.ts";

type Open = { table: Table; copy: CopyStreamQuery; failed: Promise<never>; hash: Hash; bytes: number; parts: number };

/** Puts the parts of one table after the other into the database, and counts what went in. */
export class Loading {
  readonly #client: ClientBase;
  readonly #tables: Map<string, Table>;
  readonly #done = new Map<string, Contents>();
  #open: Open | undefined;

  constructor(client: ClientBase, tables: readonly Table[]) {
    this.#client = client;
    this.#tables = new Map(tables.map((table) => [folderOf(table), table]));
  }

  /** Takes one part; the parts of a table come in order and without another table's between them. */
  async part(name: string, body: AsyncIterable<Buffer>): Promise<void> {
    const slash = name.lastIndexOf("/");
    const folder = name.slice(0, slash);
    if (!this.#open || folderOf(this.#open.table) !== folder) {
      await this.close();
      this.#begin(folder);
    }
    const open = this.#open as Open;
    open.parts += 1;
    if (Number(name.slice(slash + 1)) !== open.parts) throw backupDamaged();
    for await (const chunk of body) {
      open.hash.update(chunk);
      open.bytes += chunk.length;
      await Promise.race([open.failed, this.#write(open.copy, chunk)]);
    }
  }

  /** Ends the table that is open, if one is; PostgreSQL has taken all of it once this resolves. */
  async close(): Promise<void> {
    const open = this.#open;
    if (!open) return;
    this.#open = undefined;
    open.copy.end();
    await Promise.race([open.failed, finished(open.copy)]);
    this.#done.set(folderOf(open.table), { rows: open.copy.rowCount, bytes: open.bytes, sha256: open.hash.digest("hex") });
  }

  /** What went into a table. */
  contentsOf(table: Table): Contents {
    return this.#done.get(folderOf(table)) ?? { rows: 0, bytes: 0, sha256: createHash("sha256").digest("hex") };
  }

  #begin(folder: string): void {
    const table = this.#tables.get(folder);
    if (!table || this.#done.has(folder)) throw backupDamaged();
    const copy = this.#client.query(copyFrom(`copy ${quoted(table)} (${columnList(table)}) from stdin`));
    // A refused COPY tells it by an event alone and leaves writers waiting.
    const failed = new Promise<never>((_, fail) => copy.once("error", fail));
    failed.catch(() => {});
    this.#open = { table, copy, failed, hash: createHash("sha256"), bytes: 0, parts: 0 };
  }

  #write(copy: CopyStreamQuery, chunk: Buffer): Promise<void> {
    return new Promise((done, fail) => copy.write(chunk, (error) => (error ? fail(error) : done())));
  }
}

/** Empties the tables that the migrations made (some fill them); refuses a backup of others. */
export const clearTables = async (client: ClientBase, tables: readonly Table[]): Promise<void> => {
  const all = await listTables(client);
  const present = new Map(all.map((table) => [folderOf(table), new Set(table.columns)]));
  for (const table of tables) {
    const columns = present.get(folderOf(table));
    if (!columns || table.columns.some((column) => !columns.has(column))) throw backupDoesNotFit(`${table.schema}.${table.name}`);
  }
  if (all.length > 0) await client.query(`truncate ${all.map(quoted).join(",")}`);
};

/** Sets every sequence to where it stood; refuses a backup of others. */
export const setSequences = async (client: ClientBase, sequences: Manifest["sequences"]): Promise<void> => {
  const present = new Set((await listSequences(client)).map(quoted));
  for (const sequence of sequences) {
    if (!present.has(quoted(sequence))) throw backupDoesNotFit(`${sequence.schema}.${sequence.name}`);
    await client.query("select setval($1::regclass, $2::bigint, $3)", [quoted(sequence), sequence.value, sequence.called]);
  }
};
