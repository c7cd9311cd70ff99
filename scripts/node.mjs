import { existsSync } from "node:fs";
import { join } from "node:path";
import { plainError, ROOT } from "./process.mjs";

const NEEDED = 26;

/** The Node that npm installed for this machine, or the present one when it is new enough. */
export const findNode = () => {
  const bundled = join(ROOT, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (existsSync(bundled)) return bundled;
  if (Number(process.versions.node.split(".")[0]) >= NEEDED) return process.execPath;
  throw plainError(
    `Kerani needs Node ${NEEDED} or later. npm has none for this machine (${process.platform}-${process.arch}), and this one is ${process.version}. ` +
      "Install a newer Node from https://nodejs.org and try again.",
  );
};
