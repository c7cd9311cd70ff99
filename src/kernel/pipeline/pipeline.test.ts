import { z } from "zod";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

let t: TestHouse;
beforeAll(async () => {
  t = await testHouse();
});
afterAll(() => t.tearDown());

test("an unknown command is refused as missing", async () => {
  const clerk = await t.actor("Sari");
  await expect(t.house.pipeline.call("nothing.here", {}, { actor: clerk })).rejects.toMatchObject({
    code: "UNKNOWN_COMMAND",
    kind: "missing",
  });
  expect(z.string().parse(clerk.id)).toHaveLength(36);
});

test("a new actor is vouched for by the journal once it is covered", async () => {
  const verdict = await t.audit();
  expect(verdict.faults).toEqual([]);
});
