import { expect, test } from "vitest";
import { forDevice } from "./reading-copy.ts";

const open = { id: "1", confidentialFrom: null, body: "buka" };
const secret = { id: "2", confidentialFrom: 5, body: "rahasia" };

test("confidential entries are left out of a list; the rest may be read without a connection", () => {
  expect(forDevice({ messages: [open, secret], next: null })).toEqual({ messages: [open], next: null });
  expect(forDevice({ groups: [{ items: [secret] }] })).toEqual({ groups: [{ items: [] }] });
});

test("a matter that is confidential itself never lies on the device, however deep it is", () => {
  expect(forDevice({ message: secret, notes: [] })).toBeUndefined();
  expect(forDevice({ name: "Bambang", confidential: { note: "…", from: 5 } })).toBeUndefined();
  expect(forDevice({ confidentialFrom: 1 })).toBeUndefined();
});

test("what is not confidential stays as it was", () => {
  for (const answer of [null, 3, "x", [], { a: [1, { b: null }], confidential: null }]) expect(forDevice(answer)).toEqual(answer);
});
