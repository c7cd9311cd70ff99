import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { theClerk } from "#kernel/actor/actor.ts";
import { readConfig } from "#kernel/config/config.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";
import { startKerani, type Running } from "../../src/run/start.ts";
import { dialogue, hand } from "./line.ts";

let folder: string;
let t: TestHouse;
let running: Running;
let said: string[];

const config = (more: Record<string, string> = {}) =>
  readConfig({ KERANI_DATA: folder, KERANI_PORT: "0", KERANI_LOG: "silent", DATABASE_URL: t.databaseUrl, ...more });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kerani-running-"));
  t = await testHouse();
  said = [];
  running = await startKerani(config({ KERANI_SMTP_PORT: "0" }), "0.0.0", (line) => said.push(line));
});
afterAll(async () => {
  await t.tearDown();
  await rm(folder, { recursive: true, force: true });
});

const port = (): number => running.mailPort ?? 0;
const receive = (addresses: string[]) => t.house.pipeline.call("mail.receive", { addresses }, { actor: { ...theClerk("cli") } });
const knock = async (to: string): Promise<string> =>
  (await dialogue(port(), ["EHLO client.test", "MAIL FROM:<joko@mesin.example>", `RCPT TO:<${to}>`])).at(-1) ?? "";

test("no mail door without a port; with one it says where it is, and takes the desk's addresses as they are now", async () => {
  const closed = await startKerani(config(), "0.0.0", () => {});
  expect(closed.mailPort).toBeUndefined();
  await closed.close();
  expect(said).toContain(`Pintu surel / mail door: 127.0.0.1:${port()}`);

  expect(await knock("meja@kantor.test")).toMatch(/^550 /);
  const changed = new Promise<void>((resolve) => {
    const stop = t.house.live.subscribe((topics) => {
      if (!topics.includes("setting")) return;
      stop();
      resolve();
    });
  });
  // Another process changes the setting; the running one hears of it as everybody else does.
  await receive(["meja@kantor.test"]);
  await changed;
  let answer = await knock("meja@kantor.test");
  // It reads its settings again when it hears of it, which may be a moment after this test did.
  while (!answer.startsWith("250")) answer = await knock("meja@kantor.test");
});

test("a port that is taken is said in a sentence", async () => {
  await expect(startKerani(config({ KERANI_SMTP_PORT: String(port()) }), "0.0.0", () => {})).rejects.toMatchObject({
    code: "MAIL_PORT_TAKEN",
  });
});

test("while the database is away the sender is asked to try again, and the next try is taken once", async () => {
  const raw = "Message-ID: <ulang@mesin.example>\nFrom: joko@mesin.example\nSubject: Ulang\n\nHalo";
  await t.house.pool.query("alter table message rename to message_away");
  expect(await hand(port(), raw, { to: "meja@kantor.test" })).toMatch(/^451 4\.3\.0 /);
  await t.house.pool.query("alter table message_away rename to message");
  for (const _again of [1, 2]) expect(await hand(port(), raw, { to: "meja@kantor.test" })).toMatch(/^250 /);
  const { rows } = await t.house.pool.query("select 1 from message where mail_id = 'ulang@mesin.example'");
  expect(rows).toHaveLength(1);
});

test("a stop lets the mail under way finish, and nobody else in", async () => {
  let stopped: Promise<void> | undefined;
  const answers = await dialogue(port(), [
    "EHLO client.test",
    "MAIL FROM:<joko@mesin.example>",
    "RCPT TO:<meja@kantor.test>",
    "DATA",
    () => {
      stopped = running.close();
      return "Message-ID: <akhir@mesin.example>\r\nSubject: Terakhir\r\n\r\nHalo\r\n.";
    },
    "QUIT",
  ]);
  expect(answers[5]).toBe("250 2.0.0 message");
  await stopped;
  await expect(knock("meja@kantor.test")).rejects.toThrow(/ECONNREFUSED/);
  const { rows } = await t.house.pool.query("select 1 from message where mail_id = 'akhir@mesin.example'");
  expect(rows).toHaveLength(1);
});
