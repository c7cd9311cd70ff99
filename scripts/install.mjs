import { statSync } from "node:fs";
import { join } from "node:path";
import { plainError, ROOT, run, say } from "./process.mjs";

const writtenAt = (path) => statSync(join(ROOT, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** npm writes its own copy of the lock last, so that an interrupted installation does not look whole. */
const isInstalled = (forTests) =>
  writtenAt("node_modules/.package-lock.json") >= writtenAt("package-lock.json") && (!forTests || writtenAt("node_modules/vitest") > 0);

// Development packages too: the same clone starts, tests and builds. NODE_ENV=production must not leave half of it out.
const OPTIONS = "--ignore-scripts --no-audit --no-fund --loglevel=error --include=dev --include=optional".split(" ");

const npm = async (command) => {
  const script = process.env.npm_execpath;
  const [file, first] = script?.endsWith(".js") ? [process.execPath, [script]] : ["npm", []];
  try {
    // npm's own environment: with ours it would run on the Node that it is about to replace.
    return await run(file, [...first, command, ...OPTIONS], process.env);
  } catch {
    throw plainError("npm was not found. Install Node with npm, and try again.");
  }
};

/** Installs the packages when they are absent or older than package-lock.json. No package runs a script of its own. */
export const install = async ({ forTests = false } = {}) => {
  if (isInstalled(forTests)) return;
  say("Installing packages, about a minute …");
  let { code, printed } = await npm("ci");
  // A registry that lacks binaries of other platforms makes npm doubt a lock that is right for this one.
  if (code !== 0 && /EUSAGE/.test(printed)) ({ code, printed } = await npm("install"));
  if (code !== 0) throw plainError(`${printed.trim()}\nThe packages could not be installed.`);
};
