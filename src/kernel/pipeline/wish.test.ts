import { expect, test } from "vitest";
import { z } from "zod";
import { command, labelled } from "#kernel/catalogue/operation.ts";
import { idsInWish, wishInWords } from "./wish.ts";

const ID = "018f3c1e-7a4b-7c3d-9e2f-123456789abc";
const operation = command({
  summary: { id: "Uji", en: "Test" },
  input: z.strictObject({
    for: labelled(z.string(), { id: "Untuk: nama atau jabatan", en: "For: a name or a post" }),
    body: labelled(z.string(), { id: "Isi", en: "Body" }),
    plain: z.number().optional(),
    note: z.string().optional(),
  }),
  output: z.object({}),
  opens: { role: "staff" },
  effect: "final",
});

test("a wish stands field by field in the reader's words, without ids and cut where it is long", () => {
  const wish = wishInWords(operation, { for: `person:${ID}`, body: "x".repeat(1000), plain: 3, note: "" }, new Map());
  expect(wish.id).toBe(`Isi: ${"x".repeat(300)}…\nplain: 3`);
  expect(wish.en).toBe(`Body: ${"x".repeat(300)}…\nplain: 3`);
  expect(wishInWords(operation, undefined, new Map())).toEqual({ id: "", en: "" });
  expect(idsInWish({ for: `person:${ID}`, body: ID.toUpperCase(), note: null })).toEqual([ID, ID]);
  expect(wishInWords(operation, { for: `person:${ID}`, body: "x" }, new Map([[ID, "Ratna Dewi"]])).en).toBe("For: Ratna Dewi\nBody: x");
});
