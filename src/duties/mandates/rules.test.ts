import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkPeriod, closest, lendsMatter, mostFitting, readMoment, stateAt, tidyScope, untilOf } from "./rules.ts";

const now = Temporal.Instant.from("2026-03-02T01:00:00Z");
const moment = fc.integer({ min: 0, max: 400 * 24 * 60 }).map((minutes) => now.add({ minutes }));

describe("a moment as people write it", () => {
  test.each([
    ["2026-03-06", "Asia/Jakarta", "end", "2026-03-06T17:00:00Z"],
    ["2026-03-06", "Asia/Jakarta", "begin", "2026-03-05T17:00:00Z"],
    ["2026-03-06T17:00", "Asia/Makassar", "end", "2026-03-06T09:00:00Z"],
    ["2026-03-06T17:00:00+07:00", "Europe/Berlin", "end", "2026-03-06T10:00:00Z"],
    // The hour that summer time skips: 02.30 is read as 03.30.
    ["2026-03-29T02:30", "Europe/Berlin", "end", "2026-03-29T01:30:00Z"],
    // The hour that comes twice: the first of the two.
    ["2026-10-25T02:30", "Europe/Berlin", "end", "2026-10-25T00:30:00Z"],
    // A day that is 23 hours long.
    ["2026-03-29", "Europe/Berlin", "end", "2026-03-29T22:00:00Z"],
  ] as const)("%s in %s as %s is %s", (text, zone, edge, instant) => expect(readMoment(text, zone, edge).toString()).toBe(instant));

  test.each(["", "Jumat", "2026-13-01", "2026-03-06T25:00", "2026-02-29T10:00", "06/03/2026"])("%j is no clear time", (text) =>
    expect(() => readMoment(text, "Asia/Jakarta", "end")).toThrow("MANDATE_TIME_UNCLEAR"),
  );
});

describe("a mandate's instants", () => {
  test("it runs from its first instant and not in its last, and never after it was closed", () => {
    fc.assert(
      fc.property(moment, moment, fc.option(moment), moment, (a, b, closed, asked) => {
        fc.pre(Temporal.Instant.compare(a, b) < 0);
        const closedAt = closed && Temporal.Instant.compare(closed, b) <= 0 ? closed.toString() : null;
        const span = { beginsAt: a.toString(), endsAt: b.toString(), closedAt };
        const until = Temporal.Instant.from(untilOf(span));
        const runs = Temporal.Instant.compare(a, asked) <= 0 && Temporal.Instant.compare(asked, until) < 0;
        expect(stateAt(span, asked) === "running").toBe(runs);
      }),
    );
  });

  test("no period reaches into the past, ends before it begins, or lasts more than a year", () => {
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 600_000 }), fc.integer({ min: -60, max: 1_200_000 }), (early, late) => {
        const [begins, ends] = [now.add({ minutes: early }), now.add({ minutes: late })];
        const outcome = ((): { beginsAt: string } | string => {
          try {
            return checkPeriod(now, begins, ends);
          } catch (error) {
            return (error as { code: string }).code;
          }
        })();
        const from = typeof outcome === "string" ? undefined : Temporal.Instant.from(outcome.beginsAt);
        const days = from?.until(ends).total("days") ?? 1;
        const held = from === undefined || (Temporal.Instant.compare(from, now) >= 0 && days > 0 && days <= 366);
        const known = typeof outcome !== "string" || ["MANDATE_BACKDATED", "MANDATE_OUT_OF_ORDER", "MANDATE_TOO_LONG"].includes(outcome);
        return held && known;
      }),
    );
  });
});

describe("a scope", () => {
  const deed = { command: "message.take", duty: "messages" };
  test.each([
    [["everything"], 0],
    [["duty:messages"], 1],
    [["message.*", "everything"], 2],
    [["duty:messages", "message.take"], 3],
    [["approval.*", "duty:books", "message.taken"], undefined],
  ])("%j names message.take as closely as %s", (scope, close) => expect(closest(scope, deed)).toBe(close));

  test("everything includes the rest", () => expect(tidyScope(["message.take", "everything", "message.take"])).toEqual(["everything"]));

  test("of several mandates the closest lends, the latest among equals", () => {
    const mandates = [
      { id: "a", scope: ["everything"], givenAt: "2026-03-02T00:00:00Z" },
      { id: "b", scope: ["message.*"], givenAt: "2026-03-01T00:00:00Z" },
      { id: "c", scope: ["message.*"], givenAt: "2026-03-01T00:00:01Z" },
    ];
    expect(mostFitting(mandates, deed)?.id).toBe("c");
    expect(mostFitting(mandates, { command: "letter.sign", duty: "correspondence" })?.id).toBe("a");
    expect(mostFitting(mandates.slice(1), { command: "letter.sign", duty: "correspondence" })).toBeUndefined();
  });

  test.each([
    [["everything"], "approval", true],
    [["duty:company"], "approval", true],
    [["approval.decide"], "approval", true],
    [["message.*"], "approval", false],
    [["duty:messages"], "page", false],
  ])("%j lends the matter %s: %s", (scope, kind, lent) =>
    expect(lendsMatter(scope, kind, kind === "approval" ? "company" : undefined)).toBe(lent),
  );
});
