import type { Actor } from "#kernel/actor/actor.ts";
import { testHouse } from "#test/harness/house.ts";
import { ensureOwners } from "#duties/calendar/index.ts";
import { backendSuite } from "../engine/suite/backend-suite.ts";
import type { SuiteBackend } from "../engine/suite/world.ts";
import { davBackend } from "./backend.ts";

/** The suite of the engine over the house itself: three colleagues of no rank, and a room. */
const houseWorld = async (): Promise<SuiteBackend> => {
  const t = await testHouse({ start: "2026-01-05T02:00:00Z" });
  const people = await Promise.all(
    [
      ["alice", "Alice Anggraini"],
      ["bob", "Bob Budiman"],
      ["carol", "Carol Chandra"],
    ].map(([short, name]) => t.staff(name!, { email: `${short}@example.org`, role: "staff", grade: 2, timeZone: "UTC", door: "dav" })),
  );
  const actors = new Map<string, Actor>(people.map((one) => [one.id, one]));
  await t.house.pipeline.asSystem("test.furnish", (work) => ensureOwners(work, [...actors.keys()]));
  const keeper = await t.actor("Penjaga", { role: "administrator", grade: 6 });
  const room = await t.call("calendar.add", { name: "Ruang Anggrek", kind: "room", email: "anggrek@example.org", timeZone: "UTC" }, keeper);
  const [alice, bob, carol] = people.map(({ id, name }, i) => ({
    id,
    name,
    address: `mailto:${["alice", "bob", "carol"][i]}@example.org`,
  }));
  const backend = davBackend({ db: t.house.db, clock: t.clock, pipeline: t.house.pipeline, files: t.house.services.files });
  return {
    backend,
    clock: t.clock,
    alice: alice!,
    bob: bob!,
    carol: carol!,
    room: { id: room.owner.id, name: "Ruang Anggrek", address: "mailto:anggrek@example.org" },
    viewer: (id) => ({ principal: id, actor: actors.get(id) }),
    close: () => t.tearDown(),
  };
};

backendSuite(houseWorld);
