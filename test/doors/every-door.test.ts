import { afterAll, beforeAll, expect, test } from "vitest";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { Command } from "commander";
import { createTransport } from "nodemailer";
import { remoteCaller } from "#doors/cli/callers.ts";
import { addCatalogue, runProgram } from "#doors/cli/program.ts";
import { openDoors, type TestDoors } from "#test/harness/doors.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

let t: TestHouse;
let doors: TestDoors;
let mailPort: number;
let token: string;
let sari: Awaited<ReturnType<TestHouse["staff"]>>;

const wish = {
  for: "Ratna Dewi",
  from: "Joko Widagdo",
  fromEmail: "joko@mesin.example",
  subject: "Penawaran",
  body: "Minta ditelepon soal penawaran",
};

beforeAll(async () => {
  t = await testHouse();
  doors = await openDoors(t);
  sari = await t.staff("Sari Puspita");
  await t.staff("Ratna Dewi", { role: "staff" });
  await doors.account(sari, "sari@contoh.co.id");
  token = await doors.token("sari@contoh.co.id");
  await t.call("mail.receive", { addresses: ["*@contoh.co.id"] }, await t.actor("Wulan", { role: "administrator", grade: 6 }));
  mailPort = await t.mail.listen("127.0.0.1", 0);
});
afterAll(async () => {
  await doors.close();
  await t.tearDown();
});

/** Runs the command line against the running Kerani; returns its exit code and what it wrote. */
const commandLine = async (...argv: string[]) => {
  const written = { out: "", err: "" };
  const terminal = { out: (text: string) => void (written.out += text), err: (text: string) => void (written.err += text) };
  const { registry } = t.house;
  const parts = { registry, lang: "en" as const, terminal, version: "0", caller: async () => remoteCaller(registry, doors.url, token) };
  const program = new Command("kerani");
  addCatalogue(program, parts);
  return { code: await runProgram(program, argv, parts), ...written };
};

const ways: Record<string, () => Promise<unknown>> = {
  web: async () => doors.rest(undefined, "/api/message/take", wish, await doors.signIn("sari@contoh.co.id")),
  rest: () => doors.rest(token, "/api/message/take", wish),
  cli: () =>
    commandLine(
      "message",
      "take",
      wish.for,
      "--from",
      wish.from,
      "--from-email",
      wish.fromEmail,
      "--subject",
      wish.subject,
      "--body",
      wish.body,
      "--json",
    ),
  mcp: async () => {
    const client = new Client({ name: "test", version: "1" });
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${doors.url}/mcp`), {
        requestInit: { headers: { authorization: `Bearer ${token}` } },
      }) as never,
    );
    await client.callTool({ name: "message.take", arguments: wish });
    await client.close();
  },
  mail: async () => {
    const client = createTransport({ host: "127.0.0.1", port: mailPort, ignoreTLS: true });
    await client.sendMail({
      from: `${wish.from} <${wish.fromEmail}>`,
      to: "ratna.dewi@contoh.co.id",
      subject: wish.subject,
      text: wish.body,
    });
    client.close();
  },
};

test("the same message by web, REST, command line, MCP and mail is the same record but for door and actor", async () => {
  for (const way of Object.values(ways)) await way();
  const rows = await t.house.db
    .selectFrom("message")
    .select([
      "fromName",
      "fromEmail",
      "forName",
      "forKind",
      "forId",
      "subject",
      "body",
      "urgency",
      "state",
      "confidentialFrom",
      "door",
      "takenByName",
    ])
    .orderBy("id")
    .execute();
  expect(rows.map(({ door, takenByName }) => [door, takenByName])).toEqual([
    ["web", "Sari Puspita"],
    ["rest", "Sari Puspita"],
    ["cli", "Sari Puspita"],
    ["mcp", "Sari Puspita"],
    ["mail", "Kerani"],
  ]);
  const likenesses = rows.map(({ door: _door, takenByName: _actor, ...record }) => record);
  for (const record of likenesses) expect(record).toEqual(likenesses[0]);
  const lines = await t.house.db
    .selectFrom("journal")
    .select(["command", "door"])
    .where("command", "=", "message.take")
    .orderBy("id")
    .execute();
  expect(lines.map(({ door }) => door)).toEqual(Object.keys(ways));
  expect((await t.audit()).faults).toEqual([]);
});

test("the command line tells refusals by its exit code, and says them as JSON when asked", async () => {
  expect(await commandLine("message", "take", "Ratna Dewi", "--from", "x", "--json")).toMatchObject({ code: 2, out: "" });
  expect((await commandLine("message", "take", "Zxqwv", "--from", "x", "--body", "y")).code).toBe(5);
  expect((await commandLine("audit", "verify")).code).toBe(4);
  const { code, err } = await commandLine("message", "show", "018f0000-0000-7000-8000-000000000000", "--json");
  expect([code, JSON.parse(err)]).toMatchObject([5, { code: "MESSAGE_MISSING", kind: "missing" }]);
  expect((await commandLine("message", "take", "--help")).out).toContain("--from-phone");
  expect((await commandLine("message", "frobnicate")).code).toBe(2);
});
