import { describe, expect, it } from "vitest";
import { conditions, multistatusOf } from "./client.ts";
import { calendar, event, eventLines, JAKARTA, todo, type SampleEvent } from "./samples.ts";
import { at, useWorld, xml, type SuiteBackend } from "./world.ts";

const CAL = "{urn:ietf:params:xml:ns:caldav}";

const range = (start: string, end: string): string => `<C:time-range${start ? ` start="${start}"` : ""}${end ? ` end="${end}"` : ""}/>`;
const comp = (name: string, inner = ""): string => `<C:comp-filter name="${name}">${inner}</C:comp-filter>`;
const filter = (inner: string): string => `<C:filter>${comp("VCALENDAR", inner)}</C:filter>`;
const prop = (name: string, inner = ""): string => `<C:prop-filter name="${name}">${inner}</C:prop-filter>`;
const match = (text: string, attributes = ""): string => `<C:text-match ${attributes}>${text}</C:text-match>`;

/** RFC 4791 §7.8, §9.7, §9.9: finding objects, and §7.10: busy time. */
export const rfc4791QuerySuite = (make: () => Promise<SuiteBackend>): void => {
  describe("calendar queries (RFC 4791)", () => {
    const w = useWorld(make);
    const query = async (home: string, content: string, headers: Record<string, string> = { depth: "1" }) => {
      const answer = await w.send("REPORT", home, { headers, body: xml("C:calendar-query", `<D:prop><D:getetag/></D:prop>${content}`) });
      return [...multistatusOf(answer).responses.keys()].map((path) => path.slice(home.length)).sort();
    };
    const filled = async (objects: Readonly<Record<string, string>>): Promise<string> => {
      const home = await w.calendar();
      for (const [name, body] of Object.entries(objects)) {
        const made = await w.send("PUT", at(home, name), { body });
        if (made.status !== 201) throw new Error(`${name}: ${made.status} ${made.body}`);
      }
      return home;
    };
    const holds = async (body: string, kind: string, start: string, end: string, zone = ""): Promise<boolean> => {
      const home = await filled({ x: body });
      return (await query(home, filter(comp(kind, range(start, end))) + zone)).length > 0;
    };

    describe("§9.9 time-range of events", () => {
      const at9: SampleEvent = { uid: "r", start: ":20260105T090000Z", end: ":20260105T100000Z" };
      it.each<[string, SampleEvent, string, string, boolean]>([
        ["inside", at9, "20260105T000000Z", "20260106T000000Z", true],
        ["around", at9, "20260105T091500Z", "20260105T093000Z", true],
        ["ending when the range begins", at9, "20260105T100000Z", "20260105T110000Z", false],
        ["beginning when the range ends", at9, "20260105T080000Z", "20260105T090000Z", false],
        ["after an open start", at9, "", "20260105T090001Z", true],
        ["before an open end", at9, "20260105T095959Z", "", true],
        ["over before an open end begins", at9, "20260105T100000Z", "", false],
        [
          "a whole day",
          { uid: "r", start: ";VALUE=DATE:20260105", end: ";VALUE=DATE:20260106" },
          "20260105T230000Z",
          "20260106T000000Z",
          true,
        ],
        [
          "the day after a whole day",
          { uid: "r", start: ";VALUE=DATE:20260105", end: ";VALUE=DATE:20260106" },
          "20260106T000000Z",
          "20260107T000000Z",
          false,
        ],
      ])("%s", async (_what, sample, start, end, expected) => {
        expect(await holds(event(sample), "VEVENT", start, end)).toBe(expected);
      });

      const bare = (...lines: string[]): string => calendar("BEGIN:VEVENT", "UID:r", "DTSTAMP:20260101T000000Z", ...lines, "END:VEVENT");
      it.each([
        ["a duration counts", bare("DTSTART:20260105T090000Z", "DURATION:PT2H"), "20260105T103000Z", "20260105T110000Z", true],
        [
          "a duration of nothing is a moment, inside",
          bare("DTSTART:20260105T090000Z", "DURATION:PT0S"),
          "20260105T090000Z",
          "20260105T093000Z",
          true,
        ],
        ["a moment at the end is outside", bare("DTSTART:20260105T090000Z"), "20260105T080000Z", "20260105T090000Z", false],
        ["a moment at the start is inside", bare("DTSTART:20260105T090000Z"), "20260105T090000Z", "20260105T100000Z", true],
        ["a date without an end lasts a day", bare("DTSTART;VALUE=DATE:20260105"), "20260105T120000Z", "20260105T130000Z", true],
      ])("%s", async (_what, body, start, end, expected) => {
        expect(await holds(body, "VEVENT", start, end)).toBe(expected);
      });

      const weekly = (...also: string[]): string[] =>
        eventLines({
          uid: "r",
          start: ";TZID=Asia/Jakarta:20260105T090000",
          end: ";TZID=Asia/Jakarta:20260105T100000",
          also: ["RRULE:FREQ=WEEKLY", ...also],
        });
      const override = (id: string, start: string, end: string): string[] =>
        eventLines({
          uid: "r",
          start: `;TZID=Asia/Jakarta:${start}`,
          end: `;TZID=Asia/Jakarta:${end}`,
          also: [`RECURRENCE-ID;TZID=Asia/Jakarta:${id}`],
        });
      it.each([
        ["an instance long after the start", calendar(...JAKARTA, ...weekly()), "20400102T020000Z", "20400102T030000Z", true],
        ["between two instances", calendar(...JAKARTA, ...weekly()), "20260106T000000Z", "20260111T000000Z", false],
        [
          "an instance that is excepted",
          calendar(...JAKARTA, ...weekly("EXDATE;TZID=Asia/Jakarta:20260112T090000")),
          "20260112T000000Z",
          "20260113T000000Z",
          false,
        ],
        [
          "an extra date",
          calendar(...JAKARTA, ...weekly("RDATE;TZID=Asia/Jakarta:20260107T090000")),
          "20260107T020000Z",
          "20260107T030000Z",
          true,
        ],
        [
          "where a moved instance was",
          calendar(...JAKARTA, ...weekly(), ...override("20260112T090000", "20260114T090000", "20260114T100000")),
          "20260112T000000Z",
          "20260113T000000Z",
          false,
        ],
        [
          "where a moved instance went",
          calendar(...JAKARTA, ...weekly(), ...override("20260112T090000", "20260114T090000", "20260114T100000")),
          "20260114T000000Z",
          "20260115T000000Z",
          true,
        ],
        [
          "an override without a master",
          calendar(...JAKARTA, ...override("20260112T090000", "20260114T090000", "20260114T100000")),
          "20260114T000000Z",
          "20260115T000000Z",
          true,
        ],
        [
          "after the last of a count",
          calendar(...JAKARTA, ...weekly().map((line) => line.replace("WEEKLY", "WEEKLY;COUNT=3"))),
          "20260126T000000Z",
          "20260127T000000Z",
          false,
        ],
      ])("recurring: %s", async (_what, body, start, end, expected) => {
        expect(await holds(body, "VEVENT", start, end)).toBe(expected);
      });

      it("in zones with summer time the wall clock holds: 09:00 in Berlin is 08:00Z in winter and 07:00Z in summer", async () => {
        const berlin = event({
          uid: "r",
          start: ";TZID=Europe/Berlin:20260105T090000",
          end: ";TZID=Europe/Berlin:20260105T091500",
          also: ["RRULE:FREQ=WEEKLY"],
        });
        expect(await holds(berlin, "VEVENT", "20260105T080000Z", "20260105T081500Z")).toBe(true);
        expect(await holds(berlin, "VEVENT", "20260706T070000Z", "20260706T071500Z")).toBe(true);
        expect(await holds(berlin, "VEVENT", "20260706T080000Z", "20260706T081500Z")).toBe(false);
      });

      it("§7.3, §9.8: floating times and whole days are read in the query's zone, else the calendar's", async () => {
        const floating = event({ uid: "r", start: ":20260105T090000", end: ":20260105T100000" });
        const zone = `<C:timezone>${calendar(...JAKARTA)}</C:timezone>`;
        expect(await holds(floating, "VEVENT", "20260105T020000Z", "20260105T030000Z", zone)).toBe(true);
        expect(await holds(floating, "VEVENT", "20260105T090000Z", "20260105T100000Z", zone)).toBe(false);
        const own = await w.calendar(
          w.alice,
          xml("C:mkcalendar", `<D:set><D:prop><C:calendar-timezone>${calendar(...JAKARTA)}</C:calendar-timezone></D:prop></D:set>`),
        );
        await w.send("PUT", at(own, "f.ics"), { body: floating });
        await w.send("PUT", at(own, "d.ics"), { body: event({ uid: "d", start: ";VALUE=DATE:20260105", end: ";VALUE=DATE:20260106" }) });
        expect(await query(own, filter(comp("VEVENT", range("20260105T020000Z", "20260105T030000Z"))))).toEqual(["d.ics", "f.ics"]);
        expect(await query(own, filter(comp("VEVENT", range("20260105T170000Z", "20260105T180000Z"))))).toEqual([]);
        expect(await query(own, filter(comp("VEVENT", range("20260104T170000Z", "20260104T180000Z"))))).toEqual(["d.ics"]);
      });
    });

    describe("§9.9 time-range of to-dos, journals and busy times", () => {
      const [day, next] = ["20260105T000000Z", "20260106T000000Z"];
      it.each([
        ["start and due around", ["DTSTART:20260104T000000Z", "DUE:20260107T000000Z"], true],
        ["start and duration before", ["DTSTART:20260103T000000Z", "DURATION:PT1H"], false],
        ["start only, inside", ["DTSTART:20260105T120000Z"], true],
        ["start only, after", ["DTSTART:20260107T120000Z"], false],
        ["due only, inside", ["DUE:20260105T120000Z"], true],
        ["due when the range begins", ["DUE:20260105T000000Z"], false],
        ["completed and created around", ["CREATED:20260101T000000Z", "COMPLETED:20260110T000000Z"], true],
        ["completed inside", ["COMPLETED:20260105T120000Z"], true],
        ["completed before", ["COMPLETED:20260103T120000Z"], false],
        ["created before", ["CREATED:20260101T000000Z"], true],
        ["created after", ["CREATED:20260110T000000Z"], false],
        ["no time at all", [], true],
      ] as [string, string[], boolean][])("to-do: %s", async (_what, lines, expected) => {
        expect(await holds(todo("r", ...lines), "VTODO", day, next)).toBe(expected);
      });

      it.each([
        ["a moment inside", ["DTSTART:20260105T120000Z"], true],
        ["a day", ["DTSTART;VALUE=DATE:20260105"], true],
        ["another day", ["DTSTART;VALUE=DATE:20260106"], false],
        ["no time", [], false],
      ] as [string, string[], boolean][])("journal: %s", async (_what, lines, expected) => {
        const body = calendar("BEGIN:VJOURNAL", "UID:r", "DTSTAMP:20260101T000000Z", ...lines, "END:VJOURNAL");
        expect(await holds(body, "VJOURNAL", day, next)).toBe(expected);
      });
    });

    describe("§9.9 time-range of alarms", () => {
      const alarm = (...lines: string[]): string[] => ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:x", ...lines, "END:VALARM"];
      const rings = async (body: string, start: string, end: string) =>
        (await query(await filled({ x: body }), filter(comp("VEVENT", comp("VALARM", range(start, end)))))).length > 0;
      it.each([
        ["before the start", event({ uid: "r", inner: alarm("TRIGGER:-PT15M") }), "20260105T084500Z", "20260105T084600Z", true],
        ["not at the start", event({ uid: "r", inner: alarm("TRIGGER:-PT15M") }), "20260105T090000Z", "20260105T091000Z", false],
        ["from the end", event({ uid: "r", inner: alarm("TRIGGER;RELATED=END:PT5M") }), "20260105T100500Z", "20260105T100600Z", true],
        [
          "at a fixed time",
          event({ uid: "r", inner: alarm("TRIGGER;VALUE=DATE-TIME:20260101T000000Z") }),
          "20260101T000000Z",
          "20260101T010000Z",
          true,
        ],
        [
          "the second ring",
          event({ uid: "r", inner: alarm("TRIGGER:-PT15M", "REPEAT:2", "DURATION:PT5M") }),
          "20260105T085000Z",
          "20260105T085100Z",
          true,
        ],
        [
          "of a later instance",
          event({ uid: "r", also: ["RRULE:FREQ=DAILY"], inner: alarm("TRIGGER:-PT15M") }),
          "20260205T084500Z",
          "20260205T084600Z",
          true,
        ],
      ])("%s", async (_what, body, start, end, expected) => {
        expect(await rings(body, start, end)).toBe(expected);
      });
    });

    describe("§9.7 filters", () => {
      const sample = () =>
        filled({
          "a.ics": event({
            uid: "uid-a",
            also: [
              "SUMMARY;LANGUAGE=id:Rapat Direksi\\, penting",
              "CATEGORIES:KERJA,RAPAT",
              "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:x@example.org",
            ],
          }),
          "b.ics": event({ uid: "uid-b", also: ["SUMMARY:Makan siang", "DESCRIPTION:panjang\r\n  sekali"] }),
          "t.ics": todo("uid-t", "SUMMARY:Rapat persiapan", "COMPLETED:20260105T120000Z"),
        });
      const onEvents = (inner: string) => filter(comp("VEVENT", inner));

      it("by component, by presence and by absence (§9.7.1, §9.7.4)", async () => {
        const home = await sample();
        expect(await query(home, filter(""))).toEqual(["a.ics", "b.ics", "t.ics"]);
        expect(await query(home, filter(comp("VTODO")))).toEqual(["t.ics"]);
        expect(await query(home, filter(comp("VTODO", "<C:is-not-defined/>")))).toEqual(["a.ics", "b.ics"]);
        expect(await query(home, onEvents(prop("DESCRIPTION")))).toEqual(["b.ics"]);
        expect(await query(home, onEvents(prop("DESCRIPTION", "<C:is-not-defined/>")))).toEqual(["a.ics"]);
        expect(await query(home, onEvents(comp("VALARM", "<C:is-not-defined/>")))).toEqual(["a.ics", "b.ics"]);
        expect(await query(home, filter(comp("VPIZZA")))).toEqual([]);
      });

      it("by text, unfolded and unescaped, in the asked collation (§9.7.5, §7.5)", async () => {
        const home = await sample();
        expect(await query(home, onEvents(prop("SUMMARY", match("direksi, PENTING"))))).toEqual(["a.ics"]);
        expect(await query(home, onEvents(prop("SUMMARY", match("rapat", 'collation="i;octet"'))))).toEqual([]);
        expect(await query(home, onEvents(prop("SUMMARY", match("Rapat", 'negate-condition="yes"'))))).toEqual(["b.ics"]);
        expect(await query(home, onEvents(prop("DESCRIPTION", match("panjang sekali"))))).toEqual(["b.ics"]);
        expect(await query(home, onEvents(prop("CATEGORIES", match("RAPAT"))))).toEqual(["a.ics"]);
        expect(await query(home, onEvents(prop("UID", match("uid-b", 'collation="i;octet"'))))).toEqual(["b.ics"]);
        const unknown = await w.send("REPORT", home, {
          headers: { depth: "1" },
          body: xml("C:calendar-query", onEvents(prop("SUMMARY", match("x", 'collation="i;unheard"')))),
        });
        expect([unknown.status, conditions(unknown)[0]]).toEqual([403, `${CAL}supported-collation`]);
      });

      it("by parameter (§9.7.3)", async () => {
        const home = await sample();
        const param = (inner: string) => `<C:param-filter name="PARTSTAT">${inner}</C:param-filter>`;
        expect(await query(home, onEvents(prop("ATTENDEE", match("mailto:x@") + param(match("needs-action")))))).toEqual(["a.ics"]);
        expect(await query(home, onEvents(prop("ATTENDEE", param(match("accepted")))))).toEqual([]);
        expect(await query(home, onEvents(prop("ATTENDEE", param("<C:is-not-defined/>"))))).toEqual([]);
      });

      it("by the time of a property, and several conditions together", async () => {
        const home = await sample();
        expect(await query(home, filter(comp("VTODO", prop("COMPLETED", range("20260105T000000Z", "20260106T000000Z")))))).toEqual([
          "t.ics",
        ]);
        expect(await query(home, filter(comp("VTODO", prop("COMPLETED", range("20260106T000000Z", "20260107T000000Z")))))).toEqual([]);
        expect(await query(home, onEvents(range("20260105T000000Z", "20260106T000000Z") + prop("SUMMARY", match("makan"))))).toEqual([
          "b.ics",
        ]);
        expect(await query(home, onEvents(range("20260106T000000Z", "20260107T000000Z") + prop("SUMMARY", match("makan"))))).toEqual([]);
      });

      it("of one object, of no member with Depth 0, and of all calendars of a home with Depth infinity (§7.8)", async () => {
        const home = await sample();
        const body = xml("C:calendar-query", `<D:prop><D:getetag/></D:prop>${filter(comp("VEVENT"))}`);
        expect([...multistatusOf(await w.send("REPORT", at(home, "a.ics"), { body })).responses.keys()]).toEqual([at(home, "a.ics")]);
        expect([...multistatusOf(await w.send("REPORT", at(home, "t.ics"), { body })).responses.keys()]).toEqual([]);
        expect(await query(home, filter(comp("VEVENT")), { depth: "0" })).toEqual([]);
        expect(await query(home, filter(comp("VEVENT")), {})).toEqual(["a.ics", "b.ics"]);
        const all = multistatusOf(await w.send("REPORT", `/dav/calendars/${w.alice.id}/`, { headers: { depth: "infinity" }, body }));
        expect([...all.responses.keys()]).toEqual(expect.arrayContaining([at(home, "a.ics"), at(home, "b.ics")]));
      });

      it.each([
        ["no filter", ""],
        ["not VCALENDAR outside", `<C:filter>${comp("VEVENT")}</C:filter>`],
        ["two roots", `<C:filter>${comp("VCALENDAR")}${comp("VCALENDAR")}</C:filter>`],
        ["no name", "<C:filter><C:comp-filter/></C:filter>"],
        ["an empty range", filter(comp("VEVENT", "<C:time-range/>"))],
        ["local times", filter(comp("VEVENT", range("20260105T000000", "20260106T000000")))],
        ["a date that is none", filter(comp("VEVENT", range("20260231T000000Z", "20260306T000000Z")))],
        ["backwards", filter(comp("VEVENT", range("20260106T000000Z", "20260105T000000Z")))],
        ["absence with company", filter(comp("VEVENT", prop("SUMMARY", `<C:is-not-defined/>${match("x")}`)))],
      ])("%s is 403 valid-filter", async (_what, content) => {
        const answer = await w.send("REPORT", await w.calendar(), { headers: { depth: "1" }, body: xml("C:calendar-query", content) });
        expect([answer.status, conditions(answer)[0]]).toEqual([403, `${CAL}valid-filter`]);
      });
    });

    describe("§7.10 free-busy-query", () => {
      const busy = async (home: string, start = "20260105T000000Z", end = "20260112T000000Z") => {
        const answer = await w.send("REPORT", home, { headers: { depth: "1" }, body: xml("C:free-busy-query", range(start, end)) });
        expect([answer.status, answer.headers["content-type"]]).toEqual([200, "text/calendar; charset=utf-8"]);
        return [...answer.body.replace(/\r\n /g, "").matchAll(/^FREEBUSY(.*?):(.*)\r$/gm)]
          .flatMap(([, params, value]) => value!.split(",").map((each) => params + each))
          .sort();
      };

      it("merges what touches, expands what repeats, clips to the range, and leaves out what is free", async () => {
        const home = await filled({
          "a.ics": event({ uid: "a" }),
          "b.ics": event({ uid: "b", start: ":20260105T100000Z", end: ":20260105T110000Z" }),
          "c.ics": event({ uid: "c", start: ":20260106T090000Z", end: ":20260106T093000Z", also: ["RRULE:FREQ=DAILY;COUNT=2"] }),
          "early.ics": event({ uid: "d", start: ":20260104T230000Z", end: ":20260105T010000Z" }),
          "free.ics": event({ uid: "e", start: ":20260108T090000Z", end: ":20260108T100000Z", also: ["TRANSP:TRANSPARENT"] }),
          "off.ics": event({ uid: "f", start: ":20260109T090000Z", end: ":20260109T100000Z", also: ["STATUS:CANCELLED"] }),
          "maybe.ics": event({ uid: "g", start: ":20260110T090000Z", end: ":20260110T100000Z", also: ["STATUS:TENTATIVE"] }),
          "task.ics": todo("h", "DTSTART:20260107T000000Z", "DUE:20260108T000000Z"),
        });
        expect(await busy(home)).toEqual(
          [
            "20260105T000000Z/20260105T010000Z",
            "20260105T090000Z/20260105T110000Z",
            "20260106T090000Z/20260106T093000Z",
            "20260107T090000Z/20260107T093000Z",
            ";FBTYPE=BUSY-TENTATIVE20260110T090000Z/20260110T100000Z",
          ].sort(),
        );
      });

      it("whole days count in the calendar's zone", async () => {
        const home = await w.calendar(
          w.alice,
          xml("C:mkcalendar", `<D:set><D:prop><C:calendar-timezone>${calendar(...JAKARTA)}</C:calendar-timezone></D:prop></D:set>`),
        );
        await w.send("PUT", at(home, "d.ics"), { body: event({ uid: "d", start: ";VALUE=DATE:20260107", end: ";VALUE=DATE:20260108" }) });
        expect(await busy(home)).toEqual(["20260106T170000Z/20260107T170000Z"]);
      });

      it("needs a range of two ends and of a sane length", async () => {
        const home = await w.calendar();
        const send = async (content: string) => conditions(await w.send("REPORT", home, { body: xml("C:free-busy-query", content) }))[0];
        expect(await send("")).toBe(`${CAL}valid-filter`);
        expect(await send(range("20260105T000000Z", ""))).toBe(`${CAL}valid-filter`);
        expect(await send(range("19000105T000000Z", "99990105T000000Z"))).toBe(`${CAL}valid-filter`);
      });
    });
  });
};
