import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startTwilio, type Twilio } from "#fakes/twilio.ts";
import { TestClock } from "#kernel/clock/test-clock.ts";
import type { Outbound } from "#kernel/outbound/outbound.ts";
import { HOSTILE, outboundTo, parcelWith } from "../fixtures.ts";
import { twilioChannel, type TwilioSettings } from "./twilio.ts";

const BUDI = "+6281234567890";
const never = new AbortController().signal;
let clock: TestClock;
let carrier: Twilio;
let outbound: Outbound;

beforeEach(async () => {
  clock = new TestClock("2026-03-02T03:04:05Z");
  carrier = await startTwilio({ clock });
  outbound = outboundTo(carrier.origin);
});
afterEach(async () => {
  outbound.close();
  await carrier.close();
});

const channel = (changes: Partial<TwilioSettings> = {}) =>
  twilioChannel({
    outbound,
    clock,
    accountSid: carrier.accountSid,
    password: carrier.authToken,
    sender: "Kerani",
    baseUrl: carrier.origin,
    ...changes,
  });

describe("an SMS", () => {
  test("is handed over, and the carrier's later word is asked for", async () => {
    carrier.expects({ to: BUDI, from: "Kerani" });
    const evidence = await channel().send(parcelWith(), BUDI, never);
    expect(evidence).toMatchObject({ level: "accepted", receipt: expect.stringMatching(/^SM/) });
    const { key, text } = await carrier.next();
    expect(text).toContain("PENTING: Telepon dari Pak Hartono\n");
    expect(text).toContain("https://kerani.kantor.test/a/tok3n");
    expect(await channel().trace!(key, never)).toMatchObject({ level: "accepted" });
    carrier.become(key, "delivered");
    expect(await channel().trace!(key, never)).toMatchObject({ level: "delivered", receipt: key });
    carrier.become(key, "undelivered", 30003);
    await expect(channel().trace!(key, never)).rejects.toMatchObject({ fault: "service", retry: true });
    carrier.become(key, "undelivered", 30006);
    await expect(channel().trace!(key, never)).rejects.toMatchObject({ fault: "address", gone: true });
  });

  test("by a messaging service, an API key, a number as sender", async () => {
    const service = `MG${"a1".repeat(16)}`;
    carrier.expects({ from: service });
    carrier.expects({ from: "+12025550123" });
    await channel({ sender: service }).send(parcelWith(), BUDI, never);
    await channel({ sender: "+12025550123", user: carrier.accountSid }).send(parcelWith(), BUDI, never);
  });

  test("whatever is typed becomes text, and fits", async () => {
    carrier.expects({ to: BUDI }, 2);
    await channel().send(parcelWith({ title: HOSTILE, body: "&To=%2B628999&Body=x 😀".repeat(5000) }), BUDI, never);
    await channel({ maxSegments: 1 }).send(parcelWith({ body: "x".repeat(1_000_000) }), BUDI, never);
    expect((await carrier.next()).text).toContain("&To=%2B628999&Body=x 😀");
  });
});

