import { execFile } from "node:child_process";
import http from "node:http";
import https from "node:https";
import type { AddressInfo, Server } from "node:net";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { loopbackTls } from "#fakes/tls/loopback.ts";
import { asFetch } from "./as-fetch.ts";
import { openOutbound, type Outbound, type OutboundPolicy } from "./outbound.ts";

const open: (() => void)[] = [];
afterEach(() => open.splice(0).forEach((close) => close()));

const serve = async (
  handle: http.RequestListener,
  tls?: { cert: string; key: string },
): Promise<{ origin: string; port: number; hits: () => number }> => {
  let hits = 0;
  const counted: http.RequestListener = (request, response) => {
    hits += 1;
    handle(request, response);
  };
  const server: Server & { closeAllConnections(): void } = tls ? https.createServer(tls, counted) : http.createServer(counted);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http${tls ? "s" : ""}://127.0.0.1:${port}`, port, hits: () => hits };
};

const outbound = (policy: OutboundPolicy): Outbound => {
  const made = openOutbound(policy);
  open.push(made.close);
  return made;
};

const ok: http.RequestListener = (_request, response) => void response.end("baik");

describe("where a request may go", () => {
  test("an allowed host on a private address only when the administrator said private", async () => {
    const { origin, hits } = await serve(ok);
    const answer = await outbound({ allow: [{ origin, private: true }] }).fetch({ url: `${origin}/x` });
    expect([answer.status, answer.text()]).toEqual([200, "baik"]);
    await expect(outbound({ allow: [{ origin }] }).fetch({ url: origin })).rejects.toMatchObject({
      fault: "address_forbidden",
      retry: false,
    });
    expect(hits()).toBe(1);
  });

  test("nobody who is not on the list, whatever the address", async () => {
    const { origin, hits } = await serve(ok);
    await expect(outbound({ allow: [] }).fetch({ url: origin })).rejects.toMatchObject({ fault: "host_not_allowed", retry: false });
    await expect(outbound({ allow: [{ origin: "*" }] }).fetch({ url: origin })).rejects.toMatchObject({ fault: "host_not_allowed" });
    expect(hits()).toBe(0);
  });

  test.each([
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://169.254.169.254/latest/meta-data/",
    "https://0.0.0.0/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://127.1/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[fe80::1]/",
    "https://10.1.2.3/",
    "https://localhost/",
    "https://localhost./",
    "https://１２７.０.０.１/",
  ])("%s is refused even where every public host is allowed", async (url) => {
    await expect(outbound({ allow: [{ origin: "*" }] }).fetch({ url })).rejects.toMatchObject({ fault: "address_forbidden" });
  });

  test("the cloud's credential address and 0.0.0.0 are refused even when allowed as private", async () => {
    for (const host of ["169.254.169.254", "0.0.0.0", "[::]", "100.100.100.200"]) {
      const made = outbound({ allow: [{ origin: `http://${host}`, private: true }] });
      await expect(made.fetch({ url: `http://${host}/` })).rejects.toMatchObject({ fault: "address_forbidden" });
    }
  });

  test("a public name that resolves to this machine, alone or among public addresses", async () => {
    const { port, hits } = await serve(ok);
    for (const addresses of [["127.0.0.1"], ["::1"], ["93.184.216.34", "127.0.0.1"], ["169.254.169.254"]]) {
      const resolve = async () => addresses.map((address) => ({ address, family: address.includes(":") ? (6 as const) : (4 as const) }));
      const made = outbound({ allow: [{ origin: `http://hook.example.com:${port}` }], resolve });
      await expect(made.fetch({ url: `http://hook.example.com:${port}/` })).rejects.toMatchObject({ fault: "address_forbidden" });
    }
    expect(hits()).toBe(0);
  });

  test("the connection goes to the address that was judged, however the name answers later", async () => {
    const { port, hits } = await serve(ok);
    let asked = 0;
    const resolve = async () => [{ address: ++asked === 1 ? "127.0.0.1" : "127.0.0.2", family: 4 as const }];
    const made = outbound({ allow: [{ origin: `http://gateway.office.test:${port}`, private: true }], resolve });
    expect((await made.fetch({ url: `http://gateway.office.test:${port}/` })).status).toBe(200);
    expect([asked, hits()]).toEqual([1, 1]);
  });

  test("a name without addresses, or none that resolves", async () => {
    const none = outbound({ allow: [{ origin: "a.test" }], resolve: async () => [] });
    await expect(none.fetch({ url: "https://a.test/" })).rejects.toMatchObject({ fault: "name_unknown", retry: true });
    const broken = outbound({
      allow: [{ origin: "a.test" }],
      resolve: () => Promise.reject(Object.assign(new Error("?"), { code: "ENOTFOUND" })),
    });
    await expect(broken.fetch({ url: "https://a.test/" })).rejects.toMatchObject({ fault: "name_unknown", code: "ENOTFOUND" });
  });

  test("no other scheme and no name or password in the address", async () => {
    const made = outbound({ allow: [{ origin: "*" }] });
    for (const url of ["file:///etc/passwd", "ftp://a.test/", "data:,x", "https://user:rahasia@a.test/", "not a url", ""]) {
      await expect(made.fetch({ url })).rejects.toMatchObject({ fault: "url_invalid" });
      expect(made.allows(url)).toBe(false);
    }
  });

  test("a changed allow list counts at once, also for a connection kept open", async () => {
    const { origin } = await serve(ok);
    const allow = [{ origin, private: true }];
    const made = outbound({ allow: () => allow });
    expect((await made.fetch({ url: origin })).status).toBe(200);
    allow[0] = { origin, private: false };
    await expect(made.fetch({ url: origin })).rejects.toMatchObject({ fault: "address_forbidden" });
  });
});

