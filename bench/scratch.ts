import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Actor } from "#kernel/actor/actor.ts";
import { readActor } from "#kernel/actor/store.ts";
import { systemClock } from "#kernel/clock/clock.ts";
import { startPostgres, type Postgres } from "#kernel/db/embedded/postgres.ts";
import { openLog } from "#kernel/log/log.ts";
import { enrolStaff } from "#duties/people/index.ts";
import { assemble, type Assembly } from "../src/assembly.ts";

/** A durable Kerani on a folder of its own, for measuring. */
export type Scratch = Assembly & {
  server: Postgres;
  folder: string;
  staff(name: string, role?: "staff" | "desk"): Promise<Actor & { id: string }>;
  close(): Promise<void>;
};

/** Starts a real server with fsync on, and a house on it. */
export const openScratch = async (more: { background?: boolean; poolSize?: number } = {}): Promise<Scratch> => {
  const folder = await mkdtemp(join(tmpdir(), "kerani-bench-"));
  const server = await startPostgres({ dataDir: join(folder, "database") });
  const assembly = await assemble({
    databaseUrl: server.url,
    poolSize: more.poolSize ?? 20,
    clock: systemClock,
    log: openLog("silent"),
    filesDir: join(folder, "files"),
    key: randomBytes(32),
    url: () => "http://127.0.0.1",
    setUpCode: "",
    background: more.background ?? true,
  });
  return {
    ...assembly,
    server,
    folder,
    async staff(name, role = "desk") {
      const id = await assembly.house.pipeline.asSystem("bench.enrol", (work) =>
        enrolStaff(work, { name, role, grade: 3, language: "id", timeZone: "Asia/Jakarta" }),
      );
      return { ...((await readActor({ tx: assembly.house.db }, id, "rest")) as Actor), id };
    },
    async close() {
      await assembly.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Sorted milliseconds to a percentile. */
export const percentile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

/** Runs `act` with `clients` at once for `seconds`; how many a second, and the times of each in milliseconds. */
export const load = async (
  clients: number,
  seconds: number,
  act: (client: number) => Promise<unknown>,
): Promise<{ perSecond: number; times: number[] }> => {
  const times: number[] = [];
  const begun = process.hrtime.bigint();
  const elapsed = () => Number(process.hrtime.bigint() - begun) / 1e9;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (elapsed() < seconds) {
        const start = process.hrtime.bigint();
        await act(client);
        times.push(Number(process.hrtime.bigint() - start) / 1e6);
      }
    }),
  );
  return { perSecond: times.length / elapsed(), times };
};
