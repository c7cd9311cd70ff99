import { describe, expect, it } from "vitest";
import { conditions, found, multistatusOf } from "./client.ts";
import { calendar, event, eventLines, JAKARTA, todo } from "./samples.ts";
import { at, useWorld, xml, type SuiteBackend } from "./world.ts";

const CAL = "{urn:ietf:params:xml:ns:caldav}";
const DATA = `${CAL}calendar-data`;

/** RFC 4791: calendar objects, what may be stored, and getting them back whole or in part. */
export const rfc4791ObjectsSuite = (make: () => Promise<SuiteBackend>): void => {
  describe("calendar objects (RFC 4791)", () => {
    const w = useWorld(make);
    const put = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
      w.send("PUT", path, { body, headers: { "content-type": "text/calendar; charset=utf-8", ...headers } });

    describe("§4.1, §5.3.4: what is stored comes back octet for octet", () => {
      it.each([
        [
          "escapes, folds and unknown things",
          event({
            uid: "v1",
            also: [
              'X-WR;X="q;:,":a\\,b\\;c\\nd\\\\',
              "GEO:52.5;13.4",
              "DESCRIPTION:long\r\n  folded\r\n\tagain",
              "CONFERENCE;VALUE=URI:https://x.example/?a=1&b=2",
            ],
          }),
        ],
        ["bare line feeds and lower case", event({ uid: "v2", also: ["summary:kecil"] }).replaceAll("\r\n", "\n")],
        ["emoji, combining marks and right-to-left", event({ uid: "v3", also: ["SUMMARY:👩‍👩‍👧 e\u0301 שלום ]]> &amp; <b>"] })],
        [
          "alarms, X- components and blank parameters",
          calendar(
            ...eventLines({
              uid: "v4",
              inner: ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15M", "X-APPLE-DEFAULT-ALARM:TRUE", "END:VALARM"],
            }),
            "BEGIN:X-THING",
            "X-A:1",
            "END:X-THING",
          ),
        ],
        [
          "two lines of the same property in their order",
          event({ uid: "v5", also: ["COMMENT:b", "COMMENT:a", 'ATTENDEE;CN="A^\'B":mailto:x@y.example'] }),
        ],
        ["no newline at the end", event({ uid: "v6" }).trimEnd()],
      ])("%s", async (_what, body) => {
        const home = await w.calendar();
        const path = at(home, "v.ics");
        const made = await put(path, body);
        expect([made.status, made.headers.etag]).toEqual([201, expect.stringMatching(/^"/)]);
        const back = await w.send("GET", path);
        expect([back.body, back.headers.etag, back.headers["content-type"]]).toEqual([
          body,
          made.headers.etag,
          "text/calendar; charset=utf-8; component=vevent",
        ]);
        const multiget = xml("C:calendar-multiget", `<D:prop><C:calendar-data/></D:prop><D:href>${path}</D:href>`);
        expect(found(multistatusOf(await w.send("REPORT", home, { body: multiget })).responses.get(path), DATA)).toBe(body);
      });

      it("the same octets again change nothing", async () => {
        const path = at(await w.calendar(), "a.ics");
        const [first, second] = [await put(path, event({ uid: "same" })), await put(path, event({ uid: "same" }))];
        expect([second.status, second.headers.etag]).toEqual([204, first.headers.etag]);
      });
    });

    describe("§5.3.2.1: the preconditions of PUT", () => {
      const condition = async (body: string | Buffer, headers?: Record<string, string>) => {
        const answer = await put(at(await w.calendar(), "a.ics"), body, headers);
        return [answer.status, conditions(answer)[0]!.replace(CAL, "")];
      };
      const attendees = Array.from({ length: 2000 }, (_, i) => `ATTENDEE:mailto:a${i}@example.org`);
      it.each([
        ["no calendar at all", "nonsense", "valid-calendar-data"],
        ["nothing", "", "valid-calendar-data"],
        ["a component without end", calendar("BEGIN:VEVENT", "UID:x"), "valid-calendar-data"],
        ["a start that is no date", event({ uid: "x", start: ":notadate" }), "valid-calendar-data"],
        ["a rule that is none", event({ uid: "x", also: ["RRULE:FREQ=SOMETIMES"] }), "valid-calendar-data"],
        ["an empty calendar", calendar(), "valid-calendar-object-resource"],
        ["a zone alone", calendar(...JAKARTA), "valid-calendar-object-resource"],
        ["no UID", event({ uid: "" }), "valid-calendar-object-resource"],
        ["two calendars", event({ uid: "x" }) + event({ uid: "y" }), "valid-calendar-object-resource"],
        ["two UIDs", calendar(...eventLines({ uid: "x" }), ...eventLines({ uid: "y" })), "valid-calendar-object-resource"],
        [
          "two kinds",
          calendar(...eventLines({ uid: "x" }), "BEGIN:VTODO", "UID:x", "DTSTAMP:20260101T000000Z", "END:VTODO"),
          "valid-calendar-object-resource",
        ],
        ["a METHOD", calendar("METHOD:REQUEST", ...eventLines({ uid: "x" })), "valid-calendar-object-resource"],
        ["busy time", calendar("BEGIN:VFREEBUSY", "UID:x", "DTSTAMP:20260101T000000Z", "END:VFREEBUSY"), "supported-calendar-component"],
        ["a crowd", event({ uid: "x", also: attendees }), "max-attendees-per-instance"],
        ["a time too early", event({ uid: "x", start: ":18000101T000000Z", end: ":18000101T010000Z" }), "min-date-time"],
        ["a time too late", event({ uid: "x", start: ":99990101T000000Z", end: ":99990101T010000Z" }), "max-date-time"],
      ])("%s", async (_what, body, expected) => {
        expect(await condition(body)).toEqual([403, expected]);
      });

      it("octets that are not UTF-8, and other media types", async () => {
        expect(await condition(Buffer.from(event({ uid: "x", also: ["SUMMARY:caf\xe9"] }), "latin1"))).toEqual([
          403,
          "valid-calendar-data",
        ]);
        for (const type of ["text/plain", "application/calendar+json", "image/png"])
          expect(await condition(event({ uid: "x" }), { "content-type": type })).toEqual([403, "supported-calendar-data"]);
      });

      it("no-uid-conflict names the object that has the UID, for PUT, COPY and MOVE", async () => {
        const [home, other] = [await w.calendar(), await w.calendar()];
        await put(at(home, "a.ics"), event({ uid: "twice" }));
        const clash = await put(at(home, "b.ics"), event({ uid: "twice" }));
        expect([clash.status, clash.body.includes(`<C:no-uid-conflict><D:href>${at(home, "a.ics")}</D:href></C:no-uid-conflict>`)]).toEqual(
          [409, true],
        );
        await put(at(other, "c.ics"), event({ uid: "twice" }));
        const moved = await w.send("MOVE", at(other, "c.ics"), { headers: { destination: at(home, "c.ics") } });
        expect([moved.status, conditions(moved)[0]]).toEqual([409, `${CAL}no-uid-conflict`]);
        expect((await w.send("GET", at(other, "c.ics"))).status).toBe(200);
      });

      it("PUT where no calendar is gives 409, on a collection 405, in part 400", async () => {
        expect((await put(`/dav/calendars/${w.alice.id}/none/a.ics`, event({ uid: "x" }))).status).toBe(409);
        expect((await put(await w.calendar(), event({ uid: "x" }))).status).toBe(405);
        expect((await put(at(await w.calendar(), "a.ics"), event({ uid: "x" }), { "content-range": "bytes 0-1/2" })).status).toBe(400);
        expect((await put(`/dav/calendars/${w.alice.id}/inbox/a.ics`, event({ uid: "x" }))).status).toBe(403);
        expect((await w.send("GET", await w.calendar())).status).toBe(405);
      });

      it("a recurrence may be unbounded, a rule per second is taken or refused but never hangs", async () => {
        const home = await w.calendar();
        expect((await put(at(home, "a.ics"), event({ uid: "for-ever", also: ["RRULE:FREQ=YEARLY"] }))).status).toBe(201);
        const answer = await put(at(home, "b.ics"), event({ uid: "seconds", also: ["RRULE:FREQ=SECONDLY"] }));
        expect([201, 403]).toContain(answer.status);
      });
    });

    describe("§9.6 calendar-data", () => {
      const get = async (body: string, asked: string) => {
        const home = await w.calendar();
        const path = at(home, "d.ics");
        await put(path, body);
        const answer = await w.send("REPORT", home, {
          headers: { depth: "1" },
          body: xml("C:calendar-multiget", `<D:prop>${asked}</D:prop><D:href>${path}</D:href>`),
        });
        return found(multistatusOf(answer).responses.get(path), DATA)!;
      };

      it("§9.6.1 to §9.6.4: chosen components and properties, with and without values", async () => {
        const body = calendar(
          ...JAKARTA,
          ...eventLines({
            uid: "part",
            also: ["SUMMARY;LANGUAGE=id:Rapat", "LOCATION:Jakarta"],
            inner: ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT5M", "END:VALARM"],
          }),
        );
        const asked =
          '<C:calendar-data><C:comp name="VCALENDAR"><C:prop name="VERSION"/><C:comp name="VEVENT"><C:prop name="UID"/><C:prop name="SUMMARY" novalue="yes"/></C:comp></C:comp></C:calendar-data>';
        expect(await get(body, asked)).toBe(
          "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:part\r\nSUMMARY;LANGUAGE=id:\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        );
        const all =
          '<C:calendar-data><C:comp name="VCALENDAR"><C:allprop/><C:comp name="VEVENT"><C:allprop/><C:allcomp/></C:comp></C:comp></C:calendar-data>';
        expect(await get(body, all)).toBe(calendar(...body.split("\r\n").slice(3, -2)).replace(/BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n/s, ""));
      });

      const weekly = calendar(
        ...JAKARTA,
        ...eventLines({
          uid: "weekly",
          start: ";TZID=Asia/Jakarta:20260105T090000",
          end: ";TZID=Asia/Jakarta:20260105T100000",
          also: ["RRULE:FREQ=WEEKLY;COUNT=6", "EXDATE;TZID=Asia/Jakarta:20260119T090000", "SUMMARY:Rapat"],
        }),
        ...eventLines({
          uid: "weekly",
          start: ";TZID=Asia/Jakarta:20260112T140000",
          end: ";TZID=Asia/Jakarta:20260112T150000",
          also: ["RECURRENCE-ID;TZID=Asia/Jakarta:20260112T090000", "SUMMARY:Digeser"],
        }),
        ...eventLines({
          uid: "weekly",
          start: ";TZID=Asia/Jakarta:20260301T090000",
          end: ";TZID=Asia/Jakarta:20260301T100000",
          also: ["RECURRENCE-ID;TZID=Asia/Jakarta:20260202T090000", "SUMMARY:Maret"],
        }),
      );

      it("§9.6.5: expand gives each instance in UTC with its RECURRENCE-ID, and no rule, zone or exception", async () => {
        const data = await get(weekly, '<C:calendar-data><C:expand start="20260105T000000Z" end="20260127T000000Z"/></C:calendar-data>');
        const starts = [...data.matchAll(/^DTSTART[^:]*:(.*)\r$/gm)].map((each) => each[1]);
        expect(starts.sort()).toEqual(["20260105T020000Z", "20260112T070000Z", "20260126T020000Z"]);
        const ids = [...data.matchAll(/^RECURRENCE-ID[^:]*:(.*)\r$/gm)].map((each) => each[1]);
        expect(ids.sort()).toEqual(["20260105T020000Z", "20260112T020000Z", "20260126T020000Z"]);
        expect(data).not.toMatch(/RRULE|EXDATE|RDATE|VTIMEZONE|TZID/);
        expect(data).toContain("SUMMARY:Digeser");
      });

      it("§9.6.5: expanding whole days keeps them days, and something single stays as it is but in UTC", async () => {
        const days = event({ uid: "days", start: ";VALUE=DATE:20260105", end: ";VALUE=DATE:20260106", also: ["RRULE:FREQ=DAILY;COUNT=3"] });
        const data = await get(days, '<C:calendar-data><C:expand start="20260105T000000Z" end="20260107T000000Z"/></C:calendar-data>');
        expect(data).toContain("DTSTART;VALUE=DATE:20260106\r\n");
        const single = calendar(
          ...JAKARTA,
          ...eventLines({ uid: "one", start: ";TZID=Asia/Jakarta:20260105T090000", end: ";TZID=Asia/Jakarta:20260105T100000" }),
        );
        const one = await get(single, '<C:calendar-data><C:expand start="20260105T000000Z" end="20260107T000000Z"/></C:calendar-data>');
        expect(one).toContain("DTSTART:20260105T020000Z\r\n");
        expect(one).not.toMatch(/RECURRENCE-ID|VTIMEZONE/);
      });

      it("§9.6.6: limit-recurrence-set keeps the master and the overrides that touch the range", async () => {
        const data = await get(
          weekly,
          '<C:calendar-data><C:limit-recurrence-set start="20260110T000000Z" end="20260114T000000Z"/></C:calendar-data>',
        );
        expect(data).toContain("RRULE:FREQ=WEEKLY;COUNT=6");
        expect(data).toContain("SUMMARY:Digeser");
        expect(data).not.toContain("SUMMARY:Maret");
        const moved = await get(
          weekly,
          '<C:calendar-data><C:limit-recurrence-set start="20260202T000000Z" end="20260203T000000Z"/></C:calendar-data>',
        );
        expect(moved).toContain("SUMMARY:Maret");
      });

      it("a range that is none, or both kinds at once, is refused", async () => {
        const home = await w.calendar();
        await put(at(home, "d.ics"), weekly);
        const send = async (inner: string) =>
          (
            await w.send("REPORT", home, {
              body: xml(
                "C:calendar-multiget",
                `<D:prop><C:calendar-data>${inner}</C:calendar-data></D:prop><D:href>${at(home, "d.ics")}</D:href>`,
              ),
            })
          ).status;
        expect(await send('<C:expand start="20260105" end="20260106"/>')).toBe(403);
        expect(await send('<C:expand start="20260105T000000Z"/>')).toBe(403);
        expect(await send('<C:expand start="20260106T000000Z" end="20260105T000000Z"/>')).toBe(403);
      });

      it("expanding a rule per second over ten thousand years ends at a limit", async () => {
        const data = event({ uid: "hostile", also: ["RRULE:FREQ=SECONDLY"] });
        const home = await w.calendar();
        const stored = await put(at(home, "h.ics"), data);
        const body = xml(
          "C:calendar-multiget",
          `<D:prop><C:calendar-data><C:expand start="19000101T000000Z" end="99991231T000000Z"/></C:calendar-data></D:prop><D:href>${at(home, "h.ics")}</D:href>`,
        );
        const answer = await w.send("REPORT", home, { body });
        expect(stored.status === 201 ? [403, 207] : [207]).toContain(answer.status);
        expect(answer.body.length).toBeLessThan(4_000_000);
      });
    });

    it("§7.9: multiget reports what is not there with 404 and gives each once", async () => {
      const home = await w.calendar();
      await put(at(home, "a.ics"), event({ uid: "mg" }));
      const href = `<D:href>${at(home, "a.ics")}</D:href>`;
      const body = xml(
        "C:calendar-multiget",
        `<D:prop><D:getetag/></D:prop>${href}${href}<D:href>${at(home, "none.ics")}</D:href><D:href>${w.client.url}${at(home, "a.ics")}</D:href>`,
      );
      const { responses } = multistatusOf(await w.send("REPORT", home, { body }));
      expect([...responses].map(([path, { status }]) => [path, status])).toEqual([
        [at(home, "a.ics"), undefined],
        [at(home, "none.ics"), 404],
        [w.client.url + at(home, "a.ics"), undefined],
      ]);
      expect((await w.send("REPORT", home, { body: xml("C:calendar-multiget", "<D:prop/>") })).status).toBe(400);
    });

    it("to-dos and journals are stored like events", async () => {
      const home = await w.calendar();
      expect((await put(at(home, "t.ics"), todo("t", "DUE:20260105T090000Z", "STATUS:NEEDS-ACTION"))).status).toBe(201);
      expect((await put(at(home, "j.ics"), calendar("BEGIN:VJOURNAL", "UID:j", "DTSTAMP:20260101T000000Z", "END:VJOURNAL"))).status).toBe(
        201,
      );
      expect((await w.send("GET", at(home, "t.ics"))).headers["content-type"]).toContain("component=vtodo");
    });
  });
};
