import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type PushService, startPushService } from "#fakes/push-service.ts";
import { TestClock } from "#kernel/clock/test-clock.ts";
import { openOutbound, type Outbound } from "#kernel/outbound/outbound.ts";
import { HOSTILE, outboundTo, parcelWith } from "../fixtures.ts";
import type { PushPayload } from "./payload.ts";
import { newVapidKeys, vapidSigner } from "./vapid.ts";
import { PUSH_SERVICES, webPushChannel } from "./web-push.ts";

const clock = new TestClock("2026-03-02T03:04:05Z");
const keys = newVapidKeys();
const never = new AbortController().signal;
let service: PushService;
let outbound: Outbound;

beforeEach(async () => {
  service = await startPushService({ clock });
  outbound = outboundTo(service.origin);
});
afterEach(async () => {
  outbound.close();
  await service.close();
});

const channel = (timeoutMs?: number) =>
  webPushChannel({ outbound, clock, keys, contact: "mailto:admin@kantor.test", ...(timeoutMs ? { timeoutMs } : {}) });
const read = (text: string): PushPayload => JSON.parse(text) as PushPayload;

describe("a push message", () => {
  test("is signed, encrypted for this browser and decrypts to the parcel", async () => {
    const browser = service.subscribe(keys.publicKey);
    service.expects({ to: browser.endpoint, urgency: "high", ttl: 43_200, contact: "mailto:admin@kantor.test" });
    const evidence = await channel().send(parcelWith(), browser, never);
    expect(evidence).toMatchObject({ level: "accepted", receipt: expect.stringContaining("/message/") });
    const message = await service.next();
    expect(message.topic).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(read(message.text)).toEqual({
      tag: message.topic,
      title: "Telepon dari Pak Hartono",
      body: "Minta ditelepon kembali sebelum pukul 15.00 soal kontrak gudang.",
      lang: "id",
      urgency: "urgent",
      reference: "M-1042",
      url: "https://kerani.kantor.test/a/tok3n",
      actions: [{ name: "later", label: "Nanti", url: "https://kerani.kantor.test/a/tok3n/later" }],
    });
  });

  test.each([
    ["routine", "low"],
    ["soon", "normal"],
    ["urgent", "high"],
    ["emergency", "high"],
  ] as const)("%s travels with urgency %s", async (urgency, header) => {
    const browser = service.subscribe();
    service.expects({ to: browser.endpoint, urgency: header });
    await channel().send(parcelWith({ urgency }), browser, never);
  });

  test("a second attempt replaces the first while the device is off", async () => {
    const browser = service.subscribe();
    service.expects({ to: browser.endpoint }, 2);
    service.behave("lose-answer");
    await expect(channel().send(parcelWith(), browser, never)).rejects.toMatchObject({ retry: true });
    await channel().send(parcelWith(), browser, never);
    await channel().send(parcelWith({ key: "another step" }), browser, never);
    expect(service.collect(browser).length).toBe(2);
    expect(service.repeats.length).toBe(1);
  });

  test("stays within 3 KiB whatever it is to say", async () => {
    const browser = service.subscribe();
    service.expects({ to: browser.endpoint }, 3);
    const long = `https://kerani.kantor.test/${"x".repeat(1900)}`;
    const unwieldy = [
      parcelWith({ key: "1", body: "👩‍👩‍👧".repeat(100_000), title: "é".repeat(5000) }),
      parcelWith({ key: "2", body: '"\\\n'.repeat(50_000) }),
      parcelWith({ key: "3", body: "isi", link: long, actions: [{ name: "a", label: "A", url: long }] }),
    ];
    for (const parcel of unwieldy) await channel().send(parcel, browser, never);
    for (const { text } of service.messages) {
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(3072);
      expect(read(text).title).not.toBe("");
    }
    expect(Buffer.byteLength(service.messages[0]!.text)).toBeGreaterThan(2900);
    expect(Buffer.byteLength(service.messages[1]!.text)).toBeGreaterThan(2900);
    expect(read(service.messages[2]!.text)).toMatchObject({ body: "isi", url: long, actions: [] });
  });

  test("carries text only: no control characters, no links but to the web", async () => {
    const browser = service.subscribe();
    service.expects({ to: browser.endpoint });
    const actions = [{ name: "x", label: HOSTILE, url: "javascript:alert(1)" }];
    await channel().send(parcelWith({ title: HOSTILE, body: HOSTILE, link: "javascript:alert(1)", actions }), browser, never);
    const { text } = await service.next();
    expect(read(text)).not.toHaveProperty("url");
    expect(read(text).actions).toEqual([]);
    expect(text).not.toMatch(/\u202e|\\u0000|\\r/);
  });
});

