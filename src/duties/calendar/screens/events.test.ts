import { expect, test } from "vitest";
import { spanOf } from "./days.ts";
import { barsOver, daysOfEvent, intoDays, isBar, standingOf, stretchOf, type Event } from "./events.ts";

const ZONE = "Asia/Jakarta";
const WEEK = ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"];

const event = (start: string, end: string, more: Partial<Event> = {}): Event => ({
  id: start,
  calendarId: "c",
  uid: "u",
  instance: null,
  repeats: false,
  title: "Rapat",
  start,
  end,
  startsAt: start.slice(0, 10),
  endsAt: end.slice(0, 10),
  timeZone: ZONE,
  allDay: false,
  floating: false,
  location: null,
  description: null,
  url: null,
  repeat: null,
  categories: [],
  visibility: "public",
  free: false,
  status: "confirmed",
  reminders: [],
  organizer: null,
  attendees: [],
  sequence: 0,
  masked: false,
  ...more,
});

test("what passes midnight is in both days, what ends at midnight only in the first", () => {
  const spans = WEEK.map((day) => spanOf(day, ZONE));
  const night = event("2026-11-23T15:00:00Z", "2026-11-23T19:00:00Z");
  const evening = event("2026-11-24T15:00:00Z", "2026-11-24T17:00:00Z");
  const days = intoDays([night, evening], spans);
  expect(days.map((those) => those.length)).toEqual([1, 2, 0, 0, 0]);
  expect(stretchOf(night, spans[0]!, ZONE)).toMatchObject({ from: 1320, to: 1440 });
  expect(stretchOf(night, spans[1]!, ZONE)).toMatchObject({ from: 0, to: 120 });
});

test("a whole day is that day in any zone; a trip of three days is a bar over the part that is shown", () => {
  const leave = event("2026-11-26T17:00:00Z", "2026-11-27T17:00:00Z", { allDay: true, startsAt: "2026-11-27", endsAt: "2026-11-27" });
  expect(daysOfEvent(leave, "America/New_York")).toEqual({ first: "2026-11-27", last: "2026-11-27" });
  const trip = event("2026-11-26T02:00:00Z", "2026-11-29T02:00:00Z");
  expect(isBar(trip)).toBe(true);
  expect(barsOver([trip, leave], WEEK, ZONE)).toEqual([
    { key: `${trip.id} `, first: 3, last: 4, line: 0 },
    { key: `${leave.id} `, first: 4, last: 4, line: 1 },
  ]);
});

test("an invitation without an answer stands apart from what is certain", () => {
  const asked = { address: "mailto:r@x", name: "Ratna", id: "r", kind: "individual", answer: "needs-action", optional: false } as const;
  const meeting = event("2026-11-23T02:00:00Z", "2026-11-23T03:00:00Z", {
    attendees: [asked],
    organizer: { address: "mailto:s@x", name: "Sari", id: "s" },
  });
  expect(standingOf(meeting, "r")).toBe("asked");
  expect(standingOf(meeting, "s")).toBe("plain");
  expect(standingOf({ ...meeting, masked: true }, "r")).toBe("masked");
});
