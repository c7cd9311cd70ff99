import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { assemble, type Assembly } from "../../src/assembly.ts";
import type { Catalogue } from "../../src/catalogue.ts";
import type { Actor, Door, Grade, Role } from "#kernel/actor/actor.ts";
import { enrol, readActor } from "#kernel/actor/store.ts";
import type { InputOf, Operation, OutputOf } from "#kernel/catalogue/operation.ts";
import { TestClock } from "#kernel/clock/test-clock.ts";
import { openPool } from "#kernel/db/pool.ts";
import { newId } from "#kernel/ids/id.ts";
import { verifyJournal, type Verdict } from "#kernel/journal/verify.ts";
import { openLog } from "#kernel/log/log.ts";
import type { Call } from "#kernel/pipeline/work.ts";
import { enrolStaff, type Enrolment } from "#duties/people/index.ts";
import { databaseAt } from "./postgres.ts";

/** A Monday morning, 08.00 in Jakarta. */
export const MONDAY_8 = "2026-03-02T01:00:00Z";

/** A house of its own for a test, with a clock that only the test moves. */
export type TestHouse = Assembly & {
  clock: TestClock;
  databaseUrl: string;
  /** Enrols an actor directly (role desk, grade 3 unless said otherwise) and returns it as it would come through the web door. */
  actor(
    name: string,
    wish?: Partial<Pick<Actor, "role" | "grade" | "kind" | "language" | "timeZone" | "door" | "dial" | "ownerId">>,
  ): Promise<Actor>;
  /** Enrols a member of staff, known to the pipeline and in the address book, and returns them as they come through the web door. */
  staff(name: string, wish?: Partial<Enrolment> & { door?: Door }): Promise<Actor & { id: string }>;
  /** Gives a command or asks a query. */
  call<N extends keyof Catalogue & string>(
    name: N,
    input: InputOf<Catalogue[N] & Operation>,
    as: Actor,
    more?: Partial<Call>,
  ): Promise<OutputOf<Catalogue[N] & Operation>>;
  /** Does everything that is due now, until nothing is. */
  settle(): Promise<void>;
  /** Moves the clock, stopping at each instant at which something is due. */
  advance(by: Temporal.DurationLike): Promise<void>;
  audit(): Promise<Verdict>;
  /** Another process on the same database and clock; it is closed with the house. */
  twin(): Promise<{ settle(): Promise<void> }>;
  tearDown(): Promise<void>;
};

const MOST_ROUNDS = 10_000;

/** Builds a house on a fresh clone of the template database. */
export const testHouse = async (
  wish: { start?: string; log?: string } & Partial<Parameters<typeof assemble>[0]> = {},
): Promise<TestHouse> => {
  const serverUrl = inject("serverUrl");
  const name = `t_${randomBytes(8).toString("hex")}`;
  const server = openPool(serverUrl, 1);
  await server.query(`create database ${name} template ${inject("template")}`);
  const folder = await mkdtemp(join(tmpdir(), "kerani-files-"));
  const clock = new TestClock(wish.start ?? MONDAY_8);
  const databaseUrl = databaseAt(serverUrl, name);
  const options: Parameters<typeof assemble>[0] = {
    databaseUrl,
    clock,
    log: openLog(wish.log ?? "silent"),
    filesDir: folder,
    key: randomBytes(32),
    url: () => "http://kerani.test",
    setUpCode: "code-of-the-test",
    background: false,
    poolSize: 8,
    ...wish,
  };
  const assembly = await assemble(options);
  const { house } = assembly;
  const twins: Assembly[] = [];

  const settleAll = async ({ engines }: Assembly["house"]) => {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      let done = 0;
      for (const engine of engines) done += (await engine.runDue()) + ((await engine.finish?.()) ?? 0);
      if (done === 0) return;
    }
    throw new Error("work never ran out");
  };
  const settle = () => settleAll(house);
  const nextDue = async () => {
    const dues = (await Promise.all(house.engines.map((engine) => engine.nextDue()))).filter((due) => due !== undefined);
    return dues.sort(Temporal.Instant.compare)[0];
  };

  return {
    ...assembly,
    clock,
    databaseUrl,
    async actor(actorName, more = {}) {
      const actor: Actor = {
        kind: "person",
        id: newId(),
        name: actorName,
        language: "id",
        timeZone: "Asia/Jakarta",
        role: "desk" as Role,
        grade: 3 as Grade,
        door: "web" as Door,
        dial: {},
        ...more,
      };
      const { door: _door, scopes: _scopes, principal: _principal, ...record } = actor;
      await house.pipeline.asSystem("test.enrol", async (work) => {
        await enrol(work, { ...record, id: actor.id as string, kind: record.kind as "person" });
      });
      return actor;
    },
    async staff(staffName, { door = "web", ...wish } = {}) {
      const who: Enrolment = { name: staffName, role: "desk", grade: 3, language: "id", timeZone: "Asia/Jakarta", ...wish };
      const id = await house.pipeline.asSystem("test.enrol", (work) => enrolStaff(work, who));
      const actor = await readActor({ tx: house.db }, id, door);
      return { ...(actor as Actor), id };
    },
    call: (operation, input, as, more) => house.pipeline.call(operation, input, { actor: as, ...more }) as never,
    settle,
    async advance(by) {
      const target = clock.now().add(by);
      await settle();
      for (let round = 0; round < MOST_ROUNDS; round++) {
        const due = await nextDue();
        if (!due || Temporal.Instant.compare(due, target) > 0) break;
        clock.moveTo(due);
        await settle();
      }
      clock.moveTo(target);
      await settle();
    },
    audit: () => verifyJournal(house.db, house.registry.covered),
    async twin() {
      const twin = await assemble(options);
      twins.push(twin);
      return { settle: () => settleAll(twin.house) };
    },
    async tearDown() {
      for (const one of [...twins, assembly]) await one.close();
      await server.query(`drop database if exists ${name} with (force)`);
      await server.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
