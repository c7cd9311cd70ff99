import { afterEach, describe, expect, test } from "vitest";
import { type GatewayStyle, type SmsGateway, startSmsGateway } from "#fakes/sms-gateway.ts";
import { TestClock } from "#kernel/clock/test-clock.ts";
import type { Outbound } from "#kernel/outbound/outbound.ts";
import { HOSTILE, outboundTo, parcelWith } from "../fixtures.ts";
import { smsGatewayChannel, type SmsGatewaySettings } from "./gateway.ts";
import { readTemplate } from "./template.ts";

const BUDI = "+6281234567890";
const clock = new TestClock("2026-03-02T03:04:05Z");
const never = new AbortController().signal;
let gateway: SmsGateway;
let outbound: Outbound;

afterEach(async () => {
  outbound.close();
  await gateway.close();
});

const BODIES = {
  json: { body: '{"destination":"{digits}","message":"{text}","ref":"{key}","sender":"{sender}"}', query: "" },
  form: { body: "destination={digits}&message={text}&ref={key}&sender={sender}", query: "" },
  query: { body: "", query: "?destination={digits}&message={text}&ref={key}&sender={sender}" },
} as const;

const start = async (style: GatewayStyle, changes: Partial<SmsGatewaySettings> = {}) => {
  gateway = await startSmsGateway(style);
  outbound = outboundTo(gateway.origin);
  return smsGatewayChannel({
    outbound,
    clock,
    url: `${gateway.origin}/api/v2/send${BODIES[style].query}`,
    headers: { "X-Api-Key": gateway.apiKey },
    encoding: style,
    body: BODIES[style].body,
    sender: "KANTOR",
    accepted: { field: "status", values: ["OK", "QUEUED"] },
    receiptField: "data.id",
    ...changes,
  });
};

describe.each(["json", "form", "query"] as const)("a gateway that wants %s", (style) => {
  test("gets number, text, key and sender, and drops a second copy", async () => {
    const channel = await start(style);
    gateway.expects({ to: "6281234567890", from: "KANTOR", key: parcelWith().key });
    gateway.behave("lose-answer");
    await expect(channel.send(parcelWith(), BUDI, never)).rejects.toMatchObject({ fault: "service", retry: true });
    const evidence = await channel.send(parcelWith(), BUDI, never);
    expect(evidence).toMatchObject({ level: "accepted", receipt: `g-${parcelWith().key}` });
    expect([gateway.messages.length, gateway.repeats.length]).toEqual([1, 1]);
    expect(gateway.messages[0]!.text).toContain("Telepon dari Pak Hartono");
  });

  test("gets what was typed as text and nothing else", async () => {
    const channel = await start(style);
    gateway.expects({ to: "6281234567890" });
    const body = '","ref":"x"}&ref=y#{key}{to}\\u0022%00 😀';
    await channel.send(parcelWith({ title: HOSTILE, body }), BUDI, never);
    expect((await gateway.next()).text).toContain(body);
  });
});

describe("a failure says whose fault it is and whether to try again", () => {
  test("500, a cut line, noise, a caller that stops", async () => {
    const channel = await start("json");
    gateway.expects({ to: "6281234567890" }, Infinity);
    gateway.behave({ status: 500, body: "kesalahan" }, "drop", "garbage");
    await expect(channel.send(parcelWith(), BUDI, never)).rejects.toMatchObject({ fault: "service", retry: true, detail: "kesalahan" });
    await expect(channel.send(parcelWith(), BUDI, never)).rejects.toMatchObject({ fault: "service", retry: true });
    await expect(channel.send(parcelWith(), BUDI, never)).rejects.toMatchObject({ fault: "service", retry: true });
    await expect(channel.send(parcelWith(), BUDI, AbortSignal.abort())).rejects.toMatchObject({ fault: "stopped" });
  });

  test("silence ends at the time limit", async () => {
    const channel = await start("json", { timeoutMs: 100 });
    gateway.expects({ to: "6281234567890" }, Infinity);
    gateway.alwaysBehave("hang");
    await expect(channel.send(parcelWith(), BUDI, never)).rejects.toMatchObject({
      retry: true,
      reason: { en: expect.stringContaining("in time") },
    });
  });

  test("a refusal inside a friendly answer is seen", async () => {
    const channel = await start("form");
    gateway.refuseInside(true);
    await expect(channel.send(parcelWith(), BUDI, never)).rejects.toMatchObject({
      fault: "service",
      retry: true,
      reason: { id: "Layanan SMS menolak kiriman ini (ERROR).", en: "The SMS service refused this message (ERROR)." },
      detail: expect.stringContaining("saldo habis"),
    });
  });

  test("a wrong key, without telling it even when the gateway does", async () => {
    const channel = await start("json", { headers: { "X-Api-Key": "rahasia-salah" } });
    gateway.expects({ to: "6281234567890" }, Infinity);
    await expect(channel.send(parcelWith(), BUDI, never)).rejects.toMatchObject({ fault: "settings", retry: false, detail: "bad key" });
    const talkative = await start("json");
    gateway.expects({ to: "6281234567890" }, Infinity);
    gateway.behave({ status: 403, body: `key ${gateway.apiKey} is wrong` });
    await expect(talkative.send(parcelWith(), BUDI, never)).rejects.toMatchObject({ detail: "key *** is wrong" });
  });
});

describe("templates", () => {
  const values = { to: "+62812", digits: "62812", local: "0812", text: "{key}", key: "k", sender: "s" };

  test("are filled once, in nested strings, names and numbers left alone", () => {
    const fill = readTemplate("https://a.test/x?k=1&r={key}", "json", '{"a":[{"to":"{local}"},7,null,true],"{text}":"<{text}>"}');
    expect(fill(values)).toEqual({
      url: "https://a.test/x?k=1&r=k",
      contentType: "application/json",
      body: '{"a":[{"to":"0812"},7,null,true],"{text}":"<{key}>"}',
    });
  });

  test.each([
    ["broken JSON", "https://a.test/x", "json", '{"to":"{to}","text":"{text}"'],
    ["no text", "https://a.test/x", "json", '{"to":"{to}"}'],
    ["no number", "https://a.test/x", "form", "text={text}"],
    ["a placeholder in the host", "https://{to}.test/x", "form", "to={to}&text={text}"],
    ["a placeholder in the path", "https://a.test/{text}", "form", "to={to}&text={text}"],
    ["no address", "", "form", "to={to}&text={text}"],
    ["a query without placeholders", "https://a.test/x?a=b", "query", "to={to}&text={text}"],
  ] as const)("%s is refused", (_what, url, encoding, body) => {
    expect(() => readTemplate(url, encoding, body)).toThrowError(/SMS_TEMPLATE_INVALID/);
  });
});
