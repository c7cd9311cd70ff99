import { execFile } from "node:child_process";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { theClerk } from "#kernel/actor/actor.ts";
import { openDoors, type TestDoors } from "#test/harness/doors.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

const SUITE = fileURLToPath(new URL("../../node_modules/@modelcontextprotocol/conformance/dist/index.js", import.meta.url));
/** What of the official suite concerns a server that offers tools and nothing else, with tools of its own. */
const SCENARIOS = ["server-initialize", "ping", "tools-list", "dns-rebinding-protection"];

let t: TestHouse;
let doors: TestDoors;
let token: string;

beforeAll(async () => {
  t = await testHouse();
  doors = await openDoors(t);
  const sari = await t.staff("Sari Puspita");
  await doors.account(sari, "sari@contoh.co.id");
  token = await doors.token("sari@contoh.co.id");
});
afterAll(async () => {
  await doors.close();
  await t.tearDown();
});

const connect = async (bearer: string): Promise<Client> => {
  const client = new Client({ name: "test", version: "1" });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${doors.url}/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${bearer}` } },
    }) as never,
  );
  return client;
};
const textOf = (result: unknown): Record<string, unknown> =>
  JSON.parse((result as { content: { text: string }[] }).content[0]?.text ?? "{}") as Record<string, unknown>;

describe("the MCP door", () => {
  test("offers the catalogue by the same names and schemas as OpenAPI, as far as the caller may go", async () => {
    const client = await connect(token);
    const { tools } = await client.listTools();
    const take = tools.find(({ name }) => name === "message.take");
    const document = (await doors.rest(undefined, "/api/openapi.json")).body as {
      paths: Record<string, { post: { requestBody: { content: Record<string, { schema: { properties: object } }> } } }>;
    };
    const schema = document.paths["/api/message/take"]?.post.requestBody.content["application/json"]?.schema;
    expect(take?.inputSchema.properties).toMatchObject(schema?.properties ?? { none: true });
    expect(take?.annotations).toMatchObject({ readOnlyHint: false, destructiveHint: false });
    expect(tools.find(({ name }) => name === "message.act")?.annotations).toMatchObject({ destructiveHint: true });
    const names = tools.map(({ name }) => name);
    expect(names).not.toContain("session.open");
    expect(names).not.toContain("audit.verify");
    await client.close();
  });

  test("runs a command once per key, and says in words why it refuses", async () => {
    const client = await connect(token);
    const wish = { name: "message.take", arguments: { for: "desk", from: "Pak Joko", body: "x", idempotencyKey: "mcp-1" } };
    const [first, second] = [textOf(await client.callTool(wish)), textOf(await client.callTool(wish))];
    expect(first).toMatchObject({ door: "mcp", state: "taken" });
    expect(second["id"]).toBe(first["id"]);
    const refused = await client.callTool({ name: "message.take", arguments: { for: "desk" } });
    expect(refused.isError).toBe(true);
    expect(textOf(refused)).toMatchObject({ code: "INVALID_INPUT", problems: [{ path: "from" }, { path: "body" }] });
    await expect(client.callTool({ name: "audit.verify", arguments: {} })).rejects.toThrow(/Unknown tool/);
    await client.close();
  });

  test("an agent's final act waits for a person, and runs once however often that person says yes", async () => {
    const owner = await t.staff("Rina Wulandari", { role: "administrator", grade: 6 });
    const program = await t.actor("Agen Surat", { kind: "program", ownerId: owner.id });
    const made = (await t.house.pipeline.call("token.create", { programId: program.id, scope: ["*"] }, { actor: theClerk("cli") })) as {
      token: string;
    };
    const agent = await connect(made.token);
    const { id } = textOf(await agent.callTool({ name: "message.take", arguments: { for: "desk", from: "Agen", body: "y" } })) as {
      id: string;
    };
    const waiting = await agent.callTool({ name: "message.act", arguments: { id, outcome: "dibalas" } });
    expect(waiting.isError).toBeFalsy();
    const { pendingId } = textOf(waiting) as { pendingId: string };
    expect((await t.call("message.show", { id }, owner)).message.state).toBe("taken");
    const approve = () => t.call("approval.decide", { id: pendingId, decision: "approve" }, owner);
    const answers = await Promise.all([approve(), approve(), approve()]);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect((await t.call("message.show", { id }, owner)).message).toMatchObject({ state: "acted", acted: { by: "Agen Surat" } });
    const lines = await t.call("journal.list", { subjectId: id, command: "message.act" }, owner);
    expect(lines.lines).toMatchObject([{ actorName: "Agen Surat", approverId: owner.id, door: "mcp" }]);
    expect((await t.audit()).faults).toEqual([]);
    await agent.close();
  });

  test("is closed without a token, to a foreign page, and has no stream to listen on", async () => {
    const call = (headers: Record<string, string>) =>
      fetch(`${doors.url}/mcp`, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: "{}" });
    expect((await call({})).status).toBe(401);
    expect((await call({ authorization: `Bearer ${token}`, origin: "https://evil.example" })).status).toBe(403);
    expect((await fetch(`${doors.url}/mcp`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(405);
  });

  test.each(SCENARIOS)("passes the official conformance suite: %s", async (scenario) => {
    // The suite knows no tokens; what stands before it adds one and passes everything else on untouched.
    const front = createServer((incoming, outgoing) => {
      const onward = request(
        `${doors.url}${incoming.url ?? ""}`,
        { method: incoming.method, headers: { ...incoming.headers, authorization: `Bearer ${token}` } },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(outgoing);
        },
      );
      incoming.pipe(onward);
    });
    await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
    try {
      const url = `http://127.0.0.1:${(front.address() as AddressInfo).port}/mcp`;
      const { stdout } = await promisify(execFile)(process.execPath, [SUITE, "server", "--url", url, "--scenario", scenario]).catch(
        (error: { stdout?: string; stderr?: string }) => ({ stdout: `${error.stdout ?? ""}${error.stderr ?? ""}\nthe suite failed` }),
      );
      expect(stdout).toMatch(/[1-9]\d*\/[1-9]\d*|passed/i);
      expect(stdout).not.toMatch(/the suite failed|[1-9]\d* failed/i);
    } finally {
      front.close();
    }
  });
});
