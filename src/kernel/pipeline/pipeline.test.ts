import { z } from "zod";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#kernel/actor/actor.ts";
import { defineDuty } from "#kernel/catalogue/duty.ts";
import { line } from "#kernel/catalogue/fields.ts";
import { command, query } from "#kernel/catalogue/operation.ts";
import { refusal } from "#kernel/errors/refusal.ts";
import { newId } from "#kernel/ids/id.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";
import type { Kysely } from "kysely";
import type { Work } from "./work.ts";

type Slip = { id: string; text: string; price: number };
const slips = (work: Work) => work.tx as Kysely<{ slip: Slip }>;
const text = { id: "Uji", en: "Test" };
const slipTaken = refusal("SLIP_TAKEN", "conflict", { id: "Sudah ada.", en: "There is one." });
const tooDear = refusal("TOO_DEAR", "invalid", { id: "Terlalu mahal.", en: "Too dear." });
const heard: unknown[] = [];
let failures = 0;

const probe = defineDuty({
  name: "probe",
  title: text,
  optional: true,
  contract: {
    "slip.write": command({
      summary: text,
      input: z.strictObject({ text: line(20), price: z.number().int().default(0) }),
      output: z.object({ id: z.string() }),
      opens: { role: "staff" },
      effect: "final",
      amount: ({ price }) => price,
    }),
    "slip.tear": command({
      summary: text,
      input: z.strictObject({ id: z.uuid() }),
      output: z.object({ torn: z.number() }),
      opens: { role: "desk", grade: 3 },
      effect: "final",
      ownNameOnly: true,
    }),
    "slip.count": query({ summary: text, input: z.strictObject({}), output: z.object({ count: z.number() }), opens: { role: "staff" } }),
  },
  handlers: {
    "slip.write": async (work, { text: words, price }) => {
      const row = await slips(work).insertInto("slip").values({ id: newId(), text: words, price }).returningAll().executeTakeFirstOrThrow();
      work.about("slip", row.id);
      await work.announce("slip.written", { id: row.id });
      if (price === 13) throw tooDear();
      return { id: row.id, price: "not told" } as { id: string };
    },
    "slip.tear": async (work, { id }) => ({
      torn: (await slips(work).deleteFrom("slip").where("id", "=", id).returningAll().execute()).length,
    }),
    "slip.count": async (work) => ({
      count: Number(
        (
          await slips(work)
            .selectFrom("slip")
            .select((where) => where.fn.countAll().as("count"))
            .executeTakeFirstOrThrow()
        ).count,
      ),
    }),
  },
  covered: ["slip", "actor", "pending_command"],
  constraints: { slip_text_key: slipTaken },
  consumes: {
    "slip.written": async (_work, payload) => {
      if (failures-- > 0) throw new Error("the consumer stumbles");
      heard.push(payload["id"]);
    },
  },
});

let t: TestHouse;
let clerk: Actor;
const call = (name: string, input: unknown, actor: Actor, more = {}) => t.house.pipeline.call(name, input, { actor, ...more });
const count = async () => ((await call("slip.count", {}, clerk)) as { count: number }).count;
const lines = () => t.house.db.selectFrom("journal").selectAll().orderBy("id").execute();

beforeAll(async () => {
  t = await testHouse({ duties: [probe as never] });
  await t.house.pool.query("create table slip (id uuid primary key, text text unique, price integer not null)");
  clerk = await t.actor("Sari");
});
afterAll(() => t.tearDown());

