import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fieldsIn, type Schema } from "./fields.ts";

const described = JSON.parse(readFileSync(new URL("../../../docs/openapi.json", import.meta.url), "utf8")) as {
  paths: Record<string, { post: { requestBody: { content: Record<string, { schema: Schema }> } } }>;
};
const schemaOf = (path: string): Schema | undefined => described.paths[path]?.post.requestBody.content["application/json"]?.schema;

test("a command's fields are what its description says: their words, and how they are filled in", () => {
  const fields = fieldsIn(schemaOf("/api/message/take"));
  const kinds = Object.fromEntries(fields.map(({ name, kind }) => [name, kind]));
  expect(kinds).toMatchObject({
    for: "line",
    body: "prose",
    urgency: "choice",
    callBackAt: "moment",
    followUpOn: "day",
    confidentialFrom: "number",
  });
  expect(fields[0]).toMatchObject({ label: { id: "Untuk siapa", en: "For whom" }, required: true });
  expect(fields.find(({ name }) => name === "urgency")?.choices).toEqual(["routine", "soon", "urgent", "emergency"]);
});

test("a field that may be cleared is what it is besides nothing; lists of words are lists; the rest is other", () => {
  const person = Object.fromEntries(fieldsIn(schemaOf("/api/person/change")).map(({ name, kind }) => [name, kind]));
  expect(person).toMatchObject({ nickname: "line", note: "prose" });
  const mandate = Object.fromEntries(fieldsIn(schemaOf("/api/mandate/give")).map(({ name, kind }) => [name, kind]));
  expect(mandate).toMatchObject({ scope: "list", ceiling: "number" });
  expect(fieldsIn(schemaOf("/api/person/hours-set")).find(({ name }) => name === "workingHours")?.kind).toBe("other");
  expect(fieldsIn(undefined)).toEqual([]);
});
