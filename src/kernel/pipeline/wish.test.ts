import { expect, test } from "vitest";
import { z } from "zod";
import { command, labelled } from "#kernel/catalogue/operation.ts";
import { wishInWords } from "./wish.ts";

const operation = command({
  summary: { id: "Uji", en: "Test" },
  input: z.strictObject({
    for: labelled(z.string(), { id: "Untuk", en: "For" }),
    body: labelled(z.string(), { id: "Isi", en: "Body" }),
    plain: z.number().optional(),
    note: z.string().optional(),
  }),
  output: z.object({}),
  opens: { role: "staff" },
  effect: "final",
});

test("a wish stands field by field in the reader's words, without ids and cut where it is long", () => {
  const wish = wishInWords(operation, { for: "person:018f3c1e-7a4b-7c3d-9e2f-123456789abc", body: "x".repeat(1000), plain: 3, note: "" });
  expect(wish.id).toBe(`Isi: ${"x".repeat(300)}…\nplain: 3`);
  expect(wish.en).toBe(`Body: ${"x".repeat(300)}…\nplain: 3`);
  expect(wishInWords(operation, undefined)).toEqual({ id: "", en: "" });
});
