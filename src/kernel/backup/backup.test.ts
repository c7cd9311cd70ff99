import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { zstdDecompressSync } from "node:zlib";
import { assert as always, asyncProperty, integer } from "fast-check";
import { Pool } from "pg";
import { pack } from "tar-stream";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { Refusal } from "#kernel/errors/refusal.ts";
import { databaseAt } from "#test/harness/postgres.ts";
import { backup, type BackupWish } from "./backup.ts";
import { emptyDatabase } from "./database.ts";
import { compress, encrypt } from "./layers.ts";
import { restore, type RestoreWish } from "./restore.ts";

const NOW = Temporal.Instant.from("2026-11-23T05:00:00Z");
const SCHEMA = `
  create table migration (id int primary key, name text not null, applied_at timestamptz not null);
  insert into migration values (1, 'first', '2026-01-01'), (2, 'second', '2026-01-02');
  create extension citext;
  create schema "Buku Besar";
  create type mood as enum ('senang', 'sedih');
  create table account (id int primary key, name citext not null unique, balance bigint not null, mood mood);
  insert into account values (1, 'made by a migration', 0, null);
  create table note (
    id bigint generated always as identity primary key,
    account_id int references account (id),
    body text not null,
    folded text generated always as (lower(body)) stored,
    tags text[], extra jsonb, at timestamptz, raw bytea, share double precision
  );
  create table "Buku Besar"."Baris ke-1" ("no." serial primary key, "jumlah, rupiah" numeric);
  create function refuse() returns trigger language plpgsql as $$ begin raise 'only added to'; end $$;
  create trigger append_only before insert or update or delete on note for each row execute function refuse();
  create trigger no_truncate before truncate on note for each statement execute function refuse();`;

let server: Pool;
let folder: string;
let counter = 0;
const pools = new Map<string, Pool>();

const freshDatabase = async (): Promise<Pool> => {
  const name = `backup_${process.pid}_${(counter += 1)}`;
  await server.query(`create database ${name}`);
  const pool = new Pool({ connectionString: databaseAt(inject("serverUrl"), name), max: 3 });
  pool.on("error", () => {});
  pools.set(name, pool);
  return pool;
};
const migrateTo = (pool: Pool) => async () => void (await pool.query(SCHEMA));

beforeAll(() => {
  server = new Pool({ connectionString: inject("serverUrl"), max: 1 });
});
afterAll(() => server.end());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kerani-backup-"));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, pool] of pools) {
    await pool.end();
    await server.query(`drop database ${name} with (force)`);
  }
  pools.clear();
});

const storeFile = (filesDir: string, text: string): string => {
  const name = createHash("sha256").update(text).digest("hex");
  mkdirSync(join(filesDir, name.slice(0, 2)), { recursive: true });
  writeFileSync(join(filesDir, name.slice(0, 2), name), text);
  return `${name.slice(0, 2)}/${name}`;
};

/** A database with every kind of value that text formats get wrong, and two files. */
const original = async (): Promise<BackupWish & { out: string }> => {
  const pool = await freshDatabase();
  await pool.query(SCHEMA);
  await pool.query("insert into account values (2, 'Ibu Sari', 9007199254740993, 'senang')");
  await pool.query("set session_replication_role = replica");
  await pool.query(
    `insert into note (account_id, body, tags, extra, at, raw, share) values
       (2, E'tab\\tnewline\\nback\\\\slash \\\\. end', '{"a,b","\\\\","NULL",null}', '{"a": "\\u00e9"}', '2026-03-29 01:30:00.123456+07', '\\x00ff0a5c', 0.1),
       (null, '', null, null, 'infinity', null, 'NaN'), (2, 'Ünïcödé 🙂 ' || repeat('panjang ', 1000), '{}', 'null', null, '', '-infinity')`,
  );
  await pool.query(`insert into "Buku Besar"."Baris ke-1" ("jumlah, rupiah") values (1.10), (-0.000000000000000000000001), ('NaN')`);
  await pool.query("reset session_replication_role");
  const filesDir = join(folder, "files");
  storeFile(filesDir, "sebuah surat");
  storeFile(filesDir, "");
  writeFileSync(join(filesDir, ".draft"), "half a file");
  return { pool, filesDir, version: "1.2.3", now: NOW, out: join(folder, "kerani.backup") };
};

