import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { expect, inject, test } from "vitest";
import { joinDuties } from "#kernel/catalogue/duty.ts";
import { openPool } from "#kernel/db/pool.ts";
import { openApiDocument } from "#doors/http/openapi.ts";
import { databaseAt } from "#test/harness/postgres.ts";
import { committed, dumpSchema, dumpTables } from "../../db/dump.ts";
import { duties } from "../../src/duties.ts";

const VERSION = (JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }).version;
const document = openApiDocument(joinDuties(duties), VERSION);
const OPENAPI = fileURLToPath(new URL("../../docs/openapi.json", import.meta.url));

test("the OpenAPI document passes a public linter without an error", async () => {
  const config = await createConfig({ extends: ["recommended"] });
  const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: "kerani.json", config });
  expect(
    problems.filter(({ severity }) => severity === "error").map(({ message, location }) => `${message} at ${location[0]?.pointer}`),
  ).toEqual([]);
});

test("the committed OpenAPI document is the one that Kerani serves", async () => {
  expect(JSON.parse(await readFile(OPENAPI, "utf8"))).toEqual(JSON.parse(JSON.stringify(document)));
});

test("the committed schema and table types are what the migrations make", async () => {
  const url = databaseAt(inject("serverUrl"), inject("template"));
  const pool = openPool(url, 2);
  try {
    const { schema, tables } = await committed();
    expect(await dumpSchema(pool)).toBe(schema);
    expect((await dumpTables(url)).trim()).toBe(tables.trim());
  } finally {
    await pool.end();
  }
});
