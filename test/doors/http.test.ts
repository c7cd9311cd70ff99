import { theClerk } from "#kernel/actor/actor.ts";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDoors, type TestDoors } from "#test/harness/doors.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

let t: TestHouse;
let doors: TestDoors;
let token: string;
let staff: Record<string, Awaited<ReturnType<TestHouse["staff"]>>>;

beforeAll(async () => {
  t = await testHouse();
  doors = await openDoors(t);
  staff = { sari: await t.staff("Sari Puspita"), rina: await t.staff("Rina Wulandari", { role: "administrator", grade: 6 }) };
  await doors.account(staff["sari"] as { id: string }, "sari@contoh.co.id");
  await doors.account(staff["rina"] as { id: string }, "rina@contoh.co.id");
  token = await doors.token("sari@contoh.co.id");
});
afterAll(async () => {
  await doors.close();
  await t.tearDown();
});

const message = { for: "desk", from: "Pak Joko", body: "Minta ditelepon" };

describe("a refusal", () => {
  test("is a problem document in the reader's language, with its code and every field", async () => {
    const { status, headers, body } = await doors.rest(token, "/api/message/take", { for: "desk", from: "" });
    expect(status).toBe(400);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(body).toMatchObject({
      code: "INVALID_INPUT",
      status: 400,
      problems: [
        { path: "from", detail: "tidak boleh kosong" },
        { path: "body", detail: "wajib diisi" },
      ],
    });
    const stranger = await doors.rest(undefined, "/api/message/take", message, { "accept-language": "en-GB,en" });
    expect(stranger).toMatchObject({ status: 401, body: { code: "SIGN_IN_FIRST", detail: "Please sign in first." } });
    expect(stranger.headers.get("www-authenticate")).toContain("Bearer");
  });

  test("answers a wrong method, an unknown path, and what is not JSON", async () => {
    expect(await doors.rest(token, "/api/message/take")).toMatchObject({ status: 501, body: { code: "WRONG_METHOD" } });
    expect(await doors.rest(token, "/api/nothing/here", {})).toMatchObject({ status: 404, body: { code: "UNKNOWN_COMMAND" } });
    expect(await doors.rest(token, "/api/message/take", "{not json")).toMatchObject({ status: 400, body: { code: "NOT_JSON" } });
    expect(await doors.rest(token, "/api/message/take", "[1]")).toMatchObject({ status: 400, body: { code: "NOT_JSON" } });
    const form = await fetch(`${doors.url}/api/message/take`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "text/plain" },
      body: "{}x",
    });
    expect(form.status).toBe(400);
  });

  test("of a body that is too large comes before it was read, also when its length is not told", async () => {
    const large = JSON.stringify({ ...message, body: "x".repeat(300_000) });
    expect(await doors.rest(token, "/api/message/take", large)).toMatchObject({ status: 400, body: { code: "BODY_TOO_LARGE" } });
    const chunked = await fetch(`${doors.url}/api/message/take`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: new Blob([large]).stream(),
      duplex: "half",
    } as RequestInit);
    expect(((await chunked.json()) as { code: string }).code).toBe("BODY_TOO_LARGE");
  });
});

