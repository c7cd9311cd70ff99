import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#kernel/actor/actor.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

type Person = Actor & { id: string };
let t: TestHouse;
let clerk: Person;
let boss: Person;
let other: Person;

beforeAll(async () => {
  t = await testHouse();
  clerk = await t.staff("Sari Wulandari", { email: "sari@kerani.test", role: "desk", grade: 3 });
  boss = await t.staff("Budi Santoso", { email: "budi@kerani.test", role: "staff", grade: 5 });
  other = await t.staff("Rina Hartati", { email: "rina@kerani.test", role: "staff", grade: 2 });
});
afterAll(() => t.tearDown());

const room = async (name: string, more: object = {}) => (await t.call("calendar.add", { name, kind: "room", ...more }, clerk)).owner.id;
const range = (from: string, to: string) => ({ from: `${from}T00:00:00+07:00`, to: `${to}T00:00:00+07:00` });

describe("a room", () => {
  it("is booked with an event, answers at once, and refuses a second, saying by what and until when", async () => {
    const id = await room("Ruang Anggrek");
    const first = await t.call(
      "event.add",
      { title: "Rapat anggaran", start: "2026-03-03T09:00", end: "2026-03-03T11:00", rooms: [id] },
      boss,
    );
    expect(first.attendees).toMatchObject([{ name: "Ruang Anggrek", kind: "room", answer: "accepted" }]);
    const refused = t.call("event.add", { title: "Wawancara", start: "2026-03-03T10:30", rooms: [id] }, other);
    await expect(refused).rejects.toMatchObject({
      code: "DOUBLE_BOOKED",
      data: { ownerName: "Ruang Anggrek", title: "Rapat anggaran", until: "2026-03-03T04:00:00Z" },
      text: { id: expect.stringContaining('Ruang Anggrek sudah terpakai untuk "Rapat anggaran" pada 3 Maret 09.00–11.00') },
    });
    await t.call("event.add", { title: "Wawancara", start: "2026-03-03T11:00", rooms: [id] }, other);
    await expect(t.call("event.move", { id: first.id, start: "2026-03-03T09:30" }, boss)).rejects.toMatchObject({ code: "DOUBLE_BOOKED" });
    await t.call("event.change", { id: first.id, title: "Rapat anggaran 2027" }, boss);
    await t.call("event.move", { id: first.id, start: "2026-03-03T08:00" }, boss);
    const { busy } = await t.call("event.busy", { of: [id], ...range("2026-03-03", "2026-03-04") }, other);
    expect(busy[0]!.periods).toEqual([
      { start: "2026-03-03T01:00:00Z", end: "2026-03-03T03:00:00Z", kind: "busy" },
      { start: "2026-03-03T04:00:00Z", end: "2026-03-03T05:00:00Z", kind: "busy" },
    ]);
    await t.call("event.remove", { id: first.id }, boss);
    await t.call("event.add", { title: "Wawancara 2", start: "2026-03-03T08:00", end: "2026-03-03T11:00", rooms: [id] }, other);
  });

  it("that is taken by something private does not tell what", async () => {
    const id = await room("Ruang Kenanga");
    await t.call("event.add", { title: "Pemutusan kontrak", start: "2026-03-03T09:00", rooms: [id], visibility: "private" }, boss);
    await expect(t.call("event.add", { title: "x", start: "2026-03-03T09:00", rooms: [id] }, other)).rejects.toMatchObject({
      data: { title: null },
    });
  });

  it("knows what is on and when, not what it is about nor who comes", async () => {
    const id = await room("Ruang Dahlia");
    await t.call(
      "event.add",
      { title: "Rapat", start: "2026-03-03T09:00", rooms: [id], attendees: ["rina@kerani.test"], description: "Gaji 2027" },
      boss,
    );
    const { events } = await t.call("event.list", { ...range("2026-03-03", "2026-03-04"), of: [id] }, other);
    expect(events).toMatchObject([{ title: "Rapat", description: null, attendees: [{ name: "Ruang Dahlia" }] }]);
  });

  it("of 200 who take it at once one gets it, and 199 are told why", async () => {
    const id = await room("Aula");
    const tries = await Promise.allSettled(
      Array.from({ length: 200 }, (_, i) =>
        t.call("event.add", { title: `Coba ${i}`, start: "2026-03-05T09:00", rooms: [id] }, i % 2 ? boss : other),
      ),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const told = tries.flatMap((one) => (one.status === "rejected" ? [one.reason as { code: string; data: { until?: string } }] : []));
    expect(new Set(told.map(({ code }) => code))).toEqual(new Set(["DOUBLE_BOOKED"]));
    expect(new Set(told.map(({ data }) => data.until))).toEqual(new Set(["2026-03-05T03:00:00Z"]));
    const events = await t.call("event.list", { ...range("2026-03-05", "2026-03-06"), of: [id] }, clerk);
    expect(events.events).toHaveLength(1);
  }, 60_000);

  it("in which several fit takes as many, and not one more", async () => {
    const id = await room("Kendaraan", { kind: "thing", capacity: 2 });
    const book = (start: string) => t.call("event.add", { title: "Antar", start, rooms: [id] }, boss);
    await book("2026-03-03T09:00");
    await book("2026-03-03T09:30");
    await expect(book("2026-03-03T09:45")).rejects.toMatchObject({ code: "DOUBLE_BOOKED" });
    await book("2026-03-03T10:00");
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => book("2026-03-04T09:00")));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
  });

  it("booked every week for ever is taken in ten years too", async () => {
    const id = await room("Ruang Mawar");
    const series = await t.call("event.add", { title: "Senam", start: "2026-03-06T16:00", repeat: "FREQ=WEEKLY", rooms: [id] }, boss);
    await expect(t.call("event.add", { title: "x", start: "2034-03-03T16:30", rooms: [id] }, other)).rejects.toMatchObject({
      code: "DOUBLE_BOOKED",
    });
    await t.call("event.add", { title: "Jauh", start: "2034-03-02T16:30", rooms: [id] }, other);
    await expect(
      t.call("event.add", { title: "Tiap Kamis", start: "2026-03-05T16:00", repeat: "FREQ=WEEKLY", rooms: [id] }, other),
    ).rejects.toMatchObject({
      code: "DOUBLE_BOOKED",
      data: { title: "Jauh" },
    });
    await t.call("event.remove", { id: series.id, instance: "20260313T160000", scope: "this" }, boss);
    await t.call("event.add", { title: "Sekali", start: "2026-03-13T16:00", rooms: [id] }, other);
  });
});

