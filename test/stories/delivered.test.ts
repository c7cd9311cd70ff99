import { afterEach, beforeEach, expect, test } from "vitest";
import { startTwilio, type Twilio } from "#fakes/twilio.ts";
import { mailQuestions } from "#duties/reach/index.ts";
import { openOffice, type Office } from "./office.ts";

const MONDAY_10 = "2026-03-02T03:00:00Z";

let office: Office;
beforeEach(async () => {
  office = await openOffice(MONDAY_10);
});
afterEach(() => office.close());

const take = () =>
  office.t.call(
    "message.take",
    { for: `person:${office.ratna.id}`, from: "Pak Joko", body: "Minta ditelepon", urgency: "urgent" },
    office.sari,
  );
const messageOf = async (id: string) => (await office.t.call("message.show", { id }, office.sari)).message;
const carrierForSms = async (): Promise<Twilio> => {
  const { t, admin, ratna } = office;
  const carrier = await startTwilio({ clock: t.clock });
  carrier.expects(() => true, 1);
  const { accountSid, authToken: password, origin: baseUrl } = carrier;
  await t.call("channel.set", { channel: "sms", twilio: { accountSid, password, sender: "KANTOR", baseUrl, inside: true } }, admin);
  const rule = { steps: [{ channel: "sms" as const, afterMinutes: 0 }], duringQuietHours: false, outsideWorkingHours: true };
  await t.call("person.rules-set", { id: ratna.id, urgent: rule }, ratna);
  await t.house.settings.reload();
  return carrier;
};

test("delivered to the owner, with the minute and the name; a mail that comes back takes it back until another arrives", async () => {
  const { t, box } = office;
  const { id } = await take();
  expect(await messageOf(id)).toMatchObject({ state: "taken", delivered: null });
  await office.minutes(0);
  expect(await messageOf(id)).toMatchObject({ state: "delivered", delivered: { at: MONDAY_10, by: "Ratna Dewi" } });
  const mailIds = [box.messages[0]?.key as string];
  const came = await t.house.pipeline.asSystem("test.bounce", (work) =>
    mailQuestions.notDelivered(work, { mailIds, said: "550 no such user" }),
  );
  expect(came).toBe(true);
  // Her assistant is asked at once; that she has it does not mean that Ratna does.
  expect(await office.minutes(1)).toEqual(["03:00 putri.ayu"]);
  expect(await messageOf(id)).toMatchObject({ state: "taken", delivered: null });
  await t.advance({ minutes: 90 });
  expect(await messageOf(id)).toMatchObject({ state: "delivered", delivered: { by: "Ratna Dewi" } });
});

test("an SMS counts as delivered when the carrier says that it arrived, not when it was taken", async () => {
  const carrier = await carrierForSms();
  const { id } = await take();
  expect(await office.minutes(3)).toEqual([]);
  expect(await messageOf(id)).toMatchObject({ state: "taken", delivered: null });
  carrier.become(carrier.messages[0]?.key as string, "delivered");
  await office.minutes(2);
  expect(await messageOf(id)).toMatchObject({ state: "delivered" });
  await carrier.close();
});

test("an SMS that the carrier lost later has the next person asked at once, and the item says why", async () => {
  const carrier = await carrierForSms();
  const { id } = await take();
  await office.minutes(1);
  carrier.become(carrier.messages[0]?.key as string, "undelivered", 30_005);
  expect(await office.minutes(2)).toEqual(["03:02 putri.ayu"]);
  expect(await messageOf(id)).toMatchObject({ state: "taken", delivered: null });
  const { items } = await office.t.call("attention.feed", {}, office.dewi);
  expect(items[0]?.progress.map(({ text }) => text.en).join()).toMatch(/Ratna Dewi, by SMS: .*(number|address)/i);
  await carrier.close();
});
