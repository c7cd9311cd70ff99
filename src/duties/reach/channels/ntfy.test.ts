import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type NtfyServer, startNtfyServer } from "#fakes/ntfy-server.ts";
import { TestClock } from "#kernel/clock/test-clock.ts";
import type { Outbound } from "#kernel/outbound/outbound.ts";
import { HOSTILE, outboundTo, parcelWith } from "./fixtures.ts";
import { ntfyChannel, type NtfySettings } from "./ntfy.ts";

const clock = new TestClock("2026-03-02T03:04:05Z");
const never = new AbortController().signal;
const topic = "budi_8fk2";
let server: NtfyServer;
let outbound: Outbound;

beforeEach(async () => {
  server = await startNtfyServer();
  outbound = outboundTo(server.origin);
});
afterEach(async () => {
  outbound.close();
  await server.close();
});

const send = (parcel = parcelWith(), changes: Partial<NtfySettings> = {}, signal = never) =>
  ntfyChannel({ outbound, clock, server: server.origin, token: server.token, ...changes }).send(parcel, { topic }, signal);

describe("a notification by ntfy", () => {
  test("has title, priority, a link and buttons in the person's language", async () => {
    server.expects({ to: topic, priority: 4, click: "https://kerani.kantor.test/a/tok3n" });
    expect(await send()).toMatchObject({ level: "accepted", receipt: expect.any(String) });
    const { title, message, actions } = await server.next();
    expect([title, message]).toEqual(["Telepon dari Pak Hartono [M-1042]", parcelWith().body]);
    expect(actions).toEqual([
      { action: "view", label: "Buka dan konfirmasi", url: "https://kerani.kantor.test/a/tok3n", clear: true },
      { action: "view", label: "Nanti", url: "https://kerani.kantor.test/a/tok3n/later", clear: true },
    ]);
  });

  test.each([
    ["routine", 2],
    ["soon", 3],
    ["urgent", 4],
    ["emergency", 5],
  ] as const)("%s has priority %i", async (urgency, priority) => {
    server.expects({ priority });
    await send(parcelWith({ urgency }));
  });

  test("comes once, however often it is sent", async () => {
    server.expects({ to: topic });
    server.behave("lose-answer");
    await expect(send()).rejects.toMatchObject({ fault: "service", retry: true });
    await send();
    expect([server.messages.length, server.repeats.length]).toEqual([1, 1]);
  });

  test("holds what was typed as text, cut to what the server takes, with at most three buttons", async () => {
    server.expects({ to: topic }, 2);
    const actions = ["a", "b", "c", "d"].map((name) => ({ name, label: HOSTILE, url: "https://a.test/" }));
    await send(
      parcelWith({
        key: "1",
        title: HOSTILE.repeat(50),
        body: "😀".repeat(100_000),
        actions: [{ name: "x", label: "x", url: "javascript:1" }, ...actions],
      }),
    );
    await send(parcelWith({ key: "2", body: "", link: undefined, actions: undefined }));
    expect((await server.next()).actions.length).toBe(3);
    expect((await server.next()).message).toBe("Telepon dari Pak Hartono");
  });
});

describe("a failure says whose fault it is and whether to try again", () => {
  test("500, 429, silence, a cut line, noise, a caller that stops", async () => {
    server.expects({ to: topic }, Infinity);
    server.behave({ status: 500 }, { status: 429, headers: { "retry-after": "7" } }, "hang", "drop", "garbage");
    await expect(send()).rejects.toMatchObject({ fault: "service", retry: true });
    await expect(send()).rejects.toMatchObject({ retry: true, retryAfterMs: 7000 });
    await expect(send(parcelWith(), { timeoutMs: 80 })).rejects.toMatchObject({ fault: "service", retry: true });
    await expect(send()).rejects.toMatchObject({ fault: "service", retry: true });
    await expect(send()).rejects.toMatchObject({
      fault: "service",
      retry: true,
      reason: { en: expect.stringContaining("not understood") },
    });
    await expect(send(parcelWith(), {}, AbortSignal.abort())).rejects.toMatchObject({ fault: "stopped" });
  });

  test("a wrong token, user or topic, without telling any", async () => {
    for (const wrong of [{ token: "rahasia" }, { token: undefined, user: "u", password: "rahasia" }, { token: undefined }]) {
      const failure = await send(parcelWith(), wrong).catch((error: unknown) => error);
      expect(failure).toMatchObject({ fault: "settings", retry: false });
      expect(JSON.stringify(failure)).not.toContain("rahasia");
    }
    const channel = ntfyChannel({ outbound, clock, server: server.origin });
    await expect(channel.send(parcelWith(), { topic: "../x" }, never)).rejects.toMatchObject({ fault: "address", retry: false });
  });
});
