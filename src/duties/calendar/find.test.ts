import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor } from "#kernel/actor/actor.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

let t: TestHouse;
let clerk: Actor & { id: string };
let ani: Actor & { id: string };
let budi: Actor & { id: string };
let citra: Actor & { id: string };
let room: string;
beforeAll(async () => {
  t = await testHouse();
  clerk = await t.staff("Sari Wulandari", { role: "desk", grade: 3 });
  ani = await t.staff("Ani Lestari", { role: "staff" });
  budi = await t.staff("Budi Santoso", { role: "staff" });
  citra = await t.staff("Citra Dewi", { role: "staff" });
  room = (await t.call("calendar.add", { name: "Ruang Anggrek", kind: "room" }, clerk)).owner.id;
});
afterAll(() => t.tearDown());

// Tuesdays after Ramadan, far from holidays.
const at = (day: string, clock: string): string => `${day}T${clock}:00+07:00`;
const book = (who: Actor, title: string, day: string, from: string, to: string, more: Record<string, unknown> = {}) =>
  t.call("event.add", { title, start: `${day}T${from}`, end: `${day}T${to}`, ...more }, who);
const ask = (day: string, from: string, to: string, more: Record<string, unknown> = {}) =>
  t.call(
    "time.find",
    { of: [ani.id, budi.id], minutes: 60, from: at(day, from), to: at(day, to), timeZone: "Asia/Jakarta", ...more },
    clerk,
  );

it("an empty answer names the appointment that alone stands in the way, whose, to when it would move and by how much", async () => {
  const day = "2026-04-14";
  await book(ani, "Rapat", day, "09:00", "10:00");
  await book(budi, "Rahasia", day, "10:00", "11:00", { visibility: "private" });
  const { times, why, changes } = await ask(day, "09:00", "11:00");
  expect(times).toEqual([]);
  const move = changes.find(({ kind }) => kind === "move")!;
  expect(move).toMatchObject({
    who: null,
    move: { byMinutes: expect.any(Number) },
    start: "2026-04-14T02:00:00Z",
    end: "2026-04-14T03:00:00Z",
  });
  expect(move.move!.who).toEqual([{ id: ani.id, name: "Ani Lestari" }]);
  expect(Date.parse(move.move!.to) - Date.parse(move.move!.from)).toBe(move.move!.byMinutes * 60_000);
  expect(why!.en).toContain(move.text.en);
  expect(why!.id).toContain(move.text.id);
  expect(JSON.stringify([why, changes])).not.toContain("Rahasia");
  expect(changes.map(({ kind }) => kind)).toContain("without");
});

it("what blocks by rule is named with its owner: a daily limit, hours, a buffer; each change opens what it says", async () => {
  const day = "2026-04-21";
  await t.call("calendar.limit", { owner: budi.id, mostPerDay: 1 }, budi);
  await book(budi, "Satu", day, "08:00", "09:00");
  const { why, changes } = await ask(day, "09:00", "12:00");
  expect(why!.en).toContain("the daily limit of Budi Santoso");
  expect(changes[0]).toMatchObject({ kind: "limit", who: { id: budi.id, name: "Budi Santoso" } });
  await t.call("calendar.limit", { owner: budi.id, mostPerDay: null }, budi);
  const opened = await ask(day, "09:00", "12:00");
  expect(opened).toMatchObject({ why: null, changes: [] });
  expect(opened.times[0]!.start).toBe(changes[0]!.start);
  const evening = await ask(day, "18:00", "19:30");
  expect(evening.changes.map(({ kind }) => kind)).toContain("hours");
});

it("so many of these are enough, the same ones throughout; one fewer is offered when they are not", async () => {
  const day = "2026-04-28";
  await book(ani, "A", day, "09:00", "12:00");
  await book(budi, "B", day, "10:00", "12:00");
  const some = (need: number) => ({ of: [room], some: [{ need, of: [ani.id, budi.id, citra.id] }] });
  const two = await ask(day, "09:00", "12:00", some(2));
  expect(two.times[0]).toMatchObject({ start: "2026-04-28T02:00:00Z" });
  expect(two.times[0]!.free[0]!.toSorted()).toEqual([budi.id, citra.id].toSorted());
  const three = await ask(day, "09:00", "12:00", some(3));
  expect(three.times).toEqual([]);
  expect(three.changes.find(({ kind }) => kind === "fewer")).toMatchObject({ text: { en: "if 2 of 3 are enough" } });
});

it("the best time by what is liked, with its points; who would be welcome is named where free", async () => {
  const day = "2026-05-05";
  await book(citra, "C", day, "08:00", "13:00");
  const prefer = { times: [{ weekdays: [2], from: "14:00", to: "16:00", points: 10 }], welcome: [{ who: citra.id, points: 5 }] };
  const { times } = await ask(day, "08:00", "17:00", { prefer, count: 2 });
  expect(times[0]).toMatchObject({ start: "2026-05-05T07:00:00Z", score: 15, welcome: [citra.id] });
  expect(times[1]!.score).toBeLessThanOrEqual(15);
  const plain = await ask(day, "08:00", "17:00", { count: 1 });
  expect(plain.times[0]).toMatchObject({ start: "2026-05-05T01:00:00Z", score: null, welcome: [] });
});
