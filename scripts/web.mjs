import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { plainError, ROOT, run, say } from "./process.mjs";

const SOURCES = ["package-lock.json", "vite.config.ts", "src/web", "src/duties", "src/kernel"];
/** Never part of the web application, so that working on the server does not rebuild it. */
const SERVER_ONLY =
  /\.test\.ts$|\.sql$|\/(store|jobs|use-cases?|fixtures)(\.ts|\/|-)|^src\/kernel\/(db|backup|mail|jobs|journal|outbound|pipeline)\//;
const STAMP = "dist/.built";

const newest = (path) => {
  if (SERVER_ONLY.test(path)) return 0;
  const entry = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (!entry) return 0;
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(0, ...readdirSync(join(ROOT, path)).map((name) => newest(`${path}/${name}`)));
};

/** True when the built web application is at least as new as everything that it is made of. */
export const isBuilt = () => {
  const stamp = statSync(join(ROOT, STAMP), { throwIfNoEntry: false })?.mtimeMs;
  return stamp !== undefined && stamp >= Math.max(...SOURCES.map(newest));
};

/** Builds the web application into dist/ when it is older than its sources. */
export const buildWeb = async () => {
  if (isBuilt()) return;
  say("Building the web application …");
  const { code, printed } = await run("vite", ["build", "--logLevel", "warn"]);
  if (code !== 0) throw plainError(`${printed.trim()}\nThe web application could not be built.`);
  writeFileSync(join(ROOT, STAMP), "");
};
