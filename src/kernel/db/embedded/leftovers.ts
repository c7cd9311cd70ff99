import { readFileSync, readdirSync, readlinkSync, realpathSync } from "node:fs";
import { join } from "node:path";

const orNothing = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch {
    return undefined;
  }
};

/** True when process `pid` is alive (not merely unburied) and works in `cluster`, as every process of its server does. */
export const livesIn = (pid: number, cluster: string): boolean => {
  const real = orNothing(() => realpathSync(cluster));
  return real !== undefined && orNothing(() => readlinkSync(`/proc/${pid}/cwd`)) === real;
};

/** The process number of the server in `cluster`, if one is alive. */
export const serverPid = (cluster: string): number | undefined => {
  const pid = Number(orNothing(() => readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n", 1)[0]));
  return pid > 0 && livesIn(pid, cluster) ? pid : undefined;
};

const parentOf = (pid: number): number =>
  // The name in parentheses may itself hold spaces and parentheses (proc_pid_stat(5)).
  Number(orNothing(() => readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1]));

/** Workers of a server whose main process is dead: they end by themselves only when their statement does. */
export const orphansOf = (cluster: string): number[] =>
  readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && livesIn(pid, cluster))
    .filter((pid) => orNothing(() => readFileSync(`/proc/${pid}/cmdline`, "utf8"))?.startsWith("postgres: "))
    .filter((pid) => !livesIn(parentOf(pid), cluster));

/** Sends a signal to a process that may be gone already. */
export const signal = (pid: number, name: NodeJS.Signals): void => {
  orNothing(() => process.kill(pid, name));
};
