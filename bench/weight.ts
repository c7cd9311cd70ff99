import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startPostgres } from "#kernel/db/embedded/postgres.ts";
import { kerani, serverPid, startReal } from "#test/harness/running.ts";
import { sizeOfScreen } from "#web/build/size.ts";
import { percentile } from "./load.ts";
import { kilobytes, ms, short, type Part } from "./table.ts";

const STARTS = 5;
const SETTLE_MS = 10_000;
const FIRST_SCREEN_BYTES = 200_000;
/** What a browser has fetched once the desk stands. */
const DESK = ["app/inside.tsx", "../duties/reach/screens/desk-page.tsx"];

const timed = async (act: () => Promise<unknown>): Promise<number> => {
  const begun = process.hrtime.bigint();
  await act();
  return Number(process.hrtime.bigint() - begun) / 1e6;
};

/** Bytes that processes really take: what they share is counted once (PSS). */
const memoryOf = async (pids: readonly number[]): Promise<number> => {
  let sum = 0;
  for (const pid of pids) {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
    sum += Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024;
  }
  return sum;
};

const childrenOf = async (parent: number): Promise<number[]> => {
  const found: number[] = [];
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    if (Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent) found.push(Number(name));
  }
  return found;
};

const withChildren = async (pid: number): Promise<number[]> => [pid, ...(await childrenOf(pid))];

const megabytes = (bytes: number): string => `${short(bytes / 1e6)} MB`;

/** A Node that does nothing. */
const bareNode = async (): Promise<number> => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 60000); console.log('up')"], { stdio: ["ignore", "pipe", "ignore"] });
  await once(child.stdout, "data");
  const memory = await memoryOf([child.pid ?? 0]);
  child.kill("SIGKILL");
  await once(child, "exit");
  return memory;
};

const stop = async ({ child }: Awaited<ReturnType<typeof startReal>>): Promise<void> => {
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
};

/** How soon Kerani is ready, and how much it takes while nothing happens. */
export const weight: Part = async (report) => {
  const folder = await mkdtemp(join(tmpdir(), "kerani-weight-"));
  const env = { KERANI_DATA: folder, KERANI_LOG: "silent" };
  try {
    await kerani(env, ["demo", "--fill-only"]);
    const [server, starts]: [number[], number[]] = [[], []];
    for (let nth = 0; nth < STARTS; nth++) {
      let postgres: Awaited<ReturnType<typeof startPostgres>> | undefined;
      server.push(await timed(async () => (postgres = await startPostgres({ dataDir: join(folder, "database") }))));
      await postgres?.stop();
      let running: Awaited<ReturnType<typeof startReal>> | undefined;
      starts.push(
        await timed(async () => {
          running = await startReal(env);
          if (!(await fetch(`${running.url}/readyz`)).ok) throw new Error("said to be ready and was not");
        }),
      );
      if (running) await stop(running);
    }
    report.line({
      what: "start with data present → ready, median",
      figure: ms(percentile(starts, 0.5)),
      limit: `${ms(percentile(server, 0.5))} PostgreSQL alone`,
    });
    const running = await startReal(env);
    await pause(SETTLE_MS);
    const node = await memoryOf([running.child.pid ?? 0]);
    const postgres = await memoryOf(await withChildren(await serverPid(folder)));
    await stop(running);
    report.line({
      what: "memory while idle: Kerani with its PostgreSQL",
      figure: megabytes(node + postgres),
      limit: `${megabytes((await bareNode()) + postgres)} bare`,
      note: `Node ${megabytes(node)}, PostgreSQL ${megabytes(postgres)}; bare is an empty Node with the same PostgreSQL`,
    });
    const { script, style, total } = sizeOfScreen(DESK);
    report.line({
      what: "first screen (the desk): scripts and styles, compressed",
      figure: kilobytes(total),
      limit: kilobytes(FIRST_SCREEN_BYTES),
      holds: total < FIRST_SCREEN_BYTES,
      note: `scripts ${kilobytes(script)}, styles ${kilobytes(style)}`,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
