import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Pool, PoolClient } from "pg";
import { type Extract, extract } from "tar-stream";
import { Refusal } from "#kernel/errors/refusal.ts";
import { emptyDatabase, firstUsedTable, migrationLevel } from "./database.ts";
import { type About, about, FORMAT, KEY_NAME, type Manifest, manifest, MOST_LIST_BYTES } from "./format.ts";
import { RestoredKey } from "./key-file.ts";
import { decompress, decryptIfNeeded } from "./layers.ts";
import { clearTables, Loading, setSequences } from "./loading.ts";
import { backupDamaged, backupIsNewer, databaseNotEmpty, noRoom, restoreNotAllowed } from "./refusals.ts";
import { Staging } from "./staging.ts";

/** What `restore` is told. */
export type RestoreWish = {
  /** A path, or a stream of the same bytes. */
  from: string | Readable;
  /** An empty database: tables, if any, hold no record. */
  pool: Pool;
  filesDir: string;
  /** Where the installation's key belongs; one that is there already must be the same. */
  keyFile?: string;
  passphrase?: string;
  /** Brings the database from nothing to a step of its history; called once, before any record is loaded. */
  migrateTo: (level: number) => Promise<unknown>;
};

/** What came back: when and by which Kerani the backup was made, and how much it held. */
export type RestoreSummary = {
  at: string;
  kerani: string;
  migration: number;
  tables: number;
  rows: number;
  files: number;
  damaged: string[];
  /** True when the backup brought the installation's key. */
  key: boolean;
};

type Entry = Extract extends AsyncIterable<infer E> ? E : never;

const readList = async (entry: Entry): Promise<unknown> => {
  if ((entry.header.size ?? 0) > MOST_LIST_BYTES) throw backupDamaged();
  const chunks: Buffer[] = [];
  for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
};

const readAbout = async (entry: Entry): Promise<About> => {
  const list = (await readList(entry)) as { format?: unknown; kerani?: unknown };
  if (typeof list?.format === "number" && list.format > FORMAT) throw backupIsNewer(String(list.kerani ?? ""));
  return about.parse(list);
};

const prepareDatabase = async (head: About, { pool, migrateTo }: RestoreWish): Promise<void> => {
  const client = await pool.connect();
  try {
    // What is left may be an empty schema of another step.
    await emptyDatabase(client);
  } finally {
    client.release();
  }
  await migrateTo(head.migration);
  const reached = await pool.connect();
  try {
    if ((await migrationLevel(reached)) < head.migration) throw backupIsNewer(head.kerani);
  } finally {
    reached.release();
  }
};

type Found = { files: Manifest["files"]; key: string | undefined };

const check = (head: About, tail: Manifest, loading: Loading, { files, key }: Found): void => {
  const { tables, ...promised } = head;
  const { tables: contents, sequences: _, files: listed, key: keyListed, ...confirmed } = tail;
  const found = tables.map((table) => ({ ...table, ...loading.contentsOf(table) }));
  if (!isDeepStrictEqual([promised, found, files, key], [confirmed, contents, listed, keyListed])) throw backupDamaged();
};

type Goal = { staging: Staging; key: RestoredKey };

/** Loads all that follows the head, in one transaction; resolves to the tail once all of it was found right. */
const load = async (head: About, entries: AsyncIterator<Entry>, client: PoolClient, goal: Goal): Promise<Manifest> => {
  const loading = new Loading(client, head.tables);
  await clearTables(client, head.tables);
  let tail: Manifest | undefined;
  for (let step = await entries.next(); !step.done; step = await entries.next()) {
    const entry = step.value;
    const { name } = entry.header;
    if (tail) throw backupDamaged();
    if (name.startsWith("tables/")) await loading.part(name, entry as AsyncIterable<Buffer>);
    else if (name.startsWith("files/")) await goal.staging.file(name.slice("files/".length), entry as AsyncIterable<Buffer>);
    else if (name === KEY_NAME) await goal.key.take(entry as AsyncIterable<Buffer>);
    else if (name === "manifest.json") tail = manifest.parse(await readList(entry));
    else throw backupDamaged();
  }
  await loading.close();
  if (!tail) throw backupDamaged();
  check(head, tail, loading, { files: goal.staging.contents(), key: goal.key.digest() });
  await setSequences(client, tail.sequences);
  return tail;
};