const TABLES = ["account", "note", "migration", `"Buku Besar"."Baris ke-1"`];
const contentsOf = async (pool: Pool): Promise<unknown[]> => {
  const all: unknown[] = [];
  for (const table of TABLES) all.push((await pool.query(`select t::text from ${table} t order by 1`)).rows);
  return all;
};
const filesIn = (filesDir: string): string[] =>
  existsSync(filesDir)
    ? readdirSync(filesDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => `${entry.name}=${readFileSync(join(entry.parentPath, entry.name), "utf8")}`)
        .sort()
    : [];
const goal = async (from: RestoreWish["from"]): Promise<RestoreWish> => {
  const pool = await freshDatabase();
  return { from, pool, filesDir: join(folder, `restored-${counter}`), migrateTo: migrateTo(pool) };
};
const emptyAgain = async (pool: Pool) => {
  const client = await pool.connect();
  await emptyDatabase(client);
  client.release();
};
const refusalOf = async (wish: RestoreWish): Promise<string> => {
  const error: unknown = await restore(wish).catch((thrown: unknown) => thrown);
  if (!(error instanceof Refusal)) throw error instanceof Error ? error : new Error("it was restored");
  return error.code;
};
const isUntouched = async (wish: RestoreWish): Promise<boolean> => {
  const { rows } = await wish.pool.query(
    `select (select count(*) from pg_class join pg_namespace n on n.oid = relnamespace where nspname !~ '^pg_' and nspname <> 'information_schema')
          + (select count(*) from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public'))
          + (select count(*) from pg_extension where extname <> 'plpgsql') as left`,
  );
  return Number(rows[0].left) === 0 && filesIn(wish.filesDir).length === 0;
};

test("everything comes back: odd values, generated columns, sequences, files, with triggers asleep", async () => {
  const source = await original();
  expect(await backup(source)).toEqual({ tables: 4, rows: 10, files: 2, damaged: [], key: false });
  expect(statSync(source.out).mode & 0o777).toBe(0o600);
  const wish = await goal(source.out);
  expect(await restore(wish)).toEqual({
    at: "2026-11-23T05:00:00Z",
    kerani: "1.2.3",
    migration: 2,
    tables: 4,
    rows: 10,
    files: 2,
    damaged: [],
    key: false,
  });
  expect(await contentsOf(wish.pool)).toEqual(await contentsOf(source.pool));
  expect(filesIn(wish.filesDir)).toHaveLength(2);
  await wish.pool.query("alter table note disable trigger append_only");
  const next = `with n as (insert into note (body) values ('x') returning id), b as (insert into "Buku Besar"."Baris ke-1" default values returning "no.")
    select n.id::int, b."no." as no from n, b`;
  expect((await wish.pool.query(next)).rows).toEqual([{ id: 4, no: 4 }]);
  await expect(wish.pool.query("insert into note (account_id, body) values (77, 'x')")).rejects.toThrow("foreign key");
});

test("a passphrase encrypts, and only that passphrase opens", async () => {
  const source = await original();
  await backup({ ...source, passphrase: "kuda baterai staples" });
  expect(readFileSync(source.out).subarray(0, 21).toString()).toBe("age-encryption.org/v1");
  const wish = await goal(source.out);
  expect(await refusalOf(wish)).toBe("BACKUP_PASSPHRASE_NEEDED");
  expect(await refusalOf({ ...wish, passphrase: "kuda baterai" })).toBe("BACKUP_PASSPHRASE_WRONG");
  expect(await isUntouched(wish)).toBe(true);
  await restore({ ...wish, passphrase: "kuda baterai staples" });
  expect(await contentsOf(wish.pool)).toEqual(await contentsOf(source.pool));
});

