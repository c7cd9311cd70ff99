import { connect } from "node:net";
import { gunzipSync } from "node:zlib";
import { request as ask } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusal } from "#kernel/errors/refusal.ts";
import { conditions, credentials, multistatusOf, startClient, type Client } from "./suite/client.ts";
import { memoryWorld } from "./suite/memory-world.ts";
import { card, event } from "./suite/samples.ts";
import { props, xml } from "./suite/world.ts";

type MemoryWorld = Awaited<ReturnType<typeof memoryWorld>>;

let w: MemoryWorld;
let client: Client;
const HOME = "/dav/calendars/alice/";
const CALENDAR = `${HOME}work/`;
const BOOK = "/dav/addressbooks/alice/friends/";

beforeAll(async () => {
  w = await memoryWorld();
  client = await startClient(w.backend, { clock: w.clock, limits: { repeats: 25 } });
  await client.send("MKCALENDAR", CALENDAR);
  await client.send("MKCOL", BOOK);
});
afterAll(() => client.close());

/** Sends octets as they are and answers everything that comes back until the server closes or the wanted text is there. */
const raw = (octets: string, { until, hangUp = false }: { until?: RegExp; hangUp?: boolean } = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(client.url);
    let seen = "";
    const socket = connect(Number(port), hostname, () => {
      socket.write(octets);
      if (hangUp) socket.end();
    });
    socket.on("data", (part) => {
      seen += part.toString("latin1");
      if (until?.test(seen)) socket.destroy();
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(seen));
  });

const head = (method: string, path: string, ...headers: string[]): string =>
  [`${method} ${path} HTTP/1.1`, "Host: x", `Authorization: ${credentials("alice")}`, ...headers, "", ""].join("\r\n");

describe("addresses that play tricks", () => {
  it.each([
    "/dav/calendars/alice/../bob/",
    "/dav/calendars/alice/%2e%2e/bob/",
    "/dav/calendars/alice/work/%2E%2E",
    "/dav/calendars/alice%2fwork/",
    "/dav/calendars/alice/work/..%5c..%5cpasswd",
    "/dav/calendars/alice/work/a%00.ics",
    "/dav/calendars/alice/work/a%0d%0aX-Evil:%201.ics",
    "/dav/calendars/alice//work/",
    "/dav/calendars/alice/work/%ff.ics",
    "/dav/calendars/alice/work/%",
    `/dav/calendars/alice/work/${"a".repeat(300)}.ics`,
  ])("%s is 400", async (path) => {
    expect((await client.send("PUT", path, { body: event({ uid: "trick" }) })).status).toBe(400);
    expect((await client.send("PROPFIND", path, { headers: { depth: "0" } })).status).toBe(400);
  });

  it("in a Destination and in a multiget they lead nowhere", async () => {
    await client.send("PUT", `${CALENDAR}t.ics`, { body: event({ uid: "t" }) });
    expect(
      (await client.send("COPY", `${CALENDAR}t.ics`, { headers: { destination: "/dav/calendars/alice/work/..%2f..%2fbob" } })).status,
    ).toBe(400);
    expect(
      (await client.send("COPY", `${CALENDAR}t.ics`, { headers: { destination: "//elsewhere/dav/calendars/alice/work/b.ics" } })).status,
    ).toBe(502);
    const body = xml("C:calendar-multiget", `<D:prop><D:getetag/></D:prop><D:href>${CALENDAR}..%2ft.ics</D:href>`);
    expect((await client.send("REPORT", CALENDAR, { body })).body).toContain("404 Not Found");
  });

  it("names with spaces, umlauts, quotes, ampersands and signs come back as they went", async () => {
    for (const name of ["a b.ics", "grüße.ics", 'q"uo&te<.ics', "uid@host;v=1,2.ics", "100%.ics", "emoji😀.ics", "+.ics", "a~(b)!*'.ics"]) {
      const path = CALENDAR + encodeURIComponent(name);
      expect((await client.send("PUT", path, { body: event({ uid: name }) })).status).toBe(201);
      const listed = multistatusOf(await client.send("PROPFIND", CALENDAR, { headers: { depth: "1" }, body: props("D:getetag") }));
      expect([...listed.responses.keys()]).toContain(decodeURI(path));
      expect((await client.send("DELETE", path)).status).toBe(204);
    }
  });
});

