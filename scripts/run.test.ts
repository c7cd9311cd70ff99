import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const HERE = dirname(fileURLToPath(import.meta.url));
const MAIN = `
  console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd() }));
  if (process.argv.includes("wait")) {
    process.on("SIGTERM", () => { console.log("asked to stop"); process.exit(7); });
    setInterval(() => {}, 1000);
  }
  if (process.argv.includes("fail")) process.exitCode = 9;
`;
/** Stands for npm: notes what it is asked, refuses "ci" when told to, and else leaves a finished installation. */
const NPM = `
  const { appendFileSync, existsSync, mkdirSync, writeFileSync } = require("node:fs");
  appendFileSync("asked", process.argv.slice(2).join(" ") + "\\n");
  if (existsSync("lock-in-doubt") && process.argv[2] === "ci") { console.error("npm error code EUSAGE"); process.exit(1); }
  mkdirSync("node_modules", { recursive: true });
  writeFileSync("node_modules/.package-lock.json", "");
`;

let clone: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), "kerani-clone-"));
  cpSync(HERE, join(clone, "scripts"), { recursive: true });
  cpSync(join(HERE, "../bin"), join(clone, "bin"), { recursive: true });
  for (const folder of ["src/web", "src/duties/messages", "src/kernel", "node_modules", "dist"]) {
    mkdirSync(join(clone, folder), { recursive: true });
  }
  for (const file of ["vite.config.ts", "src/web/page.ts", "src/duties/messages/store.ts"]) writeFileSync(join(clone, file), "");
  for (const file of ["package.json", "package-lock.json"]) writeFileSync(join(clone, file), `{"type":"module"}`);
  writeFileSync(join(clone, "src/main.ts"), MAIN);
  writeFileSync(join(clone, "npm.cjs"), NPM);
  const bundled = `node_modules/node-${process.platform}-${process.arch}`;
  if (existsSync(join(HERE, "..", bundled))) symlinkSync(join(HERE, "..", bundled), join(clone, bundled));
  writeFileSync(join(clone, "node_modules/.package-lock.json"), "");
  writeFileSync(join(clone, "dist/.built"), "");
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(clone, { recursive: true, force: true });
});

const begin = (file: string, args: string[], cwd = clone) => {
  const env: NodeJS.ProcessEnv = { ...process.env, npm_execpath: join(clone, "npm.js") };
  delete env["npm_lifecycle_event"];
  const child = spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  const heard = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (part: string) => (heard.out += part));
  child.stderr.setEncoding("utf8").on("data", (part: string) => (heard.err += part));
  const ended = new Promise<typeof heard & { code: number | null }>((done) => child.once("close", (code) => done({ ...heard, code })));
  const hears = (text: string) =>
    new Promise<void>((done) => {
      const look = () => heard.out.includes(text) && done();
      child.stdout.on("data", look);
      look();
    });
  return { child, ended, hears };
};
const runScript = (...args: string[]) => begin(process.execPath, [join(clone, "scripts/run.mjs"), ...args]);

test("the command line keeps the caller's folder, says nothing of its own, and hands on the exit code", async () => {
  const caller = join(clone, "src");
  const { out, err, code } = await begin(join(clone, "bin/kerani"), ["message", "take", "--json"], caller).ended;
  expect(JSON.parse(out)).toEqual({ args: ["message", "take", "--json"], cwd: caller });
  expect({ err, code }).toEqual({ err: "", code: 0 });
  expect((await runScript("kerani", "fail").ended).code).toBe(9);
});

test("an unknown verb is answered with the usage", async () => {
  const { err, code } = await runScript("dance").ended;
  expect(err).toMatch(/^Usage: /);
  expect(code).toBe(64);
});

test("a signal reaches the program, whose exit code counts", async () => {
  const { child, ended, hears } = runScript("start", "wait");
  await hears("args");
  child.kill("SIGTERM");
  const { out, code } = await ended;
  expect(out).toContain("asked to stop");
  expect(code).toBe(7);
});

test("kill -9 of the script asks the program to stop", async () => {
  const { child, ended, hears } = runScript("start", "wait");
  await hears("args");
  child.kill("SIGKILL");
  // The pipes close only when the program, which shares them, has ended too.
  expect((await ended).out).toContain("asked to stop");
});

const asked = () => readFileSync(join(clone, "asked"), "utf8").trim().split("\n");
const npmHere = () => cpSync(join(clone, "npm.cjs"), join(clone, "npm.js"));

test("packages are installed when absent or older than the lock, without their scripts, and only then", async () => {
  writeFileSync(join(clone, "package.json"), "{}");
  npmHere();
  utimesSync(join(clone, "node_modules/.package-lock.json"), 1, 1);
  expect((await runScript("kerani").ended).err).toContain("Installing packages");
  expect((await runScript("kerani").ended).err).toBe("");
  expect(asked()).toEqual([expect.stringMatching(/^ci --ignore-scripts .*--include=dev/)]);
});

test("a lock that npm doubts is installed all the same", async () => {
  writeFileSync(join(clone, "package.json"), "{}");
  npmHere();
  writeFileSync(join(clone, "lock-in-doubt"), "");
  utimesSync(join(clone, "node_modules/.package-lock.json"), 1, 1);
  expect((await runScript("kerani").ended).code).toBe(0);
  expect(asked().map((line) => line.split(" ")[0])).toEqual(["ci", "install"]);
});

test("the web application is rebuilt after a change to it, and not after one to the server", async () => {
  const vite = join(clone, "node_modules/.bin/vite");
  mkdirSync(dirname(vite));
  writeFileSync(vite, "#!/bin/sh\necho built >>built\n", { mode: 0o755 });
  const touch = (file: string) => utimesSync(join(clone, file), 4e9, 4e9);
  touch("src/duties/messages/store.ts");
  expect((await runScript("start").ended).err).toBe("");
  touch("src/web/page.ts");
  expect((await runScript("start").ended).err).toContain("Building");
  expect(readFileSync(join(clone, "built"), "utf8")).toBe("built\n");
});