test("an encrypted backup alone carries the key, and restoring never overwrites another", async () => {
  const source = { ...(await original()), keyFile: join(folder, "kerani.key") };
  writeFileSync(source.keyFile, "kunci-lama");
  expect(await backup(source)).toMatchObject({ key: false });
  expect(zstdDecompressSync(readFileSync(source.out)).includes("kunci-lama")).toBe(false);
  expect(await backup({ ...source, passphrase: "kuda" })).toMatchObject({ key: true });

  const wish = { ...(await goal(source.out)), passphrase: "kuda", keyFile: join(folder, "other", "kerani.key") };
  mkdirSync(join(folder, "other"));
  writeFileSync(wish.keyFile, "kunci-lain");
  expect(await refusalOf(wish)).toBe("KEY_DIFFERS");
  expect(readFileSync(wish.keyFile, "utf8")).toBe("kunci-lain");
  expect(await isUntouched(wish)).toBe(true);

  rmSync(wish.keyFile);
  const bytes = readFileSync(source.out);
  expect(await refusalOf({ ...wish, from: Readable.from([bytes.subarray(0, bytes.length - 1)]) })).toBe("BACKUP_DAMAGED");
  expect(existsSync(wish.keyFile)).toBe(false);
  expect(await restore(wish)).toMatchObject({ key: true });
  expect(readFileSync(wish.keyFile, "utf8")).toBe("kunci-lama");
  expect(statSync(wish.keyFile).mode & 0o777).toBe(0o600);
  await emptyAgain(wish.pool);
  expect(await restore(wish)).toMatchObject({ key: true });
});

test("an encrypted backup that was changed or cut is refused", async () => {
  const source = await original();
  await backup(source);
  const cheap = encrypt("kuda", 8);
  const bytes = await buffer(cheap(Readable.from([readFileSync(source.out)])));
  const wish = { ...(await goal("")), passphrase: "kuda" };
  for (const place of [30, 45, 100, 180, 250, bytes.length >> 1, bytes.length - 1]) {
    const garbled = Buffer.from(bytes);
    garbled[place] = (garbled[place] as number) ^ 1;
    expect(await refusalOf({ ...wish, from: Readable.from([garbled]) })).toMatch(/^BACKUP_(DAMAGED|PASSPHRASE_WRONG)$/);
    expect(await refusalOf({ ...wish, from: Readable.from([bytes.subarray(0, place)]) })).toBe("BACKUP_DAMAGED");
  }
  expect(await isUntouched(wish)).toBe(true);
});

test("public tools read it: tar, and the parts joined are what COPY wrote", async () => {
  const source = await original();
  await backup(source);
  writeFileSync(join(folder, "plain.tar"), zstdDecompressSync(readFileSync(source.out)));
  execFileSync("tar", ["-xf", "plain.tar"], { cwd: folder });
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  expect(manifest).toMatchObject({ format: 1, kerani: "1.2.3", migration: 2, files: { count: 2 } });
  const parts = join(folder, "tables/public.account.copy");
  const text = readdirSync(parts)
    .sort()
    .map((part) => readFileSync(join(parts, part), "utf8"))
    .join("");
  expect(text).toContain("2\tIbu Sari\t9007199254740993\tsenang\n");
  const account = manifest.tables.find((table: { name: string }) => table.name === "account");
  expect(account).toMatchObject({ rows: 2, sha256: createHash("sha256").update(text).digest("hex") });
});

test("100,000 rows are copied as of one instant while others move money between them", async () => {
  const source = await original();
  await source.pool.query(
    "insert into account select n, 'account ' || n || repeat(' and so on', 5), 1000 from generate_series(3, 100000) n",
  );
  const total = "select sum(balance)::text as sum, count(*)::int as n from account";
  const before = (await source.pool.query(total)).rows;
  const work = { busy: true, moves: 0 };
  const writers = [1, 2].map(async (writer) => {
    for (let n = 0; work.busy; n += 1) {
      const [from, to] = [3 + ((n * 7919 + writer) % 99_000), 3 + ((n * 104_729) % 99_000)];
      await source.pool.query(
        `begin; update account set balance = balance - 7 where id = ${from}; insert into account values (${-writer - n * 2}, 'new ${writer} ${n}', 7); commit`,
      );
      await source.pool.query(
        `begin; delete from account where id = ${-writer - n * 2}; update account set balance = balance + 7 where id = ${to}; commit`,
      );
      work.moves += 1;
    }
  });
  const summary = await backup(source);
  work.busy = false;
  await Promise.all(writers);
  expect(work.moves).toBeGreaterThan(10);
  expect(summary.rows).toBeGreaterThanOrEqual(100_000);
  const wish = await goal(source.out);
  await restore(wish);
  expect((await wish.pool.query(total)).rows[0].sum).toBe(before[0].sum);
});