describe("bodies that are too much", () => {
  it("XML with entities, deep nesting or broken octets is 400, at once", async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "${"x".repeat(1000)}"><!ENTITY b "${"&a;".repeat(1000)}">]><D:propfind xmlns:D="DAV:"><D:prop>&b;</D:prop></D:propfind>`;
    const external = `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><D:propfind xmlns:D="DAV:"><D:prop>&x;</D:prop></D:propfind>`;
    const deep = `${"<a>".repeat(50_000)}${"</a>".repeat(50_000)}`;
    for (const body of [bomb, external, deep, Buffer.from([0xff, 0xfe, 0x00]), Buffer.from("<a>\xff</a>", "latin1")])
      expect((await client.send("PROPFIND", CALENDAR, { headers: { depth: "0" }, body })).status).toBe(400);
    const utf16 = Buffer.from(`\uFEFF${props("D:getetag")}`, "utf16le");
    expect((await client.send("PROPFIND", CALENDAR, { headers: { depth: "0" }, body: utf16 })).status).toBe(207);
  });

  it("an object above max-resource-size is refused before it is read, whether its length is told or not", async () => {
    const big = "x".repeat(10 * 1024 * 1024);
    const declared = await raw(head("PUT", `${CALENDAR}big.ics`, `Content-Length: ${big.length}`, "Expect: 100-continue"), {
      until: /max-resource-size/,
    });
    expect(declared).toMatch(/^HTTP\/1\.1 (?:100 Continue\r\n\r\nHTTP\/1\.1 )?403/);
    const chunk = "8000\r\n".concat("y".repeat(0x8000), "\r\n").repeat(200);
    const chunked = await raw(head("PUT", `${CALENDAR}big.ics`, "Transfer-Encoding: chunked") + chunk, { until: /max-resource-size/ });
    expect(chunked).toMatch(/^HTTP\/1\.1 403/);
    expect((await client.send("GET", `${CALENDAR}big.ics`)).status).toBe(404);
  });

  it("an XML body above its limit is 413", async () => {
    const seen = await raw(head("REPORT", CALENDAR, "Content-Length: 50000000"), { until: /octets/ });
    expect(seen).toMatch(/^HTTP\/1\.1 413/);
    expect(seen).toMatch(/Connection: close/i);
  });

  it("a coded body is 415", async () => {
    expect((await client.send("PUT", `${CALENDAR}z.ics`, { headers: { "content-encoding": "gzip" }, body: "x" })).status).toBe(415);
  });

  it("half-finished uploads store nothing and hurt nobody", async () => {
    const start = event({ uid: "half" }).slice(0, 60);
    expect(await raw(head("PUT", `${CALENDAR}half.ics`, "Content-Length: 5000") + start, { hangUp: true })).not.toMatch(/ 20[0-9] /);
    expect((await client.send("GET", `${CALENDAR}half.ics`)).status).toBe(404);
  });

  it("a body that never arrives is 408 when its time is over", async () => {
    const waiting = raw(head("PUT", `${CALENDAR}slow.ics`, "Content-Length: 5000") + "BEGIN", { until: /408/ });
    const state = { done: false };
    void waiting.then(() => (state.done = true));
    while (!state.done) {
      w.clock.advance({ seconds: 30 });
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await waiting).toMatch(/^HTTP\/1\.1 408/);
  });

  it("endless properties and conditions are refused", async () => {
    const long = xml("D:propertyupdate", `<D:set><D:prop><CS:x>${"y".repeat(100_000)}</CS:x></D:prop></D:set>`);
    expect((await client.send("PROPPATCH", CALENDAR, { body: long })).body).toContain("507 Insufficient Storage");
    const many = xml(
      "D:propertyupdate",
      `<D:set><D:prop>${Array.from({ length: 300 }, (_, i) => `<CS:x${i}/>`).join("")}</D:prop></D:set>`,
    );
    expect((await client.send("PROPPATCH", CALENDAR, { body: many })).body).toContain("507 Insufficient Storage");
    const crowd = '<C:prop-filter name="SUMMARY"/>'.repeat(1000);
    const filter = xml(
      "C:calendar-query",
      `<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">${crowd}</C:comp-filter></C:comp-filter></C:filter>`,
    );
    expect((await client.send("REPORT", CALENDAR, { headers: { depth: "1" }, body: filter })).status).toBe(403);
  });
});

describe("what is written into replies", () => {
  it("escapes markup and keeps line ends", async () => {
    const name = "</D:displayname><D:evil/>&amp;\"'";
    await client.send("PROPPATCH", CALENDAR, {
      body: xml("D:propertyupdate", `<D:set><D:prop><D:displayname><![CDATA[${name}]]></D:displayname></D:prop></D:set>`),
    });
    const answer = multistatusOf(await client.send("PROPFIND", CALENDAR, { headers: { depth: "0" }, body: props("D:displayname") }));
    expect(answer.responses.get(CALENDAR)!.props.get("{DAV:}displayname")!.element.children.join("")).toBe(name);
  });

  it("compresses large replies for those who take it, never one with an ETag", async () => {
    for (let i = 0; i < 40; i++) await client.send("PUT", `${BOOK}${i}.vcf`, { body: card(`gz-${i}`, "G".repeat(500)) });
    const fetch = (
      path: string,
      method: string,
      coding: string,
      body?: string,
    ): Promise<{ headers: Record<string, unknown>; body: Buffer }> =>
      new Promise((resolve) => {
        const { hostname, port } = new URL(client.url);
        const headers = { authorization: credentials("alice"), "accept-encoding": coding, depth: "1" };
        ask({ hostname, port, path, method, headers, agent: false }, (incoming) => {
          const parts: Buffer[] = [];
          incoming
            .on("data", (part: Buffer) => parts.push(part))
            .on("end", () => resolve({ headers: incoming.headers, body: Buffer.concat(parts) }));
        }).end(body);
      });
    const query = xml("CR:addressbook-query", "<D:prop><CR:address-data/></D:prop>");
    const small = await fetch(BOOK, "REPORT", "gzip, deflate", query);
    expect([small.headers["content-encoding"], small.headers["vary"]]).toEqual(["gzip", "Accept-Encoding"]);
    const plain = await fetch(BOOK, "REPORT", "gzip;q=0", query);
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(gunzipSync(small.body).equals(plain.body)).toBe(true);
    const long = card("etag", "E".repeat(20_000));
    await client.send("PUT", `${BOOK}etag.vcf`, { body: long });
    expect((await fetch(`${BOOK}etag.vcf`, "GET", "gzip")).headers["content-encoding"]).toBeUndefined();
  });
});

