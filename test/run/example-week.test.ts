import { afterAll, beforeAll, expect, it } from "vitest";
import { readActor } from "#kernel/actor/store.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";
import { fillExample, fillWeek } from "../../src/run/demo.ts";

let t: TestHouse;
beforeAll(async () => {
  t = await testHouse();
});
afterAll(() => t.tearDown());

it("the example company has a week of events, rooms that are taken, outsiders who booked, and a journal that vouches for them", async () => {
  const staff = await fillExample(t.house);
  await fillWeek(t.house, staff);
  const clerk = (await readActor({ tx: t.house.db }, staff.sari, "web"))!;
  const range = { from: "2026-03-02T00:00:00+07:00", to: "2026-03-07T00:00:00+07:00" };
  const { events } = await t.call("event.list", { ...range, of: [staff.bambang, staff.ratna] }, clerk);
  const { bookings } = await t.call("booking.list", {}, clerk);
  expect(bookings.map(({ name, state }) => `${name}: ${state}`).toSorted()).toEqual([
    "Anna Visser: confirmed",
    "Hendro Gunawan: requested",
    "Maya Kusumawardani: confirmed",
  ]);
  const booked = new Set(bookings.map(({ eventId }) => eventId));
  expect(events.filter(({ id }) => !booked.has(id))).toHaveLength(8);
  expect(events.filter(({ masked }) => masked)).toHaveLength(1);
  const rooms = await t.call("calendar.list", { kind: "room" }, clerk);
  expect(rooms.calendars.map(({ name }) => name).toSorted()).toEqual(["Ruang Anggrek", "Ruang Melati"]);
  expect((await t.audit()).faults).toEqual([]);
});