describe("a call", () => {
  test("of an unknown command is refused as missing", async () => {
    await expect(call("nothing.here", {}, clerk)).rejects.toMatchObject({ code: "UNKNOWN_COMMAND", kind: "missing" });
  });

  test("with wrong input names every field and stores nothing", async () => {
    const before = await count();
    await expect(call("slip.write", { text: "x".repeat(21), price: "free", colour: 1 }, clerk)).rejects.toMatchObject({
      code: "INVALID_INPUT",
      problems: [{ path: "text" }, { path: "price" }, { path: "" }],
    });
    expect(await count()).toBe(before);
  });

  test("by nobody, by a role or grade that does not reach, or by a token without the scope is refused", async () => {
    await expect(call("slip.write", { text: "a" }, { ...clerk, kind: "nobody", id: null })).rejects.toMatchObject({
      code: "SIGN_IN_FIRST",
    });
    const newcomer = await t.actor("Dewi", { grade: 1 });
    const colleague = await t.actor("Agus", { role: "staff", grade: 6 });
    for (const actor of [newcomer, colleague])
      await expect(call("slip.tear", { id: newId() }, actor)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    await expect(call("slip.write", { text: "a" }, { ...clerk, scopes: ["slip.count", "message.*"] })).rejects.toMatchObject({
      code: "OUT_OF_SCOPE",
    });
    await expect(call("slip.count", {}, { ...clerk, scopes: ["slip.*"] })).resolves.toBeDefined();
  });

  test("answers only what the contract promises", async () => {
    expect(Object.keys((await call("slip.write", { text: "promise" }, clerk)) as object)).toEqual(["id"]);
  });

  test("that is refused at the end leaves neither record, journal line nor fact", async () => {
    const before = [await count(), (await lines()).length];
    await expect(call("slip.write", { text: "dear", price: 13 }, clerk)).rejects.toMatchObject({ code: "TOO_DEAR" });
    expect([await count(), (await lines()).length]).toEqual(before);
    await t.settle();
    expect(heard).not.toContain("dear");
  });

  test("and its journal line are one transaction, and a line that is refused takes the record with it", async () => {
    const { id } = (await call("slip.write", { text: "one" }, clerk)) as { id: string };
    const { rows } = await t.house.pool.query(
      "select slip.xmin::text = journal.xmin::text as together from slip join journal on journal.subject_id = slip.id where slip.id = $1",
      [id],
    );
    expect(rows).toEqual([{ together: true }]);
    const before = [await count(), (await lines()).length];
    await t.house.pool.query("alter table journal add constraint no_more check (command <> 'slip.write') not valid");
    await expect(call("slip.write", { text: "unjournalled" }, clerk)).rejects.toThrow("no_more");
    await t.house.pool.query("alter table journal drop constraint no_more");
    expect([await count(), (await lines()).length]).toEqual(before);
    await expect(call("slip.write", { text: "unjournalled" }, clerk)).resolves.toBeDefined();
  });

  test("that the database refuses gets the refusal of its constraint", async () => {
    await call("slip.write", { text: "twice" }, clerk);
    await expect(call("slip.write", { text: "twice" }, clerk)).rejects.toMatchObject({ code: "SLIP_TAKEN", kind: "conflict" });
  });
});

describe("an idempotency key", () => {
  test("runs once, also when twenty calls race, and answers the same", async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call("slip.write", { text: "once" }, clerk, { idempotencyKey: "k1" })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const { rows } = await t.house.pool.query("select 1 from slip where text = 'once'");
    expect(rows).toHaveLength(1);
  });

  test("used for something else is refused; of another actor it is another key", async () => {
    await expect(call("slip.write", { text: "other" }, clerk, { idempotencyKey: "k1" })).rejects.toMatchObject({
      code: "KEY_USED_OTHERWISE",
    });
    const other = await t.actor("Rina");
    await expect(call("slip.write", { text: "by Rina" }, other, { idempotencyKey: "k1" })).resolves.toBeDefined();
  });
});

