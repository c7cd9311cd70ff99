import { expect, test } from "vitest";
import { touches } from "./topics.ts";

test("a changed message touches lists, its own page, the desk, and no other page", () => {
  const topics = ["message:1"];
  expect(touches(topics, "message.list", { box: "all" })).toBe(true);
  expect(touches(topics, "message.show", { id: "1" })).toBe(true);
  expect(touches(topics, "message.show", { id: "2" })).toBe(false);
  expect(touches(topics, "attention.feed", {})).toBe(true);
  expect(touches(topics, "company.profile", {})).toBe(false);
});

test("a name is shown everywhere, so a changed person touches what names people", () => {
  expect(touches(["person:7"], "message.list", {})).toBe(true);
  expect(touches(["person:7"], "person.card", { id: "8" })).toBe(false);
});

test("an unknown topic touches the queries of its own noun", () => {
  expect(touches(["visit:3"], "visit.list", {})).toBe(true);
  expect(touches(["visit:3"], "message.list", {})).toBe(false);
});
