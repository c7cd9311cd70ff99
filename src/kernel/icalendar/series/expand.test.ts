import { describe, expect, it } from "vitest";
import { calendarOf, event, expandIn, instant, startsIn } from "../testing/calendar.ts";

describe("single events", () => {
  it("are placed by zone, UTC, or where the viewer is", () => {
    const at = (line: string, zone: string) => startsIn(calendarOf(event(line)), "20260101", "20270101", { zone });
    expect(at("DTSTART;TZID=America/New_York:20260702T090000", "Asia/Jakarta")).toEqual(["2026-07-02T13:00Z"]);
    expect(at("DTSTART:20260702T090000Z", "Asia/Jakarta")).toEqual(["2026-07-02T09:00Z"]);
    expect(at("DTSTART:20260702T090000", "Asia/Jakarta")).toEqual(["2026-07-02T02:00Z"]);
    expect(at("DTSTART;VALUE=DATE:20260702", "Asia/Makassar")).toEqual(["2026-07-01T16:00Z"]);
  });

  it("say how they are to be seen", () => {
    const [whole] = expandIn(
      calendarOf(event("DTSTART;VALUE=DATE:20260702", "DTEND;VALUE=DATE:20260704")),
      "20260101",
      "20270101",
    ).occurrences;
    expect(whole).toMatchObject({ uid: "1", allDay: true, floating: true, override: false, recurrenceId: undefined });
    expect(whole!.end - whole!.start).toBe(2 * 86_400_000);
  });

  it("last as DTEND, DURATION or nothing says", () => {
    const lasts = (...lines: string[]) => {
      const { occurrences } = expandIn(calendarOf(event(...lines)), "20260101", "20270101", { zone: "Europe/London" });
      return (occurrences[0]!.end - occurrences[0]!.start) / 3_600_000;
    };
    expect(lasts("DTSTART:20260702T090000Z", "DTEND:20260702T103000Z")).toBe(1.5);
    expect(lasts("DTSTART:20260702T090000Z")).toBe(0);
    expect(lasts("DTSTART;VALUE=DATE:20260702")).toBe(24);
    expect(lasts("DTSTART;VALUE=DATE:20260702", "DTEND;VALUE=DATE:20260702")).toBe(24);
    expect(lasts("DTSTART:20260702T090000Z", "DTEND:20260702T080000Z")).toBe(0);
    // A day by the calendar, when clocks go forward, is 23 hours; 24 hours stay 24.
    expect(lasts("DTSTART;TZID=Europe/London:20260328T120000", "DURATION:P1D")).toBe(23);
    expect(lasts("DTSTART;TZID=Europe/London:20260328T120000", "DURATION:PT24H")).toBe(24);
    expect(lasts("DTSTART;VALUE=DATE:20260329")).toBe(23);
    expect(lasts("DTSTART;TZID=Asia/Jakarta:20260702T090000", "DTEND;TZID=Asia/Makassar:20260702T110000")).toBe(1);
  });

  it("are in a window that they overlap; without length, in the one that they begin in", () => {
    const meeting = calendarOf(event("DTSTART:20260702T090000Z", "DTEND:20260702T100000Z"));
    const point = calendarOf(event("DTSTART:20260702T090000Z"));
    const isIn = (calendar: typeof meeting, from: string, to: string) => startsIn(calendar, from, to).length === 1;
    expect(isIn(meeting, "20260702T095959Z", "20260702T110000Z")).toBe(true);
    expect(isIn(meeting, "20260702T100000Z", "20260702T110000Z")).toBe(false);
    expect(isIn(meeting, "20260702T080000Z", "20260702T090000Z")).toBe(false);
    expect(isIn(point, "20260702T090000Z", "20260702T090001Z")).toBe(true);
    expect(isIn(point, "20260702T080000Z", "20260702T090000Z")).toBe(false);
  });

  it("of other kinds have a place too", () => {
    const todo = calendarOf(
      "BEGIN:VTODO\nUID:t\nDUE:20260702T090000Z\nEND:VTODO\nBEGIN:VJOURNAL\nUID:j\nDTSTART;VALUE=DATE:20260703\nEND:VJOURNAL\nBEGIN:VTODO\nUID:u\nEND:VTODO",
    );
    expect(expandIn(todo, "20260101", "20270101").occurrences.map(({ uid }) => uid)).toEqual(["t", "j"]);
    const open = calendarOf("BEGIN:VTODO\nUID:t\nDTSTART:20260702T090000Z\nDUE:20260703T090000Z\nRRULE:FREQ=WEEKLY\nEND:VTODO");
    expect(startsIn(open, "20260709T120000Z", "20260710T000000Z")).toEqual(["2026-07-09T09:00Z"]);
  });
});

