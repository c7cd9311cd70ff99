import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#kernel/actor/actor.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

let t: TestHouse;
let admin: Actor & { id: string };
let boss: Actor & { id: string };
let other: Actor & { id: string };
let server: Server;
let url: string;
let asked: IncomingMessage[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

const event = (uid: string, summary: string, day: string, more: readonly string[] = []): string[] => [
  "BEGIN:VEVENT", `UID:${uid}`, "DTSTAMP:20260301T000000Z", `DTSTART;VALUE=DATE:${day}`, `SUMMARY:${summary}`, ...more, "END:VEVENT",
]; // prettier-ignore
const file = (...events: string[][]): string =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tempat lain//ID", "X-WR-CALNAME:Libur", ...events.flat(), "END:VCALENDAR", ""].join("\r\n");
const serves =
  (text: string, etag: string) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    if (request.headers["if-none-match"] === etag) return void response.writeHead(304).end();
    response.writeHead(200, { "content-type": "text/calendar", etag }).end(text);
  };

beforeAll(async () => {
  t = await testHouse();
  admin = await t.staff("Dewi", { role: "administrator", grade: 6 });
  boss = await t.staff("Budi Santoso", { role: "staff", grade: 5 });
  other = await t.staff("Rina Hartati", { role: "staff" });
  server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await t.tearDown();
  server.close();
});
beforeEach(() => {
  asked = [];
});

const titles = async (of: Actor, from = "2026-03-01", to = "2026-04-30") =>
  (await t.call("event.list", { from: `${from}T00:00:00+07:00`, to: `${to}T00:00:00+07:00` }, of)).events
    .map(({ title }) => title)
    .toSorted();
const mine = async () => (await t.call("subscription.list", {}, boss)).subscriptions;
const allow = (sites: { site: string; inside?: boolean }[]) => t.call("subscription.sources-set", { sites }, admin);
let calendarId = "";

describe("before an administrator said where", () => {
  it("nothing is asked of anybody: the wish is refused with a sentence", async () => {
    const wish = { name: "Libur", url: `${url}/libur.ics` };
    await expect(t.call("subscription.add", wish, boss)).rejects.toMatchObject({ code: "CALENDAR_SOURCE_NOT_ALLOWED" });
    for (const bad of ["ftp://a.example/x.ics", "file:///etc/passwd", "libur.ics", "https://user:rahasia@a.example/x"])
      await expect(t.call("subscription.add", { name: "X", url: bad }, boss)).rejects.toMatchObject({ code: "CALENDAR_SOURCE_UNCLEAR" });
    await expect(allow([{ site: "*", inside: true }])).rejects.toMatchObject({ code: "OUTBOUND_ORIGIN_INVALID" });
    await expect(t.call("subscription.sources-set", { sites: [] }, boss)).rejects.toMatchObject({ kind: "forbidden" });
    expect(asked).toEqual([]);
  });
});

