import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { signal } from "./process-number.ts";
import { startPostgres } from "./postgres.ts";

const PROGRAM = fileURLToPath(new URL("./holding-process.ts", import.meta.url));

/** For tests: another process that holds a server; each event it prints is read in turn. */
export type Holding = {
  child: ChildProcess;
  /** The next event with this key; rejects when the process ends without one. */
  next(key: "url" | "exit" | "trouble" | "line"): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
  kill(): Promise<void>;
};

/** Starts such a process on a data folder, as another user if one is given (root only), behind a command if one is given. */
export const hold = (dataDir: string, uid = 0, behind: string[] = []): Holding => {
  const [file, ...args] = [...behind, process.execPath, PROGRAM, dataDir, String(uid)];
  const child = spawn(file as string, args, { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<void>((done) => child.once("close", () => done()));
  const events = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    child,
    async next(key) {
      for (;;) {
        const { value, done } = await events.next();
        if (done) throw new Error(`the process ended without "${key}"`);
        const event = JSON.parse(value) as Record<string, unknown>;
        if (key in event) return event;
        if ("trouble" in event) throw new Error(String(event["trouble"]));
      }
    },
    async stop() {
      child.stdin.write("stop\n");
      await ended;
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
};

/** One query on a connection of its own. */
export const ask = async <T extends Record<string, unknown>>(url: string, sql: string): Promise<T[]> => {
  const client = new Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
};

/** A folder that anybody may enter, and its removal. */
export const folder = (): { path: string; remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), "kerani-pg-"));
  chmodSync(path, 0o755);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

/** A cluster to copy from, because making one costs a second. */
export const seed = async (): Promise<{ grow: (dataDir: string) => void; remove: () => void }> => {
  const place = folder();
  const original = join(place.path, "db");
  const server = await startPostgres({ dataDir: original, fsync: false });
  await server.stop();
  const { uid, gid } = statSync(original);
  return {
    grow(dataDir) {
      mkdirSync(dataDir, { mode: 0o700 });
      chownSync(dataDir, uid, gid);
      execFileSync("cp", ["-a", join(original, "cluster"), dataDir]);
    },
    remove: place.remove,
  };
};

/** The parent of a process. */
export const parentOf = (pid: number): number => Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1]);

/** Kills by force. */
export const kill9 = (pid: number): void => signal(pid, "SIGKILL");

/** Looks until something is so; fails after about ten seconds. */
export const until = async (what: string, isSo: () => boolean): Promise<void> => {
  for (let looks = 0; !isSo(); looks += 1) {
    if (looks > 1000) throw new Error(`never happened: ${what}`);
    await new Promise((done) => setTimeout(done, 10));
  }
};
