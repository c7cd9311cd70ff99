import { TestClock } from "#kernel/clock/test-clock.ts";
import type { Principal, PrincipalKind } from "../backend.ts";
import type { Person, SuiteBackend } from "./world.ts";
import { MemoryBackend } from "./memory-backend.ts";

const person = (id: string, kind: PrincipalKind, displayName: string): Principal & Person => ({
  id,
  kind,
  displayName,
  name: displayName,
  address: `mailto:${id}@example.org`,
  addresses: [`mailto:${id}@example.org`, `urn:uuid:00000000-0000-4000-8000-${Buffer.from(id.padEnd(6, "x").slice(0, 6)).toString("hex")}`],
  homes: kind === "group" ? [] : ["calendars", "addressbooks"],
});

/** A fresh world in memory: Alice, Bob, Carol, a room and a group. */
export const memoryWorld = async (): Promise<
  Omit<SuiteBackend, "backend" | "clock"> & { readonly backend: MemoryBackend; readonly clock: TestClock }
> => {
  const clock = new TestClock("2026-01-05T02:00:00Z");
  const [alice, bob, carol] = [
    person("alice", "individual", "Alice Anggraini"),
    person("bob", "individual", "Bob Budiman"),
    person("carol", "individual", "Carol Chandra"),
  ];
  const room = person("anggrek", "room", "Ruang Anggrek");
  const desk = person("desk", "group", "Meja Operasi");
  const backend = new MemoryBackend({ clock, principals: [alice, bob, carol, room, desk], members: { desk: ["alice", "bob"] } });
  return { backend, clock, alice, bob, carol, room };
};
