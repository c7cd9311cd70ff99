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

const range = (from: string, to: string) => ({ from: `${from}T00:00:00+07:00`, to: `${to}T00:00:00+07:00` });
const starts = async (as: Person, from: string, to: string) =>
  (await t.call("event.list", range(from, to), as)).events.map(({ title, startsAt }) => `${title} ${startsAt}`);

describe("an event", () => {
  it("is made of a message, which then leads there; a message that one may not see makes none", async () => {
    const message = { for: "Budi Santoso", from: "Pak Joko", body: "Minta bertemu soal mesin" };
    const { id } = await t.call("message.take", message, clerk);
    const when = { start: "2026-05-04T09:00" };
    const made = await t.call("event.add", { title: "Bertemu Pak Joko", ...when, message: id }, boss);
    const { notes } = await t.call("message.show", { id }, boss);
    expect(notes).toMatchObject([{ kind: "turned", by: "Budi Santoso", into: { type: "event", id: made.id } }]);
    const stolen = t.call("event.add", { title: "Mengintip", ...when, message: id }, other);
    await expect(stolen).rejects.toMatchObject({ code: "MESSAGE_MISSING" });
    expect(await starts(other, "2026-05-01", "2026-05-06")).toEqual([]);
    await t.call("event.remove", { id: made.id }, boss);
  });

  it("is added, shown, changed, moved, removed, and every step can be taken back", async () => {
    const made = await t.call(
      "event.add",
      { title: "Rapat mingguan", start: "2026-03-03T09:00", end: "2026-03-03T10:30", location: "Lantai 2" },
      boss,
    );
    expect(made).toMatchObject({
      title: "Rapat mingguan",
      start: "2026-03-03T02:00:00Z",
      end: "2026-03-03T03:30:00Z",
      timeZone: "Asia/Jakarta",
      allDay: false,
    });
    const changed = await t.call("event.change", { id: made.id, title: "Rapat direksi" }, boss);
    expect([changed.title, changed.sequence, changed.location]).toEqual(["Rapat direksi", 1, "Lantai 2"]);
    const moved = await t.call("event.move", { id: made.id, start: "2026-03-04T13:00" }, boss);
    expect([moved.startsAt, moved.endsAt]).toEqual(["2026-03-04T13:00", "2026-03-04T14:30"]);
    const back = await t.call("event.restore", { id: moved.undo }, boss);
    expect(back.event?.startsAt).toBe("2026-03-03T09:00");
    await expect(t.call("event.restore", { id: moved.undo }, boss)).rejects.toMatchObject({ code: "CANNOT_RESTORE" });
    const gone = await t.call("event.remove", { id: made.id }, boss);
    expect(await starts(boss, "2026-03-02", "2026-03-06")).toEqual([]);
    expect((await t.call("event.restore", { id: gone.undo }, boss)).event?.title).toBe("Rapat direksi");
    expect(await starts(boss, "2026-03-02", "2026-03-06")).toEqual(["Rapat direksi 2026-03-03T09:00"]);
    await t.call("event.remove", { id: (await t.call("event.list", range("2026-03-02", "2026-03-06"), boss)).events[0]!.id }, boss);
  });

  it("of whole days keeps its dates, and refuses what makes no sense", async () => {
    const made = await t.call("event.add", { title: "Cuti", start: "2026-03-09", end: "2026-03-11" }, boss);
    expect(made).toMatchObject({
      allDay: true,
      startsAt: "2026-03-09",
      endsAt: "2026-03-11",
      start: "2026-03-08T17:00:00Z",
      end: "2026-03-11T17:00:00Z",
    });
    const refused = (input: object) => t.call("event.add", { title: "x", start: "2026-03-09T09:00", ...input }, boss);
    await expect(refused({ start: "besok pagi" })).rejects.toMatchObject({ code: "TIME_UNCLEAR" });
    await expect(refused({ end: "2026-03-09T08:00" })).rejects.toMatchObject({ code: "ENDS_BEFORE_START" });
    await expect(refused({ repeat: "FREQ=SOMETIMES" })).rejects.toMatchObject({ code: "RULE_UNCLEAR" });
    await expect(refused({ rooms: [boss.id] })).rejects.toMatchObject({ code: "INVITEE_MISSING" });
    await t.call("event.remove", { id: made.id }, boss);
  });
});

