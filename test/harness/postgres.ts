import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { systemClock } from "#kernel/clock/clock.ts";
import { migrate } from "#kernel/db/migrate.ts";
import { openPool } from "#kernel/db/pool.ts";

declare module "vitest" {
  export interface ProvidedContext {
    serverUrl: string;
    /** The database that every test's own database is cloned from. */
    template: string;
  }
}

/** The URL of another database on the same server. */
export const databaseAt = (serverUrl: string, name: string): string => serverUrl.replace(/(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${name}`);

const makeTemplate = async (serverUrl: string, name: string): Promise<void> => {
  const server = openPool(serverUrl, 1);
  await server.query(`create database ${name}`);
  await server.end();
  const template = openPool(databaseAt(serverUrl, name), 1);
  await migrate(template, systemClock);
  await template.end();
};

const dropTemplate = async (serverUrl: string, name: string): Promise<void> => {
  const server = openPool(serverUrl, 1);
  await server.query(`drop database if exists ${name} with (force)`);
  await server.end();
};

/** A server of our own without fsync (nothing here outlives the run), or the one that KERANI_TEST_SERVER names. */
const startServer = async (): Promise<{ url: string; stop: () => Promise<void> }> => {
  const named = process.env["KERANI_TEST_SERVER"];
  if (named) return { url: named, stop: async () => {} };
  const { startPostgres } = await import("#kernel/db/embedded/postgres.ts");
  const folder = await mkdtemp(join(tmpdir(), "kerani-test-"));
  const server = await startPostgres({ dataDir: join(folder, "pg"), fsync: false, settings: { max_connections: "300" } });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** One real PostgreSQL for the whole run, one template, a clone for each test house. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const template = `kerani_template_${process.pid}`;
  await makeTemplate(server.url, template);
  project.provide("serverUrl", server.url);
  project.provide("template", template);
  return async () => {
    await dropTemplate(server.url, template);
    await server.stop();
  };
}