describe("recurring events where clocks change (RFC 5545 §3.3.5)", () => {
  const daily = (zone: string, start: string, rule = "FREQ=DAILY") =>
    calendarOf(event(`DTSTART;TZID=${zone}:${start}`, "DURATION:PT30M", `RRULE:${rule}`));

  it("take the offset before a gap for that day only", () => {
    expect(startsIn(daily("Europe/Berlin", "20260327T023000"), "20260328", "20260401")).toEqual([
      "2026-03-28T01:30Z",
      "2026-03-29T01:30Z",
      "2026-03-30T00:30Z",
      "2026-03-31T00:30Z",
    ]);
  });

  it("take the first of two", () => {
    expect(startsIn(daily("Europe/Berlin", "20261023T023000"), "20261024", "20261027")).toEqual([
      "2026-10-24T00:30Z",
      "2026-10-25T00:30Z",
      "2026-10-26T01:30Z",
    ]);
  });

  it("by the hour come once for each instant, in order", () => {
    expect(
      startsIn(daily("Europe/Berlin", "20260328T000000", "FREQ=MINUTELY;INTERVAL=30"), "20260329T000000Z", "20260329T030000Z"),
    ).toEqual([
      "2026-03-29T00:00Z",
      "2026-03-29T00:30Z",
      "2026-03-29T01:00Z",
      "2026-03-29T01:30Z",
      "2026-03-29T02:00Z",
      "2026-03-29T02:30Z",
    ]);
    const twice = daily("Europe/Berlin", "20260328T023000", "FREQ=DAILY;BYHOUR=2,3");
    expect(startsIn(twice, "20260329", "20260330")).toEqual(["2026-03-29T01:30Z"]);
  });

  it("begin a whole day at one o'clock where midnight is skipped", () => {
    const days = calendarOf(event("DTSTART;VALUE=DATE:20171014", "RRULE:FREQ=DAILY"));
    expect(startsIn(days, "20171014T120000Z", "20171016T120000Z", { zone: "America/Sao_Paulo" })).toEqual([
      "2017-10-14T03:00Z",
      "2017-10-15T03:00Z",
      "2017-10-16T02:00Z",
    ]);
  });

  it("keep the exact length of DTEND and the calendar days of DURATION", () => {
    const lengths = (line: string) =>
      expandIn(
        calendarOf(event("DTSTART;TZID=Europe/London:20260327T120000", line, "RRULE:FREQ=DAILY;COUNT=3")),
        "20260101",
        "20270101",
      ).occurrences.map(({ start, end }) => (end - start) / 3_600_000);
    expect(lengths("DTEND;TZID=Europe/London:20260328T120000")).toEqual([24, 24, 24]);
    expect(lengths("DURATION:P1D")).toEqual([24, 23, 24]);
  });
});

