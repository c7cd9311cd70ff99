/**
 * The one way in, from a bare clone: `node scripts/run.mjs start | test | bench | kerani <command>`.
 * Runs on Node 18 and later with nothing installed; installs, builds, then hands over to the Node that Kerani brings.
 */
import { install } from "./install.mjs";
import { findNode } from "./node.mjs";
import { ROOT, runNode, sayAndExit } from "./process.mjs";
import { test } from "./test.mjs";
import { buildWeb } from "./web.mjs";

const USAGE = "Usage: node scripts/run.mjs start | test | bench | kerani <command>";

/** npm changes to the clone's folder, but files named on the command line belong to the caller's. */
const callersFolder = () => (process.env.npm_lifecycle_event === "kerani" && process.env.INIT_CWD) || process.cwd();

const verbs = {
  start: async (args) => {
    await install();
    await buildWeb();
    return runNode(findNode(), ["src/main.ts", "start", ...args], ROOT);
  },
  kerani: async (args) => {
    await install();
    return runNode(findNode(), ["src/main.ts", ...args], callersFolder());
  },
  bench: async (args) => {
    await install();
    await buildWeb();
    return runNode(findNode(), ["bench/main.ts", ...args], ROOT);
  },
  test: async (args) => {
    await install({ forTests: true });
    return test(args);
  },
};

const [verb, ...args] = process.argv.slice(2);
const run = Object.hasOwn(verbs, verb ?? "") ? verbs[verb] : undefined;
if (!run) sayAndExit(USAGE, 64);
try {
  process.exitCode = await run(args);
} catch (error) {
  sayAndExit(error.plain ? error.message : String(error.stack ?? error), 1);
}
