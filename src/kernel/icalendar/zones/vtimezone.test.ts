import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../finding.ts";
import { serialise, type Component } from "../lines/component.ts";
import { parse } from "../lines/parse.ts";
import { DAY, dayOf } from "../values/civil.ts";
import { describedZone } from "./described-zone.ts";
import { ianaZone } from "./iana.ts";
import { writeVtimezone } from "./write-vtimezone.ts";
import { zoneFinder } from "./zone-finder.ts";

const read = (text: string): Component => parse(text.trim()).components[0]!;

const BERLIN_LIKE = `
BEGIN:VTIMEZONE
TZID:Kantor Pusat
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE`;

describe("a zone that describes itself", () => {
  it("has the offsets of its rules, though they begin in 1601", () => {
    const zone = describedZone(read(BERLIN_LIKE), [])!;
    const berlin = ianaZone("Europe/Berlin")!;
    fc.assert(
      fc.property(fc.integer({ min: dayOf(1997, 1, 1) * 24, max: dayOf(2090, 1, 1) * 24 }), (hour) => {
        const local = hour * 3_600_000;
        expect(zone.toUtc(local)).toBe(berlin.toUtc(local));
      }),
    );
  });

  it("ends a rule by UNTIL in UTC, adds RDATEs and keeps the last offset", () => {
    const zone = describedZone(
      read(`BEGIN:VTIMEZONE
TZID:X
BEGIN:DAYLIGHT
DTSTART:20000326T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3;UNTIL=20010325T010000Z
RDATE:20030330T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20001029T030000
RDATE:20011028T030000,20031026T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE`),
      [],
    )!;
    expect([...zone.starts].filter(Number.isFinite).map((at) => new Date(at).toISOString().slice(0, 13))).toEqual([
      "2000-03-26T01",
      "2000-10-29T01",
      "2001-03-25T01",
      "2001-10-28T01",
      "2003-03-30T01",
      "2003-10-26T01",
    ]);
  });

  it("is told when it cannot be read, and bounded when it attacks", () => {
    const bad = (text: string): string[] => {
      const findings: Finding[] = [];
      describedZone(read(text), findings);
      return findings.map((found) => found.code);
    };
    expect(bad("BEGIN:VTIMEZONE\nTZID:X\nEND:VTIMEZONE")).toEqual(["BAD_ZONE"]);
    expect(bad("BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:1\nEND:STANDARD\nEND:VTIMEZONE")).toEqual(["BAD_ZONE"]);
    const secondly = BERLIN_LIKE.replaceAll("FREQ=YEARLY;BYDAY=-1SU", "FREQ=SECONDLY");
    expect(bad(secondly)).toEqual(["BAD_ZONE", "BAD_ZONE"]);
    const many = `BEGIN:VTIMEZONE\nTZID:X\n${"BEGIN:STANDARD\nDTSTART:19000101T000000\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:STANDARD\n".repeat(5000)}END:VTIMEZONE`;
    expect(bad(many).length).toBeGreaterThan(0);
  });
});

describe("the zones of a calendar", () => {
  const calendar = (...zones: string[]): Component =>
    read(`BEGIN:VCALENDAR\n${zones.map((zone) => zone.trim()).join("\n")}\nEND:VCALENDAR`);
  const jakartaLies = BERLIN_LIKE.replace("Kantor Pusat", "Asia/Jakarta");

  it("are the zone data's where it knows the name, though the description says otherwise", () => {
    expect(zoneFinder(calendar(jakartaLies), [])("Asia/Jakarta", 1)).toBe(ianaZone("Asia/Jakarta"));
  });

  it("are the description's where the name is unknown, or those of the place that it names", () => {
    expect(zoneFinder(calendar(BERLIN_LIKE), [])("Kantor Pusat", 1)!.id).toBe("Kantor Pusat");
    const named = BERLIN_LIKE.replace("TZID:Kantor Pusat", "TZID:Kantor Pusat\nX-LIC-LOCATION:Asia/Makassar");
    expect(zoneFinder(calendar(named), [])("Kantor Pusat", 1)).toBe(ianaZone("Asia/Makassar"));
  });

  it("are told once when they are unknown", () => {
    const findings: Finding[] = [];
    const find = zoneFinder(calendar(), findings);
    expect([find("Nirgendwo", 7), find("Nirgendwo", 9)]).toEqual([undefined, undefined]);
    expect(findings.map(({ code, line }) => [code, line])).toEqual([["UNKNOWN_ZONE", 7]]);
    expect(find("UTC+7", 1)!.offsetAt(0)).toBe(25_200_000);
  });
});

describe("the description that is written for a zone", () => {
  it.each([
    "Asia/Jakarta",
    "Asia/Makassar",
    "Europe/London",
    "America/New_York",
    "Australia/Sydney",
    "America/Sao_Paulo",
    "Africa/Casablanca",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "Asia/Gaza",
    "Europe/Moscow",
    "Asia/Tehran",
  ])("of %s has the same offset as the zone, from its first year to a lifetime later", (id) => {
    const zone = ianaZone(id)!;
    for (const year of [1975, 1999, 2007, 2011, 2026]) {
      const again = describedZone(writeVtimezone(zone, year), [])!;
      const edges = [...zone.starts].filter((at) => at > dayOf(year, 1, 1) * DAY && at < dayOf(2060, 1, 1) * DAY);
      const times = [
        ...edges.flatMap((at) => [at - 1, at]),
        ...Array.from({ length: 400 }, (_, i) => dayOf(year, 1, 1) * DAY + i * 63 * DAY),
      ];
      const wrong = times.filter((at) => again.offsetAt(at) !== zone.offsetAt(at));
      expect([year, wrong.map((at) => new Date(at).toISOString())]).toEqual([year, []]);
    }
  });

  it("is short", () => {
    expect(serialise([writeVtimezone(ianaZone("Asia/Jakarta")!, 2026)])).toBe(
      "BEGIN:VTIMEZONE\r\nTZID:Asia/Jakarta\r\nBEGIN:STANDARD\r\nDTSTART:19640101T000000\r\nTZOFFSETFROM:+0730\r\nTZOFFSETTO:+0700\r\n" +
        "TZNAME:GMT+7\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n",
    );
    const london = serialise([writeVtimezone(ianaZone("Europe/London")!, 2026)]);
    expect(london).toContain("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n");
    expect(london.length).toBeLessThan(500);
    // Gaza's clocks follow Ramadan until 2086, a different day each year.
    expect(serialise([writeVtimezone(ianaZone("Asia/Gaza")!, 2026, 2027)]).length).toBeLessThan(1500);
    expect(serialise([writeVtimezone(ianaZone("Asia/Gaza")!, 2026)]).length).toBeLessThan(8000);
  });
});
