import { afterEach, expect, test } from "vitest";
import { startSmsGateway, type SmsGateway } from "#fakes/sms-gateway.ts";
import { openOffice, type Office } from "./office.ts";

const MONDAY_10 = "2026-03-02T03:00:00Z";

let office: Office;
afterEach(() => office.close());

const take = () =>
  office.t.call(
    "message.take",
    { for: `person:${office.ratna.id}`, from: "Pak Joko", body: "Minta ditelepon", urgency: "urgent" },
    office.sari,
  );
const item = async () => (await office.t.call("attention.feed", {}, office.dewi)).items[0];

/** Ratna is told by SMS and nothing else. */
const bySmsOnly = async ({ origin, apiKey }: SmsGateway): Promise<void> => {
  const { t, admin, ratna } = office;
  const gateway = {
    url: `${origin}/api/v2/send`,
    encoding: "json" as const,
    headers: { "X-Api-Key": apiKey },
    body: '{"destination":"{digits}","message":"{text}","ref":"{key}"}',
    inside: true,
  };
  await t.call("channel.set", { channel: "sms", gateway }, admin);
  const rule = { steps: [{ channel: "sms" as const, afterMinutes: 0 }], duringQuietHours: false, outsideWorkingHours: true };
  await t.call("person.rules-set", { id: ratna.id, urgent: rule }, ratna);
  await t.house.settings.reload();
};

test("an SMS gateway that answers 500 is tried again, the next person is asked meanwhile, and the item says why", async () => {
  const gateway = await startSmsGateway();
  office = await openOffice(MONDAY_10);
  await bySmsOnly(gateway);
  gateway.expects(() => true, Infinity);
  gateway.alwaysBehave({ status: 500 });
  await take();
  expect(await office.minutes(5)).toEqual(["03:00 putri.ayu"]);
  const { progress } = (await item()) as NonNullable<Awaited<ReturnType<typeof item>>>;
  expect(progress.map(({ text }) => text.en).join()).toMatch(/Ratna Dewi, by SMS: .*out of order \(500\)/);
  gateway.alwaysBehave("ok");
  await office.t.advance({ minutes: 30 });
  const { steps } = await office.t.call("attention.show", { id: (await item())?.id as string }, office.dewi);
  const step = steps.find(({ person }) => person.id === office.ratna.id);
  expect(step).toMatchObject({ channel: "sms", state: "accepted" });
  expect(step?.tries).toBeGreaterThan(3);
  // Each attempt carried the step's own key, and the one that was taken was taken once.
  expect(gateway.turnedAway.filter(({ key }) => key === step?.id)).toHaveLength((step?.tries ?? 0) - 1);
  expect(gateway.messages.filter(({ key }) => key === step?.id)).toHaveLength(1);
  expect(gateway.repeats).toEqual([]);
  await gateway.close();
});

test("a mail whose answer was lost goes out again under the same Message-ID, and nobody is told twice", async () => {
  office = await openOffice(MONDAY_10);
  const { box } = office;
  box.misbehave("lose-answer");
  await take();
  await office.minutes(0);
  const keys = () => new Set(box.messages.map(({ key }) => key));
  const first = keys();
  // Nobody knows whether anybody was reached, so everybody on the ladder is asked.
  expect(box.messages.map(({ to }) => to.split(".")[0]).toSorted()).toEqual(["bambang", "dewi", "putri", "ratna"]);
  box.behaveWell();
  await office.t.advance({ minutes: 5 });
  expect(keys()).toEqual(first);
  expect(new Set(box.repeats.map(({ key }) => key))).toEqual(first);
});

test("without any mail server at all the matter still lies on the desk and says so; when mail is back it goes out", async () => {
  office = await openOffice(MONDAY_10);
  const { box, t } = office;
  box.misbehave({ at: "connect", code: 421 });
  await take();
  await t.advance({ minutes: 3 });
  expect((await item())?.trouble?.en).toContain("mail server");
  box.behaveWell();
  await t.advance({ minutes: 4 });
  expect(box.messages.map(({ to }) => to.split(".")[0]).toSorted()).toEqual(["bambang", "dewi", "putri", "ratna"]);
  expect(box.repeats).toEqual([]);
  expect((await item())?.trouble).toBe(null);
});
