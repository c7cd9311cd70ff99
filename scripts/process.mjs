import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of this clone. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** An error whose message is already the plain sentence to show. */
export const plainError = (message) => Object.assign(new Error(message), { plain: true });

/** Progress goes to standard error: standard output belongs to the command itself. */
export const say = (line) => process.stderr.write(`${line}\n`);

/** Says why and ends. */
export const sayAndExit = (line, code) => {
  say(line);
  process.exit(code);
};

/** The environment in which the tools of node_modules are found first. */
export const toolEnvironment = () => ({
  ...process.env,
  PATH: [join(ROOT, "node_modules/.bin"), dirname(process.execPath), process.env.PATH].join(":"),
});

/** Runs a command quietly to its end; resolves to its exit code and what it printed. */
export const run = (file, args, env = toolEnvironment()) =>
  new Promise((done, fail) => {
    const child = spawn(file, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (part) => (printed += part));
    child.once("error", fail);
    child.once("close", (code) => done({ code: code ?? 1, printed }));
  });

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

const readProc = (pid, file) => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
};
const parentOf = (pid) => Number(readProc(pid, "stat").split(") ").at(-1).split(" ")[1]);

/** Those whose end must be ours: the process that started us, and npm when that was only the shell that npm uses. */
const lineage = () => {
  const parent = process.ppid;
  return readProc(parent, "cmdline").includes("run.mjs") ? `${parent} ${parentOf(parent)}` : `${parent}`;
};

/** Stops the child when npm was killed, which no signal tells. Started by hand, Kerani outlives its shell. */
const watchParent = (child) => {
  if (!process.env.npm_lifecycle_event) return;
  const before = lineage();
  setInterval(() => {
    if (child.connected && lineage() !== before) child.disconnect();
  }, 500).unref();
};

/**
 * Runs a program of Kerani in place of this one: same terminal, signals passed on, same exit code. The channel between
 * the two closes when this process dies in whatever way, and the child then stops by itself (stop-with-parent.mjs).
 */
export const runNode = (node, [program, ...args], cwd, env = process.env) =>
  new Promise((done, fail) => {
    const flags = ["--disable-warning=ExperimentalWarning", "--import", new URL("stop-with-parent.mjs", import.meta.url).href];
    const child = spawn(node, [...flags, join(ROOT, program), ...args], { cwd, env, stdio: ["inherit", "inherit", "inherit", "ipc"] });
    for (const signal of Object.keys(signalNumbers)) {
      process.on(signal, () => {
        // The terminal sends Ctrl-C to both of us; passing it on would count as pressing twice.
        if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
      });
    }
    watchParent(child);
    child.once("error", fail);
    child.once("exit", (code, signal) => done(code ?? 128 + (signalNumbers[signal] ?? 9)));
  });
