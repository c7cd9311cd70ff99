import { DAVClient, type DAVCalendar } from "tsdav";
import { beforeAll, describe, expect, it } from "vitest";
import { PASSWORD } from "./client.ts";
import { card, event } from "./samples.ts";
import { useWorld, type SuiteBackend } from "./world.ts";

/** A client that somebody else wrote: tsdav, over loopback. */
export const tsdavSuite = (make: () => Promise<SuiteBackend>): void => {
  describe("tsdav", () => {
    const w = useWorld(make);
    const signIn = async (accountType: "caldav" | "carddav"): Promise<DAVClient> => {
      const client = new DAVClient({
        serverUrl: w.client.url,
        credentials: { username: w.alice.id, password: PASSWORD },
        authMethod: "Basic",
        defaultAccountType: accountType,
      });
      await client.login();
      return client;
    };

    describe("calendars", () => {
      let client: DAVClient;
      let calendar: DAVCalendar;
      const filename = "meeting.ics";

      beforeAll(async () => {
        const url = `${w.client.url}${await w.calendar()}`;
        client = await signIn("caldav");
        calendar = (await client.fetchCalendars()).find((each) => each.url === url)!;
      });

      it("are found with their components, reports and tokens", () => {
        expect(calendar.components).toEqual(["VEVENT", "VTODO", "VJOURNAL"]);
        expect(calendar.reports).toEqual(expect.arrayContaining(["syncCollection", "calendarQuery"]));
        expect([typeof calendar.ctag, typeof calendar.syncToken]).toEqual(["string", "string"]);
      });

      it("take, change, find by time, sync and lose an event", async () => {
        const made = await client.createCalendarObject({ calendar, filename, iCalString: event({ uid: "tsdav" }) });
        expect(made.status).toBe(201);
        const timeRange = { start: "2026-01-05T00:00:00Z", end: "2026-01-06T00:00:00Z" };
        const [object] = await client.fetchCalendarObjects({ calendar, timeRange });
        expect([object!.url, object!.etag]).toEqual([`${calendar.url}${filename}`, made.headers.get("etag")]);
        expect(
          await client.fetchCalendarObjects({ calendar, timeRange: { start: "2027-01-05T00:00:00Z", end: "2027-01-06T00:00:00Z" } }),
        ).toEqual([]);
        const changed = await client.updateCalendarObject({
          calendarObject: { ...object!, data: event({ uid: "tsdav", also: ["SUMMARY:Pindah"] }) },
        });
        expect(changed.status).toBe(204);
        const stale = await client.updateCalendarObject({ calendarObject: object! });
        expect(stale.status).toBe(412);
        const synced = await client.smartCollectionSync({
          collection: { ...calendar, objects: [object!], objectMultiGet: (params) => client.calendarMultiGet(params) },
          method: "webdav",
          detailedResult: true,
        });
        expect(synced.objects.updated.map((each) => each.data)).toEqual([expect.stringContaining("SUMMARY:Pindah")]);
        expect((await client.deleteCalendarObject({ calendarObject: { ...object!, etag: changed.headers.get("etag")! } })).status).toBe(
          204,
        );
      });

      it("answer free-busy", async () => {
        await client.createCalendarObject({ calendar, filename: "busy.ics", iCalString: event({ uid: "tsdav-busy" }) });
        const busy = await client
          .freeBusyQuery({ url: calendar.url, timeRange: { start: "2026-01-05T00:00:00Z", end: "2026-01-06T00:00:00Z" } })
          .catch((error: Error) => error);
        expect(JSON.stringify(busy)).not.toMatch(/"status":4/);
      });

      it("are made", async () => {
        const url = `${w.client.url}/dav/calendars/${w.alice.id}/by-tsdav/`;
        await client.makeCalendar({ url, props: { "d:displayname": "Dari tsdav" } });
        expect((await client.fetchCalendars()).map((each) => each.displayName)).toContain("Dari tsdav");
      });
    });

    it("address books take, find and lose a card", async () => {
      const url = `${w.client.url}${await w.book()}`;
      const client = await signIn("carddav");
      const addressBook = (await client.fetchAddressBooks()).find((each) => each.url === url)!;
      const made = await client.createVCard({ addressBook, filename: "rina.vcf", vCardString: card("tsdav-card", "Rina") });
      expect(made.status).toBe(201);
      const [vCard] = await client.fetchVCards({ addressBook });
      expect([vCard!.etag, vCard!.data]).toEqual([made.headers.get("etag"), card("tsdav-card", "Rina").trim()]);
      expect((await client.deleteVCard({ vCard: vCard! })).status).toBe(204);
    });
  });
};
