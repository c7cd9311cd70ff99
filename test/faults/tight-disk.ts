import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, open, readFile, rm, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const MEBIBYTE = 1024 * 1024;

/** A disk of its own in a mount namespace of its own: as root, or for an ordinary user by a user namespace that leads back to the same user. */
const jail = (folder: string, mebibytes: number): { command: string; args: string[] } => {
  const mount = `mount -t tmpfs -o size=${mebibytes}m,mode=1777 kerani-tight "$1" && shift && exec "$@"`;
  const [user, group] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  if (user === 0) return { command: "unshare", args: ["-m", "sh", "-c", mount, "sh", folder] };
  const back = ["unshare", "-U", `--map-user=${user}`, `--map-group=${group}`];
  return { command: "unshare", args: ["-Um", "--map-root-user", "sh", "-c", mount, "sh", folder, ...back] };
};

/** True where this user may have a disk of its own; some containers forbid it. */
export const mayHaveDisk = async (): Promise<boolean> => {
  const folder = await mkdtemp(join(tmpdir(), "kerani-tight-"));
  const { command, args } = jail(folder, 1);
  const may = await promisify(execFile)(command, [...args, "true"]).then(
    () => true,
    () => false,
  );
  await rm(folder, { recursive: true });
  return may;
};

/** A Kerani whose data lie on a small disk, which can be filled and emptied from outside. */
export type OnTightDisk = {
  url: string;
  child: ChildProcess;
  /** Takes the room that is left, but for so many MiB. */
  fillUp(leaving: number): Promise<void>;
  makeRoom(): Promise<void>;
  close(): Promise<void>;
};

const fill = async (path: string, leaving: number): Promise<void> => {
  const file = await open(path, "a");
  try {
    for (const size of [MEBIBYTE, 4096]) for (let full = false; !full; ) full = await file.write(Buffer.alloc(size)).then(({ bytesWritten }) => bytesWritten < size, () => true); // prettier-ignore
    await file.truncate(Math.max(0, (await file.stat()).size - leaving * MEBIBYTE));
  } finally {
    await file.close();
  }
};

/** Starts Kerani on a disk of so many MiB. */
export const startOnTightDisk = async (mebibytes: number, env: Record<string, string>): Promise<OnTightDisk> => {
  const folder = await mkdtemp(join(tmpdir(), "kerani-tight-"));
  const { command, args } = jail(folder, mebibytes);
  const child = spawn(command, [...args, process.execPath, MAIN, "start", "--port", "0"], {
    env: { ...process.env, ...env, KERANI_DATA: join(folder, "data") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const found = /http:\/\/127[^/\s]+/.exec(line)?.[0];
      if (found) resolve(found);
    });
    child.once("exit", (code) => reject(new Error(`ended with ${code} before it was ready`)));
  });
  const inside = `/proc/${child.pid}/root${folder}`;
  const ballast = join(inside, "ballast");
  const cluster = join(inside, "data/database/cluster/postmaster.pid");
  return {
    url,
    child,
    fillUp: (leaving) => fill(ballast, leaving),
    makeRoom: () => unlink(ballast),
    async close() {
      const server = Number((await readFile(cluster, "utf8").catch(() => "")).split("\n")[0]);
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
      // Removing the folder takes the disk away from under whoever is still on it.
      if (server) while (existsSync(`/proc/${server}`)) await pause(20);
      await rm(folder, { recursive: true, force: true });
    },
  };
};