describe("a calendar that is kept elsewhere", () => {
  it("is read at once, shown, and changed only there", async () => {
    await allow([{ site: url, inside: true }]);
    answer = serves(
      file(
        event("nyepi", "Nyepi", "20260319"),
        event("rapat", "Rapat mereka", "20260401", ["ORGANIZER:mailto:boss@luar.example", "ATTENDEE:mailto:rina@kantor.test"]),
      ),
      '"satu"',
    );
    ({ calendarId } = await t.call("subscription.add", { name: "Libur", url: `${url}/rahasia-sekali.ics` }, boss));
    expect(await mine()).toMatchObject([{ name: "Libur", readAt: null, trouble: null }]);
    await t.settle();
    expect(await titles(boss)).toEqual(["Nyepi", "Rapat mereka"]);
    expect(await titles(other)).toEqual([]);
    expect(JSON.stringify(await mine())).not.toContain("rahasia-sekali");
    const { rows } = await t.house.pool.query("select locked_url from calendar_subscription");
    expect(JSON.stringify(rows)).not.toContain("rahasia-sekali");
    await expect(t.call("event.add", { title: "X", start: "2026-03-20", calendarId }, boss)).rejects.toMatchObject({
      code: "CALENDAR_SUBSCRIBED",
    });
    const [nyepi] = (await t.call("event.list", { from: "2026-03-19T00:00:00+07:00", to: "2026-03-20T00:00:00+07:00" }, boss)).events;
    await expect(t.call("event.remove", { id: nyepi!.id }, boss)).rejects.toMatchObject({ code: "CALENDAR_SUBSCRIBED" });
    const busy = await t.call("event.busy", { of: [boss.id], from: "2026-03-19T00:00:00+07:00", to: "2026-03-20T00:00:00+07:00" }, other);
    expect(busy.busy[0]!.periods).toEqual([]);
  });

  it("is asked again by its time only for what changed; what is gone there is gone here", async () => {
    await t.advance({ hours: 6 });
    expect(asked.map(({ headers }) => headers["if-none-match"])).toEqual(['"satu"']);
    expect(await titles(boss)).toEqual(["Nyepi", "Rapat mereka"]);
    answer = serves(file(event("nyepi", "Hari Suci Nyepi", "20260319"), event("idul", "Idul Fitri", "20260320")), '"dua"');
    await t.advance({ hours: 6 });
    expect(await titles(boss)).toEqual(["Hari Suci Nyepi", "Idul Fitri"]);
  });

  it("that cannot be read keeps what it held, is asked more rarely, says why, and somebody is told after the third time", async () => {
    const kept = await titles(boss);
    const items = () => t.house.db.selectFrom("attentionItem").select(["state", "ownerId"]).where("kind", "=", "calendar-source").execute();
    answer = (_, response) => response.writeHead(500).end("rusak");
    await t.advance({ hours: 6 });
    expect(await mine()).toMatchObject([{ trouble: { en: expect.stringContaining("refuses") } }]);
    const before = asked.length;
    await t.advance({ hours: 11 });
    expect(asked.length).toBe(before);
    await t.advance({ hours: 1 });
    expect(asked.length).toBe(before + 1);
    expect(await items()).toEqual([]);
    answer = (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<h1>Masuk dahulu</h1>");
    await t.advance({ hours: 24 });
    expect(await mine()).toMatchObject([{ trouble: { en: expect.stringContaining("no calendar") } }]);
    expect(await items()).toEqual([{ state: "open", ownerId: boss.id }]);
    expect(await titles(boss)).toEqual(kept);
    answer = serves(file(event("idul", "Idul Fitri", "20260320")), '"tiga"');
    await t.call("subscription.refresh", { calendarId }, boss);
    await t.settle();
    expect(await mine()).toMatchObject([{ trouble: null }]);
    expect(await items()).toEqual([{ state: "settled", ownerId: boss.id }]);
    expect(await titles(boss)).toEqual(["Idul Fitri"]);
  });

  it("is not followed to where nobody allowed it, waits as long as the site asks, and bears hostile files", async () => {
    answer = (_, response) => response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data" }).end();
    await t.call("subscription.refresh", { calendarId }, boss);
    await t.settle();
    expect(await mine()).toMatchObject([{ trouble: { en: expect.stringContaining("does not allow its site") } }]);
    answer = (_, response) => response.writeHead(429, { "retry-after": "72000" }).end();
    await t.call("subscription.refresh", { calendarId }, boss);
    await t.settle();
    const before = asked.length;
    await t.advance({ hours: 19 });
    expect(asked.length).toBe(before);
    answer = serves(
      file(event("a", "Tiap detik", "20260310", ["RRULE:FREQ=SECONDLY"]), event("b", "Baik", "20260311"), ["BEGIN:VEVENT", "END:VEVENT"]),
      '"x"',
    );
    await t.advance({ hours: 6 });
    expect(await titles(boss, "2026-03-11", "2026-03-12")).toContain("Baik");
  });

  it("goes with its calendar, and is read no more", async () => {
    await t.call("calendar.remove", { id: calendarId, withEvents: true }, boss);
    const before = asked.length;
    await t.advance({ hours: 48 });
    expect(asked.length).toBe(before);
    expect(await mine()).toEqual([]);
    expect((await t.audit()).faults).toEqual([]);
  });
});
