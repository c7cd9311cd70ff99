import { expect, test } from "vitest";
import { chordOf, follow, SEQUENCE_MS } from "./match.ts";

const press = (key: string, more: Partial<Parameters<typeof chordOf>[0]> = {}) =>
  chordOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

test("a press is written as shortcuts are", () => {
  expect(press("M", { shiftKey: true })).toBe("m");
  expect(press("k", { ctrlKey: true })).toBe("Mod+k");
  expect(press("k", { metaKey: true })).toBe("Mod+k");
  expect(press("?", { shiftKey: true })).toBe("?");
  expect(press("Enter")).toBe("Enter");
});

test("a modifier alone and a character typed with AltGr are no shortcut", () => {
  expect(press("Shift", { shiftKey: true })).toBeUndefined();
  expect(press("@", { ctrlKey: true, altKey: true })).toBeUndefined();
});

test("a sequence counts when its second key comes in time, and leaves nothing behind", () => {
  const known = new Set(["g m", "m"]);
  const next = follow();
  expect(next("g", 0, known)).toBeUndefined();
  expect(next("m", 100, known)).toBe("g m");
  expect(next("m", 200, known)).toBe("m");
});

test("too late, the second key stands for itself", () => {
  const known = new Set(["g m", "m"]);
  const next = follow();
  next("g", 0, known);
  expect(next("m", SEQUENCE_MS + 1, known)).toBe("m");
});

test("another key between breaks the sequence", () => {
  const known = new Set(["g m"]);
  const next = follow();
  next("g", 0, known);
  expect(next("x", 10, known)).toBeUndefined();
  expect(next("m", 20, known)).toBeUndefined();
});
