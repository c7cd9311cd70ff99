import { afterEach, beforeEach, expect, test } from "vitest";
import { startSmsGateway } from "#fakes/sms-gateway.ts";
import { startTwilio } from "#fakes/twilio.ts";
import type { Ledger } from "#fakes/ledger.ts";
import { openOffice, type Office } from "./office.ts";

const MONDAY_10 = "2026-03-02T03:00:00Z";
/** A process that says nothing for so long has lost its claims. */
const CLAIM = { seconds: 45 };
/** Longer than anybody in these stories waits. */
const FOR_GOOD = { slowMs: 20_000 };

let office: Office;
beforeEach(async () => {
  office = await openOffice(MONDAY_10);
});
afterEach(() => office.close());

/** Ratna is told by SMS and nothing else, through a service set up so. */
const bySms = async (service: Record<string, unknown>): Promise<void> => {
  const { t, admin, ratna } = office;
  await t.call("channel.set", { channel: "sms", ...service }, admin);
  const rule = { steps: [{ channel: "sms" as const, afterMinutes: 0 }], duringQuietHours: false, outsideWorkingHours: true };
  await t.call("person.rules-set", { id: ratna.id, urgent: rule }, ratna);
  await t.house.settings.reload();
};
const take = () =>
  office.t.call(
    "message.take",
    { for: `person:${office.ratna.id}`, from: "Pak Joko", body: "Minta ditelepon", urgency: "urgent" },
    office.sari,
  );
/** Everything that was tried to tell Ratna. */
const steps = async () => {
  const { items } = await office.t.call("attention.feed", {}, office.dewi);
  const { steps: all } = await office.t.call("attention.show", { id: items[0]?.id as string }, office.dewi);
  return all.filter(({ person }) => person.id === office.ratna.id);
};

/** One process stops in the middle of telling Ratna, and another takes over when the claim has run out. */
const takenOver = async (service: Pick<Ledger<never>, "change">): Promise<{ first: Promise<void> }> => {
  await take();
  const twin = await office.t.twin();
  const reached = service.change();
  const first = office.t.settle();
  await reached;
  expect(await steps()).toMatchObject([{ state: "sending", tries: 1 }]);
  await twin.settle();
  expect(await steps()).toMatchObject([{ state: "sending", tries: 1 }]);
  office.t.clock.moveTo(office.t.clock.now().add(CLAIM));
  await twin.settle();
  return { first };
};

test("a step that nobody finished is sent again by the next process under its key, and what the first says later changes nothing", async () => {
  const gateway = await startSmsGateway();
  gateway.expects(() => true, 1);
  gateway.behave("hang");
  await bySms({
    gateway: {
      url: `${gateway.origin}/api/v2/send`,
      encoding: "json",
      headers: { "X-Api-Key": gateway.apiKey },
      body: '{"destination":"{digits}","message":"{text}","ref":"{key}"}',
      inside: true,
    },
  });
  const { first } = await takenOver(gateway);
  expect(gateway.messages.map(({ key }) => key)).toEqual(gateway.turnedAway.map(({ key }) => key));
  const after = await steps();
  expect(after).toMatchObject([{ state: "accepted", tries: 2 }]);
  // The gateway ends, and with it the call on which the first process still waits.
  await gateway.close();
  await first;
  expect(await steps()).toEqual(after);
  await office.t.advance({ minutes: 5 });
  expect(await steps()).toEqual(after);
});

test("a carrier that knows no keys is asked for the copy before a step is sent again: one SMS comes", async () => {
  const carrier = await startTwilio({ clock: office.t.clock });
  carrier.expects(() => true, 1);
  carrier.behave(FOR_GOOD);
  const { accountSid, authToken: password, origin: baseUrl } = carrier;
  await bySms({ twilio: { accountSid, password, sender: "KANTOR", baseUrl, inside: true } });
  const { first } = await takenOver(carrier);
  expect([carrier.messages.length, carrier.repeats.length]).toEqual([1, 0]);
  expect(await steps()).toMatchObject([{ state: "accepted", tries: 2 }]);
  await carrier.close();
  await first;
  expect(await steps()).toMatchObject([{ state: "accepted", tries: 2 }]);
});
