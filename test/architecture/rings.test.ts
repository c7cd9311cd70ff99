import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { EDGES } from "../../src/duties.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SRC = join(ROOT, "src");

type Import = { from: string; to: string; typeOnly: boolean };

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

const target = (from: string, specifier: string): string | undefined => {
  if (specifier.startsWith("#")) return join(SRC, specifier.slice(1));
  return specifier.startsWith(".") ? resolve(dirname(from), specifier) : undefined;
};

const importsOf = (file: string, text: string): Import[] =>
  [...text.matchAll(/^\s*(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)"/gms), ...text.matchAll(/import\(()"([^"]+)"\)/g)].flatMap(
    ([, typeOnly, specifier = ""]) => {
      const to = target(file, specifier);
      return to ? [{ from: relative(SRC, file), to: relative(SRC, to), typeOnly: Boolean(typeOnly) }] : [];
    },
  );

const sources = (await filesIn(SRC)).filter((file) => !file.includes(".test."));
const texts = new Map(await Promise.all(sources.map(async (file) => [file, await readFile(file, "utf8")] as const)));
const imports = [...texts].flatMap(([file, text]) => importsOf(file, text));
const dutyOf = (path: string): string | undefined => /^duties\/([^/]+)\//.exec(path)?.[1];

const breaches = (rule: (edge: Import) => boolean): string[] => imports.filter(rule).map(({ from, to }) => `${from} imports ${to}`);

describe("imports point inward", () => {
  test("the kernel imports nothing above it", () => {
    expect(breaches(({ from, to }) => from.startsWith("kernel/") && !to.startsWith("kernel/"))).toEqual([]);
  });

  test("a duty imports no door, no shell, and another duty only by its index along a listed edge", () => {
    const wrong = breaches(({ from, to }) => {
      const duty = dutyOf(from);
      const other = dutyOf(to);
      if (!duty || from.includes("/screens/")) return false;
      if (to.startsWith("doors/") || to.startsWith("web/")) return true;
      return other !== undefined && other !== duty && (to !== `duties/${other}/index.ts` || !EDGES[duty]?.[other]);
    });
    expect(wrong).toEqual([]);
  });

  test("doors see only the index of a duty, and an engine inside a protocol door no duty at all", () => {
    expect(
      breaches(({ from, to }) => from.startsWith("doors/") && dutyOf(to) !== undefined && !/^duties\/[^/]+\/index\.ts$/.test(to)),
    ).toEqual([]);
    expect(breaches(({ from, to }) => /^doors\/\w+\/engine\//.test(from) && to.startsWith("duties/"))).toEqual([]);
  });

  test("screens import contracts, words, the web and other screens, and nothing of the server", () => {
    const wrong = breaches(({ from, to, typeOnly }) => {
      if (typeOnly || !(from.includes("/screens/") || from.startsWith("web/"))) return false;
      return !(
        to.startsWith("web/") ||
        to.includes("/screens/") ||
        /^duties\/[^/]+\/(words|rules)\.ts$/.test(to) ||
        to.startsWith("kernel/i18n/")
      );
    });
    expect(wrong).toEqual([]);
  });

  test("the edges between duties are acyclic", () => {
    const visit = (duty: string, path: readonly string[]): void => {
      expect(path, `cycle through ${duty}`).not.toContain(duty);
      for (const next of Object.keys(EDGES[duty] ?? {})) visit(next, [...path, duty]);
    };
    for (const duty of Object.keys(EDGES)) visit(duty, []);
  });

  test("no group of files imports one another by value", () => {
    const edges = new Map<string, string[]>();
    for (const { from, to, typeOnly } of imports) if (!typeOnly) edges.set(from, [...(edges.get(from) ?? []), to]);
    const done = new Set<string>();
    const cycles: string[] = [];
    const walk = (file: string, path: string[]): void => {
      if (path.includes(file)) return void cycles.push([...path.slice(path.indexOf(file)), file].join(" → "));
      if (done.has(file)) return;
      for (const next of edges.get(file) ?? []) walk(next, [...path, file]);
      done.add(file);
    };
    for (const file of edges.keys()) walk(file, []);
    expect(cycles).toEqual([]);
  });
});

describe("one writer, one clock, plain names", () => {
  test("each table is owned by one store", () => {
    const owners = new Map<string, string[]>();
    for (const [file, text] of texts)
      for (const [, list = ""] of text.matchAll(/ownTables\(([^)]*)\)/g))
        for (const [, table = ""] of list.matchAll(/"(\w+)"/g))
          owners.set(table, [...(owners.get(table) ?? []), relative(SRC, dirname(file)).split("/").slice(0, 2).join("/")]);
    const shared = [...owners]
      .filter(([, folders]) => new Set(folders).size > 1)
      .map(([table, folders]) => `${table}: ${[...new Set(folders)].join(", ")}`);
    expect(shared).toEqual([]);
  });

  const CLOCK = /\bDate\.now\(|\bnew Date\(\)|\bTemporal\.Now\b/;
  const readsTime = (text: string): boolean => text.split("\n").some((row) => CLOCK.test(row.replace(/\/\/.*|\/\*\*.*|^\s*\*.*/, "")));

  test("the guard of the clock sees each of the three ways", () => {
    expect(["const t = Date.now();", "const d = new Date();", "Temporal.Now.instant()"].map(readsTime)).toEqual([true, true, true]);
    expect(readsTime("// Date.now() is read in one place")).toBe(false);
  });

  test("time is read in kernel/clock alone, and never by SQL in a rule", async () => {
    const wrong = [...texts]
      .filter(
        ([file, text]) =>
          !relative(SRC, file).startsWith("kernel/clock/") &&
          !relative(SRC, file).startsWith("web/") &&
          !file.includes("/screens/") &&
          readsTime(text),
      )
      .map(([file]) => relative(SRC, file));
    expect(wrong).toEqual([]);
    const sqlNow = [...texts]
      .filter(([, text]) => /sql[^`]*`[^`]*\b(now\(\)|current_timestamp)\b/i.test(text))
      .map(([file]) => relative(SRC, file));
    expect(sqlNow).toEqual([]);
  });

  test("no path is called by a name that says nothing", () => {
    const empty = sources
      .map((file) => relative(SRC, file))
      .filter((file) => /(^|\/)(utils?|helpers?|common|lib|manager|service|types)(\.tsx?|\/)/.test(file));
    expect(empty).toEqual([]);
  });

  test("no file is longer than 400 lines", () => {
    const long = [...texts]
      .filter(([file, text]) => !file.endsWith("db/tables.ts") && text.split("\n").length > 400)
      .map(([file]) => relative(SRC, file));
    expect(long).toEqual([]);
  });
});
