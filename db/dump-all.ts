import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { joinDuties } from "#kernel/catalogue/duty.ts";
import { systemClock } from "#kernel/clock/clock.ts";
import { startPostgres } from "#kernel/db/embedded/postgres.ts";
import { migrate } from "#kernel/db/migrate.ts";
import { openPool } from "#kernel/db/pool.ts";
import { openApiDocument } from "#doors/http/openapi.ts";
import { writeDumps } from "./dump.ts";

/** JSON with one line for each operation and each schema, so that a change shows as the lines of what changed. */
const laidOut = (value: unknown, depth: number): string =>
  depth === 0 || typeof value !== "object" || value === null || Array.isArray(value)
    ? JSON.stringify(value)
    : `{\n${Object.entries(value)
        .map(([key, inner]) => `${JSON.stringify(key)}: ${laidOut(inner, depth - 1)}`)
        .join(",\n")}\n}`;

// Writes db/schema.sql, the table types and docs/openapi.json anew from the migrations and the catalogue: npm run dump.
const folder = await mkdtemp(join(tmpdir(), "kerani-dump-"));
const server = await startPostgres({ dataDir: join(folder, "database"), fsync: false });
try {
  const pool = openPool(server.url, 2);
  await migrate(pool, systemClock);
  await writeDumps(pool, server.url);
  await pool.end();
  // Imported only now: the catalogue does not compile against tables that were not written yet.
  const { duties } = await import("../src/duties.ts");
  const { version } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
  await writeFile(
    new URL("../docs/openapi.json", import.meta.url),
    `${laidOut(JSON.parse(JSON.stringify(openApiDocument(joinDuties(duties), version))), 3)}\n`,
  );
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