describe("a person", () => {
  it("may be booked twice until somebody says that they must not, and then only with a yes", async () => {
    await t.call("event.add", { title: "Satu", start: "2026-03-17T09:00" }, boss);
    await t.call("event.add", { title: "Dua", start: "2026-03-17T09:30" }, boss);
    await t.call("calendar.limit", { owner: boss.id, atOnce: 1 }, clerk);
    await expect(t.call("event.add", { title: "Tiga", start: "2026-03-17T09:00", for: boss.id }, clerk)).rejects.toMatchObject({
      code: "DOUBLE_BOOKED",
    });
    await expect(
      t.call("event.add", { title: "Empat", start: "2026-03-17T09:00", attendees: [`person:${boss.id}`] }, other),
    ).rejects.toMatchObject({
      code: "DOUBLE_BOOKED",
      data: { ownerName: "Budi Santoso", title: null },
    });
    await t.call("event.add", { title: "Lima", start: "2026-03-17T09:00", overlap: true }, boss);
    await t.call("event.add", { title: "Gratis", start: "2026-03-17T09:00", free: true }, boss);
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => t.call("event.add", { title: `Serbu ${i}`, start: "2026-03-18T09:00", for: boss.id }, clerk)),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await t.call("calendar.limit", { owner: boss.id, atOnce: null }, clerk);
  });
});

