import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY, dayOf } from "../values/civil.ts";
import { ianaZone } from "./iana.ts";
import { namedZone, offsetZone } from "./zone-names.ts";
import { WINDOWS_ZONES } from "./windows-zones.ts";

const IDS = ["Asia/Jakarta", "Asia/Makassar", "Europe/London", "America/New_York", "Australia/Sydney", "America/Sao_Paulo"];
const ODD = [
  "Pacific/Apia",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "America/Nuuk",
  "Asia/Kathmandu",
  "Antarctica/Troll",
  "Europe/Dublin",
];

const temporalUtc = (id: string, local: number): number =>
  Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO("UTC").toPlainDateTime().toZonedDateTime(id).epochMilliseconds;

const local = (text: string): number => Temporal.PlainDateTime.from(text).toZonedDateTime("UTC").epochMilliseconds;
const utc = (id: string, text: string): string => Temporal.Instant.fromEpochMilliseconds(ianaZone(id)!.toUtc(local(text))).toString();

describe("a zone of the IANA data", () => {
  it("turns wall time into instants and back as Temporal does, at random and about every transition", () => {
    for (const id of [...IDS, ...ODD]) {
      const zone = ianaZone(id)!;
      const edges = [...zone.starts].filter(Number.isFinite).flatMap((at) => [-1, 0, 1].map((days) => at + days * 3_600_000));
      const anywhere = fc.integer({ min: dayOf(1850, 1, 1), max: dayOf(2700, 1, 1) }).map((day) => day * DAY);
      const time = fc.tuple(fc.oneof(fc.constantFrom(...edges), anywhere), fc.integer({ min: -DAY, max: DAY })).map(([a, b]) => a + b);
      fc.assert(
        fc.property(time, (at) => {
          expect(zone.toUtc(at)).toBe(temporalUtc(id, at));
          expect(zone.offsetAt(at)).toBe(Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(id).offsetNanoseconds / 1e6);
        }),
        { numRuns: 150 },
      );
    }
  });

  it("reads a skipped wall time with the offset before, one that comes twice as the first (RFC 5545 §3.3.5)", () => {
    expect(utc("America/New_York", "2026-03-08T02:30")).toBe("2026-03-08T07:30:00Z");
    expect(utc("America/New_York", "2026-11-01T01:30")).toBe("2026-11-01T05:30:00Z");
    expect(utc("Pacific/Apia", "2011-12-30T09:00")).toBe("2011-12-30T19:00:00Z");
  });

  it("does not stay in the last stretch of its table", () => {
    const zone = ianaZone("Europe/London")!;
    for (const text of ["2099-12-31T12:00", "2150-07-01T12:00", "2099-12-31T12:00"])
      expect(zone.toUtc(local(text))).toBe(temporalUtc(zone.id, local(text)));
  });

  it("answers far more than a million wall times a second", () => {
    const zone = ianaZone("America/New_York")!;
    const begun = process.hrtime.bigint();
    let sum = 0;
    for (let i = 0; i < 1_000_000; i++) sum += zone.toUtc(i * 1_700_000);
    expect(sum).toBeGreaterThan(0);
    expect(Number(process.hrtime.bigint() - begun) / 1e9).toBeLessThan(1);
  });

  it("is found by links and any capitals, and by nothing else", () => {
    expect(ianaZone("asia/jakarta")).toBe(ianaZone("Asia/Jakarta"));
    expect(ianaZone("US/Eastern")!.toUtc(0)).toBe(18_000_000);
    for (const name of ["", "Asia", "Asia/Nowhere", "2020-01-01[Asia/Jakarta]", "../etc/passwd", "x".repeat(100)])
      expect(ianaZone(name)).toBeUndefined();
  });
});

describe("the name of a zone", () => {
  const expectations: [tzid: string, iana: string][] = [
    ["/freeassociation.sourceforge.net/Europe/Berlin", "Europe/Berlin"],
    ["/freeassociation.sourceforge.net/Tzfile/America/Argentina/Ushuaia", "America/Argentina/Ushuaia"],
    ["/citadel.org/20250112_1/Asia/Makassar", "Asia/Makassar"],
    ["/mozilla.org/20050126_1/Asia/Jakarta", "Asia/Jakarta"],
    ["SE Asia Standard Time", "Asia/Bangkok"],
    ["W. Europe Standard Time", "Europe/Berlin"],
    ["(UTC+07:00) Bangkok, Hanoi, Jakarta", "Asia/Bangkok"],
    ["(GMT+07:00) Bangkok, Hanoi, Jakarta", "Asia/Bangkok"],
    ["(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam"],
    ["(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"],
    ["(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi", "Asia/Shanghai"],
    ["(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "Europe/Dublin"],
    ["(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London", "Europe/London"],
    ["(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi", "Asia/Calcutta"],
    ["(UTC) Coordinated Universal Time", "UTC"],
    ["tzone://Microsoft/Utc", "UTC"],
    ['"Asia/Tokyo"', "Asia/Tokyo"],
  ];
  it.each(expectations)("%s means %s", (tzid, iana) => {
    expect(namedZone(tzid)?.id).toBe(ianaZone(iana)!.id);
  });

  it("may be an offset, and Etc/GMT keeps its turned sign", () => {
    const zones = ["UTC+7", "GMT+07:00", "+0700"].map(offsetZone).concat(namedZone("Etc/GMT-7"));
    expect(zones.map((zone) => zone!.offsetAt(0))).toEqual([7, 7, 7, 7].map((h) => h * 3_600_000));
  });

  it("is unknown when nobody knows it, or when the cities do not have the offset", () => {
    for (const name of ["Customized Time Zone", "/", "a/b/c", "(UTC+07:00) London", "(UTC+09:00) Atlantis", "x".repeat(5000)])
      expect(namedZone(name)).toBeUndefined();
  });

  it("of Windows always leads to a zone that the runtime has", () => {
    expect(Object.keys(WINDOWS_ZONES).filter((name) => !namedZone(name))).toEqual([]);
  });
});
