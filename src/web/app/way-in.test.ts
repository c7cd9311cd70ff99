import { expect, test } from "vitest";
import { nextAddress, signInAddress } from "./way-in.ts";

test("after signing in one comes back to where one wanted to go", () => {
  expect(nextAddress("/messages/1?x=2")).toBe("/messages/1?x=2");
  expect(signInAddress("/messages/1?x=2")).toBe("/sign-in?to=%2Fmessages%2F1%3Fx%3D2");
  expect(signInAddress("/")).toBe("/sign-in");
});

test.each([
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
  "",
  null,
  "/sign-in?to=/sign-in",
])("%j leads to the desk", (wanted) => {
  expect(nextAddress(wanted)).toBe("/desk");
});