describe("a foreign page", () => {
  test("cannot use the cookie: every change needs a header that only our own page can set", async () => {
    const page = await doors.signIn("sari@contoh.co.id");
    const own = await doors.rest(undefined, "/api/message/take", message, page);
    expect(own).toMatchObject({ status: 200, body: { door: "web" } });
    const { "x-kerani": _mark, ...cookieOnly } = page;
    expect(await doors.rest(undefined, "/api/message/take", message, cookieOnly)).toMatchObject({
      status: 403,
      body: { code: "FOREIGN_PAGE" },
    });
    expect(await doors.rest(undefined, "/api/message/take", message, { ...page, "sec-fetch-site": "cross-site" })).toMatchObject({
      status: 403,
      body: { code: "FOREIGN_PAGE" },
    });
  });

  test("gets no permission by CORS, and may not frame us", async () => {
    const response = await fetch(`${doors.url}/api/company/profile`, { headers: { origin: "https://evil.example" } });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(response.headers.get("content-security-policy")).not.toContain("script-src 'self' '");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("but the sites that an administrator named may frame booking pages, and nothing else of ours", async () => {
    const sites = ["https://www.contoh.co.id"];
    for (const wrong of ["*", "https://a.example/path", "http://a.example", "https://a.example; script-src *", "'self'", "javascript:1"])
      await expect(t.call("page.sites-set", { sites: [wrong] }, theClerk("cli"))).rejects.toMatchObject({ kind: "invalid" });
    await t.call("page.sites-set", { sites }, theClerk("cli"));
    await t.house.settings.reload();
    const policyOf = async (path: string) => {
      const { headers } = await fetch(`${doors.url}${path}`);
      return [/frame-ancestors [^;]*/.exec(headers.get("content-security-policy") ?? "")?.[0], headers.get("x-frame-options")];
    };
    expect(await policyOf("/book/direktur")).toEqual(["frame-ancestors https://www.contoh.co.id", null]);
    for (const path of ["/desk", "/", "/sign-in", "/bookings", "/api/company/profile", "/a/x"])
      expect(await policyOf(path)).toEqual(["frame-ancestors 'none'", "DENY"]);
    await t.call("page.sites-set", { sites: [] }, theClerk("cli"));
  });

  test("a cookie whose session ended is taken away and does not lock the browser out", async () => {
    const response = await fetch(`${doors.url}/api/company/profile`, { headers: { cookie: "kerani=nonsense", "x-kerani": "1" } });
    expect(response.status).toBe(200);
    expect(response.headers.get("set-cookie")).toMatch(/^kerani=; .*Max-Age=0/);
  });

  test("the session lies in a cookie that no script can read, and not in the answer", async () => {
    const response = await fetch(`${doors.url}/api/session/open`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-kerani": "1" },
      body: JSON.stringify({ email: "sari@contoh.co.id", password: "kuda terbang di atas awan" }),
    });
    expect(response.headers.getSetCookie().join("\n")).toMatch(/kerani=[^;]{20,}; Path=\/; HttpOnly; SameSite=Lax/);
    expect(await response.text()).not.toContain("sessionToken");
  });
});

describe("what answers without signing in", () => {
  test("tells a stranger nothing but that it is well", async () => {
    for (const path of ["/healthz", "/readyz"]) {
      const response = await fetch(doors.url + path);
      expect([response.status, await response.text()]).toEqual([200, "ok\n"]);
    }
    expect(await doors.rest(undefined, "/metrics")).toMatchObject({ status: 401 });
    expect(await doors.rest(token, "/metrics")).toMatchObject({ status: 403 });
    const { body } = await doors.rest(await doors.token("rina@contoh.co.id"), "/metrics");
    expect(String(body["text"])).toContain("kerani_attention_open");
  });

  test("does not answer to a name that is not its own, so that no foreign name can point here", async () => {
    const answerTo = (host: string) =>
      new Promise<number>((resolve) => {
        const socket = connect(Number(new URL(doors.url).port), "127.0.0.1");
        socket.once("data", (data) => resolve(Number(data.toString().split(" ")[1]))).once("data", () => socket.destroy());
        socket.write(`GET /api/company/profile HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      });
    expect(
      await Promise.all(["evil.example", "127.0.0.1.evil.example", "kerani.test", "localhost:7070", "192.168.1.5"].map(answerTo)),
    ).toEqual([403, 403, 200, 200, 200]);
  });

  test("serves the page for every screen, and nothing outside its folder", async () => {
    expect(await (await fetch(`${doors.url}/messages/1`)).text()).toContain("<title>Kerani</title>");
    expect((await fetch(`${doors.url}/missing.js`)).status).toBe(404);
    for (const path of ["/..%2f..%2fpackage.json", "/%2e%2e/package.json", "/assets/..%5c..%5cpackage.json"]) {
      const socket = connect(Number(new URL(doors.url).port), "127.0.0.1");
      const answer = await new Promise<string>((resolve) => {
        let text = "";
        socket.on("data", (data) => (text += data.toString())).on("close", () => resolve(text));
        socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      });
      expect(answer).not.toContain("devDependencies");
    }
  });

  test("the catalogue can be browsed and fetched", async () => {
    expect(await (await fetch(`${doors.url}/api`)).text()).toContain("swagger-ui");
    expect((await fetch(`${doors.url}/api/page/swagger-ui-bundle.js`)).status).toBe(200);
    const document = (await (await fetch(`${doors.url}/api/openapi.json`)).json()) as { openapi: string; paths: Record<string, unknown> };
    expect(document.openapi).toBe("3.1.0");
    expect(document.paths["/api/message/take"]).toBeDefined();
  });
});

describe("queries", () => {
  test("read their input from parameters: numbers, yes and no, lists, and JSON", async () => {
    await doors.rest(token, "/api/message/take", { ...message, body: "parameter" });
    const listed = await doors.rest(token, "/api/message/list?limit=1&unread=true&search=parameter");
    expect(listed.body["messages"]).toHaveLength(1);
    const nested = await doors.rest(token, `/api/message/list?${new URLSearchParams({ input: JSON.stringify({ limit: 1 }) }).toString()}`);
    expect(nested.status).toBe(200);
    expect(await doors.rest(token, "/api/message/list?limit=many")).toMatchObject({ status: 400, body: { problems: [{ path: "limit" }] } });
  });

  test("an attachment is only ever a download in a sandbox", async () => {
    const { body } = await doors.rest(token, "/api/message/take", message);
    const attached = await doors.rest(token, "/api/message/attach", {
      id: body["id"],
      name: 'jahat "x".svg',
      content: Buffer.from("<svg onload=alert(1)>").toString("base64"),
    });
    const file = await fetch(`${doors.url}/api/message/attachment?id=${String(attached.body["id"])}&inline=1`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(file.headers.get("content-type")).toBe("application/octet-stream");
    expect(file.headers.get("content-disposition")).toMatch(/^attachment; filename="jahat _x_.svg"/);
    expect(file.headers.get("content-security-policy")).toContain("sandbox");
    expect(await file.text()).toBe("<svg onload=alert(1)>");
  });

  test("an Idempotency-Key runs a command once", async () => {
    const send = () => doors.rest(token, "/api/message/take", { ...message, body: "sekali" }, { "idempotency-key": "http-1" });
    const [first, second] = await Promise.all([send(), send()]);
    expect(second.body["id"]).toBe(first.body["id"]);
  });
});

describe("the live wire", () => {
  test("is closed to strangers, and names what changed within moments of the commit", async () => {
    expect((await fetch(`${doors.url}/live`)).status).toBe(401);
    const page = await doors.signIn("sari@contoh.co.id");
    const stop = new AbortController();
    const stream = await fetch(`${doors.url}/live`, { headers: page, signal: stop.signal });
    const reader = (stream.body as ReadableStream<Uint8Array<ArrayBuffer>>).pipeThrough(new TextDecoderStream()).getReader();
    let heard = (await reader.read()).value ?? "";
    expect(heard).toContain("event: hello");
    const { body } = await doors.rest(token, "/api/message/take", message);
    while (!heard.includes(`message:${String(body["id"])}`)) heard += (await reader.read()).value ?? "";
    expect(heard).toContain("event: change");
    expect(heard).not.toContain("Minta ditelepon");
    stop.abort();
  });
});
