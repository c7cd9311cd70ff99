import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#kernel/actor/actor.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";
import { participantsFor, readFeed } from "#duties/calendar/index.ts";

type Person = Actor & { id: string };
let t: TestHouse;
let boss: Person;
let admin: Person;
let mine: string;

beforeAll(async () => {
  t = await testHouse();
  boss = await t.staff("Budi Santoso", { email: "budi@kerani.test", role: "staff", grade: 5 });
  admin = await t.staff("Dewi Lestari", { email: "dewi@kerani.test", role: "administrator", grade: 6 });
  mine = (await t.call("calendar.add", { name: "Impor" }, boss)).id;
});
afterAll(() => t.tearDown());

const FILE = [
  "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Elsewhere//EN", "METHOD:PUBLISH", "X-WR-CALNAME:Lama",
  "BEGIN:VTIMEZONE", "TZID:Asia/Makassar", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0800", "TZOFFSETTO:+0800", "END:STANDARD", "END:VTIMEZONE",
  "BEGIN:VEVENT", "UID:a@elsewhere", "DTSTAMP:20260101T000000Z", "DTSTART;TZID=Asia/Makassar:20260304T090000", "DTEND;TZID=Asia/Makassar:20260304T100000", "SUMMARY:Kunjungan cabang", "X-KEPT;X-P=1:ya\\, tetap", "END:VEVENT",
  "BEGIN:VEVENT", "UID:b@elsewhere", "DTSTAMP:20260101T000000Z", "DTSTART;VALUE=DATE:20260305", "RRULE:FREQ=YEARLY", "SUMMARY:Ulang tahun", "CLASS:PRIVATE", "END:VEVENT",
  "BEGIN:VEVENT", "UID:b@elsewhere", "DTSTAMP:20260101T000000Z", "RECURRENCE-ID;VALUE=DATE:20270305", "DTSTART;VALUE=DATE:20270306", "SUMMARY:Ulang tahun", "CLASS:PRIVATE", "END:VEVENT",
  "BEGIN:VEVENT", "DTSTAMP:20260101T000000Z", "DTSTART:20260306T010000Z", "SUMMARY:Tanpa UID", "END:VEVENT",
  "BEGIN:VEVENT", "UID:bad@elsewhere", "DTSTART:20260306T010000Z", "RRULE:FREQ=MAYBE", "END:VEVENT",
  "END:VCALENDAR", "",
].join("\r\n"); // prettier-ignore

describe("a file", () => {
  it("comes in as it is, one object for each UID; what is broken is named and the rest stays; once only", async () => {
    const first = await t.call("calendar.import", { id: mine, text: FILE }, boss);
    expect(first).toMatchObject({ added: 3, changed: 0, same: 0, refused: [{ uid: "bad@elsewhere" }] });
    const again = await t.call("calendar.import", { id: mine, text: FILE.replace("Kunjungan cabang", "Kunjungan") }, boss);
    expect([again.changed, again.same]).toEqual([1, 1]);
    const { events } = await t.call(
      "event.list",
      { from: "2026-03-04T00:00:00Z", to: "2026-03-05T00:00:00+07:00", calendars: [mine] },
      boss,
    );
    expect(events).toMatchObject([
      { title: "Kunjungan", start: "2026-03-04T01:00:00Z", startsAt: "2026-03-04T09:00", timeZone: "Asia/Makassar" },
    ]);
    await expect(t.call("calendar.import", { id: mine, text: "nonsense" }, boss)).rejects.toMatchObject({
      code: "CALENDAR_TEXT_UNREADABLE",
    });
  });

  it("goes out with its zones and whatever it does not know", async () => {
    const { text } = await t.call("calendar.export", { id: mine }, boss);
    expect(text).toContain("X-KEPT;X-P=1:ya\\, tetap");
    expect(text.match(/BEGIN:VTIMEZONE/g)).toHaveLength(1);
    expect(text).toContain("Ulang tahun");
  });
});

