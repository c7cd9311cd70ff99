import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findNode } from "./node.mjs";
import { ROOT, run, runNode, say, toolEnvironment } from "./process.mjs";
import { installSystemPackages } from "./system-packages.mjs";
import { buildWeb } from "./web.mjs";

const buildOutcome = () =>
  buildWeb().then(
    () => ({ code: 0, printed: "" }),
    (error) => ({ code: 1, printed: error.message }),
  );

/** What is checked before any test runs; each counts as one test in the closing line. */
const CHECKS = [
  { name: "types of the server", check: () => run("tsc", ["-p", "tsconfig.server.json", "--pretty"]) },
  { name: "types of the web application", check: () => run("tsc", ["-p", "tsconfig.web.json", "--pretty"]) },
  { name: "lint", check: () => run("oxlint", []) },
  { name: "build of the web application", check: buildOutcome },
];

const runChecks = async () => {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, check } of CHECKS) {
    const { code, printed } = await check();
    if (code === 0) count.passed += 1;
    else {
      count.failed += 1;
      say(printed.trimEnd());
    }
    say(`${code === 0 ? "ok" : "FAILED"}  ${name}`);
  }
  return count;
};

const readReport = (file) => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
};

/** A file that cannot be loaded, or an error outside any test, fails without a failed test: it must count all the same. */
export const countReport = (report, code) => {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((one) => one.status === "failed"),
  );
  const failed = report.numFailedTests + unloaded.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
};

const runTests = async (args) => {
  const folder = mkdtempSync(join(tmpdir(), "kerani-report-"));
  const file = join(folder, "report.json");
  try {
    const vitest = ["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const code = await runNode(findNode(), [...vitest, ...args], ROOT, toolEnvironment());
    return countReport(readReport(file), code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const add = (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped });

/** Checks and tests everything (with arguments: only the tests that vitest finds by them); resolves to the exit code. */
export const test = async (args) => {
  let count = { passed: 0, failed: 0, skipped: 0 };
  if (process.getuid?.() !== 0) say("Not root: the tests through a real Postfix, which only root can start, are skipped.");
  if (args.length === 0) {
    await installSystemPackages();
    count = add(count, await runChecks());
  }
  count = add(count, await runTests(args));
  say(`\nTook ${Math.round(process.uptime())} s in all`);
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
  process.stdout.write(`${count.passed} passed, ${count.failed} failed${skipped}\n`);
  return count.failed === 0 ? 0 : 1;
};