test("a connection is used again, but never across a change of the allow list that judged it", async () => {
  const lines = new Set<number | undefined>();
  const { origin } = await serve((request, response) => {
    lines.add(request.socket.remotePort);
    response.end();
  });
  const allow = [{ origin, private: true }];
  const made = outbound({ allow: () => allow });
  await made.fetch({ url: origin });
  await made.fetch({ url: origin });
  expect(lines.size).toBe(1);
  allow.push({ origin: "https://elsewhere.test", private: false });
  await made.fetch({ url: origin });
  expect(lines.size).toBe(2);
});

describe("redirects", () => {
  test("are not followed unless asked for", async () => {
    const { origin, hits } = await serve((_request, response) => response.writeHead(302, { location: "/next" }).end());
    await expect(outbound({ allow: [{ origin, private: true }] }).fetch({ url: origin })).rejects.toMatchObject({
      fault: "redirected",
      code: "302",
    });
    expect(hits()).toBe(1);
  });

  test("are judged like the first address", async () => {
    const inside = await serve(ok);
    const { origin } = await serve((_request, response) => response.writeHead(302, { location: `${inside.origin}/secret` }).end());
    const made = outbound({ allow: [{ origin, private: true }, { origin: inside.origin }] });
    await expect(made.fetch({ url: origin, redirects: 3 })).rejects.toMatchObject({ fault: "address_forbidden" });
    expect(inside.hits()).toBe(0);
  });

  test("end after the number allowed, never carry a secret elsewhere, and never repeat a POST", async () => {
    let seen: http.IncomingHttpHeaders = {};
    const other = await serve((request, response) => {
      seen = request.headers;
      response.end("sampai");
    });
    const { origin, hits } = await serve((request, response) =>
      response.writeHead(307, { location: request.url === "/loop" ? "/loop" : `${other.origin}/` }).end(),
    );
    const made = outbound({
      allow: [
        { origin, private: true },
        { origin: other.origin, private: true },
      ],
    });
    await expect(made.fetch({ url: `${origin}/loop`, redirects: 4 })).rejects.toMatchObject({ fault: "redirected" });
    expect(hits()).toBe(5);
    const answer = await made.fetch({
      url: `${origin}/`,
      redirects: 1,
      headers: { authorization: "Bearer x", "x-key": "y", accept: "text/plain" },
    });
    expect(answer.text()).toBe("sampai");
    expect(seen).toMatchObject({ accept: "text/plain" });
    expect(seen).not.toHaveProperty("authorization");
    expect(seen).not.toHaveProperty("x-key");
    await expect(made.fetch({ url: `${origin}/`, method: "POST", body: "x", redirects: 1 })).rejects.toMatchObject({ fault: "redirected" });
  });
});

