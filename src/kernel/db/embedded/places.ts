import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** sun_path holds 108 bytes with its closing zero (unix(7)). */
const LONGEST_SOCKET_PATH = 107;
const SOCKET_NAME = ".s.PGSQL.5432";

/** Where everything of one embedded server lies. */
export type Places = {
  /** The folder given by the caller; belongs to the account that runs PostgreSQL. */
  base: string;
  /** PostgreSQL's own data directory. */
  cluster: string;
  /** Lock, pipe of holders, links and log; only the owner may enter. */
  run: string;
  /** The pipe that every process using the server keeps open. */
  holders: string;
  log: string;
  /** The folder of the socket; the same for every process that is given the same base. */
  socketDir: string;
};

/** The places in a data folder, given by its real path; a path too long for a socket gets a folder of its own under the system's temporary one. */
export const placesFor = (base: string): Places => {
  const run = join(base, "run");
  const fits = Buffer.byteLength(join(run, SOCKET_NAME)) <= LONGEST_SOCKET_PATH;
  // Derived from the path and not random, so that a second process finds the same socket.
  const short = `kerani-${createHash("sha256").update(base).digest("hex").slice(0, 16)}`;
  return {
    base,
    cluster: join(base, "cluster"),
    run,
    holders: join(run, "holders"),
    log: join(run, "server.log"),
    socketDir: fits ? run : join(tmpdir(), short),
  };
};
