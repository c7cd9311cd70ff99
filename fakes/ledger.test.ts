import { describe, expect, test } from "vitest";
import { listen, ProtocolFault } from "./http-fake.ts";
import { type Kept, Ledger } from "./ledger.ts";

type Note = Kept & { readonly text: string };
const note = (key: string, text = "halo"): Note => ({ key, to: "budi", text });

const start = async (ledger: Ledger<Note>) =>
  listen<Note>(ledger, ({ url, body }) => {
    if (url.pathname !== "/here") throw new ProtocolFault("no such path", 404);
    return { message: note(body.toString()), answer: (isNew) => ({ status: isNew ? 201 : 200 }) };
  });

describe("the book of a fake", () => {
  test("is content when exactly what was announced came", () => {
    const ledger = new Ledger<Note>();
    ledger.expects({ text: "halo" });
    ledger.expects((one) => one.key === "b");
    expect([ledger.take(note("a")), ledger.take(note("b", "lain")), ledger.take(note("a"))]).toEqual([true, true, false]);
    expect([ledger.messages.length, ledger.repeats.length]).toEqual([2, 1]);
    ledger.settle("fake");
  });

  test("fails for what nobody announced, what came more often than announced, and what never came", () => {
    const stranger = new Ledger<Note>();
    stranger.take(note("a"));
    expect(() => stranger.settle("fake")).toThrowError(/fake: nobody announced .*"key":"a"/);

    const twice = new Ledger<Note>();
    twice.expects({ text: "halo" });
    twice.take(note("a"));
    twice.take(note("b"));
    expect(() => twice.settle("fake")).toThrowError(/nobody announced .*"key":"b"/);

    const missing = new Ledger<Note>();
    missing.expects({ text: "halo" }, 2);
    missing.take(note("a"));
    expect(() => missing.settle("fake")).toThrowError(/never came: {"text":"halo"} × 1/);

    const turned = new Ledger<Note>();
    turned.turnAway(note("a"));
    expect(() => turned.settle("fake")).toThrowError(/nobody announced/);
  });

  test("hands out each message once and waits for the next; a fault ends the waiting", async () => {
    const ledger = new Ledger<Note>();
    ledger.expects({ to: "budi" }, Infinity);
    const next = ledger.next();
    ledger.take(note("a"));
    ledger.take(note("b"));
    expect([(await next).key, (await ledger.next()).key]).toEqual(["a", "b"]);
    const never = ledger.next();
    ledger.fault("salah alamat");
    await expect(never).rejects.toThrowError("salah alamat");
  });
});

describe("a listening fake", () => {
  test("answers, drops copies, and notes whoever breaks the protocol", async () => {
    const ledger = new Ledger<Note>();
    ledger.expects({ key: "a" });
    const { origin, stop } = await start(ledger);
    const post = async (path: string) => (await fetch(`${origin}${path}`, { method: "POST", body: "a" })).status;
    expect([await post("/here"), await post("/here"), await post("/elsewhere")]).toEqual([201, 200, 404]);
    await stop();
    expect(() => ledger.settle("fake")).toThrowError("fake: POST /elsewhere: no such path");
  });

  test("behaves badly as told, then well again", async () => {
    const ledger = new Ledger<Note>();
    ledger.expects({ key: "a" });
    const { origin, stop } = await start(ledger);
    const post = () => fetch(`${origin}/here`, { method: "POST", body: "a", headers: { connection: "close" } });
    ledger.behave({ status: 503, headers: { "retry-after": "1" } }, "drop", "garbage", "lose-answer", { slowMs: 1 });
    const busy = await post();
    expect([busy.status, busy.headers.get("retry-after")]).toEqual([503, "1"]);
    await expect(post()).rejects.toThrowError("fetch failed");
    await expect(post().then((response) => response.json())).rejects.toThrowError(SyntaxError);
    await expect(post()).rejects.toThrowError("fetch failed");
    expect([(await post()).status, (await post()).status]).toEqual([200, 200]);
    expect([ledger.turnedAway.length, ledger.messages.length, ledger.repeats.length]).toEqual([3, 1, 2]);
    const hanging = new AbortController();
    ledger.alwaysBehave("hang");
    const silent = fetch(`${origin}/here`, { method: "POST", body: "a", signal: hanging.signal });
    await ledger.change();
    hanging.abort();
    await expect(silent).rejects.toThrowError(/abort/);
    await stop();
    ledger.settle("fake");
  });
});
