import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startNtfyServer } from "#fakes/ntfy-server.ts";
import { startPushService } from "#fakes/push-service.ts";
import { startSmsGateway, type SmsGateway } from "#fakes/sms-gateway.ts";
import { startWebhookReceiver } from "#fakes/webhook-receiver.ts";
import { nobody } from "#kernel/actor/actor.ts";
import { staff } from "./cast.ts";
import { openOffice, type Office } from "./office.ts";

const MONDAY_10 = "2026-03-02T03:00:00Z";
const stranger = nobody("web", "id", "203.0.113.9");

let office: Office;
beforeEach(async () => {
  office = await openOffice(MONDAY_10);
});
afterEach(() => office.close());

const take = (forWhom = office.ratna) =>
  office.t.call("message.take", { for: `person:${forWhom.id}`, from: "Pak Joko", body: "Minta ditelepon", urgency: "urgent" }, office.sari);
const onlyBy = async (channel: "push" | "sms" | "ntfy" | "webhook") => {
  const { t, ratna } = office;
  const rule = { steps: [{ channel, afterMinutes: 0 }], duringQuietHours: false, outsideWorkingHours: true };
  await t.call("person.rules-set", { id: ratna.id, urgent: rule }, ratna);
  await t.house.settings.reload();
};
const gatewayForSms = async (times = 1): Promise<SmsGateway> => {
  const gateway = await startSmsGateway();
  gateway.expects(() => true, times);
  const sms = {
    url: `${gateway.origin}/api/v2/send`,
    encoding: "json" as const,
    headers: { "X-Api-Key": gateway.apiKey },
    body: '{"destination":"{digits}","message":"{text}","ref":"{key}"}',
    inside: true,
  };
  await office.t.call("channel.set", { channel: "sms", gateway: sms }, office.admin);
  return gateway;
};
/** Ratna follows the link that came to her, on any device, and has the matter; nobody else is asked. */
const takenOnBy = async (text: string | undefined) => {
  const { t, ratna } = office;
  const token = /http:\/\/kerani\.test\/a\/([\w-]+)/.exec(text ?? "")?.[1] as string;
  expect(await t.call("link.acknowledge", { token }, stranger)).toMatchObject({ state: "acknowledged", yours: true });
  const { items } = await t.call("attention.feed", { state: "acknowledged" }, office.dewi);
  expect(items[0]?.acknowledged?.by).toEqual({ id: ratna.id, name: ratna.name });
  expect(await office.minutes(25)).toEqual([]);
};

describe("told by any channel, one takes it on from there", () => {
  test("Web Push: signed, encrypted, to no other service than the administrator allowed; a browser that is gone is forgotten", async () => {
    const { t, admin, ratna } = office;
    const service = await startPushService({ clock: t.clock });
    service.expects(() => true, 1);
    const services = [{ origin: service.origin, private: true }];
    await t.call("channel.set", { channel: "push", push: { contact: "mailto:it@kantor.test", services } }, admin);
    await onlyBy("push");
    const { publicKey } = await t.call("push.key", {}, ratna);
    const [old, browser] = [service.subscribe(publicKey ?? ""), service.subscribe(publicKey ?? "")];
    for (const wish of [old, browser]) await t.call("push.subscribe", { ...wish, label: "Chrome" }, ratna);
    service.unsubscribe(old);
    await take();
    expect(await office.minutes(1)).toEqual([]);
    expect((await t.call("push.list", {}, ratna)).browsers).toHaveLength(1);
    const [pushed] = service.collect(browser);
    expect(JSON.parse(pushed?.text ?? "")).toMatchObject({ title: "Pesan dari Pak Joko untuk Ratna Dewi", urgency: "urgent" });
    expect(pushed).toMatchObject({ urgency: "high", contact: "mailto:it@kantor.test" });
    await takenOnBy(pushed?.text);
    await service.close();
  });

  test("SMS", async () => {
    const gateway = await gatewayForSms();
    await onlyBy("sms");
    await take();
    await office.minutes(1);
    await takenOnBy(gateway.messages[0]?.text);
    await gateway.close();
  });

  test("ntfy", async () => {
    const { t, admin, ratna } = office;
    const server = await startNtfyServer();
    server.expects({ to: "ratna_8fk2", priority: 4 });
    await t.call("channel.set", { channel: "ntfy", ntfy: { server: server.origin, token: server.token, inside: true } }, admin);
    await t.call("contact-point.add", { personId: ratna.id, kind: "ntfy", value: "ratna_8fk2" }, ratna);
    await onlyBy("ntfy");
    await take();
    await office.minutes(1);
    expect(server.messages[0]?.actions.map(({ url }) => url)).toContain(server.messages[0]?.click);
    await takenOnBy(server.messages[0]?.click);
    await server.close();
  });

  test("webhook: signed with the secret that the person was told once", async () => {
    const { t, admin, ratna } = office;
    const receiver = await startWebhookReceiver({ clock: t.clock });
    receiver.expects({ type: "kerani.attention" });
    await t.call("channel.set", { channel: "webhook", webhook: { origins: [{ origin: receiver.origin, private: true }] } }, admin);
    const { secret } = await t.call("contact-point.add", { personId: ratna.id, kind: "webhook", value: receiver.url }, ratna);
    receiver.adopt(secret ?? "");
    await onlyBy("webhook");
    await take();
    await office.minutes(1);
    await takenOnBy(String(receiver.messages[0]?.data["link"]));
    await receiver.close();
  });
});

describe("what waits because nothing leads to its owner", () => {
  test("goes out at once when the person gets an address", async () => {
    const { t, admin } = office;
    const togar = await staff(t, "Togar Simanjuntak", { email: undefined, mobile: undefined });
    await take(togar);
    await office.minutes(15);
    await t.call("contact-point.add", { personId: togar.id, kind: "email", value: "togar@kantor.test" }, admin);
    expect(await office.minutes(0)).toEqual(["03:15 togar"]);
  });

  test("goes out at once when an administrator sets the channel up", async () => {
    const { t } = office;
    const togar = await staff(t, "Togar Simanjuntak", { email: undefined, mobile: "+628123450001" });
    await take(togar);
    await office.minutes(15);
    const gateway = await gatewayForSms(2);
    await t.house.settings.reload();
    await t.settle();
    // So does Dewi, who was asked in his place by mail and has SMS in her rule as well.
    expect(gateway.messages.map(({ to }) => to)).toContain("628123450001");
    await gateway.close();
  });
});
