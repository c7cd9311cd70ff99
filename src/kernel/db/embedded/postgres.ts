import { closeSync, openSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import { makeFolder } from "./account.ts";
import { Keeping, untilGone } from "./keeping.ts";
import { prepareLaunch } from "./launch.ts";
import { placesFor } from "./places.ts";
import { checkCluster } from "./raise.ts";
import { asArguments, serverSettings } from "./settings.ts";

/** What `startPostgres` is told; `settings` and `fsync` count only for the process that really starts the server. */
export type PostgresOptions = {
  /** The folder for the database alone; made when absent. */
  dataDir: string;
  /** Receives one plain line for each start, loss and recovery. */
  log?: (line: string) => void;
  /** PostgreSQL settings on top of Kerani's own. */
  settings?: Record<string, string>;
  /** False only where losing everything on a power cut is fine, as in tests. */
  fsync?: boolean;
};

/** A held PostgreSQL: it runs at least until `stop`, or until this process is gone. */
export type Postgres = {
  /** For `pg`: role and database "kerani" by unix socket. It stays the same over restarts. */
  url: string;
  socketDir: string;
  /** The present process number of the server. */
  readonly pid: number;
  /** Lets go. When no other process holds the server it has ended cleanly once this resolves. */
  stop(): Promise<void>;
  /** Calls back whenever the server was found dead; it is being started again already. */
  onExit(callback: () => void): void;
};

/**
 * Starts the bundled PostgreSQL on a folder, or joins the one that another process started there. The server ends
 * when the last process that holds it has ended, even by kill -9, and is started again whenever it dies before that.
 * Throws DatabaseTrouble when it cannot run.
 */
export const startPostgres = async (options: PostgresOptions): Promise<Postgres> => {
  const { log = () => {}, fsync = true } = options;
  await makeFolder(resolve(options.dataDir));
  const places = placesFor(await realpath(options.dataDir));
  const how = await prepareLaunch(places);
  await checkCluster({ places, how });
  const server = asArguments(serverSettings(places.socketDir, fsync, options.settings ?? {}));
  // Open both ways: neither end waits for the other, and the kernel closes it however this process dies.
  const holder = openSync(places.holders, "r+");
  const keeping = new Keeping({ how, places, server, fsync }, log);
  try {
    await keeping.begin();
  } catch (error) {
    closeSync(holder);
    throw error;
  }
  log(`PostgreSQL runs as process ${keeping.pid}`);
  return {
    url: `postgres://kerani@/kerani?host=${encodeURIComponent(places.socketDir)}&port=5432&sslmode=disable`,
    socketDir: places.socketDir,
    get pid() {
      return keeping.pid;
    },
    async stop() {
      if (keeping.ended) return;
      const last = await keeping.end();
      closeSync(holder);
      if (last) await untilGone(places);
    },
    onExit: (callback) => keeping.onExit(callback),
  };
};