// zstd can write one content in several ways (the size of its window, an empty last frame): such a change is harmless.
test("a byte changed anywhere, or a cut anywhere, is refused and leaves nothing, or takes nothing away", async () => {
  const source = await original();
  await backup(source);
  const bytes = readFileSync(source.out);
  const before = await contentsOf(source.pool);
  const wish = await goal("");
  const isRefusedOrWhole = async (damaged: Buffer): Promise<void> => {
    const error: unknown = await restore({ ...wish, from: Readable.from([damaged]) }).catch((thrown: unknown) => thrown);
    if (error instanceof Error) return void expect(error).toMatchObject({ code: "BACKUP_DAMAGED" });
    expect(await contentsOf(wish.pool)).toEqual(before);
    expect(filesIn(wish.filesDir)).toHaveLength(2);
    rmSync(wish.filesDir, { recursive: true });
    await emptyAgain(wish.pool);
  };
  const place = integer({ min: 4, max: bytes.length - 1 });
  const change = integer({ min: 1, max: 255 });
  const changed = asyncProperty(place, change, async (at, by) => {
    const garbled = Buffer.from(bytes);
    garbled[at] = (garbled[at] as number) ^ by;
    await isRefusedOrWhole(garbled);
  });
  const ends = [1, 4, 8, 9, 13, 14].map((left) => bytes.length - left);
  const examples: [number, number][] = [[4, 1], [4, 16], [5, 55], ...ends.map((at): [number, number] => [at, 1])];
  await always(changed, { numRuns: 30, examples });
  const cut = asyncProperty(place, (at) => isRefusedOrWhole(bytes.subarray(0, at)));
  await always(cut, { numRuns: 20, examples: [4, ...ends].map((at) => [at]) });
  expect(await refusalOf({ ...wish, from: Readable.from([bytes.subarray(0, bytes.length >> 1)]) })).toBe("BACKUP_DAMAGED");
  expect(await isUntouched(wish)).toBe(true);
  expect(await refusalOf({ ...wish, from: Readable.from([Buffer.from("an ordinary text")]) })).toBe("NOT_A_BACKUP");
  expect(await refusalOf({ ...wish, from: Readable.from([]) })).toBe("NOT_A_BACKUP");
});

const HEAD = {
  format: 1,
  kerani: "1.2.3",
  migration: 2,
  at: "2026-11-23T05:00:00Z",
  tables: [{ schema: "public", name: "account", columns: ["id", "name", "balance"] }],
};
const EMPTY = createHash("sha256").digest("hex");
const archive = async (...entries: [name: string, body: string | object][]): Promise<Readable> => {
  const tar = pack();
  for (const [name, body] of entries) tar.entry({ name }, typeof body === "string" ? body : JSON.stringify(body));
  tar.finalize();
  return Readable.from([await buffer(Readable.from(tar).pipe(compress()))]);
};

