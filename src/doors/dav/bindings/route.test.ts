import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAVClient } from "tsdav";
import type { Actor } from "#kernel/actor/actor.ts";
import { openDoors, type TestDoors } from "#test/harness/doors.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

let t: TestHouse;
let doors: TestDoors;
let boss: Actor & { id: string };
let clerk: Actor & { id: string };
let token: string;

const range = { from: "2026-03-01T00:00:00Z", to: "2026-04-01T00:00:00Z" };
const basic = (user: string, password: string) => ({ authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` });

const clientFor = async (password: string, accountType: "caldav" | "carddav" = "caldav") => {
  const client = new DAVClient({
    serverUrl: doors.url,
    credentials: { username: "budi@kerani.test", password },
    authMethod: "Basic",
    defaultAccountType: accountType,
  });
  await client.login();
  return client;
};

beforeAll(async () => {
  t = await testHouse();
  doors = await openDoors(t);
  boss = await t.staff("Budi Santoso", { email: "budi@kerani.test", mobile: "081234567890", role: "staff", grade: 5 });
  clerk = await t.staff("Sari Wulandari", { email: "sari@kerani.test", role: "desk", grade: 3 });
  for (const [person, email] of [
    [boss, "budi@kerani.test"],
    [clerk, "sari@kerani.test"],
  ] as const)
    await doors.account(person, email);
  token = await doors.token("budi@kerani.test", ["calendar.*", "event.*"]);
});
afterAll(async () => {
  await doors.close();
  await t.tearDown();
});

describe("the DAV door of a running house", () => {
  it("asks for an app password, and takes one that is not revoked and whose scope is the calendar's", async () => {
    const ask = (headers: Record<string, string>) =>
      fetch(`${doors.url}/dav/`, { method: "PROPFIND", headers: { depth: "0", ...headers } });
    const nobody = await ask({});
    expect([nobody.status, nobody.headers.get("www-authenticate")]).toEqual([401, 'Basic realm="Kerani", charset="UTF-8"']);
    expect((await ask(basic("budi", "kerani_guess"))).status).toBe(401);
    expect((await ask(await doors.signIn("budi@kerani.test"))).status).toBe(401);
    expect((await ask(basic("budi", await doors.token("budi@kerani.test", ["message.*"])))).status).toBe(401);
    expect((await ask(basic("budi", token))).status).toBe(207);
    const { id, token: lost } = await t.call("token.create", { scope: ["event.*"], label: "Ponsel lama" }, boss);
    expect((await ask(basic("budi", lost))).status).toBe(207);
    await t.call("token.revoke", { id }, boss);
    expect((await ask(basic("budi", lost))).status).toBe(401);
  });

  it("leads there from the well-known addresses, and leaves the web page alone", async () => {
    const led = await fetch(`${doors.url}/.well-known/caldav`, { method: "PROPFIND", redirect: "manual" });
    expect([led.status, led.headers.get("location")]).toEqual([301, "/dav/"]);
    expect(await (await fetch(doors.url)).text()).toContain("<title>Kerani</title>");
  });

  it("shows a telephone what the desk booked, and the desk what the telephone did", async () => {
    const booked = await t.call("event.add", { title: "Rapat direksi", start: "2026-03-03T09:00", for: boss.id }, clerk);
    const client = await clientFor(token);
    const [calendar] = (await client.fetchCalendars()).filter(({ url }) => url.includes("/kalender/"));
    expect(calendar?.displayName).toBe("Kalender");
    const objects = await client.fetchCalendarObjects({ calendar: calendar!, timeRange: { start: range.from, end: range.to } });
    expect(objects).toHaveLength(1);
    expect(objects[0]!.data).toContain("SUMMARY:Rapat direksi");
    const changed = await client.updateCalendarObject({
      calendarObject: { ...objects[0]!, data: (objects[0]!.data as string).replace("direksi", "pleno") },
    });
    expect(changed.status).toBe(204);
    expect((await t.call("event.show", { id: booked.id }, clerk)).title).toBe("Rapat pleno");
    const text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Telepon//EN", "BEGIN:VEVENT", "UID:hp-1", "DTSTAMP:20260301T000000Z", "DTSTART;TZID=Asia/Jakarta:20260304T100000", "DTEND;TZID=Asia/Jakarta:20260304T110000", "SUMMARY:Dokter gigi", "CLASS:PRIVATE", "X-HP;A=b:c", "END:VEVENT", "END:VCALENDAR", ""].join("\r\n"); // prettier-ignore
    expect((await client.createCalendarObject({ calendar: calendar!, filename: "hp-1.ics", iCalString: text })).status).toBe(201);
    const titles = async (as: Actor) => (await t.call("event.list", { ...range, of: [boss.id] }, as)).events.map(({ title }) => title);
    expect([await titles(boss), await titles(clerk)]).toEqual([
      ["Rapat pleno", "Dokter gigi"],
      ["Rapat pleno", "Sibuk"],
    ]);
    const same = await fetch(`${calendar!.url}hp-1.ics`, { headers: basic("budi", token) });
    expect(await same.text()).toBe(text);
    const journal = await t.house.db
      .selectFrom("journal")
      .select(["actorName", "door", "command"])
      .orderBy("id", "desc")
      .limit(1)
      .execute();
    expect(journal).toEqual([{ actorName: "Budi Santoso", door: "dav", command: "event.put" }]);
  });

  it("hides what is private from a clerk's device, octet for octet", async () => {
    const his = await t.call("calendar.list", { of: [boss.id] }, clerk);
    const clerkToken = await doors.token("sari@kerani.test", ["calendar.*", "event.*"]);
    const at = `${doors.url}/dav/calendars/${boss.id}/kalender/hp-1.ics`;
    const seen = await fetch(at, { headers: basic("sari", clerkToken) });
    const text = await seen.text();
    expect([seen.status, text.includes("gigi"), text.includes("X-HP"), text.includes("SUMMARY:Sibuk"), his.calendars.length]).toEqual([
      200,
      false,
      false,
      true,
      1,
    ]);
    const put = await fetch(at, { method: "PUT", headers: { ...basic("sari", clerkToken), "content-type": "text/calendar" }, body: text });
    expect(put.status).toBe(403);
  });

  it("syncs a change by token, and refuses a booking that is taken", async () => {
    const client = await clientFor(token);
    const [calendar] = (await client.fetchCalendars()).filter(({ url }) => url.includes("/kalender/"));
    const before = calendar!.syncToken!;
    await t.call("event.add", { title: "Tambahan", start: "2026-03-05T09:00" }, boss);
    const changes = await client.syncCollection({ url: calendar!.url, props: { "d:getetag": {} }, syncLevel: 1, syncToken: before });
    expect(changes.filter(({ href }) => href?.endsWith(".ics"))).toHaveLength(1);
    const room = await t.call("calendar.add", { name: "Ruang Anggrek", kind: "room" }, clerk);
    await t.call("event.add", { title: "Lebih dahulu", start: "2026-03-06T09:00", rooms: [room.owner.id] }, clerk);
    const text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Telepon//EN", "BEGIN:VEVENT", "UID:hp-2", "DTSTAMP:20260301T000000Z", "DTSTART:20260306T020000Z", "DTEND:20260306T030000Z", "SUMMARY:Rebutan", "ORGANIZER:mailto:budi@kerani.test", `ATTENDEE;CUTYPE=ROOM:urn:uuid:${room.owner.id}`, "END:VEVENT", "END:VCALENDAR", ""].join("\r\n"); // prettier-ignore
    expect((await client.createCalendarObject({ calendar: calendar!, filename: "hp-2.ics", iCalString: text })).status).toBe(201);
    const { events } = await t.call("event.list", { from: "2026-03-06T00:00:00Z", to: "2026-03-07T00:00:00Z" }, boss);
    expect(events[0]!.attendees).toMatchObject([{ name: "Ruang Anggrek", answer: "declined" }]);
  });

  it("of many who take one room by DAV and by the desk at once, one gets it", async () => {
    const room = await t.call("calendar.add", { name: "Aula", kind: "room" }, clerk);
    const clerkToken = await doors.token("sari@kerani.test", ["calendar.*", "event.*"]);
    const at = `${doors.url}/dav/calendars/${room.owner.id}/kalender/`;
    const text = (uid: string) => ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//T//EN", "BEGIN:VEVENT", `UID:${uid}`, "DTSTAMP:20260301T000000Z", "DTSTART:20260309T020000Z", "DTEND:20260309T030000Z", "END:VEVENT", "END:VCALENDAR", ""].join("\r\n"); // prettier-ignore
    const byDav = Array.from({ length: 20 }, async (_, i) => {
      const answer = await fetch(`${at}r${i}.ics`, {
        method: "PUT",
        headers: { ...basic("sari", clerkToken), "content-type": "text/calendar" },
        body: text(`r${i}`),
      });
      return answer.status === 409 ? (await answer.text()).includes("Aula is taken") && 409 : answer.status;
    });
    const byDesk = Array.from({ length: 20 }, () =>
      doors
        .rest(clerkToken, "/api/event/add", { title: "x", start: "2026-03-09T09:00", rooms: [room.owner.id] })
        .then(({ status }) => status),
    );
    const statuses = await Promise.all([...byDav, ...byDesk]);
    expect(statuses.filter((status) => status === 201 || status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(39);
  });

  it("shows what is shared among one's own calendars, to read or to change as it was given, until it is taken back", async () => {
    const theirs = await t.call("calendar.add", { name: "Proyek gudang" }, clerk);
    await t.call("event.add", { title: "Serah terima", start: "2026-03-11T09:00", calendarId: theirs.id }, clerk);
    const share = await t.call("calendar.share", { id: theirs.id, to: `person:${boss.id}`, level: "read" }, clerk);
    const client = await clientFor(token);
    const listed = async () => (await client.fetchCalendars()).filter(({ displayName }) => displayName === "Proyek gudang");
    const [calendar] = await listed();
    const [object] = await client.fetchCalendarObjects({ calendar: calendar! });
    expect(object!.data).toContain("SUMMARY:Serah terima");
    const change = () =>
      client.updateCalendarObject({ calendarObject: { ...object!, data: (object!.data as string).replace("Serah", "Timbang") } });
    expect((await change()).status).toBe(403);
    await t.call("calendar.share", { id: theirs.id, to: `person:${boss.id}`, level: "write" }, clerk);
    expect((await change()).status).toBe(204);
    const [now] = (await t.call("calendar.shares", { id: theirs.id }, clerk)).shares;
    expect(now!.id).not.toBe(share.id);
    await t.call("calendar.unshare", { id: theirs.id, shareId: now!.id }, clerk);
    expect(await listed()).toEqual([]);
    expect((await fetch(object!.url, { headers: basic("budi", token) })).status).toBe(404);
  });

  it("gives the company's people as cards, without what is the desk's to know", async () => {
    const client = await clientFor(token, "carddav");
    const [book] = (await client.fetchAddressBooks()).filter(({ url }) => url.endsWith("/people/"));
    const cards = (await client.fetchVCards({ addressBook: book! })).map(({ data }) => String(data));
    expect(cards.filter((card) => card.includes("FN:"))).toHaveLength(2);
    expect(cards.some((card) => card.includes("Sari Wulandari") && card.includes("EMAIL"))).toBe(true);
    const put = await fetch(`${book!.url}x.vcf`, {
      method: "PUT",
      headers: { ...basic("budi", token), "content-type": "text/vcard" },
      body: cards[0]!,
    });
    expect(put.status).toBe(403);
  });

  it("serves a secret feed with an ETag, until it is revoked", async () => {
    const [main] = (await t.call("calendar.list", {}, boss)).calendars.filter(({ main: is, owner }) => is && owner.id === boss.id);
    const feed = await t.call("feed.add", { calendarId: main!.id, label: "Keluarga" }, boss);
    const at = `${doors.url}${new URL(feed.url).pathname}`;
    const first = await fetch(at);
    expect([first.status, first.headers.get("content-type")]).toEqual([200, "text/calendar; charset=utf-8"]);
    expect(await first.text()).toContain("SUMMARY:Rapat pleno");
    expect((await fetch(at, { headers: { "if-none-match": first.headers.get("etag")! } })).status).toBe(304);
    await t.call("feed.revoke", { id: feed.id }, boss);
    expect((await fetch(at)).status).toBe(404);
  });

  it("leaves a journal that vouches for every record", async () => {
    expect((await t.audit()).faults).toEqual([]);
  });
});
