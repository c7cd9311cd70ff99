import { expect, test } from "vitest";
import { retryAfterMs } from "./retry-after.ts";

const now = Temporal.Instant.from("2026-03-01T00:00:00Z");

test.each([
  ["120", 120_000],
  [" 0 ", 0],
  ["Sun, 01 Mar 2026 00:00:30 GMT", 30_000],
  ["Sat, 28 Feb 2026 23:00:00 GMT", 0],
  ["999999999", 86_400_000],
  ["Sun, 01 Mar 2099 00:00:00 GMT", 86_400_000],
  ["soon", undefined],
  ["-5", undefined],
  ["", undefined],
  [undefined, undefined],
])("Retry-After %j asks for %j milliseconds", (header, wait) => expect(retryAfterMs(header, now)).toBe(wait));
