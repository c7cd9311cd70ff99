import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { prepareLaunch } from "./launch.ts";
import { serverPid } from "./process-number.ts";
import { placesFor } from "./places.ts";
import { startPostgres } from "./postgres.ts";
import { bundledProgram } from "./program.ts";
import { ask, folder, hold, until } from "./testing.ts";

/** Only root can become somebody else; an ordinary user's own runs are what the other tests are. */
const ROOT = process.geteuid?.() === 0;
const NOBODY = 65534;

let place: ReturnType<typeof folder>;
let dataDir: string;
let cluster: string;

beforeEach(() => {
  place = folder();
  dataDir = join(place.path, "db");
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

const canMount = (): boolean => {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=20m", "none", "/mnt"], { stdio: "ignore" });
    execFileSync("umount", ["/mnt"]);
    return true;
  } catch {
    return false;
  }
};

test.runIf(canMount())("a disk too small for a new database is named as full", async () => {
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=20m", "none", place.path]);
  try {
    await expect(startAndStop()).rejects.toThrow("DISK_FULL");
  } finally {
    execFileSync("umount", ["-l", place.path]);
  }
});

test.runIf(canMount())(
  "a disk that fills up under way: the server comes back by itself once there is room, and nothing is lost",
  async () => {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=120m", "none", place.path]);
    try {
      chmodSync(place.path, 0o755);
      const server = await startPostgres({ dataDir, settings: { max_wal_size: "32MB" } });
      await ask(server.url, "create table kept (n int); insert into kept values (1)");
      execFileSync("sh", ["-c", 'head -c 200000000 /dev/zero >"$1/filler" 2>/dev/null || :', "sh", place.path]);
      const flood = "insert into kept select generate_series(1, 2000000)";
      await expect(ask(server.url, flood)).rejects.toThrow(/./);
      execFileSync("rm", [join(place.path, "filler")]);
      let rows: unknown;
      for (let tries = 0; !rows && tries < 1000; tries += 1) {
        rows = await ask(server.url, "select n from kept").catch(() => pause(10));
      }
      expect(rows).toEqual([{ n: 1 }]);
      await server.stop();
    } finally {
      execFileSync("umount", ["-l", place.path]);
    }
  },
);

test.runIf(ROOT)("the data belongs to a system user, or to whom the folder was given", async () => {
  await startAndStop();
  const { uid } = statSync(cluster);
  expect(uid).not.toBe(0);
  const given = join(place.path, "given");
  mkdirSync(given);
  chownSync(given, NOBODY, NOBODY);
  dataDir = join(given, ".");
  await startAndStop();
  expect(statSync(join(given, "cluster")).uid).toBe(NOBODY);
});

test.runIf(ROOT)("a data folder that only root can enter", async () => {
  chmodSync(place.path, 0o700);
  await startAndStop();
});

test.runIf(ROOT)("a clone with its data that only root can enter, as in /root", async () => {
  const program = join(place.path, "clone/native");
  mkdirSync(join(place.path, "clone"));
  execFileSync("cp", ["-r", bundledProgram(), join(bundledProgram(), "../package.json"), join(program, "..")]);
  chmodSync(place.path, 0o700);
  mkdirSync(dataDir);
  const how = await prepareLaunch(placesFor(dataDir), program);
  expect(how.program).toBe(program);
  const [setpriv, ...rest] = how.prefix;
  const env = { LD_LIBRARY_PATH: `${how.links}:${join(program, "lib")}` };
  const said = execFileSync(setpriv as string, [...rest, join(program, "bin/initdb"), "--no-sync", "-D", join(dataDir, "new")], {
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
  expect(String(said)).toContain("Success.");
});

test.runIf(ROOT)("a program that only root can enter is copied beside the data, once", async () => {
  const program = join(place.path, "closed/native");
  mkdirSync(join(place.path, "closed"), { mode: 0o700 });
  execFileSync("cp", ["-r", bundledProgram(), join(bundledProgram(), "../package.json"), join(program, "..")]);
  mkdirSync(dataDir);
  const how = await prepareLaunch(placesFor(dataDir), program);
  expect(how.program).toMatch(new RegExp(`^${dataDir}/program-18\\.`));
  const { mtimeMs } = statSync(how.program);
  expect((await prepareLaunch(placesFor(dataDir), program)).program).toBe(how.program);
  expect(statSync(how.program).mtimeMs).toBe(mtimeMs);
  const libraries = `${how.links}:${how.program}/lib`;
  const version = execFileSync(join(how.program, "bin/postgres"), ["--version"], { ...how.ids, env: { LD_LIBRARY_PATH: libraries } });
  expect(String(version)).toContain("PostgreSQL) 18.");
});

test.runIf(ROOT)("data that belongs to root is refused with the cure", async () => {
  mkdirSync(join(dataDir, "something"), { recursive: true });
  await expect(startAndStop()).rejects.toThrow(`chown -R kerani ${dataDir}`);
});

test.runIf(ROOT)("an ordinary user starts, joins and ends a server", async () => {
  mkdirSync(dataDir);
  chownSync(dataDir, NOBODY, NOBODY);
  const [one, two] = [hold(dataDir, NOBODY), hold(dataDir, NOBODY)];
  const [first, second] = [await one.next("url"), await two.next("url")];
  expect(second).toEqual(first);
  expect(statSync(`/proc/${String(first["pid"])}`).uid).toBe(NOBODY);
  await one.kill();
  await two.stop();
  expect(serverPid(cluster)).toBeUndefined();
});

test.runIf(ROOT)("an ordinary user is told whose the data is, and where it may not write", async () => {
  await startAndStop();
  const theirs = hold(dataDir, NOBODY);
  await expect(theirs.next("url")).rejects.toThrow("WRONG_OWNER");
  const nowhere = hold(join(place.path, "not/here"), NOBODY);
  await expect(nowhere.next("url")).rejects.toThrow("NOT_WRITABLE");
});

test.runIf(ROOT)("a user without a name is told so", async () => {
  mkdirSync(dataDir);
  chownSync(dataDir, 54_321, 54_321);
  await expect(hold(dataDir, 54_321).next("url")).rejects.toThrow("NO_ACCOUNT");
});