describe("a series", () => {
  const weekly = () =>
    t.call(
      "event.add",
      { title: "Apel", start: "2026-04-06T08:00", end: "2026-04-06T08:30", repeat: "FREQ=WEEKLY;BYDAY=MO;COUNT=5" },
      boss,
    );

  it("changes in one instance only", async () => {
    const { id } = await weekly();
    await t.call("event.move", { id, instance: "20260413T080000", scope: "this", start: "2026-04-14T10:00" }, boss);
    expect(await starts(boss, "2026-04-01", "2026-05-31")).toEqual([
      "Apel 2026-04-06T08:00",
      "Apel 2026-04-14T10:00",
      "Apel 2026-04-20T08:00",
      "Apel 2026-04-27T08:00",
      "Apel 2026-05-04T08:00",
    ]);
    await t.call("event.remove", { id, instance: "20260420T080000", scope: "this" }, boss);
    expect(await starts(boss, "2026-04-15", "2026-04-26")).toEqual([]);
    await t.call("event.remove", { id }, boss);
  });

  it("changes from one instance on, and that is taken back as one", async () => {
    const { id } = await weekly();
    const cut = await t.call(
      "event.change",
      { id, instance: "20260420T080000", scope: "following", title: "Apel pagi", start: "2026-04-21T07:30" },
      boss,
    );
    expect(await starts(boss, "2026-04-01", "2026-05-31")).toEqual([
      "Apel 2026-04-06T08:00",
      "Apel 2026-04-13T08:00",
      "Apel pagi 2026-04-21T07:30",
      "Apel pagi 2026-04-28T07:30",
      "Apel pagi 2026-05-05T07:30",
    ]);
    await t.call("event.restore", { id: cut.undo }, boss);
    expect((await starts(boss, "2026-04-01", "2026-05-31")).length).toBe(5);
    expect(await starts(boss, "2026-04-20", "2026-04-21")).toEqual(["Apel 2026-04-20T08:00"]);
    await t.call("event.remove", { id, instance: "20260420T080000", scope: "following" }, boss);
    expect((await starts(boss, "2026-04-01", "2026-05-31")).length).toBe(2);
    await t.call("event.remove", { id }, boss);
  });

  it("changes as a whole, its changed instances with it", async () => {
    const { id } = await weekly();
    await t.call("event.change", { id, instance: "20260413T080000", title: "Apel khusus" }, boss);
    await t.call("event.move", { id, instance: "20260420T080000", scope: "all", start: "2026-04-22T09:00" }, boss);
    expect(await starts(boss, "2026-04-01", "2026-05-31")).toEqual([
      "Apel 2026-04-08T09:00",
      "Apel khusus 2026-04-15T09:00",
      "Apel 2026-04-22T09:00",
      "Apel 2026-04-29T09:00",
      "Apel 2026-05-06T09:00",
    ]);
    await t.call("event.remove", { id }, boss);
  });

  it("goes on beyond what is kept as rows", async () => {
    const { id } = await t.call("event.add", { title: "Gaji", start: "2026-03-25T09:00", repeat: "FREQ=MONTHLY" }, boss);
    expect(await starts(boss, "2035-06-01", "2035-07-01")).toEqual(["Gaji 2035-06-25T09:00"]);
    const { busy } = await t.call("event.busy", { of: [boss.id], ...range("2035-06-01", "2035-07-01") }, other);
    expect(busy[0]!.periods).toEqual([{ start: "2035-06-25T02:00:00Z", end: "2035-06-25T03:00:00Z", kind: "busy" }]);
    await t.call("event.remove", { id }, boss);
  });
});

