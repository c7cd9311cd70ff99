import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { opendir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Pool, PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { type Pack, pack as newPack } from "tar-stream";
import { columnList, listSequences, listTables, migrationLevel, quoted } from "./database.ts";
import { type About, type Contents, FORMAT, folderOf, isFileName, KEY_NAME, type Manifest, PART_BYTES, type Table } from "./format.ts";
import { compress, encrypt } from "./layers.ts";
import { noRoom } from "./refusals.ts";

/** What `backup` is told. */
export type BackupWish = {
  pool: Pool;
  /** The folder of stored files, `ab/<sha256>` each; it may be absent. */
  filesDir: string;
  /** A path, which appears only once the backup is whole, or a stream, which is ended. */
  out: string | Writable;
  passphrase?: string;
  /** The installation's key file; it goes into an encrypted backup, never into an open one. */
  keyFile?: string;
  /** The version of this Kerani. */
  version: string;
  now: Temporal.Instant;
};

/** What a backup holds; `damaged` names stored files whose bytes no longer agree with their digest. */
export type BackupSummary = { tables: number; rows: number; files: number; damaged: string[]; key: boolean };

class Archive {
  readonly stream: Pack = newPack();
  readonly #mtime: Date;

  constructor(now: Temporal.Instant) {
    this.#mtime = new Date(now.epochMilliseconds);
  }

  /** Adds one entry and resolves when whoever reads the archive has room for more. */
  add(name: string, body: Buffer): Promise<void> {
    return new Promise((done, fail) => {
      this.stream.entry(this.#header(name, body.length), body, (error) => (error ? fail(error) : done()));
    });
  }

  /** Adds one entry of a known size from a stream, and returns its SHA-256. */
  async addStream(name: string, size: number, body: Readable): Promise<string> {
    const hash = createHash("sha256");
    const passing = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
      }
    };
    await pipeline(body, passing, this.stream.entry(this.#header(name, size)));
    return hash.digest("hex");
  }

  addList(name: string, list: object): Promise<void> {
    return this.add(name, Buffer.from(`${JSON.stringify(list, null, 1)}\n`));
  }

  #header(name: string, size: number): { name: string; size: number; mtime: Date; mode: number } {
    return { name, size, mtime: this.#mtime, mode: 0o600 };
  }
}

const addTable = async (archive: Archive, client: PoolClient, table: Table): Promise<Contents> => {
  const copy = client.query(copyTo(`copy ${quoted(table)} (${columnList(table)}) to stdout`));
  const hash = createHash("sha256");
  let [parts, bytes, held] = [0, 0, 0];
  let chunks: Buffer[] = [];
  const flush = async () => {
    parts += 1;
    await archive.add(`${folderOf(table)}/${String(parts).padStart(8, "0")}`, Buffer.concat(chunks));
    [chunks, held] = [[], 0];
  };
  for await (const chunk of copy as AsyncIterable<Buffer>) {
    hash.update(chunk);
    chunks.push(chunk);
    bytes += chunk.length;
    held += chunk.length;
    if (held >= PART_BYTES) await flush();
  }
  if (held > 0) await flush();
  return { rows: copy.rowCount, bytes, sha256: hash.digest("hex") };
};

/** Who finds an open backup must not find with it what opens the secrets locked in it. */
const addKey = async (archive: Archive, { keyFile, passphrase }: BackupWish): Promise<Pick<Manifest, "key">> => {
  if (!keyFile || !passphrase) return {};
  const key = await readFile(keyFile);
  await archive.add(KEY_NAME, key);
  return { key: createHash("sha256").update(key).digest("hex") };
};

/** Every table as it was at one instant, while others go on writing. */
const addDatabase = async (archive: Archive, client: PoolClient, wish: BackupWish): Promise<Omit<Manifest, "files">> => {
  await client.query("begin isolation level repeatable read read only");
  await client.query(
    "set local idle_in_transaction_session_timeout = 0; set local statement_timeout = 0; set local synchronize_seqscans = off",
  );
  const tables = await listTables(client);
  // Held to the end, so that no migration takes a table away while the ones before it are copied.
  if (tables.length > 0) await client.query(`lock table ${tables.map(quoted).join(",")} in access share mode`);
  const head: About = { format: FORMAT, kerani: wish.version, migration: await migrationLevel(client), at: wish.now.toString(), tables };
  await archive.addList("about.json", head);
  const key = await addKey(archive, wish);
  const done: Manifest["tables"] = [];
  for (const table of tables) done.push({ ...table, ...(await addTable(archive, client, table)) });
  const sequences = await listSequences(client);
  await client.query("commit");
  return { ...head, tables: done, sequences, ...key };
};

const fileNames = async function* (filesDir: string): AsyncGenerator<string> {
  const folder = await opendir(filesDir).catch(() => undefined);
  if (!folder) return;
  for await (const { name } of folder) {
    if (!/^[0-9a-f]{2}$/.test(name)) continue;
    for await (const file of await opendir(join(filesDir, name))) if (isFileName(`${name}/${file.name}`)) yield `${name}/${file.name}`;
  }
};

const addFiles = async (archive: Archive, filesDir: string): Promise<Manifest["files"]> => {
  const names = createHash("sha256");
  const damaged: string[] = [];
  let [count, bytes] = [0, 0];
  for await (const name of fileNames(filesDir)) {
    const path = join(filesDir, name);
    const found = await stat(path).catch(() => undefined);
    if (!found) continue;
    const digest = await archive.addStream(`files/${name}`, found.size, createReadStream(path));
    if (digest !== name.slice(3)) damaged.push(name);
    names.update(`${name}\n`);
    count += 1;
    bytes += found.size;
  }
  return { count, bytes, sha256: names.digest("hex"), damaged };
};

const fill = async (archive: Archive, wish: BackupWish): Promise<BackupSummary> => {
  const client = await wish.pool.connect();
  let whole = false;
  try {
    // Records first: a file that they name was stored before them.
    const database = await addDatabase(archive, client, wish);
    whole = true;
    const files = await addFiles(archive, wish.filesDir);
    await archive.addList("manifest.json", { ...database, files } satisfies Manifest);
    archive.stream.finalize();
    const rows = database.tables.reduce((sum, table) => sum + table.rows, 0);
    return { tables: database.tables.length, rows, files: files.count, damaged: files.damaged, key: database.key !== undefined };
  } finally {
    // In the middle of a COPY the connection is of no further use.
    client.release(!whole);
  }
};

const isFull = (error: unknown): boolean => ["ENOSPC", "EDQUOT", "EFBIG"].includes((error as { code?: string }).code ?? "");

const send = async (wish: BackupWish, out: Writable): Promise<BackupSummary> => {
  const archive = new Archive(wish.now);
  const steps = [archive.stream, compress(), ...(wish.passphrase ? [encrypt(wish.passphrase)] : []), out];
  const sending = pipeline(steps as never) as Promise<void>;
  const filling = fill(archive, wish);
  // When the way out breaks, nothing takes from the archive any more and filling it would wait for ever.
  filling.catch((error: Error) => archive.stream.destroy(error));
  const [filled, sent] = await Promise.allSettled([filling, sending]);
  if (sent.status === "rejected") throw sent.reason;
  if (filled.status === "rejected") throw filled.reason;
  return filled.value;
};

/**
 * Writes everything that Kerani knows into one file, while it goes on working: the tables as they were at one instant,
 * and every stored file. A path gets its file only when that is whole, flushed and readable by its owner alone.
 */
export const backup = async (wish: BackupWish): Promise<BackupSummary> => {
  const { out } = wish;
  const draft = typeof out === "string" ? `${out}.part` : undefined;
  try {
    const summary = await send(wish, typeof out === "string" ? createWriteStream(`${out}.part`, { mode: 0o600, flush: true }) : out);
    if (draft) await rename(draft, out as string);
    return summary;
  } catch (error) {
    if (draft) await rm(draft, { force: true });
    throw isFull(error) ? noRoom() : error;
  }
};