describe("the dial", () => {
  test("at never refuses, at draft stores the wish and asks, at report tells afterwards", async () => {
    const never = { ...clerk, dial: { "slip.*": "never" } as const };
    await expect(call("slip.write", { text: "n" }, never)).rejects.toMatchObject({ code: "DIALLED_NEVER" });
    const before = await count();
    await expect(call("slip.write", { text: "drafted" }, { ...clerk, dial: { "slip.write": "draft" } })).rejects.toMatchObject({
      code: "WAITS_FOR_APPROVAL",
    });
    expect(await count()).toBe(before);
    const pending = await t.house.db.selectFrom("pendingCommand").selectAll().execute();
    expect(pending).toMatchObject([{ command: "slip.write", input: { text: "drafted", price: 0 }, state: "waiting" }]);
    await call("slip.write", { text: "reported" }, { ...clerk, dial: { "*": "report" } });
    const items = await t.house.db.selectFrom("attentionItem").select(["kind", "subjectType"]).orderBy("id").execute();
    expect(items).toEqual([
      { kind: "approval", subjectType: "pending_command" },
      { kind: "report", subjectType: "report" },
    ]);
  });

  test("drafts a program's final act though nobody set it, and a drafted call repeated with its key asks once", async () => {
    const agent = await t.actor("Agen", { kind: "program", ownerId: clerk.id });
    for (let press = 0; press < 2; press++)
      await expect(call("slip.write", { text: "by agent" }, agent, { idempotencyKey: "a1" })).rejects.toMatchObject({
        code: "WAITS_FOR_APPROVAL",
      });
    const asked = await t.house.db
      .selectFrom("pendingCommand")
      .select("id")
      .where("authorId", "=", agent.id as string)
      .execute();
    expect(asked).toHaveLength(1);
  });
});

describe("facts", () => {
  test("reach their consumer at least once, also when it stumbles at first", async () => {
    await t.settle();
    failures = 2;
    const { id } = (await call("slip.write", { text: "announced" }, clerk)) as { id: string };
    await t.settle();
    expect(heard).not.toContain(id);
    await t.advance({ minutes: 1 });
    expect(heard).toContain(id);
  });
});

describe("the journal", () => {
  test("names actor, door and subject, and every record that was touched", async () => {
    const { id } = (await call("slip.write", { text: "journalled" }, clerk)) as { id: string };
    const last = (await lines()).at(-1);
    expect(last).toMatchObject({
      actorId: clerk.id,
      actorName: "Sari",
      door: "web",
      command: "slip.write",
      outcome: "done",
      subjectId: id,
      changes: [{ table: "slip", id, op: "insert" }],
    });
  });

  test("is sound after all of this", async () => {
    expect((await t.audit()).faults).toEqual([]);
  });

  const breaking = async (sql: string, values: unknown[]) => {
    await t.audit();
    await t.house.pool.query("alter table journal disable trigger all");
    await t.house.pool.query(sql, values);
    const { faults } = await t.audit();
    return faults.map(({ code }) => code);
  };

  test("names a record that was changed, removed or added behind its back", async () => {
    const { id } = (await call("slip.write", { text: "victim" }, clerk)) as { id: string };
    expect(await breaking("update slip set price = 5 where id = $1", [id])).toEqual(["RECORD_CHANGED"]);
    await t.house.pool.query("update slip set price = 0 where id = $1", [id]);
    expect(await breaking("insert into slip values ($1, 'smuggled', 1)", [newId()])).toEqual(["RECORD_ADDED"]);
    await t.house.pool.query("delete from slip where text = 'smuggled'");
    expect(await breaking("delete from slip where id = $1", [id])).toEqual(["RECORD_REMOVED"]);
    await t.house.pool.query("insert into slip values ($1, 'victim', 0)", [id]);
  });

  test("names a line that was changed, removed or moved", async () => {
    expect(await breaking("update journal set actor_name = 'Somebody else' where seq = 3", [])).toContain("LINE_CHANGED");
    await t.house.pool.query("update journal set actor_name = 'Sari' where seq = 3");
    expect((await t.audit()).faults.map(({ text: said }) => said.en).join()).toContain("3");
  });

  test("cannot be changed or emptied by a plain statement", async () => {
    await t.house.pool.query("alter table journal enable trigger all");
    await expect(t.house.pool.query("update journal set door = 'web'")).rejects.toThrow(/append-only/);
    await expect(t.house.pool.query("delete from journal")).rejects.toThrow(/append-only/);
    await expect(t.house.pool.query("truncate journal")).rejects.toThrow(/append-only/);
  });
});