describe("an invitation inside the house", () => {
  it("lies in the colleague's calendar, is answered, follows when it moves, and goes when it is called off", async () => {
    const made = await t.call("event.add", { title: "Evaluasi", start: "2026-03-19T10:00", attendees: ["rina@kerani.test"] }, boss);
    const theirs = async () => (await t.call("event.list", range("2026-03-19", "2026-03-21"), other)).events[0]!;
    const copy = await theirs();
    expect(copy).toMatchObject({
      title: "Evaluasi",
      organizer: { name: "Budi Santoso", id: boss.id },
      attendees: [{ id: other.id, answer: "needs-action" }],
    });
    await expect(t.call("event.change", { id: copy.id, title: "x" }, other)).rejects.toMatchObject({ code: "NOT_THE_ORGANIZER" });
    await t.call("event.answer", { id: copy.id, answer: "accepted" }, other);
    expect((await t.call("event.show", { id: made.id }, boss)).attendees[0]!.answer).toBe("accepted");
    await t.call("event.move", { id: made.id, start: "2026-03-20T10:00" }, boss);
    expect(await theirs()).toMatchObject({ startsAt: "2026-03-20T10:00", attendees: [{ answer: "needs-action" }] });
    await t.call("event.remove", { id: made.id }, boss);
    expect((await theirs()).status).toBe("cancelled");
    await expect(t.call("event.answer", { id: (await theirs()).id, answer: "sure" as "accepted" }, other)).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
  });

  it("is answered for one instance of a series", async () => {
    const made = await t.call(
      "event.add",
      { title: "Rapat harian", start: "2026-03-23T08:00", repeat: "FREQ=DAILY;COUNT=3", attendees: ["rina@kerani.test"] },
      boss,
    );
    const [copy] = (await t.call("event.list", range("2026-03-23", "2026-03-24"), other)).events;
    await t.call("event.answer", { id: copy!.id, answer: "accepted" }, other);
    await t.call("event.answer", { id: copy!.id, answer: "declined", instance: "20260324T080000" }, other);
    const answers = (await t.call("event.list", range("2026-03-23", "2026-03-26"), boss)).events.map(
      ({ attendees }) => attendees[0]!.answer,
    );
    expect(answers).toEqual(["accepted", "declined", "accepted"]);
    const { busy } = await t.call("event.busy", { of: [other.id], ...range("2026-03-23", "2026-03-26") }, boss);
    expect(busy[0]!.periods.map(({ start }) => start)).toEqual(["2026-03-23T01:00:00Z", "2026-03-25T01:00:00Z"]);
    await t.call("event.remove", { id: made.id }, boss);
  });
});

describe("what moves with time", () => {
  it("meetings stand by the wall clock: other zone data place them anew", async () => {
    const { id } = await t.call("event.add", { title: "Rapat jauh", start: "2027-05-03T09:00", timeZone: "Europe/London" }, boss);
    const span = async () =>
      (await t.house.pool.query("select lower(span) as at from calendar_occurrence where object_id = $1", [id])).rows[0].at as Date;
    const right = await span();
    // As if an older edition had placed it: an hour off, and remembered as that edition.
    await t.house.pool.query(
      "update calendar_occurrence set span = tstzrange(lower(span) + interval '1 hour', upper(span) + interval '1 hour') where object_id = $1",
      [id],
    );
    await t.house.pool.query(
      "insert into setting (key, value, changed_at) values ('calendar.zone-data', '\"1999a\"', '2026-01-01') on conflict (key) do update set value = excluded.value",
    );
    await t.advance({ hours: 2 });
    expect(await span()).toEqual(right);
  });

  it("rows are carried on as months go by, and stay right", async () => {
    const id = await room("Ruang Melati");
    await t.call("event.add", { title: "Bulanan", start: "2026-03-30T09:00", repeat: "FREQ=MONTHLY", rooms: [id] }, boss);
    const far = async () =>
      (await t.house.pool.query("select max(upper(span)) as last from calendar_occurrence where owner_id = $1", [id])).rows[0].last as Date;
    const before = await far();
    t.clock.advance({ hours: 24 * 120 });
    await t.settle();
    expect((await far()) > before).toBe(true);
    expect((await t.call("event.list", { ...range("2028-08-01", "2028-09-01"), of: [id] }, clerk)).events).toHaveLength(1);
  });
});

it("leaves a journal that vouches for every record", async () => {
  expect((await t.audit()).faults).toEqual([]);
});
