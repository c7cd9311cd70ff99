import { expect, test } from "vitest";
import { isConfidential } from "./reading-copy.ts";

test("an answer with a confidential matter anywhere in it is never kept", () => {
  expect(
    isConfidential({
      messages: [
        { body: "x", confidentialFrom: null },
        { body: "y", confidentialFrom: 5 },
      ],
    }),
  ).toBe(true);
  expect(isConfidential({ card: { confidential: { note: "…", from: 6 } } })).toBe(true);
});

test("an open one may be", () => {
  expect(isConfidential({ messages: [{ body: "x", confidentialFrom: null }], next: null })).toBe(false);
  expect(isConfidential(null)).toBe(false);
  expect(isConfidential("confidential")).toBe(false);
});
