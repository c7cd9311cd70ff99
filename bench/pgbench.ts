import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Said } from "./statements.ts";

const run = promisify(execFile);
const INSTALLED = "/usr/lib/postgresql";

/** PostgreSQL's own load generator, wherever it was found. */
export type Pgbench = {
  /** Commits a second that `clients` connections get when they do nothing but say these statements. */
  perSecond(statements: readonly Said[], clients: number, seconds: number): Promise<number>;
  close(): Promise<void>;
};

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

const installed = async (): Promise<string | undefined> => {
  for (const version of (await readdir(INSTALLED).catch(() => [] as string[])).sort().toReversed())
    if (await exists(join(INSTALLED, version, "bin/pgbench"))) return join(INSTALLED, version, "bin/pgbench");
  return undefined;
};

/** Unpacks Debian's package into `folder`; nothing on the machine changes. */
const unpacked = async (folder: string): Promise<{ program: string; libraries: string }> => {
  const { stdout } = await run("apt-cache", ["depends", "postgresql"]);
  const server = /postgresql-\d+/.exec(stdout)?.[0];
  if (!server) throw new Error("no postgresql package");
  await run("apt-get", ["download", server, "libpq5"], { cwd: folder, timeout: 60_000 });
  for (const file of await readdir(folder)) if (file.endsWith(".deb")) await run("dpkg", ["-x", file, "."], { cwd: folder });
  const [version] = await readdir(join(folder, INSTALLED));
  const [machine] = (await readdir(join(folder, "usr/lib"))).filter((name) => name.includes("linux-gnu"));
  return { program: join(folder, INSTALLED, version ?? "", "bin/pgbench"), libraries: join(folder, "usr/lib", machine ?? "") };
};

// A colon would begin a variable of pgbench's, even inside quotes.
const quoted = (text: string): string =>
  `E'${text.replaceAll("\\", "\\\\").replaceAll("'", "''").replaceAll(":", "\\x3a").replaceAll("\n", "\\n")}'`;

const literal = (value: unknown): string => {
  if (value === null || value === undefined) return "null";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return quoted(`{${value.map((one) => JSON.stringify(String(one))).join(",")}}`);
  return quoted(String(value));
};

/** The statements as a script: the same words, each value in its place, and an id of its own wherever the command made one. */
export const scriptOf = (statements: readonly Said[]): string =>
  statements
    .map(({ text, values, made }) => {
      const words = text.replace(/\$(\d+)/g, (_, nth: string) =>
        made.has(values[Number(nth) - 1]) ? "uuidv7()" : literal(values[Number(nth) - 1]),
      );
      return `${words.replace(/\s+/g, " ").trim()};\n`;
    })
    .join("");

/** Finds pgbench, or fetches it into a folder of its own; undefined where it cannot be had. */
export const findPgbench = async (socketDir: string): Promise<Pgbench | undefined> => {
  const folder = await mkdtemp(join(tmpdir(), "kerani-pgbench-"));
  const close = () => rm(folder, { recursive: true, force: true });
  const here = await installed();
  const found = here ? { program: here, libraries: "" } : await unpacked(folder).catch(() => undefined);
  if (!found) return void (await close());
  return {
    close,
    async perSecond(statements, clients, seconds) {
      const script = join(folder, "script.sql");
      await writeFile(script, scriptOf(statements));
      const args = ["-h", socketDir, "-U", "kerani", "-M", "prepared", "-n", "-c", String(clients), "-j", String(Math.min(clients, 2))];
      const { stdout } = await run(found.program, [...args, "-T", String(seconds), "-f", script, "kerani"], {
        env: { ...process.env, ...(found.libraries ? { LD_LIBRARY_PATH: found.libraries } : {}) },
      });
      const tps = /^tps = ([\d.]+)/m.exec(stdout)?.[1];
      if (!tps) throw new Error(`pgbench said nothing of tps: ${stdout}`);
      return Number(tps);
    },
  };
};
