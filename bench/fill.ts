import { sql } from "kysely";
import { newId } from "#kernel/ids/id.ts";
import { digestOfRow } from "#kernel/journal/covered.ts";
import { hashOfLine, type Line } from "#kernel/journal/line.ts";
import { readHead, sealJournal } from "#kernel/journal/seal.ts";
import type { House } from "../src/house.ts";

const PAGE = 2000;
/** This many items are open however many messages there are; those of the older ones are settled. */
const OPEN = 1000;
const ONE_WEEK_MINUTES = 10_080;

const WORDS = ["gudang", "faktur", "truk", "rapat", "kontrak", "mesin", "kurir", "pajak", "cuti", "lelang"];

/** Messages as they would be there after a long time: taken a minute apart, ten ordinary words, a word that ten of them have. */
const insertMessages = async ({ db, clock }: House, clerk: string, boss: string, from: number, to: number): Promise<void> => {
  const words = sql.raw(`array[${WORDS.map((word) => `'${word}'`).join(",")}]`);
  await sql`
    insert into message (id, taken_at, taken_by, taken_by_name, door, channel, from_name, for_kind, for_id, for_name, subject, body, urgency, state)
    select uuidv7(), ${clock.now().toString()}::timestamptz - make_interval(mins => ${ONE_WEEK_MINUTES}), ${clerk}::uuid, 'Sari Wulandari',
      'web', 'phone', 'Penelepon ' || n, 'person', ${boss}::uuid, 'Rina Kusuma', 'Tentang ' || (${words})[n % 10 + 1],
      'Minta ditelepon kembali soal ' || (${words})[n % 7 + 1] || ' nomor ' || n || case when n < 10 then ' durian' else '' end, 1, 'delivered'
    from generate_series(${from}::int, ${to}::int - 1) n`.execute(db);
  await sql`
    insert into attention_item (id, kind, subject_type, subject_id, title, owner_kind, owner_id, urgency, raised_at, raised_by, state)
    select uuidv7(), 'message', 'message', id, '{"id": "Pesan", "en": "Message"}', 'person', for_id, urgency, taken_at, taken_by, 'settled'
    from message where not exists (select from attention_item where subject_id = message.id)`.execute(db);
};

const openSome = async ({ db }: House): Promise<void> => {
  await sql`update attention_item set state = 'settled' where state = 'open'`.execute(db);
  await sql`update attention_item set state = 'open' where id in (select id from attention_item order by id desc limit ${OPEN})`.execute(
    db,
  );
};

const lineAbout = (row: { id: string }, clerk: string, at: string): Line => ({
  id: newId(),
  at,
  actorId: clerk,
  actorKind: "person",
  actorName: "Sari Wulandari",
  principalId: null,
  mandateId: null,
  approverId: null,
  door: "web",
  command: "message.take",
  outcome: "done",
  subjectType: "message",
  subjectId: row.id,
  requestId: newId(),
  inputDigest: "0".repeat(64),
  changes: [{ table: "message", id: row.id, op: "insert", digest: digestOfRow(row) }],
});

/** Writes the journal lines that the commands would have written for the messages after one, chained. */
const vouch = async ({ db, clock }: House, clerk: string, last: string): Promise<void> => {
  await sealJournal(db);
  let { seq, hash } = await readHead(db);
  for (let after: string | undefined = last; after !== undefined;) {
    const rows = await db.selectFrom("message").selectAll().where("id", ">", after).orderBy("id").limit(PAGE).execute();
    const lines = rows.map((row) => {
      const line = lineAbout(row, clerk, clock.now().toString());
      const previousHash = hash;
      hash = hashOfLine(previousHash, line);
      return { ...line, changes: JSON.stringify(line.changes), seq: ++seq, previousHash, hash };
    });
    if (lines.length > 0) await db.insertInto("journal").values(lines).execute();
    after = rows.at(-1)?.id;
  }
};

/** Brings the messages from `from` to `to` in number, with their items and journal, as if each had been taken by a command. */
export const fill = async (house: House, who: { clerk: string; boss: string }, from: number, to: number): Promise<void> => {
  const newest = await house.db.selectFrom("message").select("id").orderBy("id", "desc").limit(1).executeTakeFirst();
  await insertMessages(house, who.clerk, who.boss, from, to);
  await openSome(house);
  await vouch(house, who.clerk, newest?.id ?? "00000000-0000-0000-0000-000000000000");
  // As autovacuum would have done by then.
  for (const table of ["message", "attention_item", "journal"]) await house.pool.query(`vacuum analyze ${table}`);
};
