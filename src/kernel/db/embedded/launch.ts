import { type ChildProcess, execFile, spawn } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Account, accountFor, nameOfUser } from "./account.ts";
import type { Places } from "./places.ts";
import { bundledProgram, copyProgram, libraryLinks, linksFolder, shellPart } from "./program.ts";
import { diskFull, notWritable, outOfReach } from "./trouble.ts";

const runFile = promisify(execFile);

/** How to run a program as the account that owns the data. */
export type Launch = { account: Account; prefix: string[]; ids: { uid?: number; gid?: number }; program: string; links: string };

/** What a supervisor's end means; other codes are those of PostgreSQL. */
export const EXIT = { busy: 75, initdb: 76, noFlock: 77, stranger: 78, noRoom: 79 } as const;

const commandLine = (how: Pick<Launch, "prefix">, args: string[]): [string, string[]] => {
  const [file, ...rest] = [...how.prefix, ...args];
  return [file as string, rest];
};

const can = async (how: Pick<Launch, "prefix" | "ids">, test: string, path: string): Promise<boolean> => {
  const [file, args] = commandLine(how, ["sh", "-c", test, "sh", path]);
  return runFile(file, args, { ...how.ids, cwd: "/" }).then(
    () => true,
    () => false,
  );
};

/**
 * Root starts PostgreSQL as another user, and that user may be unable to enter the folders above the data (a clone in
 * /root). Then the server keeps one capability of root, to pass through folders; nothing else changes hands.
 */
const waysToRun = ({ uid, gid }: Account): Pick<Launch, "prefix" | "ids">[] => {
  if (process.geteuid?.() !== 0) return [{ prefix: [], ids: {} }];
  // Without this bit access(2), by which PostgreSQL finds its own programs, would not count the capability.
  const identity = `--reuid=${uid} --regid=${gid} --clear-groups --no-new-privs --securebits=+no_setuid_fixup`;
  const through = (capability: string): string[] =>
    `setpriv ${identity} --inh-caps=+${capability} --ambient-caps=+${capability} --`.split(" ");
  return [
    { prefix: [], ids: { uid, gid } },
    { prefix: through("dac_read_search"), ids: {} },
    { prefix: through("dac_override"), ids: {} },
  ];
};

const prepare = async (how: Launch, places: Places): Promise<void> => {
  const script = await shellPart("prepare");
  const pairs = await libraryLinks(how.program);
  const args = [places.run, places.socketDir, how.links, join(how.program, "lib"), ...pairs];
  const [file, rest] = commandLine(how, ["sh", "-c", script, "kerani-postgres", ...args]);
  await runFile(file, rest, { ...how.ids, cwd: "/" }).catch((error: { code?: unknown; stderr?: string }) => {
    if (/No space left|quota exceeded/i.test(error.stderr ?? "")) throw diskFull(places.base);
    throw notWritable(error.code === 2 ? places.socketDir : places.base);
  });
};

/** Makes what a server needs in its data folder and finds out how to run it; throws DatabaseTrouble when it cannot be run here. */
export const prepareLaunch = async (places: Places, bundled = bundledProgram()): Promise<Launch> => {
  const account = await accountFor(places.base);
  for (const way of waysToRun(account)) {
    if (!(await can(way, 'cd "$1" && test -w .', places.base))) continue;
    const readable = await can(way, 'test -x "$1/bin/postgres" && test -r "$1/share"', bundled);
    const program = readable ? bundled : await copyProgram(bundled, places.base);
    const how = { ...way, account, program, links: linksFolder(places.run, program) };
    await prepare(how, places);
    return how;
  }
  if (process.geteuid?.() !== 0) throw notWritable(places.base);
  throw outOfReach(places.base, await nameOfUser(account.uid));
};

/**
 * Starts a supervisor with its PostgreSQL; it ends by itself when another one runs, or when nobody holds the pipe.
 * It is no child in any sense but the system's: it stays when this process is killed and others still hold it.
 */
export const startSupervisor = async (how: Launch, places: Places, server: string[], fsync: boolean): Promise<ChildProcess> => {
  const script = await shellPart("supervise");
  const libraries = `${how.links}:${join(how.program, "lib")}`;
  const sync = fsync ? "--sync-method=fsync" : "--no-sync";
  const own = [places.cluster, places.run, places.socketDir, join(how.program, "bin"), libraries, sync];
  const [file, args] = commandLine(how, ["sh", "-c", script, "kerani-postgres", ...own, ...server]);
  const child = spawn(file, args, {
    ...how.ids,
    cwd: "/",
    detached: true,
    stdio: "ignore",
    // Nothing of the caller's environment (PGDATA, PGPORT, secrets) reaches the server.
    env: { PATH: process.env["PATH"], LC_ALL: "C" },
  });
  child.unref();
  return child;
};
