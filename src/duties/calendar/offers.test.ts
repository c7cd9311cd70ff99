import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#kernel/actor/actor.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

type Person = Actor & { id: string };
let t: TestHouse;
let clerk: Person;
let boss: Person;
let other: Person;
let room: string;

beforeAll(async () => {
  t = await testHouse();
  clerk = await t.staff("Sari Wulandari", { email: "sari@kerani.test", role: "desk", grade: 3 });
  boss = await t.staff("Budi Santoso", { email: "budi@kerani.test", role: "staff", grade: 5 });
  other = await t.staff("Rina Hartati", { email: "rina@kerani.test", role: "staff", grade: 2 });
  room = (await t.call("calendar.add", { name: "Ruang Anggrek", kind: "room" }, clerk)).owner.id;
});
afterAll(() => t.tearDown());

const busyAt = async (of: string, day: string) => {
  const { busy } = await t.call("event.busy", { of: [of], from: `${day}T00:00:00+07:00`, to: `${day}T23:59:00+07:00` }, other);
  return busy[0]!.periods.map(({ start, kind }) => `${start.slice(11, 16)} ${kind}`);
};
const items = (kind: string) =>
  t.house.db.selectFrom("attentionItem").select(["title", "detail", "ownerId", "state"]).where("kind", "=", kind).orderBy("id").execute();

describe("held times", () => {
  const three = {
    title: "Temu bank",
    options: [
      { start: "2026-03-03T09:00", end: "2026-03-03T10:00" },
      { start: "2026-03-04T09:00", end: "2026-03-04T10:00" },
      { start: "2026-03-05T09:00", end: "2026-03-05T10:00" },
    ],
    until: "2026-03-02T12:00:00Z",
  };

  it("block people and rooms until one is chosen; of two who choose at once the first wins; the others are let go", async () => {
    const held = await t.call("hold.add", { ...three, for: [boss.id, other.id], rooms: [room] }, clerk);
    expect(held.options.map(({ start }) => start)).toEqual(["2026-03-03T02:00:00Z", "2026-03-04T02:00:00Z", "2026-03-05T02:00:00Z"]);
    expect([await busyAt(boss.id, "2026-03-04"), await busyAt(other.id, "2026-03-04"), await busyAt(room, "2026-03-04")]).toEqual([
      ["02:00 tentative"],
      ["02:00 tentative"],
      ["02:00 tentative"],
    ]);
    await expect(t.call("event.add", { title: "x", start: "2026-03-04T09:00", rooms: [room] }, other)).rejects.toMatchObject({
      code: "DOUBLE_BOOKED",
    });
    const choices = await Promise.allSettled([1, 2].map((choice) => t.call("hold.take", { id: held.id, choice }, clerk)));
    const won = choices.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(won).toHaveLength(1);
    expect(choices.flatMap((one) => (one.status === "rejected" ? [(one.reason as { code: string }).code] : []))).toEqual(["HOLD_GONE"]);
    expect(won[0]).toMatchObject({ title: "Temu bank", status: "confirmed" });
    const day = won[0]!.start.slice(0, 10);
    expect([await busyAt(boss.id, day), await busyAt(other.id, day), await busyAt(room, day)]).toEqual([
      ["02:00 busy"],
      ["02:00 tentative"],
      ["02:00 busy"],
    ]);
    const rest = ["2026-03-03", "2026-03-04", "2026-03-05"].filter((one) => one !== day);
    for (const free of rest)
      expect([await busyAt(boss.id, free), await busyAt(other.id, free), await busyAt(room, free)]).toEqual([[], [], []]);
    await t.call("event.remove", { id: won[0]!.id }, clerk);
  });

  it("run out by themselves, and can be released before", async () => {
    const held = await t.call("hold.add", { ...three, for: [boss.id], rooms: [room] }, clerk);
    await t.call("hold.release", { id: held.id }, clerk);
    expect(await busyAt(room, "2026-03-04")).toEqual([]);
    await expect(t.call("hold.release", { id: held.id }, clerk)).rejects.toMatchObject({ code: "HOLD_GONE" });
    const again = await t.call("hold.add", { ...three, for: [boss.id], rooms: [room] }, clerk);
    await t.advance({ hours: 11 });
    expect([await busyAt(boss.id, "2026-03-04"), await busyAt(room, "2026-03-04")]).toEqual([[], []]);
    await expect(t.call("hold.take", { id: again.id, choice: 0 }, clerk)).rejects.toMatchObject({ code: "HOLD_GONE" });
    await expect(t.call("hold.add", { ...three, for: [boss.id] }, clerk)).rejects.toMatchObject({ code: "RANGE_UNCLEAR" });
  });
});

describe("a reminder", () => {
  it("comes before each instance at its minute, moves with the event, and tells nothing of what is private", async () => {
    const made = await t.call(
      "event.add",
      { title: "Apel", start: "2026-03-03T08:00", repeat: "FREQ=DAILY;COUNT=2", reminders: [10], visibility: "private" },
      boss,
    );
    expect(made.reminders).toEqual([10]);
    await t.call("event.move", { id: made.id, start: "2026-03-03T08:30" }, boss);
    t.clock.moveTo(Temporal.Instant.from("2026-03-03T01:19:00Z"));
    await t.settle();
    expect(await items("reminder")).toEqual([]);
    await t.advance({ minutes: 1 });
    expect(await items("reminder")).toMatchObject([{ title: { id: "Pengingat: acara pribadi" }, ownerId: boss.id, state: "open" }]);
    await t.advance({ hours: 24 });
    expect((await items("reminder")).map(({ state }) => state)).toEqual(["settled", "open"]);
    await t.advance({ hours: 48 });
    expect(await items("reminder")).toHaveLength(2);
  });

  it("does not come for what was removed", async () => {
    const made = await t.call("event.add", { title: "Batal", start: "2026-03-10T08:00", reminders: [15] }, boss);
    await t.call("event.remove", { id: made.id }, boss);
    await t.advance({ hours: 24 * 7 });
    expect(await items("reminder")).toHaveLength(2);
  });
});

describe("looking for a time", () => {
  it("finds the first that suits people and room, within hours, past Friday prayer and holidays; and says why there is none", async () => {
    const admin = await t.staff("Dewi", { role: "administrator", grade: 6 });
    await t.call("holiday.set", { year: 2026 }, admin);
    await t.call("event.add", { title: "Pagi", start: "2026-04-02T08:00", end: "2026-04-02T16:30" }, boss);
    await t.call("event.add", { title: "Sore", start: "2026-04-06T08:00", end: "2026-04-06T10:00", rooms: [room] }, other);
    const wish = { of: [boss.id, room], minutes: 60, from: "2026-04-02T00:00:00+07:00", to: "2026-04-11T00:00:00+07:00" };
    // Thursday is full, Friday is a holiday, then the weekend; on Monday the room is taken until ten.
    expect((await t.call("time.find", { ...wish, count: 1 }, clerk)).times).toMatchObject([
      { start: "2026-04-06T03:00:00Z", end: "2026-04-06T04:00:00Z" },
    ]);
    const friday = await t.call("time.find", { ...wish, from: "2026-04-10T11:00:00+07:00", to: "2026-04-10T13:00:00+07:00" }, clerk);
    expect(friday.times).toEqual([]);
    expect(friday.why!.id.length).toBeGreaterThan(10);
  });
});

it("leaves a journal that vouches for every record", async () => {
  expect((await t.audit()).faults).toEqual([]);
});