describe("UNTIL and COUNT", () => {
  const weekly = (until: string, start = "DTSTART;TZID=Asia/Jakarta:20260105T090000") =>
    calendarOf(event(start, `RRULE:FREQ=WEEKLY;${until}`));
  const count = (calendar: ReturnType<typeof weekly>) => startsIn(calendar, "20260101", "20270101").length;

  it("include the last instance, whatever kind UNTIL is of", () => {
    expect(count(weekly("UNTIL=20260119T020000Z"))).toBe(3);
    expect(count(weekly("UNTIL=20260119T015959Z"))).toBe(2);
    expect(count(weekly("UNTIL=20260119T090000"))).toBe(3);
    expect(count(weekly("UNTIL=20260119"))).toBe(3);
    expect(count(weekly("UNTIL=20260118"))).toBe(2);
    expect(count(weekly("UNTIL=20260119", "DTSTART;VALUE=DATE:20260105"))).toBe(3);
    expect(count(weekly("UNTIL=20260119T235959Z", "DTSTART;VALUE=DATE:20260105"))).toBe(3);
    expect(count(weekly("UNTIL=20260119T090000Z", "DTSTART:20260105T090000"))).toBe(3);
  });

  it("compare instants in the hour that comes twice", () => {
    const calendar = calendarOf(
      event("DTSTART;TZID=Europe/Berlin:20261025T020000", "RRULE:FREQ=MINUTELY;INTERVAL=15;UNTIL=20261025T011000Z"),
    );
    // 02:00 to 02:45 come once, by the first pass; 03:00 is 02:00Z.
    expect(startsIn(calendar, "20261025", "20261026")).toEqual([
      "2026-10-25T00:00Z",
      "2026-10-25T00:15Z",
      "2026-10-25T00:30Z",
      "2026-10-25T00:45Z",
    ]);
  });

  it("count a start that is off its rule as the first instance", () => {
    const calendar = calendarOf(event("DTSTART:20260106T090000Z", "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3"));
    expect(startsIn(calendar, "20260101", "20270101")).toEqual(["2026-01-06T09:00Z", "2026-01-12T09:00Z", "2026-01-19T09:00Z"]);
  });

  it("count what EXDATE takes away", () => {
    const calendar = calendarOf(event("DTSTART:20260105T090000Z", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20260106T090000Z"));
    expect(startsIn(calendar, "20260101", "20270101")).toEqual(["2026-01-05T09:00Z", "2026-01-07T09:00Z"]);
  });
});

describe("RDATE, EXDATE and EXRULE", () => {
  it("add and take away, in any zone and form", () => {
    const calendar = calendarOf(
      event(
        "DTSTART;TZID=Asia/Jakarta:20260105T090000",
        "DURATION:PT1H",
        "RRULE:FREQ=DAILY;COUNT=6",
        "RDATE;TZID=Asia/Jakarta:20260201T090000,20260105T090000",
        "RDATE;VALUE=PERIOD:20260202T020000Z/PT3H,20260203T020000Z/20260203T030000Z",
        "RDATE;VALUE=DATE:20260204",
        "EXDATE:20260106T020000Z",
        "EXDATE;TZID=Asia/Makassar:20260107T100000",
        "EXDATE;VALUE=DATE:20260108",
        "EXDATE:20990101T000000Z",
      ),
    );
    const { occurrences } = expandIn(calendar, "20260101", "20270101");
    expect(occurrences.map(({ recurrenceId }) => recurrenceId!.slice(4, 11))).toEqual([
      "0105T09",
      "0109T09",
      "0110T09",
      "0201T09",
      "0202T09",
      "0203T09",
      "0204T09",
    ]);
    expect(occurrences.slice(4).map(({ start, end }) => (end - start) / 3_600_000)).toEqual([3, 1, 1]);
  });

  it("keep dates to dates in a series of whole days", () => {
    const calendar = calendarOf(
      event(
        "DTSTART;VALUE=DATE:20260105",
        "RRULE:FREQ=DAILY;COUNT=4",
        "EXDATE;VALUE=DATE:20260106",
        "EXDATE:20260107T000000",
        "RDATE;VALUE=DATE:20260301",
      ),
    );
    expect(expandIn(calendar, "20260101", "20270101").occurrences.map(({ recurrenceId }) => recurrenceId)).toEqual([
      "20260105",
      "20260108",
      "20260301",
    ]);
  });

  it("know the old EXRULE and several rules", () => {
    const calendar = calendarOf(
      event("DTSTART:20260105T090000Z", "RRULE:FREQ=DAILY;COUNT=7", "RRULE:FREQ=WEEKLY;COUNT=3", "EXRULE:FREQ=WEEKLY;BYDAY=SA,SU"),
    );
    expect(startsIn(calendar, "20260101", "20270101").map((at) => at.slice(5, 10))).toEqual([
      "01-05",
      "01-06",
      "01-07",
      "01-08",
      "01-09",
      "01-12",
      "01-19",
    ]);
  });
});

describe("overrides", () => {
  const master = event(
    "DTSTART;TZID=Asia/Jakarta:20260105T090000",
    "DTEND;TZID=Asia/Jakarta:20260105T100000",
    "RRULE:FREQ=WEEKLY",
    "SUMMARY:week",
  );

  it("take the place of their instance, inside and outside of the window, whatever form RECURRENCE-ID has", () => {
    const calendar = calendarOf(
      master,
      event("RECURRENCE-ID:20260112T020000Z", "DTSTART;TZID=Asia/Jakarta:20260113T150000", "DURATION:PT2H"),
      event("RECURRENCE-ID;TZID=Asia/Makassar:20260119T100000", "DTSTART;TZID=Asia/Jakarta:20270101T090000"),
      event("RECURRENCE-ID;VALUE=DATE:20260126", "DTSTART:20260126T050000Z"),
    );
    const { occurrences } = expandIn(calendar, "20260101", "20260203");
    expect(
      occurrences.map(({ start, recurrenceId, override }) => [new Date(start).toISOString().slice(0, 16), recurrenceId, override]),
    ).toEqual([
      ["2026-01-05T02:00", "20260105T090000", false],
      ["2026-01-13T08:00", "20260112T090000", true],
      ["2026-01-26T05:00", "20260126T090000", true],
      ["2026-02-02T02:00", "20260202T090000", false],
    ]);
  });

  it("come into a window from far outside", () => {
    const calendar = calendarOf(master, event("RECURRENCE-ID;TZID=Asia/Jakarta:20300107T090000", "DTSTART:20260106T000000Z"));
    expect(startsIn(calendar, "20260106", "20260107")).toEqual(["2026-01-06T00:00Z"]);
  });

  it("of this and all that follow move and change the rest, except where another speaks", () => {
    const calendar = calendarOf(
      master,
      event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Asia/Jakarta:20260119T090000",
        "DTSTART;TZID=Asia/Jakarta:20260120T110000",
        "DURATION:PT3H",
        "SUMMARY:moved",
      ),
      event("RECURRENCE-ID;TZID=Asia/Jakarta:20260202T090000", "DTSTART;TZID=Asia/Jakarta:20260202T090000", "SUMMARY:once"),
    );
    const { occurrences } = expandIn(calendar, "20260101", "20260212");
    expect(
      occurrences.map(({ start, end, recurrenceId }) => [
        new Date(start).toISOString().slice(5, 13),
        (end - start) / 3_600_000,
        recurrenceId,
      ]),
    ).toEqual([
      ["01-05T02", 1, "20260105T090000"],
      ["01-12T02", 1, "20260112T090000"],
      ["01-20T04", 3, "20260119T090000"],
      ["01-27T04", 3, "20260126T090000"],
      ["02-02T02", 0, "20260202T090000"],
      ["02-10T04", 3, "20260209T090000"],
    ]);
  });

  it("of this and all that follow may move to another zone, where its clocks count", () => {
    const calendar = calendarOf(
      event("DTSTART;TZID=Asia/Jakarta:20260302T090000", "RRULE:FREQ=WEEKLY"),
      event("RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Asia/Jakarta:20260323T090000", "DTSTART;TZID=Europe/London:20260323T100000"),
    );
    expect(startsIn(calendar, "20260315", "20260408")).toEqual([
      "2026-03-16T02:00Z",
      "2026-03-23T10:00Z",
      "2026-03-30T10:00Z",
      "2026-04-06T10:00Z",
    ]);
  });

  it("stand by themselves when there is no master", () => {
    const { occurrences, findings } = expandIn(
      calendarOf(event("RECURRENCE-ID:20260112T020000Z", "DTSTART:20260112T030000Z")),
      "20260101",
      "20270101",
    );
    expect([occurrences.length, occurrences[0]!.recurrenceId, occurrences[0]!.override, findings]).toEqual([
      1,
      "20260112T020000Z",
      true,
      [],
    ]);
  });
});

describe("limits", () => {
  it("cut an answer, and it says how far it is whole", () => {
    const secondly = calendarOf(event("DTSTART:20260101T000000Z", "RRULE:FREQ=SECONDLY"));
    const { occurrences, cut } = expandIn(secondly, "20260601", "20270101", { maxInstances: 100 });
    expect([occurrences.length, cut]).toEqual([100, { reason: "instances", completeUntil: instant("20260601T000139Z") }]);
    const never = calendarOf(event("DTSTART:20260101T000000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"));
    expect(expandIn(never, "20260601", "99990101", { maxSteps: 1000 })).toMatchObject({
      occurrences: [],
      cut: { reason: "steps", completeUntil: instant("20260601") },
    });
  });

  it("of one hostile series do not hide the others in the part that is whole", () => {
    const calendar = calendarOf(
      event("DTSTART:20260101T000000Z", "RRULE:FREQ=SECONDLY").replace("UID:1", "UID:hostile"),
      event("DTSTART:20260101T000030Z"),
      event("DTSTART:20260301T000030Z").replace("UID:1", "UID:2"),
    );
    const { occurrences, cut } = expandIn(calendar, "20260101", "20270101", { maxInstances: 100 });
    expect(occurrences.filter(({ uid }) => uid !== "hostile").map(({ uid }) => uid)).toEqual(["1"]);
    expect([occurrences.length, cut?.reason]).toEqual([100, "instances"]);
  });

  it("hold for ten thousand overrides and for rules that are broken", () => {
    const many = Array.from({ length: 5000 }, (_, i) =>
      event(`RECURRENCE-ID;RANGE=THISANDFUTURE:2026010${(i % 9) + 1}T000000Z`, "DTSTART:20260101T000000Z"),
    );
    expect(
      expandIn(calendarOf(event("DTSTART:20260101T000000Z", "RRULE:FREQ=DAILY"), ...many), "20260101", "20260201").occurrences.length,
    ).toBeGreaterThan(0);
    const broken = expandIn(calendarOf(event("DTSTART:20260101T000000Z", "RRULE:FREQ=NEVER", "EXDATE:x")), "20260101", "20270101");
    expect([broken.occurrences.length, broken.findings.map(({ code }) => code)]).toEqual([1, ["BAD_RULE", "BAD_MOMENT"]]);
  });
});

describe("zones", () => {
  it("that nobody knows leave times floating, and say so", () => {
    const { occurrences, findings } = expandIn(calendarOf(event("DTSTART;TZID=Nowhere:20260105T090000")), "20260101", "20270101");
    expect([occurrences[0]!.start, occurrences[0]!.floating, findings[0]!.code]).toEqual([
      instant("20260105T020000Z"),
      true,
      "UNKNOWN_ZONE",
    ]);
  });

  it("that are described in the calendar are followed", () => {
    const zone = `BEGIN:VTIMEZONE\nTZID:Kantor\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0730\nTZOFFSETTO:+0730\nEND:STANDARD\nEND:VTIMEZONE`;
    expect(
      startsIn(calendarOf(zone, event("DTSTART;TZID=Kantor:20260105T090000", "RRULE:FREQ=DAILY;COUNT=2")), "20260101", "20270101"),
    ).toEqual(["2026-01-05T01:30Z", "2026-01-06T01:30Z"]);
  });
});
