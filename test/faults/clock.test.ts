import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Clock } from "#kernel/clock/clock.ts";
import { readConfig } from "#kernel/config/config.ts";
import { startSmsGateway, type SmsGateway } from "#fakes/sms-gateway.ts";
import { examine } from "../../src/run/doctor.ts";
import { MONDAY_8, testHouse, type TestHouse } from "#test/harness/house.ts";

/** The clock of a machine that somebody sets. */
class SetClock implements Clock {
  #now = Temporal.Instant.from(MONDAY_8);
  now(): Temporal.Instant {
    return this.#now;
  }
  alarm(): () => void {
    return () => {};
  }
  jump(by: Temporal.DurationLike): void {
    this.#now = this.#now.add(by);
  }
}

let clock: SetClock;
let t: TestHouse;
let gateway: SmsGateway;
beforeEach(async () => {
  clock = new SetClock();
  t = await testHouse({ clock });
  gateway = await startSmsGateway();
});
afterEach(async () => {
  await t.tearDown();
  await gateway.close();
});

const scene = async () => {
  const administrator = await t.actor("Rina", { role: "administrator" });
  await t.call(
    "channel.set",
    {
      channel: "sms",
      gateway: {
        url: `${gateway.origin}/api/v2/send`,
        encoding: "json",
        headers: { "X-Api-Key": gateway.apiKey },
        body: '{"destination":"{digits}","message":"{text}","ref":"{key}"}',
        accepted: { field: "status", values: ["OK"] },
        inside: true,
      },
    },
    administrator,
  );
  await t.house.settings.reload();
  const clerk = await t.actor("Sari");
  const boss = await t.staff("Ratna", { mobile: "0812 3456 7890", role: "staff" });
  return { clerk, boss };
};
const take = (clerk: Parameters<TestHouse["call"]>[2], boss: { id: string }, body: string) =>
  t.call("message.take", { for: `person:${boss.id}`, from: "Pak Joko", body, urgency: "emergency" }, clerk);

test("a clock that goes back a day: commands, search and the journal stay sound, and nothing is sent a second time", async () => {
  const { clerk, boss } = await scene();
  gateway.expects({ to: "6281234567890" });
  const before = await take(clerk, boss, "Sebelum jam mundur");
  await t.settle();
  expect(gateway.messages).toHaveLength(1);
  clock.jump({ hours: -24 });
  await t.settle();
  expect(gateway.messages).toHaveLength(1);

  gateway.expects({ to: "6281234567890" });
  const after = await take(clerk, boss, "Sesudah jam mundur");
  await t.settle();
  expect(gateway.messages).toHaveLength(2);
  const { messages } = await t.call("message.list", {}, clerk);
  expect(messages.map(({ id }) => id).sort()).toEqual([before.id, after.id].sort());
  expect((await t.audit()).faults).toEqual([]);

  // Set right again, a day has passed for what was taken meanwhile: it is told anew, once, and no step comes twice.
  gateway.expects({ to: "6281234567890" }, Infinity);
  clock.jump({ hours: 24 });
  await t.settle();
  expect(gateway.messages.length).toBeLessThanOrEqual(4);
  expect(gateway.repeats).toEqual([]);
  expect((await t.audit()).faults).toEqual([]);
});

test("a clock that leaps a year ahead and is set right again: what was due is done once, and what is then taken is carried as ever", async () => {
  const { clerk, boss } = await scene();
  gateway.expects({ to: "6281234567890" });
  await take(clerk, boss, "Sebelum loncat");
  await t.settle();
  gateway.expects({ to: "6281234567890" }, Infinity);
  clock.jump({ hours: 24 * 365 });
  await t.settle();
  // The climb begins anew once; the 3,000 climbs that the year would have held are not made up for.
  const inTheFuture = gateway.messages.length;
  expect(inTheFuture).toBeLessThanOrEqual(3);
  clock.jump({ hours: -24 * 365 });
  await take(clerk, boss, "Sesudah diperbaiki");
  await t.settle();
  expect(gateway.messages.length).toBe(inTheFuture + 1);
  expect(gateway.repeats).toEqual([]);
  const { items } = await t.call("attention.feed", {}, clerk);
  expect(items).toHaveLength(2);
  expect((await t.audit()).faults).toEqual([]);
});

test("doctor says that the machine's clock went back behind the journal, and how to set it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "kerani-clock-"));
  try {
    const config = readConfig({ KERANI_DATA: folder, KERANI_PORT: "0", DATABASE_URL: t.databaseUrl });
    const clockOf = async () => (await examine(config)).find(({ check }) => check === "clock");
    expect(await clockOf()).toMatchObject({ well: true });
    clock.jump({ hours: 24 * 365 * 100 });
    await take(await t.actor("Sari"), await t.staff("Ratna", { role: "staff" }), "Dari masa depan");
    expect(await clockOf()).toMatchObject({
      well: false,
      what: { en: expect.stringMatching(/^The machine's clock went back: the journal is already at 21\d\d-/) },
      mend: { en: expect.stringContaining("NTP") },
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
