import { createHash } from "node:crypto";
import type { Duplex } from "node:stream";
import pg from "pg";

const { types } = pg;
const TIMESTAMPTZ = 1184;
const DATE = 1082;
const INT8 = 20;

/** PostgreSQL prints "2026-11-23 05:00:00.12+00"; every record carries RFC 3339 in UTC instead. */
const instantText = (text: string): string => `${text.slice(0, 10)}T${text.slice(11).replace(/\+00$/, "")}Z`;

const parsers = {
  getTypeParser: ((oid: number, format: "text" | "binary" = "text") => {
    if (format === "text") {
      if (oid === TIMESTAMPTZ) return instantText;
      if (oid === DATE) return (text: string) => text;
      if (oid === INT8) return (text: string) => Number(text);
    }
    return types.getTypeParser(oid, format as never);
  }) as typeof types.getTypeParser,
};

const names = new Map<string, string>();
const nameOf = (sql: string): string => {
  let name = names.get(sql);
  if (!name) names.set(sql, (name = createHash("sha1").update(sql).digest("base64url")));
  return name;
};

/**
 * A client that prepares each statement once per connection, since planning costs more than running for small statements,
 * and writes the statements that are said in one turn of the event loop in one piece, since each piece wakes the server.
 */
class PreparingClient extends pg.Client {
  #gathering = false;

  // The overloads of the library cannot be expressed here; only the shape that Kysely uses is changed.
  override query(...args: unknown[]): never {
    const [sql, values] = args;
    const parent = super.query.bind(this) as (...rest: unknown[]) => never;
    if (typeof sql !== "string" || !Array.isArray(values) || args.length !== 2) return parent(...args);
    this.#gather();
    return parent({ name: nameOf(sql), text: sql, values });
  }

  #gather(): void {
    if (this.#gathering) return;
    const { stream } = (this as unknown as { connection: { stream: Duplex } }).connection;
    this.#gathering = true;
    stream.cork();
    setImmediate(() => {
      this.#gathering = false;
      stream.uncork();
    });
  }
}

/**
 * A connection pool on which every session speaks UTC, durable commits are on, and timestamps arrive as RFC 3339 text.
 * With `pipeline`, statements go out without waiting for the answers to those before them (no COPY and no cursors then).
 */
export const openPool = (url: string, size: number, { pipeline = false } = {}): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    Client: PreparingClient as never,
    types: parsers,
    pipeline,
    options: "-c timezone=UTC -c datestyle=ISO -c lock_timeout=15s -c idle_in_transaction_session_timeout=60s",
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
  } as pg.PoolConfig);
  // An idle connection that breaks is replaced at the next use; without a listener Node would stop the process.
  pool.on("error", () => {});
  // One that breaks in use tells it to the statements that wait, and a second time by this event, which the pool does not take.
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
};
