import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startWebhookReceiver, type WebhookReceiver } from "#fakes/webhook-receiver.ts";
import { TestClock } from "#kernel/clock/test-clock.ts";
import { openOutbound, type Outbound } from "#kernel/outbound/outbound.ts";
import { HOSTILE, outboundTo, parcelWith } from "./fixtures.ts";
import { newWebhookSecret, webhookChannel } from "./webhook.ts";

const clock = new TestClock("2026-03-02T03:04:05Z");
const never = new AbortController().signal;
let receiver: WebhookReceiver;
let outbound: Outbound;

beforeEach(async () => {
  receiver = await startWebhookReceiver({ clock });
  outbound = outboundTo(receiver.origin);
});
afterEach(async () => {
  outbound.close();
  await receiver.close();
});

const send = (parcel = parcelWith(), address = { url: receiver.url, secret: receiver.secret }, timeoutMs = 5000) =>
  webhookChannel({ outbound, clock, timeoutMs }).send(parcel, address, never);

describe("a webhook", () => {
  test("is signed, dated by Kerani's clock, and proves delivery", async () => {
    receiver.expects({ key: parcelWith().key, type: "kerani.attention" });
    expect(await send()).toMatchObject({ level: "delivered" });
    const { data } = await receiver.next();
    expect(data).toMatchObject({
      reference: "M-1042",
      urgency: "urgent",
      title: "Telepon dari Pak Hartono",
      link: "https://kerani.kantor.test/a/tok3n",
    });
  });

  test("is dropped by the receiver when it comes a second time", async () => {
    receiver.expects({ key: parcelWith().key });
    receiver.behave("lose-answer");
    await expect(send()).rejects.toMatchObject({ fault: "service", retry: true });
    await send();
    expect([receiver.messages.length, receiver.repeats.length]).toEqual([1, 1]);
  });

  test("carries hostile and huge content as data, and an odd key by its digest", async () => {
    receiver.expects((event) => /^[\w-]{43}$/.test(event.key));
    const actions = [{ name: "x", label: HOSTILE, url: "javascript:alert(1)" }];
    await send(parcelWith({ key: "a.b/c", title: HOSTILE, body: `${HOSTILE} 😀 `.repeat(50_000), actions }));
    const { data } = await receiver.next();
    expect(Buffer.byteLength(String(data["body"]))).toBeLessThanOrEqual(65_536);
    expect(JSON.stringify(data)).not.toMatch(/javascript|\u202e|\\u0000|\\r/);
  });
});

describe("a failure says whose fault it is and whether to try again", () => {
  test("a receiver that retired, refuses, is out of order, redirects, says nothing or hangs up", async () => {
    receiver.expects({ to: "/hook" }, Infinity);
    receiver.behave(
      { status: 400 },
      { status: 429, headers: { "retry-after": "5" } },
      { status: 502 },
      { status: 308, headers: { location: "/other" } },
      "hang",
      "drop",
    );
    await expect(send()).rejects.toMatchObject({ fault: "parcel", retry: false, gone: false });
    await expect(send()).rejects.toMatchObject({ retry: true, retryAfterMs: 5000 });
    await expect(send()).rejects.toMatchObject({ fault: "service", retry: true });
    await expect(send()).rejects.toMatchObject({ fault: "address", retry: false });
    await expect(send(parcelWith(), undefined, 80)).rejects.toMatchObject({ fault: "service", retry: true });
    await expect(send()).rejects.toMatchObject({ fault: "service", retry: true });
    receiver.retire();
    await expect(send()).rejects.toMatchObject({ fault: "address", gone: true, retry: false });
  });

  test("a wrong secret is noticed by the receiver, a broken one by us", async () => {
    const wrong = newWebhookSecret();
    await expect(send(parcelWith(), { url: receiver.url, secret: wrong })).rejects.toMatchObject({ fault: "settings", retry: false });
    expect(receiver.faults.splice(0)).toEqual([expect.stringContaining("signature is wrong")]);
    for (const secret of ["", "rahasia", "whsec_", "whsec_***"]) {
      await expect(send(parcelWith(), { url: receiver.url, secret })).rejects.toMatchObject({ fault: "address" });
    }
  });

  test("a clock that is off by more than five minutes is noticed by the receiver", async () => {
    const ahead = webhookChannel({ outbound, clock: new TestClock("2026-03-02T03:10:05Z") });
    await expect(ahead.send(parcelWith(), receiver, never)).rejects.toMatchObject({ fault: "parcel" });
    expect(receiver.faults.splice(0)).toEqual([expect.stringContaining("too old or too new")]);
  });

  test("an address that the administrator did not allow, or that is inside the office, is never called", async () => {
    const strict = webhookChannel({ outbound: openOutbound({ allow: [{ origin: "*" }] }), clock });
    for (const url of [
      receiver.url,
      "https://127.0.0.1/hook",
      "https://169.254.169.254/",
      "https://user:rahasia@a.test/",
      "file:///etc/passwd",
      "x",
    ]) {
      const failure = await strict.send(parcelWith(), { url, secret: receiver.secret }, never).catch((error: unknown) => error);
      expect(failure).toMatchObject({ name: "ChannelFailure", fault: "address", retry: false });
      expect(JSON.stringify(failure)).not.toMatch(/rahasia|\/hook/);
    }
  });
});