test("archives that nobody honest wrote are refused", async () => {
  const wish = await goal("");
  const tail = {
    ...HEAD,
    tables: [{ ...HEAD.tables[0], rows: 0, bytes: 0, sha256: EMPTY }],
    sequences: [],
    files: { count: 0, bytes: 0, sha256: EMPTY, damaged: [] },
  };
  const refused = async (...entries: Parameters<typeof archive>) => refusalOf({ ...wish, from: await archive(...entries) });
  const part = "tables/public.account.copy/00000001";
  expect(await refused(["about.json", { ...HEAD, format: 2 }])).toBe("BACKUP_IS_NEWER");
  expect(await refused(["about.json", { ...HEAD, migration: 3 }])).toBe("BACKUP_IS_NEWER");
  expect(await refused(["about.json", "{"])).toBe("BACKUP_DAMAGED");
  expect(await refused(["about.json", { format: 1 }])).toBe("BACKUP_DAMAGED");
  expect(await refused(["manifest.json", tail])).toBe("BACKUP_DAMAGED");
  expect(await refused(["about.json", HEAD])).toBe("BACKUP_DAMAGED");
  expect(await refused(["about.json", { ...HEAD, tables: [{ schema: "pg_catalog", name: "pg_authid", columns: ["oid"] }] }])).toBe(
    "BACKUP_DOES_NOT_FIT",
  );
  expect(await refused(["about.json", { ...HEAD, tables: [{ schema: "public", name: "account", columns: ["none"] }] }])).toBe(
    "BACKUP_DOES_NOT_FIT",
  );
  expect(await refused(["about.json", HEAD], [part, "1\ta\t1\n"], ["manifest.json", tail])).toBe("BACKUP_DAMAGED");
  expect(await refused(["about.json", HEAD], [part, "one\ta\t1\n"], ["manifest.json", tail])).toBe("BACKUP_DAMAGED");
  expect(await refused(["about.json", HEAD], [part.replace(/1$/, "2"), "1\ta\t1\n"], ["manifest.json", tail])).toBe("BACKUP_DAMAGED");
  expect(await refused(["about.json", HEAD], ["tables/public.note.copy/00000001", ""], ["manifest.json", tail])).toBe("BACKUP_DAMAGED");
  expect(
    await refused(
      ["about.json", HEAD],
      ["manifest.json", { ...tail, sequences: [{ schema: "public", name: "none", value: "1", called: true }] }],
    ),
  ).toBe("BACKUP_DOES_NOT_FIT");
  for (const name of ["files/../../escaped", "files//etc/passwd", `files/aa/${"b".repeat(64)}`, "else"]) {
    expect(await refused(["about.json", HEAD], [name, "x"], ["manifest.json", tail])).toBe("BACKUP_DAMAGED");
  }
  expect(await refused(["about.json", HEAD], ["manifest.json", tail], [part, ""])).toBe("BACKUP_DAMAGED");
  expect(await isUntouched(wish)).toBe(true);
  expect(existsSync(join(folder, "escaped"))).toBe(false);
  await restore({ ...wish, from: await archive(["about.json", HEAD], ["manifest.json", tail]) });
});

test("a database that holds records is refused as it is; one that is merely migrated is not", async () => {
  const source = await original();
  await backup(source);
  const before = await contentsOf(source.pool);
  expect(await refusalOf({ ...source, from: source.out, migrateTo: migrateTo(source.pool) })).toBe("DATABASE_NOT_EMPTY");
  expect(await contentsOf(source.pool)).toEqual(before);
  const wish = await goal(source.out);
  await wish.pool.query("create table account (another text); create table old_table (n int); create type mood as enum ('x')");
  await restore(wish);
  expect(await contentsOf(wish.pool)).toEqual(before);
  await expect(wish.pool.query("select from old_table")).rejects.toThrow("does not exist");
});

test("a stored file that no longer agrees with its digest is named, and comes back as it is", async () => {
  const source = await original();
  const name = storeFile(source.filesDir, "will rot");
  writeFileSync(join(source.filesDir, name), "has rotted");
  expect(await backup(source)).toMatchObject({ files: 3, damaged: [name] });
  const wish = await goal(source.out);
  expect(await restore(wish)).toMatchObject({ damaged: [name] });
  expect(readFileSync(join(wish.filesDir, name), "utf8")).toBe("has rotted");
});

test("a backup that cannot be written leaves no half file and no busy connection", async () => {
  const source = await original();
  const full = new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error("full"), { code: "ENOSPC" })) });
  await expect(backup({ ...source, out: full })).rejects.toMatchObject({ code: "NO_ROOM" });
  await expect(backup({ ...source, out: join(folder, "none/there") })).rejects.toMatchObject({ code: "ENOENT" });
  expect(source.pool.totalCount - source.pool.idleCount).toBe(0);
  expect(existsSync(source.out)).toBe(false);
  expect(readdirSync(folder)).toEqual(["files"]);
});

test("what an interrupted restore left among the files is cleared away", async () => {
  const source = await original();
  await backup(source);
  const wish = await goal(source.out);
  mkdirSync(join(wish.filesDir, ".restore-before/ab"), { recursive: true });
  await restore(wish);
  expect(readdirSync(wish.filesDir).filter((name) => name.startsWith("."))).toEqual([]);
});
