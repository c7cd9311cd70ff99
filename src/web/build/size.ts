import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

type Chunk = { file: string; isEntry?: boolean; css?: string[]; imports?: string[] };

/** How much a browser fetches before a screen stands, in compressed bytes: scripts and styles. */
export type ScreenSize = { script: number; style: number; total: number };

const DIST = fileURLToPath(new URL("../../../dist/", import.meta.url));

const squeezed = (dist: string, file: string): number => gzipSync(readFileSync(dist + file), { level: 9 }).length;

/** Weighs the entry together with the chunks of lazy screens (their source paths below src/web), from Vite's manifest in `dist`. */
export const sizeOfScreen = (screens: readonly string[] = [], dist = DIST): ScreenSize => {
  const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, "utf8")) as Record<string, Chunk>;
  const scripts = new Set<string>();
  const styles = new Set<string>();
  const visit = (name: string): void => {
    const chunk = manifest[name];
    if (!chunk || scripts.has(chunk.file)) return;
    scripts.add(chunk.file);
    for (const css of chunk.css ?? []) styles.add(css);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const [name, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(name);
  for (const one of screens) {
    if (!manifest[one]) throw new Error(`the build has no chunk for ${one}`);
    visit(one);
  }
  const sum = (files: Set<string>): number => [...files].reduce((all, file) => all + squeezed(dist, file), 0);
  const [script, style] = [sum(scripts), sum(styles)];
  return { script, style, total: script + style };
};

/** The lazy screens of the build, by source path. */
export const screensOf = (dist = DIST): string[] => {
  const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, "utf8")) as Record<string, Chunk & { isDynamicEntry?: boolean }>;
  return Object.entries(manifest)
    .filter(([, chunk]) => chunk.isDynamicEntry)
    .map(([name]) => name);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const line = (name: string, { script, style, total }: ScreenSize): string =>
    [name.padEnd(56), ...[script, style, total].map((bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10))].join("");
  console.log(["screen".padEnd(56), "script", "style", "total"].join("    "));
  console.log(line("(entry)", sizeOfScreen()));
  for (const screen of screensOf()) console.log(line(screen, sizeOfScreen([screen])));
}