describe("a failure says whose fault it is and whether to try again", () => {
  const statuses: [number, object][] = [
    [404, { fault: "address", gone: true, retry: false }],
    [410, { fault: "address", gone: true, retry: false }],
    [400, { fault: "parcel", gone: false, retry: false }],
    [401, { fault: "settings", gone: false, retry: false }],
    [403, { fault: "settings", gone: false, retry: false }],
    [413, { fault: "parcel", gone: false, retry: false }],
    [500, { fault: "service", gone: false, retry: true }],
    [302, { fault: "address", gone: false, retry: false }],
  ];
  test.each(statuses)("answer %i", async (status, expected) => {
    const browser = service.subscribe();
    service.expects({ to: browser.endpoint }, Infinity);
    service.behave({ status, headers: { location: "http://127.0.0.1:1/" } });
    await expect(channel().send(parcelWith(), browser, never)).rejects.toMatchObject({
      name: "ChannelFailure",
      channel: "push",
      ...expected,
    });
  });

  test("a service that asks for time is given it, in seconds or by a date", async () => {
    const browser = service.subscribe();
    service.expects({ to: browser.endpoint }, Infinity);
    service.behave(
      { status: 429, headers: { "retry-after": "60" } },
      { status: 503, headers: { "retry-after": "Mon, 02 Mar 2026 03:05:05 GMT" } },
    );
    for (const _ of [429, 503]) {
      await expect(channel().send(parcelWith(), browser, never)).rejects.toMatchObject({ retry: true, retryAfterMs: 60_000 });
    }
  });

  test("a browser that unsubscribed", async () => {
    const browser = service.subscribe();
    service.unsubscribe(browser);
    await expect(channel().send(parcelWith(), browser, never)).rejects.toMatchObject({ gone: true });
  });

  test("silence, a cut line, a caller that stops", async () => {
    const browser = service.subscribe();
    service.expects({ to: browser.endpoint }, Infinity);
    service.behave("hang", "drop");
    await expect(channel(80).send(parcelWith(), browser, never)).rejects.toMatchObject({
      fault: "service",
      retry: true,
      reason: { en: expect.stringContaining("in time") },
    });
    await expect(channel().send(parcelWith(), browser, never)).rejects.toMatchObject({ fault: "service", retry: true });
    await expect(channel().send(parcelWith(), browser, AbortSignal.abort())).rejects.toMatchObject({ fault: "stopped", retry: true });
  });

  test.each([
    ["no address at all", { endpoint: "bukan alamat", keys: { p256dh: "", auth: "" } }],
    ["keys that are none", { endpoint: "https://fcm.googleapis.com/x", keys: { p256dh: "abc", auth: "def" } }],
  ])("%s is dead", async (_what, address) => {
    await expect(channel().send(parcelWith(), address, never)).rejects.toMatchObject({ fault: "address", gone: true });
  });
});

describe("where push messages may go", () => {
  test("a subscription that points into the office is never called", async () => {
    const guarded = openOutbound({ allow: PUSH_SERVICES });
    const strict = webPushChannel({ outbound: guarded, clock, keys, contact: "mailto:a@b.test" });
    const browser = service.subscribe();
    for (const endpoint of [
      browser.endpoint,
      "https://169.254.169.254/x",
      "https://localhost/x",
      "https://fcm.googleapis.com.evil.test/x",
    ]) {
      await expect(strict.send(parcelWith(), { ...browser, endpoint }, never)).rejects.toMatchObject({ fault: "address", retry: false });
    }
    expect(guarded.allows("https://web.push.apple.com/abc")).toBe(true);
    expect(guarded.allows("https://wns2-sg2p.notify.windows.com/w/?token=x")).toBe(true);
  });
});

describe("application keys", () => {
  test("are made whole every time", () => {
    for (let count = 0; count < 300; count += 1) {
      const made = newVapidKeys();
      expect([Buffer.from(made.publicKey, "base64url").length, Buffer.from(made.privateKey, "base64url").length]).toEqual([65, 32]);
      vapidSigner(made, "mailto:a@b.test");
    }
  });

  test("that do not belong together, or a contact that is none, are refused at once", () => {
    const other = newVapidKeys();
    for (const [wrong, contact] of [
      [{ ...keys, privateKey: other.privateKey }, "mailto:a@b.test"],
      [{ publicKey: "", privateKey: "" }, "mailto:a@b.test"],
      [keys, "admin@kantor.test"],
    ] as const) {
      expect(() => vapidSigner(wrong, contact)).toThrowError(/PUSH_KEYS_INVALID/);
    }
  });

  test("another application's key is refused by the push service", async () => {
    const browser = service.subscribe(newVapidKeys().publicKey);
    await expect(channel().send(parcelWith(), browser, never)).rejects.toMatchObject({ fault: "settings" });
    expect(service.faults.splice(0)).toEqual([expect.stringContaining("another application key")]);
  });

  test("a token that outlived its day is refused: the fake looks at the clock", async () => {
    const browser = service.subscribe();
    const behind = new TestClock("2026-03-01T03:04:05Z");
    const late = webPushChannel({ outbound, clock: behind, keys, contact: "mailto:a@b.test" });
    await expect(late.send(parcelWith(), browser, never)).rejects.toMatchObject({ fault: "settings" });
    expect(service.faults.splice(0)).toEqual([expect.stringContaining("expired")]);
  });
});