describe("after a crash nobody knows whether the SMS went out", () => {
  test("the carrier is asked for the copy first, so that the person gets it once", async () => {
    carrier.expects({ to: BUDI });
    carrier.behave("lose-answer");
    const triedSince = clock.now();
    await expect(channel().send(parcelWith(), BUDI, never)).rejects.toMatchObject({ retry: true });
    clock.advance({ minutes: 5 });
    const evidence = await channel().send(parcelWith({ triedSince }), BUDI, never);
    expect(evidence).toMatchObject({
      level: "accepted",
      receipt: carrier.messages[0]!.key,
      note: { en: expect.stringContaining("already") },
    });
    expect(carrier.messages.length).toBe(1);
  });

  test("an older SMS with the same words is not taken for the copy", async () => {
    carrier.expects({ to: BUDI }, 2);
    await channel().send(parcelWith(), BUDI, never);
    clock.advance({ hours: 1 });
    await channel().send(parcelWith({ triedSince: clock.now() }), BUDI, never);
    expect(carrier.messages.length).toBe(2);
  });

  test("a copy that the carrier lost is sent again", async () => {
    carrier.expects({ to: BUDI }, 2);
    const triedSince = clock.now();
    await channel().send(parcelWith(), BUDI, never);
    carrier.become(carrier.messages[0]!.key, "failed");
    await channel().send(parcelWith({ triedSince }), BUDI, never);
    expect(carrier.messages.length).toBe(2);
  });

  test("while the carrier cannot be asked nothing is sent; a key that may not look sends all the same", async () => {
    const again = parcelWith({ triedSince: clock.now() });
    for (const behaviour of [{ status: 500 }, "drop", "garbage"] as const) {
      carrier.behave(behaviour);
      await expect(channel().send(again, BUDI, never)).rejects.toMatchObject({ retry: true });
    }
    expect(carrier.messages).toEqual([]);
    carrier.expects({ to: BUDI });
    carrier.behave({ status: 403 });
    await channel().send(again, BUDI, never);
  });
});

describe("a failure says whose fault it is and whether to try again", () => {
  test.each([
    [21211, { fault: "address", gone: true, retry: false }],
    [21610, { fault: "address", gone: true, retry: false }],
    [21614, { fault: "address", gone: true, retry: false }],
    [21408, { fault: "settings", gone: false, retry: false }],
    [21606, { fault: "settings", gone: false, retry: false }],
    [30001, { fault: "service", gone: false, retry: true }],
    [21617, { fault: "parcel", gone: false, retry: false }],
  ])("Twilio's %i", async (code, expected) => {
    carrier.refuseNumber(BUDI, code);
    await expect(channel().send(parcelWith(), BUDI, never)).rejects.toMatchObject({
      name: "ChannelFailure",
      channel: "sms",
      detail: `Error ${code} for ${BUDI}`,
      ...expected,
    });
  });

  test("a wrong password, without telling it", async () => {
    const failure = await channel({ password: "rahasia-salah" })
      .send(parcelWith(), BUDI, never)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ fault: "settings", retry: false });
    expect(JSON.stringify(failure) + (failure as Error).stack).not.toContain("rahasia");
  });

  test("500, 429, silence, a cut line, noise, a caller that stops", async () => {
    carrier.expects({ to: BUDI }, Infinity);
    carrier.behave({ status: 500 }, { status: 429, headers: { "retry-after": "30" } }, "hang", "drop", "garbage");
    const send = (timeoutMs = 15_000) => channel({ timeoutMs }).send(parcelWith(), BUDI, never);
    await expect(send()).rejects.toMatchObject({ fault: "service", retry: true });
    await expect(send()).rejects.toMatchObject({ fault: "service", retry: true, retryAfterMs: 30_000 });
    await expect(send(100)).rejects.toMatchObject({
      fault: "service",
      retry: true,
      reason: { id: expect.stringContaining("pada waktunya") },
    });
    await expect(send()).rejects.toMatchObject({ fault: "service", retry: true });
    await expect(send()).rejects.toMatchObject({
      fault: "service",
      retry: true,
      reason: { id: expect.stringContaining("tidak dimengerti") },
    });
    await expect(channel().send(parcelWith(), BUDI, AbortSignal.abort())).rejects.toMatchObject({ fault: "stopped", retry: true });
  });

  test.each(["", "08123456789", "+0812", "62812345678", "+62812345678901234", "+62812 345", "+6281234567890\r\n"])(
    "the number %j is not called",
    async (number) => {
      await expect(channel().send(parcelWith(), number, never)).rejects.toMatchObject({ fault: "address", retry: false });
    },
  );
});

test("settings that cannot work are refused at once", () => {
  for (const wrong of [
    { accountSid: "../Accounts/AC1" },
    { accountSid: "" },
    { sender: "Nama Yang Panjang" },
    { sender: "" },
    { sender: "123" },
  ]) {
    expect(() => channel(wrong)).toThrowError(/SMS_SETTINGS_INVALID/);
  }
});