describe("a secret address", () => {
  it("shows the calendar with private items as its owner chose, until it is revoked", async () => {
    const at = async (url: string) =>
      (await readFeed({ tx: t.house.db, now: t.clock.now() }, url.split("/").at(-1)!.replace(".ics", "")))?.text;
    const busy = await t.call("feed.add", { calendarId: mine, label: "Istri" }, boss);
    const hidden = await t.call("feed.add", { calendarId: mine, label: "Mitra", privateItems: "hidden" }, boss);
    expect(busy.url).toMatch(/^http:\/\/kerani\.test\/feeds\/.{40,}\.ics$/);
    const [withBusy, without] = [await at(busy.url), await at(hidden.url)];
    expect([withBusy!.includes("Ulang tahun"), withBusy!.includes("SUMMARY:Sibuk"), withBusy!.includes("Kunjungan")]).toEqual([
      false,
      true,
      true,
    ]);
    expect([without!.includes("b@elsewhere"), without!.includes("Kunjungan")]).toEqual([false, true]);
    await expect(t.call("feed.revoke", { id: busy.id }, await t.staff("Orang Lain", { role: "staff", grade: 1 }))).rejects.toMatchObject({
      code: "CALENDAR_MISSING",
    });
    await t.call("feed.revoke", { id: busy.id }, boss);
    expect([await at(busy.url), await at("http://x/feeds/guess.ics")]).toEqual([undefined, undefined]);
    expect((await t.call("feed.list", { calendarId: mine }, boss)).feeds.map(({ revoked }) => revoked)).toEqual([true, false]);
    await expect(t.call("feed.revoke", { id: busy.id }, boss)).rejects.toMatchObject({ code: "NOTHING_TO_REVOKE" });
  });
});

describe("holidays", () => {
  it("are a list with its source; a revised one leaves the old on record", async () => {
    expect(await t.call("holiday.set", { year: 2026 }, admin)).toEqual({ added: 25, removed: 0, same: 0 });
    const { days } = await t.call("holiday.list", { from: "2026-03-18", to: "2026-03-24" }, boss);
    expect(days.map(({ day, kind }) => `${day} ${kind}`)).toEqual([
      "2026-03-18 joint-leave",
      "2026-03-19 holiday",
      "2026-03-20 joint-leave",
      "2026-03-21 holiday",
      "2026-03-22 holiday",
      "2026-03-23 joint-leave",
      "2026-03-24 joint-leave",
    ]);
    const all = (await t.call("holiday.list", { from: "2026-01-01", to: "2026-12-31" }, boss)).days.map(
      ({ source: _source, ...day }) => day,
    );
    const revised = all.filter(({ day }) => day !== "2026-05-15");
    const result = await t.call(
      "holiday.set",
      {
        year: 2026,
        source: all.length ? (await t.call("holiday.list", { from: "2026-01-01", to: "2026-01-01" }, boss)).days[0]!.source : "",
        days: revised,
      },
      admin,
    );
    expect(result).toEqual({ added: 0, removed: 1, same: 24 });
    const { rows } = await t.house.pool.query("select count(*)::int as kept from company_day where removed_at is not null");
    expect(rows[0].kept).toBe(1);
    await expect(t.call("holiday.set", { year: 2031 }, admin)).rejects.toMatchObject({ code: "DAYS_UNCLEAR" });
    await expect(t.call("holiday.set", { year: 2026 }, boss)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
  });

  it("working hours, Friday prayer, Ramadan and busy time come together for whoever looks for a time", async () => {
    await t.call(
      "company-hours.set",
      {
        fridayPrayer: { from: "11:30", to: "13:00" },
        ramadan: [{ from: "2026-02-19", to: "2026-03-20", hours: { from: "08:00", to: "15:00" } }],
      },
      admin,
    );
    await t.call("event.add", { title: "Sidang", start: "2026-03-10T09:00" }, boss);
    const window = {
      from: Temporal.Instant.from("2026-03-01T00:00:00Z").epochMilliseconds,
      to: Temporal.Instant.from("2026-03-31T00:00:00Z").epochMilliseconds,
    };
    const [found] = await participantsFor({ tx: t.house.db, now: t.clock.now() }, [boss.id], window);
    expect(found).toMatchObject({ name: expect.stringContaining("Budi"), zone: "Asia/Jakarta" });
    expect([found!.rules.closed!.length, found!.rules.breaks![0]!.weekdays, found!.rules.seasons![0]!.hours[1]]).toEqual([
      7,
      [5],
      [{ from: 480, to: 900 }],
    ]);
    expect(found!.busy.starts.length).toBeGreaterThan(0);
  });
});

it("leaves a journal that vouches for every record", async () => {
  expect((await t.audit()).faults).toEqual([]);
});
