/**
 * For tests: a process of its own that holds a server until it is told "stop" or killed.
 * Arguments: the data folder, and the user number to become first (root only; 0 stays as it is).
 * Prints one JSON line per event.
 */
import { DatabaseTrouble } from "./trouble.ts";
import { startPostgres } from "./postgres.ts";

const [dataDir, uid] = process.argv.slice(2);
const say = (event: object) => process.stdout.write(`${JSON.stringify(event)}\n`);
if (Number(uid)) {
  // Everything is loaded by now, so that even a checkout only root can read serves an ordinary user.
  process.setgroups?.([]);
  process.setgid?.(Number(uid));
  process.setuid?.(Number(uid));
}
try {
  const server = await startPostgres({ dataDir: dataDir as string, fsync: false, log: (line) => say({ line }) });
  server.onExit(() => say({ exit: true }));
  say({ url: server.url, pid: server.pid });
  process.stdin.once("data", () => {
    void server.stop().then(() => process.exit(0));
  });
} catch (error) {
  say({ trouble: error instanceof DatabaseTrouble ? error.code : String(error) });
  process.exitCode = 1;
}