describe("what is private", () => {
  it("is busy to everybody else, in lists, by id, in search and in files; the owner sees it", async () => {
    const { id } = await t.call(
      "event.add",
      { title: "Periksa dokter", start: "2026-03-12T15:00", visibility: "private", location: "RS Harapan" },
      boss,
    );
    const list = await t.call("event.list", { ...range("2026-03-12", "2026-03-13"), of: [boss.id] }, clerk);
    expect(list.events).toMatchObject([{ title: "Sibuk", location: null, masked: true, start: "2026-03-12T08:00:00Z" }]);
    expect((await t.call("event.show", { id }, clerk)).title).toBe("Sibuk");
    await expect(t.call("event.change", { id, title: "Dokter" }, clerk)).rejects.toMatchObject({ code: "ITEM_IS_PRIVATE" });
    await expect(t.call("event.remove", { id }, clerk)).rejects.toMatchObject({ code: "ITEM_IS_PRIVATE" });
    await expect(t.call("event.show", { id }, other)).rejects.toMatchObject({ code: "EVENT_MISSING" });
    expect((await t.call("event.search", { text: "dokter" }, clerk)).events).toEqual([]);
    expect((await t.call("event.search", { text: "dokter" }, boss)).events.map(({ title }) => title)).toEqual(["Periksa dokter"]);
    const calendarId = list.events[0]!.calendarId;
    const file = await t.call("calendar.export", { id: calendarId }, clerk);
    expect([file.text.includes("dokter"), file.text.includes("Harapan"), file.text.includes("SUMMARY:Sibuk")]).toEqual([
      false,
      false,
      true,
    ]);
    await t.call("event.remove", { id }, boss);
  });

  it("a clerk keeps an executive's calendar; a colleague sees only when they are busy", async () => {
    const { id } = await t.call("event.add", { title: "Temu bank", start: "2026-03-13T09:00", for: boss.id }, clerk);
    expect((await t.call("event.show", { id }, boss)).title).toBe("Temu bank");
    await expect(t.call("event.add", { title: "x", start: "2026-03-13T09:00", for: boss.id }, other)).rejects.toMatchObject({
      code: "CALENDAR_MISSING",
    });
    await expect(t.call("event.change", { id, title: "x" }, other)).rejects.toMatchObject({ code: "EVENT_MISSING" });
    await t.call("event.remove", { id }, clerk);
  });

  it("is shared for reading, then not any more", async () => {
    const made = await t.call("calendar.add", { name: "Proyek gudang" }, boss);
    const { id } = await t.call("event.add", { title: "Serah terima", start: "2026-03-16T09:00", calendarId: made.id }, boss);
    await expect(t.call("calendar.share", { id: made.id, to: `person:${clerk.id}`, level: "read" }, other)).rejects.toMatchObject({
      code: "CALENDAR_MISSING",
    });
    const share = await t.call("calendar.share", { id: made.id, to: `person:${other.id}`, level: "read" }, boss);
    expect(share.to.name).toContain("Rina");
    expect((await t.call("event.show", { id }, other)).title).toBe("Serah terima");
    expect((await t.call("calendar.list", { kind: "shared" }, other)).calendars.map(({ name }) => name)).toEqual(["Proyek gudang"]);
    await expect(t.call("event.change", { id, title: "x" }, other)).rejects.toMatchObject({ code: "CALENDAR_NOT_YOURS" });
    await t.call("calendar.unshare", { id: made.id, shareId: share.id }, boss);
    await expect(t.call("event.show", { id }, other)).rejects.toMatchObject({ code: "EVENT_MISSING" });
    await expect(t.call("calendar.remove", { id: made.id }, boss)).rejects.toMatchObject({ code: "CALENDAR_NOT_EMPTY" });
    await t.call("calendar.remove", { id: made.id, withEvents: true }, boss);
  });
});

it("leaves a journal that vouches for every record", async () => {
  expect((await t.audit()).faults).toEqual([]);
});
