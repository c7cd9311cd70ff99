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

/** A durable server on a folder of its own, for measuring; houses come and go on it. */
export type Ground = { server: Postgres; folder: string; close(): Promise<void> };

/** Starts a real server with fsync on. */
export const openGround = async (): Promise<Ground> => {
  const folder = await mkdtemp(join(tmpdir(), "kerani-bench-"));
  const server = await startPostgres({ dataDir: join(folder, "database") });
  return {
    server,
    folder,
    async close() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** A Kerani on such a server. */
export type Scratch = Assembly & {
  server: Postgres;
  folder: string;
  staff(name: string, role?: "staff" | "desk"): Promise<Actor & { id: string }>;
};

/** Builds a house on a ground; with its background loops unless said otherwise. */
export const openHouseOn = async (ground: Ground, more: { background?: boolean } = {}): Promise<Scratch> => {
  const assembly = await assemble({
    databaseUrl: ground.server.url,
    clock: systemClock,
    log: openLog("silent"),
    filesDir: join(ground.folder, "files"),
    key: randomBytes(32),
    url: () => "http://127.0.0.1",
    setUpCode: "",
    background: more.background ?? true,
  });
  return {
    ...assembly,
    server: ground.server,
    folder: ground.folder,
    async staff(name, role = "desk") {
      const id = await assembly.house.pipeline.asSystem("bench.enrol", (work) =>
        enrolStaff(work, { name, role, grade: 3, language: "id", timeZone: "Asia/Jakarta" }),
      );
      return { ...((await readActor({ tx: assembly.house.db }, id, "rest")) as Actor), id };
    },
  };
};

/** A server and a house on it, closed together. */
export const openScratch = async (more: { background?: boolean } = {}): Promise<Scratch> => {
  const ground = await openGround();
  const scratch = await openHouseOn(ground, more);
  return {
    ...scratch,
    async close() {
      await scratch.close();
      await ground.close();
    },
  };
};
