import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const LONGEST_START_MS = 60_000;

/** What a command of Kerani ended with. */
export type Ended = { code: number; out: string; err: string };

/** Runs a command of Kerani to its end, as somebody at a terminal would. */
export const runKerani = async (env: Record<string, string>, args: readonly string[], stdin = ""): Promise<Ended> => {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, ...env } });
  // A command that does not read its input may be gone before all of it was written.
  child.stdin.on("error", () => {});
  child.stdin.end(stdin);
  let out = "";
  let err = "";
  child.stdout.on("data", (data: Buffer) => (out += data.toString()));
  child.stderr.on("data", (data: Buffer) => (err += data.toString()));
  const [code] = (await once(child, "close")) as [number];
  return { code, out, err };
};

/** The same for a command that must succeed: what it printed; throws with what it said when it fails. */
export const kerani = async (env: Record<string, string>, args: readonly string[], stdin = ""): Promise<string> => {
  const { code, out, err } = await runKerani(env, args, stdin);
  if (code !== 0) throw new Error(`kerani ${args.join(" ")} ended with ${code}: ${err}`);
  return out;
};

/** A started Kerani: where it answers, and its process. */
export type Started = { url: string; child: ChildProcess };

/** Starts Kerani as an administrator would and resolves once it says where to open it. */
export const startReal = async (env: Record<string, string>): Promise<Started> => {
  const child = spawn(process.execPath, [MAIN, "start", "--port", "0"], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let err = "";
  child.stderr.on("data", (data: Buffer) => (err += data.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`not started in time: ${err}`)), LONGEST_START_MS);
    createInterface({ input: child.stdout }).on("line", (line) => {
      const found = /(http:\/\/\S+?)(\/setup\?\S*)?$/.exec(line)?.[1];
      if (!found) return;
      clearTimeout(late);
      resolve(found);
    });
    child.once("exit", (code) => reject(new Error(`ended with ${code} before it was ready: ${err}`)));
  });
  return { url, child };
};

/** Kills a process the hard way and waits until it is gone. */
export const killHard = async ({ child }: Started): Promise<void> => {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
};

/** Asks a process to stop, and waits until it and its database have. */
export const stopWell = async ({ child }: Started): Promise<void> => {
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
};

/** The process number of the database server on a data folder. */
export const serverPid = async (dataDir: string): Promise<number> =>
  Number((await readFile(join(dataDir, "database", "cluster", "postmaster.pid"), "utf8")).split("\n")[0]);
