import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "#kernel/actor/actor.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

const MANY = 100_000;
const ROUNDS = 7;
const NOBODY = "grmblfxwq";
const TYPED = [
  "s",
  "sa",
  "budi",
  "budi san",
  "santoso",
  "sntoso",
  "Soegiarto Wijaya",
  "bdui hidyat",
  "tanusudibyo",
  "0810 0000 012",
  NOBODY,
];

let t: TestHouse;
let clerk: Actor;
beforeAll(async () => {
  t = await testHouse();
  clerk = await t.actor("Sari");
  await fillUp();
}, 180_000);
afterAll(() => t.tearDown());

/** People by the hundred thousand, straight into the table: what is measured is reading. */
const fillUp = async (): Promise<void> => {
  const given =
    "Budi Siti Agus Dewi Eko Rina Joko Sri Wayan Made Nyoman Ketut Asep Ujang Togar Martua Fajar Putri Rizky Indah Hendra Yuni Bambang Lestari Darmawan Intan Yusuf Aisyah Tjahjadi Soegiarto".split(
      " ",
    );
  const family =
    "Santoso Wijaya Susanto Hidayat Nugroho Siregar Nasution Sihombing Simanjuntak Harahap Gunawan Setiawan Kurniawan Saputra Wibowo Purnomo Rahardjo Hakim Maulana Firmansyah Suryadi Kusuma Tanoesoedibjo Liem Halim Wirawan Sutedja Adnyana Mahendra Utami".split(
      " ",
    );
  await sql`insert into person (id, kind, name, language, time_zone, created_at)
    select uuidv7(), case when n % 200 = 0 then 'staff' else 'contact' end,
      (${given}::text[])[1 + n % ${given.length}] || ' ' || (${family}::text[])[1 + (n / 7) % ${family.length}] || ' ' || chr(65 + n % 26) || chr(97 + (n / 26) % 26) || chr(97 + (n / 31) % 26) || chr(97 + (n / 3) % 26) || 'o',
      'id', 'Asia/Jakarta', '2026-01-01T00:00:00Z' from generate_series(1, ${MANY}) as n`.execute(t.house.db);
  await sql`insert into contact_point (id, person_id, kind, value, preferred, seen_by, created_at)
    select uuidv7(), id, 'mobile', '+628' || (1000000000 + row_number() over ())::text, true, 'staff', created_at from person`.execute(
    t.house.db,
  );
  await sql`vacuum analyze person`.execute(t.house.db);
  await sql`analyze contact_point`.execute(t.house.db);
};

/** The median of a few rounds in milliseconds, and how many were found. */
const timed = async (text: string): Promise<{ typical: number; found: number }> => {
  const times: number[] = [];
  let found = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const begun = process.hrtime.bigint();
    found = (await t.call("person.find", { text }, clerk)).found.length;
    times.push(Number(process.hrtime.bigint() - begun) / 1e6);
  }
  return { typical: times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] as number, found };
};

test("anyone among a hundred thousand is found while one types", async () => {
  const lines: string[] = [];
  const lost: string[] = [];
  for (const text of TYPED) {
    const { typical, found } = await timed(text);
    lines.push(`${text.padEnd(20)} ${typical.toFixed(1).padStart(7)} ms  ${found} found`);
    if (found === 0) lost.push(text);
  }
  console.log(`person.find among ${MANY} people, median of ${ROUNDS}:\n${lines.join("\n")}`);
  expect(lost).toEqual([NOBODY]);
}, 60_000);
