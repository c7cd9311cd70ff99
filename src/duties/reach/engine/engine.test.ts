import { afterEach, beforeEach, expect, test } from "vitest";
import { startNtfyServer, type NtfyServer } from "#fakes/ntfy-server.ts";
import { startSmsGateway, type SmsGateway } from "#fakes/sms-gateway.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

type Colleague = Awaited<ReturnType<TestHouse["staff"]>>;

let t: TestHouse;
let gateway: SmsGateway;
let ntfy: NtfyServer;
let sari: Colleague;
let ratna: Colleague;
let bambang: Colleague;

/** Ratna is told by SMS, Bambang by ntfy; nobody else by anything. */
beforeEach(async () => {
  t = await testHouse();
  [gateway, ntfy] = [await startSmsGateway(), await startNtfyServer()];
  const admin = await t.staff("Rina Wulandari", { role: "administrator", grade: 6 });
  sari = await t.staff("Sari Puspita");
  ratna = await t.staff("Ratna Dewi", { role: "staff", mobile: "+6281234567890" });
  bambang = await t.staff("Bambang Wirawan", { role: "staff" });
  await t.call("contact-point.add", { personId: bambang.id, kind: "ntfy", value: "bambang-rahasia" }, bambang);
  await t.call("channel.set", { channel: "ntfy", ntfy: { server: ntfy.origin, token: ntfy.token, inside: true } }, admin);
  const body = '{"destination":"{digits}","message":"{text}","ref":"{key}"}';
  const sms = {
    url: `${gateway.origin}/api/v2/send`,
    encoding: "json" as const,
    headers: { "X-Api-Key": gateway.apiKey },
    body,
    inside: true,
  };
  await t.call("channel.set", { channel: "sms", gateway: sms }, admin);
  await t.house.settings.reload();
});
afterEach(async () => {
  await t.tearDown();
  await Promise.all([gateway.close(), ntfy.close()]);
});

const take = (who: Colleague, body: string) =>
  t.call("message.take", { for: `person:${who.id}`, from: "Pak Joko", body, urgency: "emergency" }, sari);
const lane = () => t.house.engines.find(({ name }) => name === "reach-pressing")!;

test("a service that never answers keeps nobody waiting who is told by another", async () => {
  gateway.expects(() => true, Infinity);
  gateway.alwaysBehave("hang");
  ntfy.expects(() => true, 1);
  await take(ratna, "lewat SMS");
  // The look ends although the gateway has not answered, and the next one tells Bambang.
  expect(await lane().runDue()).toBe(1);
  expect(gateway.turnedAway).toHaveLength(1);
  await take(bambang, "lewat ntfy");
  expect(await lane().runDue()).toBe(1);
  expect(ntfy.messages).toHaveLength(1);
  await gateway.close();
  await lane().finish?.();
  const { items } = await t.call("attention.feed", {}, sari);
  expect(items.map(({ trouble }) => trouble?.en ?? "").toSorted()).toEqual(["", expect.stringContaining("Ratna Dewi, by SMS")]);
});

test("far more matters than one look takes are all told, each once", async () => {
  gateway.expects(() => true, 100);
  await Promise.all(Array.from({ length: 100 }, (_, nth) => take(ratna, `Nomor ${nth}`)));
  await t.settle();
  expect([new Set(gateway.messages.map(({ key }) => key)).size, gateway.repeats.length]).toEqual([100, 0]);
});
