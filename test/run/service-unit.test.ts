import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const OPS = fileURLToPath(new URL("../../ops/", import.meta.url));
/** systemd's own scale from 0 (nothing is open) to 10. */
const MOST_EXPOSED = 2;
/** The program lies elsewhere here than on a server. */
const NOT_HERE = /node_modules\/\.bin\/node is not executable|^$/;

const analyze = async (...args: string[]): Promise<string> => {
  const { stdout, stderr } = await promisify(execFile)("systemd-analyze", args).catch((error: { stdout: string; stderr: string }) => error);
  return `${stdout}${stderr}`;
};
const present = await analyze("--version").then((text) => text.includes("systemd"));

test.runIf(present)("systemd finds nothing wrong in the units, and little that the service could do beyond its work", async () => {
  for (const unit of ["kerani.service", "kerani-backup.service", "kerani-backup.timer"]) {
    const said = (await analyze("verify", OPS + unit)).split("\n").filter((line) => !NOT_HERE.test(line));
    expect(said.filter((line) => line.includes("kerani"))).toEqual([]);
  }
  const exposure = /exposure level for kerani\.service: ([\d.]+)/.exec(
    await analyze("security", "--offline=true", `${OPS}kerani.service`),
  )?.[1];
  expect(Number(exposure)).toBeLessThanOrEqual(MOST_EXPOSED);
});

test("every path and variable that the units and the image name is one that Kerani has", async () => {
  const text = (
    await Promise.all(["kerani.service", "kerani-backup.service", "Containerfile", "README.md"].map((name) => readFile(OPS + name, "utf8")))
  ).join("\n");
  const config = await readFile(fileURLToPath(new URL("../../src/kernel/config/config.ts", import.meta.url)), "utf8");
  const setUp = await readFile(fileURLToPath(new URL("../../src/run/set-up.ts", import.meta.url)), "utf8");
  const known = config + setUp + (await readFile(fileURLToPath(new URL("../../src/run/safekeeping.ts", import.meta.url)), "utf8"));
  for (const [name] of text.matchAll(/KERANI_[A-Z_]+|DATABASE_URL/g)) expect(known).toContain(name);
  for (const [, path] of text.matchAll(/\(\.\.\/(docs\/[^)]+)\)/g))
    await expect(readFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8")).resolves.toMatch(/^# /);
});
