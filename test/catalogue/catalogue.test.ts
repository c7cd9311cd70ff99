import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nobody } from "#kernel/actor/actor.ts";
import type { Operation } from "#kernel/catalogue/operation.ts";
import { newId } from "#kernel/ids/id.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";
import { joinDuties } from "#kernel/catalogue/duty.ts";
import { duties } from "../../src/duties.ts";

const registry = joinDuties(duties);
const operations = registry.names().map((name) => [name, registry.find(name)?.operation as Operation] as const);

let t: TestHouse;
beforeAll(async () => {
  t = await testHouse();
});
afterAll(() => t.tearDown());

describe("every operation of the catalogue", () => {
  test.each(operations)("%s says what it does in both languages", (_name, { summary }) => {
    for (const text of [summary.id, summary.en]) expect(text.length).toBeGreaterThan(8);
    expect(summary.id).not.toBe(summary.en);
  });

  test.each(operations.filter(([, { opens }]) => opens.role !== "stranger"))(
    "%s refuses a nobody before it looks at the input",
    async (name) => {
      await expect(t.house.pipeline.call(name, { anything: 1 }, { actor: nobody("rest") })).rejects.toMatchObject({
        code: "SIGN_IN_FIRST",
      });
    },
  );

  test.each(operations.filter(([, { opens }]) => opens.role !== "stranger"))("%s refuses a token without its scope", async (name) => {
    const clerk = {
      ...nobody("rest"),
      kind: "person" as const,
      id: newId(),
      role: "administrator" as const,
      grade: 6 as const,
      scopes: ["nothing.at-all"],
    };
    await expect(t.house.pipeline.call(name, {}, { actor: clerk })).rejects.toMatchObject({
      kind: expect.stringMatching(/invalid|forbidden/) as string,
    });
  });

  test.each(operations)("%s refuses somebody who names a principal without a mandate", async (name, operation) => {
    const clerk = await t.actor("Sari", { role: "administrator", grade: 6 });
    const principal = await t.actor("Budi", { role: "administrator", grade: 6 });
    const refused = t.house.pipeline.call(name, sample(operation), { actor: clerk, actingFor: principal.id as string });
    await expect(refused).rejects.toMatchObject({ code: expect.stringMatching(/^(NO_MANDATE|INVALID_INPUT)$/) as string });
  });

  test("states its refusals by code, each with a kind", () => {
    for (const [name, { refusals = [] }] of operations)
      for (const { code, kind } of refusals) expect(`${name} ${code} ${kind}`).toMatch(/^\S+ [A-Z][A-Z_]+ [a-z]+$/);
  });

  test("labels every input field in both languages, or has a name that says it all", () => {
    const PLAIN = new Set(["id", "limit", "after", "name", "code", "language", "timeZone", "reason", "note", "text", "title"]);
    const bare = operations.flatMap(([name, { input, forPrograms }]) =>
      forPrograms === false
        ? []
        : Object.entries(input.shape).flatMap(([field, schema]) =>
            PLAIN.has(field) || (schema as { meta?: () => { "x-label-id"?: string } | undefined }).meta?.()?.["x-label-id"]
              ? []
              : [`${name} ${field}`],
          ),
    );
    expect(bare.length, bare.join("\n")).toBeLessThanOrEqual(120);
  });
});

/** Something of the right shape for each required field; enough to come as far as authority. */
const sample = (operation: Operation): Record<string, unknown> => {
  const input: Record<string, unknown> = {};
  for (const [field, schema] of Object.entries(operation.input.shape)) {
    const candidates = [newId(), "Budi", "budi@example.com", 1, true, [], {}, "2026-03-02", "2026-03-02T01:00:00Z", "urgent", "approve"];
    const fitting = candidates.find((value) => (schema as { safeParse(v: unknown): { success: boolean } }).safeParse(value).success);
    if (fitting !== undefined) input[field] = fitting;
  }
  return input;
};
