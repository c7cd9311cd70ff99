import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { prepareLaunch } from "./launch.ts";
import { serverPid } from "./process-number.ts";
import { placesFor } from "./places.ts";
import { startPostgres } from "./postgres.ts";
import { ask, folder, hold, kill9, parentOf, seed, until } from "./testing.ts";
import { DatabaseTrouble } from "./trouble.ts";

let seedling: Awaited<ReturnType<typeof seed>>;
let place: ReturnType<typeof folder>;
let dataDir: string;
let cluster: string;

beforeAll(async () => {
  seedling = await seed();
});
afterAll(() => seedling.remove());
beforeEach(() => {
  place = folder();
  dataDir = join(place.path, "db");
  seedling.grow(dataDir);
  cluster = join(dataDir, "cluster");
});
afterEach(async () => {
  await until("the server is gone", () => serverPid(cluster) === undefined);
  place.remove();
});

const startAndStop = async (): Promise<void> => {
  const server = await startPostgres({ dataDir, fsync: false });
  await server.stop();
};
const troubleOf = async (): Promise<DatabaseTrouble> => {
  const error: unknown = await startAndStop().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DatabaseTrouble);
  const trouble = error as DatabaseTrouble;
  for (const text of [trouble.text.id, trouble.text.en]) expect(text).toMatch(/^[A-Z/].+\S$/s);
  return trouble;
};

test("a cluster of another major version is refused by both numbers", async () => {
  writeFileSync(join(cluster, "PG_VERSION"), "17\n");
  const trouble = await troubleOf();
  expect(trouble.code).toBe("OTHER_VERSION");
  expect(trouble.text.en).toContain("made by PostgreSQL 17; this Kerani brings PostgreSQL 18");
});

test("a folder that is no cluster is refused and left as it is", async () => {
  rmSync(join(cluster, "PG_VERSION"));
  expect((await troubleOf()).code).toBe("NOT_A_DATABASE");
  expect(statSync(join(cluster, "base")).isDirectory()).toBe(true);
});

test("a file where the folder should be is refused", async () => {
  dataDir = join(place.path, "file");
  writeFileSync(dataDir, "");
  expect((await troubleOf()).code).toBe("NOT_WRITABLE");
});

test("PostgreSQL's own last words are handed on when it will not start", async () => {
  writeFileSync(join(cluster, "postgresql.conf"), "work_mem = 'rather a lot'\n");
  const trouble = await troubleOf();
  expect(trouble.code).toBe("STOPPED_AT_START");
  expect(trouble.detail).toContain("work_mem");
});

test("a start cut short by kill -9 leaves nothing in the way", async () => {
  dataDir = join(place.path, "new");
  cluster = join(dataDir, "cluster");
  const one = hold(dataDir);
  await until("initdb works", () => statSync(`${cluster}.new`, { throwIfNoEntry: false }) !== undefined);
  await one.kill();
  await startAndStop();
});

const asOwner = () => (process.geteuid?.() === 0 ? { uid: statSync(cluster).uid, gid: statSync(cluster).gid } : {});

test("process numbers in old lock files that belong to other programs now are not believed", async () => {
  const bystander = spawn("sleep", ["60"], asOwner());
  mkdirSync(join(dataDir, "run"));
  for (const file of ["cluster/postmaster.pid", "run/.s.PGSQL.5432.lock", "run/.s.PGSQL.5432"]) {
    writeFileSync(join(dataDir, file), `${bystander.pid}\n${cluster}\n1\n5432\n\n\n`);
  }
  execFileSync("chown", ["-R", "--reference", cluster, dataDir]);
  await startAndStop();
  bystander.kill();
});

test("a server that somebody else started on the same data is left alone", async () => {
  const { program, links } = await prepareLaunch(placesFor(dataDir));
  const settings = ["-c", "listen_addresses=", "-c", `unix_socket_directories=${dataDir}`];
  const stranger = spawn(join(program, "bin/postgres"), ["-D", cluster, ...settings], {
    ...asOwner(),
    env: { LD_LIBRARY_PATH: `${links}:${join(program, "lib")}` },
    stdio: "ignore",
  });
  await until("the stranger runs", () => serverPid(cluster) !== undefined);
  expect((await troubleOf()).code).toBe("IN_USE");
  expect(stranger.exitCode).toBeNull();
  stranger.kill("SIGINT");
});

test("a server whose supervisor was killed is joined, and still ends with its last holder", async () => {
  const one = hold(dataDir);
  const { pid } = await one.next("url");
  kill9(parentOf(pid as number));
  const here = await startPostgres({ dataDir, fsync: false });
  expect(here.pid).toBe(pid);
  await one.kill();
  expect(await ask(here.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await here.stop();
  expect(serverPid(cluster)).toBeUndefined();
});

test("server, supervisor and holder killed together: the next start works", async () => {
  const one = hold(dataDir);
  const { pid } = await one.next("url");
  const supervisor = parentOf(pid as number);
  for (const victim of [supervisor, pid as number, one.child.pid as number]) kill9(victim);
  await startAndStop();
});

test("no room to write is named as such", async () => {
  rmSync(cluster, { recursive: true });
  const one = hold(dataDir, 0, ["sh", "-c", 'ulimit -f 1000; exec "$@"', "sh"]);
  await expect(one.next("url")).rejects.toThrow("DISK_FULL");
});
