import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openDatabase, type WholeDatabase } from "./handle.ts";
import { openPool } from "./pool.ts";

let pieces = 0;
const sockets = new Set<{ destroy(): void }>();
let db: WholeDatabase;

// Between Kerani and PostgreSQL, so that what goes over the wire is seen as it arrives there.
const wire = createServer((client) => {
  const { host, port } = new pg.Client(inject("serverUrl"));
  const server = host.startsWith("/") ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
  for (const socket of [client, server]) sockets.add(socket.on("error", () => {}));
  client.on("data", (bytes) => {
    pieces += 1;
    server.write(bytes);
  });
  server.pipe(client);
  client.on("close", () => server.destroy());
});

beforeAll(async () => {
  await once(wire.listen(0, "127.0.0.1"), "listening");
  const { user, password, database } = new pg.Client(inject("serverUrl"));
  const { port } = wire.address() as AddressInfo;
  db = openDatabase(openPool(`postgresql://${user}${password ? `:${password}` : ""}@127.0.0.1:${port}/${database}`, 1, { pipeline: true }));
});
afterAll(async () => {
  await db.destroy();
  for (const socket of sockets) socket.destroy();
  wire.close();
});

const say = (tx: WholeDatabase, n: number) => sql<{ n: number }>`select ${n}::int4 as n`.execute(tx);
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

test("statements of one transaction that do not wait for one another go out in one piece, each with its own answer", async () => {
  await db.transaction().execute((tx) => say(tx, 0));
  pieces = 0;
  const answers = await db.transaction().execute((tx) => Promise.all(numbers(50).map((n) => say(tx, n))));
  expect(answers.map(({ rows }) => rows[0]?.n)).toEqual(numbers(50));
  // All of them with the begin, and the commit.
  expect(pieces).toBe(2);
});

test("what was said and not waited for goes out with the commit", async () => {
  await db.transaction().execute((tx) => say(tx, 0));
  pieces = 0;
  let said: Promise<{ rows: { n: number }[] }> | undefined;
  await db.transaction().execute(async (tx) => {
    await say(tx, 0);
    said = say(tx, 7);
  });
  expect((await said)?.rows).toEqual([{ n: 7 }]);
  expect(pieces).toBe(2);
});

test("of several that fail each tells the first, nothing of the transaction stays, and the connection is well afterwards", async () => {
  await sql`create temporary table kept (n int primary key)`.execute(db);
  const put = (tx: WholeDatabase, n: number) => sql`insert into kept values (${n})`.execute(tx);
  const told: string[] = [];
  const all = (tx: WholeDatabase) => [put(tx, 1), put(tx, 1), sql`select 1 / 0`.execute(tx), put(tx, 2)];
  const broken = db.transaction().execute((tx) =>
    Promise.all(all(tx).map((one) => one.catch(({ code }: { code: string }) => void told.push(code)))).then(() => {
      throw new Error("given up");
    }),
  );
  await expect(broken).rejects.toThrow("given up");
  expect(told).toEqual(["23505", "23505", "23505"]);
  expect((await sql<{ n: number }>`select n from kept`.execute(db)).rows).toEqual([]);
  expect((await say(db, 3)).rows).toEqual([{ n: 3 }]);
});
