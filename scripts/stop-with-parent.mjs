/**
 * Loaded before a program that run.mjs starts: when run.mjs is gone, even by kill -9, the program is asked to stop, and
 * ended if it has not done so within ten seconds.
 */
const PATIENCE_MS = 10_000;

if (process.channel) {
  process.once("disconnect", () => {
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    process.kill(process.pid, "SIGTERM");
  });
  // The channel alone must not keep a finished command alive.
  process.channel.unref();
}