describe("what goes wrong on the way", () => {
  test("an answer larger than the limit is cut off", async () => {
    const { origin } = await serve((_request, response) => {
      const more = () => void (response.write(Buffer.alloc(65_536)) ? setImmediate(more) : response.once("drain", more));
      more();
    });
    await expect(outbound({ allow: [{ origin, private: true }] }).fetch({ url: origin })).rejects.toMatchObject({
      fault: "too_large",
      retry: false,
    });
  });

  test("silence ends at the time limit, also between two bytes and while a name is looked up", async () => {
    const silent = await serve(() => {});
    const half = await serve((_request, response) => void response.write("a"));
    for (const { origin } of [silent, half]) {
      const made = outbound({ allow: [{ origin, private: true }], timeoutMs: 80 });
      await expect(made.fetch({ url: origin })).rejects.toMatchObject({ fault: "timeout", retry: true });
    }
    const slowName = outbound({ allow: [{ origin: "a.test" }], resolve: () => new Promise(() => {}), timeoutMs: 50 });
    await expect(slowName.fetch({ url: "https://a.test/" })).rejects.toMatchObject({ fault: "timeout" });
  });

  test("the caller can stop it", async () => {
    const stop = new AbortController();
    const { origin } = await serve(() => stop.abort());
    const made = outbound({ allow: [{ origin, private: true }] });
    await expect(made.fetch({ url: origin, signal: stop.signal })).rejects.toMatchObject({ fault: "stopped", retry: true });
    await expect(made.fetch({ url: origin, signal: stop.signal })).rejects.toMatchObject({ fault: "stopped" });
  });

  test("a cut line, a closed port, noise instead of HTTP", async () => {
    const cut = await serve((request) => void request.socket.resetAndDestroy());
    const halfway = await serve((request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("a", () => request.socket.resetAndDestroy());
    });
    const noise = await serve((request) => void request.socket.end("SSH-2.0-OpenSSH_9.2\r\n"));
    for (const { origin } of [cut, halfway, noise]) {
      await expect(outbound({ allow: [{ origin, private: true }] }).fetch({ url: origin })).rejects.toMatchObject({
        fault: "broken",
        retry: true,
      });
    }
    const origin = "http://127.0.0.1:1";
    await expect(outbound({ allow: [{ origin, private: true }] }).fetch({ url: origin })).rejects.toMatchObject({
      fault: "unreachable",
      retry: true,
    });
  });

  test("a certificate that nobody vouches for, and one that the administrator trusts", async () => {
    const { origin } = await serve(ok, loopbackTls);
    const allow = [{ origin, private: true }];
    await expect(outbound({ allow }).fetch({ url: origin })).rejects.toMatchObject({ fault: "tls" });
    expect((await outbound({ allow, trust: loopbackTls.cert }).fetch({ url: origin })).status).toBe(200);
  });

  test("a header that would smuggle another is refused before anything is sent", async () => {
    const { origin, hits } = await serve(ok);
    const made = outbound({ allow: [{ origin, private: true }] });
    for (const headers of [{ "x-a": "b\r\nx-c: d" }, { "x a": "b" }, { "x\r\ny": "b" }] as Record<string, string>[]) {
      await expect(made.fetch({ url: origin, headers })).rejects.toMatchObject({ fault: "request_invalid", retry: false });
    }
    expect(hits()).toBe(0);
  });

  test("an error never carries path, query, header or body", async () => {
    const { origin } = await serve((request) => void request.socket.resetAndDestroy());
    const made = outbound({ allow: [{ origin, private: true }] });
    const error = await made
      .fetch({ url: `${origin}/rahasia1?t=rahasia2`, method: "POST", headers: { authorization: "rahasia3" }, body: "rahasia4" })
      .catch((caught: unknown) => caught);
    expect(`${String(error)} ${JSON.stringify(error)} ${String((error as Error).stack)} ${String((error as Error).cause)}`).not.toContain(
      "rahasia",
    );
  });
});

test("sends method, headers and body, and joins a header that is sent twice", async () => {
  const { origin } = await serve((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      response.setHeader("x-twice", ["a", "b"]);
      response.end(
        JSON.stringify([request.method, request.headers["x-a"], request.headers["content-length"], Buffer.concat(parts).toString()]),
      );
    });
  });
  const made = outbound({ allow: [{ origin, private: true }] });
  const answer = await made.fetch({ url: origin, method: "POST", headers: { "x-a": "1", "Content-Length": "1" }, body: "é" });
  expect(answer.json()).toEqual(["POST", "1", "2", "é"]);
  expect(answer.headers["x-twice"]).toBe("a, b");
});

test("a proxy named in the environment is not used", async () => {
  const { origin } = await serve(ok);
  const proxy = await serve((_request, response) => void response.end("lewat perantara"));
  const script = `
    import { openOutbound } from "#kernel/outbound/outbound.ts";
    const outbound = openOutbound({ allow: [{ origin: "${origin}", private: true }] });
    console.log((await outbound.fetch({ url: "${origin}" })).text());
    console.log(await (await fetch("${origin}")).text());
    outbound.close();`;
  const env = { ...process.env, NODE_USE_ENV_PROXY: "1", HTTP_PROXY: proxy.origin, http_proxy: proxy.origin, NO_PROXY: "", no_proxy: "" };
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], { env });
  // The second line shows that the trap was set: what does not go through the guard does take the proxy.
  expect(stdout).toBe("baik\nlewat perantara\n");
});

test("a library that wants fetch gets the guarded one", async () => {
  const { origin } = await serve((request, response) => response.writeHead(request.url === "/none" ? 204 : 201, { "x-a": "b" }).end());
  const guarded = asFetch(outbound({ allow: [{ origin, private: true }] }));
  const response = await guarded(`${origin}/x`, { method: "POST", body: new URLSearchParams({ a: "b" }) });
  expect([response.status, response.headers.get("x-a")]).toEqual([201, "b"]);
  expect((await guarded(`${origin}/none`)).status).toBe(204);
  await expect(guarded("https://elsewhere.test/")).rejects.toMatchObject({ fault: "host_not_allowed" });
});
