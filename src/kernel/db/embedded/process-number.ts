import { readFileSync } from "node:fs";
import { join } from "node:path";

const orNothing = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch {
    return undefined;
  }
};

/**
 * The process number of the server in `cluster`, if one is alive. Told by its command line, which anybody may read, and
 * which a dead process that waits to be buried has no more: root in a container may not look further.
 */
export const serverPid = (cluster: string): number | undefined => {
  const pid = Number(orNothing(() => readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n", 1)[0]));
  const command = pid > 0 ? orNothing(() => readFileSync(`/proc/${pid}/cmdline`, "utf8")) : undefined;
  return command?.includes(`\0-D\0${cluster}\0`) ? pid : undefined;
};

/** Sends a signal to a process that may be gone already. */
export const signal = (pid: number, name: NodeJS.Signals): void => {
  orNothing(() => process.kill(pid, name));
};