describe("who may ask at all", () => {
  it("nobody without a password, but for OPTIONS and the well-known addresses", async () => {
    for (const method of ["GET", "PUT", "PROPFIND", "REPORT", "DELETE", "MKCALENDAR", "POST", "LOCK"]) {
      const answer = await client.send(method, CALENDAR, { as: "" });
      expect([answer.status, answer.headers["www-authenticate"]]).toEqual([401, 'Basic realm="Kerani", charset="UTF-8"']);
    }
    expect((await client.send("PROPFIND", CALENDAR, { as: "", headers: { authorization: "Basic !!!" } })).status).toBe(401);
    expect((await client.send("OPTIONS", "/dav/nowhere/", { as: "" })).status).toBe(200);
  });

  it("a page of another site may not use a browser's remembered password", async () => {
    const headers = { "sec-fetch-site": "cross-site" };
    expect((await client.send("PUT", `${CALENDAR}csrf.ics`, { headers, body: event({ uid: "csrf" }) })).status).toBe(403);
    expect((await client.send("DELETE", CALENDAR, { headers })).status).toBe(403);
    const form = { "content-type": "text/plain" };
    expect((await client.send("PUT", `${CALENDAR}csrf.ics`, { headers: form, body: event({ uid: "csrf" }) })).status).toBe(403);
  });

  it("a client that repeats a failing request for ever is told to wait", async () => {
    const put = () => client.send("PUT", `${CALENDAR}loop.ics`, { body: "nonsense" });
    const statuses: number[] = [];
    for (let i = 0; i < 30; i++) statuses.push((await put()).status);
    expect([statuses[0], statuses[24], statuses[25], statuses[29]]).toEqual([403, 403, 429, 429]);
    expect(Number((await put()).headers["retry-after"])).toBeGreaterThan(0);
    expect((await client.send("PUT", `${CALENDAR}other.ics`, { body: event({ uid: "other" }) })).status).toBe(201);
    w.clock.advance({ seconds: 61 });
    expect((await put()).status).toBe(403);
  });
});

describe("failures inside", () => {
  const failing = async (error: Error, limits = {}) => {
    const world = await memoryWorld();
    const seen: unknown[] = [];
    world.backend.home = async () => {
      throw error;
    };
    const own = await startClient(world.backend, { clock: world.clock, onBug: (each) => seen.push(each), limits });
    return { own, seen };
  };

  it("a bug is 500, told to the log and to nobody else", async () => {
    const { own, seen } = await failing(new Error("password=hunter2"));
    const answer = await own.send("PROPFIND", HOME, { headers: { depth: "0" } }).catch((error: Error) => error.message);
    expect(answer).toMatch(/-> 500/);
    expect(answer).not.toMatch(/hunter2/);
    expect(seen).toHaveLength(1);
    await own.close();
  });

  it("a refusal of the desk is answered in its own words", async () => {
    const busy = refusal("TEST_LIMIT", "limited", { id: "Terlalu banyak.", en: "Too many." });
    const { own, seen } = await failing(busy());
    const answer = await own.send("PROPFIND", HOME, { headers: { depth: "0" } });
    expect([answer.status, answer.body.includes("Too many. / Terlalu banyak."), answer.headers["retry-after"], seen]).toEqual([
      429,
      true,
      "30",
      [],
    ]);
    await own.close();
  });

  it("more requests of one principal than allowed at once are 503", async () => {
    const world = await memoryWorld();
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const home = world.backend.home.bind(world.backend);
    world.backend.home = async (...given) => {
      await gate;
      return home(...given);
    };
    const own = await startClient(world.backend, { clock: world.clock, limits: { concurrent: 2 } });
    const ask = (as: string) =>
      own.send("PROPFIND", HOME, { as, headers: { depth: "0" } }).then(
        (answer) => answer.status,
        (error: Error) => Number(/-> (\d+)/.exec(error.message)![1]),
      );
    const first = [ask("alice"), ask("alice")];
    const third = await ask("alice");
    release();
    expect([third, await first[0], await first[1]]).toEqual([503, 207, 207]);
    await own.close();
  });
});

it("conditions of an error are elements of a DAV:error (RFC 4918 §16)", async () => {
  const answer = await client.send("PROPFIND", CALENDAR, { headers: { depth: "infinity" } });
  expect(conditions(answer)).toEqual(["{DAV:}propfind-finite-depth", "{DAV:}responsedescription"]);
});
