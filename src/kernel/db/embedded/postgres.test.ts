import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Pool } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { serverPid } from "./process-number.ts";
import { type Postgres, startPostgres } from "./postgres.ts";
import { ask, folder, hold, type Holding, kill9, seed, until } from "./testing.ts";

let seedling: Awaited<ReturnType<typeof seed>>;
let place: ReturnType<typeof folder>;
let dataDir: string;
const started: Postgres[] = [];
const holdings: Holding[] = [];

beforeAll(async () => {
  seedling = await seed();
});
afterAll(() => seedling.remove());
beforeEach(() => {
  place = folder();
  dataDir = join(place.path, "db");
  seedling.grow(dataDir);
});
afterEach(async () => {
  await Promise.all([...started.splice(0).map((server) => server.stop()), ...holdings.splice(0).map((holding) => holding.kill())]);
  await until("the server is gone", () => serverPid(join(dataDir, "cluster")) === undefined);
  place.remove();
});

const start = async (options: Partial<Parameters<typeof startPostgres>[0]> = {}): Promise<Postgres> => {
  const server = await startPostgres({ dataDir, fsync: false, ...options });
  started.push(server);
  return server;
};
const another = (uid = 0): Holding => {
  const holding = hold(dataDir, uid);
  holdings.push(holding);
  return holding;
};
const running = () => serverPid(join(dataDir, "cluster"));

test("a durable, private server with an owner that is no superuser", async () => {
  dataDir = join(place.path, "new");
  const { url, socketDir, pid } = await start({ fsync: true });
  expect(pid).toBe(running());
  expect(statSync(socketDir).mode & 0o777).toBe(0o700);
  const [row] = await ask(
    url,
    `select current_user as who, current_database() as db, rolsuper as super, datcollate as collate, datlocale as locale,
       current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('data_checksums') as checksums,
       current_setting('listen_addresses') as listens, lower('ÉÇ') as lower
     from pg_roles, pg_database where rolname = current_user and datname = current_database()`,
  );
  expect(row).toEqual({
    who: "kerani",
    db: "kerani",
    super: false,
    collate: "C",
    locale: "C.UTF-8",
    lower: "éç",
    fsync: "on",
    commit: "on",
    checksums: "on",
    listens: "",
  });
  await ask(
    url,
    "create extension btree_gist; create extension pg_trgm; create extension unaccent; set session_replication_role = replica",
  );
});

test("the environment of the caller changes neither the server nor the address", async () => {
  const before = { ...process.env };
  Object.assign(process.env, {
    PGPORT: "1",
    PGHOST: "nowhere.invalid",
    PGUSER: "x",
    PGDATA: "/nowhere",
    PGSSLMODE: "require",
    PGDATABASE: "x",
  });
  try {
    const { url } = await start();
    expect(await ask(url, "select current_user as who")).toEqual([{ who: "kerani" }]);
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  }
});

test("a second start joins the first, and the last to stop ends the server", async () => {
  const first = await start();
  const second = await start();
  expect(second.pid).toBe(first.pid);
  await first.stop();
  expect(running()).toBe(second.pid);
  expect(await ask(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await second.stop();
  expect(running()).toBeUndefined();
});

test("five processes that start at once on an empty folder share one server", async () => {
  dataDir = join(place.path, "new");
  const all = [another(), another(), another(), another(), another()];
  const pids = await Promise.all(all.map(async (one) => (await one.next("url"))["pid"]));
  expect(new Set(pids)).toEqual(new Set([running()]));
});

test("kill -9 of the only process ends the server at once, and no row is lost", async () => {
  const one = another();
  const { url } = await one.next("url");
  await ask(url as string, "create table kept (n int); insert into kept select generate_series(1, 1000)");
  await one.kill();
  await until("the server is gone", () => running() === undefined);
  const { url: again } = await start();
  expect(await ask(again, "select count(*)::int as n from kept")).toEqual([{ n: 1000 }]);
});

test("kill -9 of the process that started the server does not disturb the other one", async () => {
  const one = another();
  const { pid } = await one.next("url");
  const here = await start();
  const pool = new Pool({ connectionString: here.url, max: 1 });
  const session = (await pool.query("select pg_backend_pid() as pid")).rows;
  await one.kill();
  expect((await pool.query("select pg_backend_pid() as pid")).rows).toEqual(session);
  expect(here.pid).toBe(pid);
  await pool.end();
  await here.stop();
  expect(running()).toBeUndefined();
});

test("kill -9 of the server: it is started again, listeners are told once, the pool reconnects, no row is lost", async () => {
  const here = await start();
  const pool = new Pool({ connectionString: here.url });
  pool.on("error", () => {});
  await pool.query("create table kept (n int)");
  await pool.query("insert into kept values (1)");
  let deaths = 0;
  here.onExit(() => (deaths += 1));
  const before = here.pid;
  kill9(before);
  await until("another server runs", () => here.pid !== before);
  expect((await pool.query("select n from kept")).rows).toEqual([{ n: 1 }]);
  expect(deaths).toBe(1);
  await pool.end();
});

test("two processes survive the death of their server together, on one new server", async () => {
  const one = another();
  await one.next("url");
  const here = await start();
  const before = here.pid;
  kill9(before);
  await one.next("exit");
  await until("another server runs", () => here.pid !== before);
  expect(running()).toBe(here.pid);
  await one.kill();
  expect(await ask(here.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a worker that is still busy when its server is killed does not keep the next one out", async () => {
  const here = await start();
  const before = here.pid;
  const busy = ask(here.url, "select sum(n) from generate_series(1, 1000000000000) n").catch(() => "cut off");
  await until("the worker runs", () => running() === before);
  const seen =
    "select count(*)::int as n from pg_stat_activity where state = 'active' and query like '%1000000000000%' and pid <> pg_backend_pid()";
  for (let n = 0; n === 0;) n = Number((await ask(here.url, seen))[0]?.["n"]);
  kill9(before);
  await until("another server runs", () => here.pid !== before);
  expect(await busy).toBe("cut off");
});

test("a stopped process comes back, again and again", async () => {
  for (let round = 0; round < 3; round += 1) {
    const server = await start();
    await ask(server.url, `create table round_${round} ()`);
    await server.stop();
    expect(running()).toBeUndefined();
  }
});

test("starting while the last holder lets go works every time", async () => {
  let server = await start();
  for (let round = 0; round < 10; round += 1) {
    const [, next] = await Promise.all([server.stop(), start()]);
    expect(await ask(next.url, "select 1 as one")).toEqual([{ one: 1 }]);
    server = next;
  }
});

test("a path too long for a socket is served from a short private folder that every process finds", async () => {
  dataDir = join(place.path, "a-rather-long-name-".repeat(6));
  const here = await start();
  expect(here.socketDir.length).toBeLessThan(80);
  expect(statSync(here.socketDir).mode & 0o777).toBe(0o700);
  const one = another();
  expect((await one.next("url"))["url"]).toBe(here.url);
});

test("spaces, commas and quotes in the path do no harm", async () => {
  const odd = join(place.path, `P.T. "Maju, Mundur" & rekan's`);
  mkdirSync(odd);
  dataDir = join(odd, "db");
  const { url } = await start();
  expect(await ask(url, "select 1 as one")).toEqual([{ one: 1 }]);
});
