import { expect, test } from "vitest";
import { readSpoken } from "./spoken.ts";

test.each([
  ["pesan untuk Bu Ratna dari Pak Joko: minta ditelepon", { for: "Bu Ratna", from: "Pak Joko", body: "minta ditelepon" }],
  ["Message for Ratna from Joko: call back: today", { for: "Ratna", from: "Joko", body: "call back: today" }],
  ["pesan", { for: "", from: "", body: "" }],
  ["pesan dari Pak Joko", { for: "", from: "Pak Joko", body: "" }],
  ["pesan buat Ratna", { for: "Ratna", from: "", body: "" }],
])("%s", (text, spoken) => {
  expect(readSpoken(text)).toEqual(spoken);
});

test("anything else is not a message", () => {
  for (const text of ["", "tamu untuk Bu Ratna", "book 30 min", "pesanan toner"]) expect(readSpoken(text)).toBeUndefined();
});