const CLAUSES = ["set local idle_in_transaction_session_timeout = 0", "set local statement_timeout = 0"];

const beginLoading = async (client: PoolClient): Promise<void> => {
  await client.query("begin");
  for (const clause of CLAUSES) await client.query(clause);
  // Triggers and foreign keys sleep: what comes is as it was, and was checked when it was written.
  await client.query("set local session_replication_role = replica");
};

/** Errors of zlib, tar, age, JSON and our own check of the lists; anything with another code is a bug or the machine's. */
const isOfStream = (error: unknown): boolean => {
  const code = String((error as { code?: unknown }).code ?? "");
  if (error instanceof TypeError || error instanceof ReferenceError) return false;
  return code === "" || /^(ZSTD_|Z_|ERR_ZSTD|ERR_STREAM|ERR_INVALID)/.test(code);
};

/** What decoding and PostgreSQL say about bytes that are not what they were, in the one sentence that helps. */
const translated = (error: unknown): unknown => {
  if (error instanceof Refusal) return error;
  const code = String((error as { code?: unknown }).code ?? "");
  if (code === "42501") return restoreNotAllowed();
  if (code === "53100" || code === "ENOSPC" || code === "EDQUOT") return noRoom();
  const isDatabase = /^[0-9A-Z]{5}$/.test(code) && "severity" in (error as object);
  if (isDatabase) return /^(22|23)/.test(code) ? backupDamaged() : error;
  return isOfStream(error) ? backupDamaged() : error;
};

const inOrder = async (wish: RestoreWish, unpack: Extract, decoding: Promise<void>): Promise<RestoreSummary> => {
  const entries = unpack[Symbol.asyncIterator]() as AsyncIterator<Entry>;
  const first = await entries.next();
  if (first.done || first.value.header.name !== "about.json") throw backupDamaged();
  const head = await readAbout(first.value);
  const staging = new Staging(wish.filesDir);
  const key = new RestoredKey(wish.keyFile);
  try {
    await staging.begin();
    await prepareDatabase(head, wish);
    const client = await wish.pool.connect();
    let settled = false;
    try {
      await beginLoading(client);
      const tail = await load(head, entries, client, { staging, key });
      // The archive may be whole where the file around it is not: its checksum comes last.
      await decoding;
      // Files first: one that no record names does no harm.
      await staging.settle();
      await key.settle();
      await client.query("commit");
      settled = true;
      await client.query("analyze");
      const rows = tail.tables.reduce((sum, table) => sum + table.rows, 0);
      const { at, kerani, migration } = head;
      const { count, damaged } = tail.files;
      return { at, kerani, migration, tables: tail.tables.length, rows, files: count, damaged, key: tail.key !== undefined };
    } finally {
      client.release(!settled);
    }
  } catch (error) {
    await staging.discard();
    await key.discard();
    await emptyAgain(wish.pool).catch(() => {});
    throw error;
  }
};

const emptyAgain = async (pool: Pool): Promise<void> => {
  const client = await pool.connect();
  try {
    await emptyDatabase(client);
  } finally {
    client.release();
  }
};

const refuseUnlessEmpty = async (pool: Pool): Promise<void> => {
  const client = await pool.connect();
  try {
    const used = await firstUsedTable(client);
    if (used) throw databaseNotEmpty(used);
  } finally {
    client.release();
  }
};

/**
 * Brings a backup back into an empty database and folder. All that it holds is checked, and everything comes back or nothing:
 * after a refusal the database is empty, as it was.
 */
export const restore = async (wish: RestoreWish): Promise<RestoreSummary> => {
  await refuseUnlessEmpty(wish.pool);
  const source = typeof wish.from === "string" ? createReadStream("", { fd: await open(wish.from) }) : wish.from;
  const unpack = extract();
  let cause: unknown;
  const noted = (error: unknown): never => {
    cause ??= error;
    throw error;
  };
  const decoding = pipeline(source, decryptIfNeeded(wish.passphrase) as never, decompress(), unpack as never).catch(noted);
  const restoring = inOrder(wish, unpack, decoding).catch(noted);
  restoring.catch((error: Error) => unpack.destroy(error));
  const [decoded, restored] = await Promise.allSettled([decoding, restoring]);
  if (restored.status === "fulfilled" && decoded.status === "fulfilled") return restored.value;
  // The first to fail is the cause; the other one was merely cut off.
  throw translated(cause);
};
