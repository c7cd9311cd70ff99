import { afterAll, beforeAll, expect, it } from "vitest";
import { type SmtpMailbox, startSmtpMailbox } from "#fakes/smtp-mailbox.ts";
import { nobody, type Actor } from "#kernel/actor/actor.ts";
import { outgoingMail } from "#kernel/mail/mail-room.ts";
import { writeSetting } from "#kernel/settings/settings.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

let t: TestHouse;
let mailbox: SmtpMailbox;
let boss: Actor & { id: string };
let clerk: Actor & { id: string };
beforeAll(async () => {
  t = await testHouse();
  mailbox = await startSmtpMailbox();
  mailbox.expects(() => true, Infinity);
  boss = await t.staff("Budi Santoso", { email: "budi@kantor.test", role: "staff", grade: 5 });
  clerk = await t.staff("Sari Wulandari", { email: "sari@kantor.test", role: "desk", grade: 3 });
  await t.house.pipeline.asSystem("test.mail", (work) =>
    writeSetting(work, outgoingMail, { host: mailbox.host, port: mailbox.port, security: "plain", fromAddress: "meja@kantor.test" }),
  );
  await t.house.settings.reload();
});
afterAll(async () => {
  await t.tearDown();
  await mailbox.close();
});

it("holds three times with room and car, each behind a link of its own; the first yes wins and the others vanish", async () => {
  const room = (await t.call("calendar.add", { name: "Ruang Anggrek", kind: "room" }, clerk)).owner.id;
  const car = (await t.call("calendar.add", { name: "Innova", kind: "thing" }, clerk)).owner.id;
  const busy = async (day: string) =>
    (await t.call("event.busy", { of: [boss.id, room, car], from: `${day}T00:00:00+07:00`, to: `${day}T23:00:00+07:00` }, clerk)).busy.map(
      ({ periods }) => periods.map(({ kind }) => kind).join(),
    );
  const days = ["2026-03-03", "2026-03-04", "2026-03-05"];
  await t.call(
    "offer.send",
    {
      title: "Kunjungan pabrik",
      options: days.map((day) => ({ start: `${day}T09:00`, end: `${day}T10:00` })),
      for: [boss.id],
      rooms: [room, car],
      until: "2026-03-02T12:00:00Z",
      guests: [{ name: "Anna", email: "anna@luar.example", language: "en" }],
    },
    clerk,
  );
  await t.settle();
  const stranger = await t.staff("Rina Hartati", { role: "staff" });
  expect((await t.call("offer.list", {}, stranger)).offers).toEqual([]);
  const listed = async () => (await t.call("offer.list", {}, clerk)).offers;
  expect(await listed()).toMatchObject([
    { title: "Kunjungan pabrik", state: "open", guests: [{ name: "Anna" }], by: { name: "Sari Wulandari" } },
  ]);
  expect((await listed())[0]!.times).toHaveLength(3);
  expect(await busy("2026-03-04")).toEqual(["tentative", "tentative", "tentative"]);
  const mail = mailbox.messages.find(({ to }) => to === "anna@luar.example")!.parsed.text!;
  const tokens = [...new Set([...mail.matchAll(/\/book\/offer\/([\w-]+)/g)].map(([, token]) => token!))];
  expect(tokens).toHaveLength(3);
  const visitor = nobody("web", "en");
  expect(await t.call("offer.open", { token: tokens[1]! }, visitor)).toMatchObject({
    title: "Kunjungan pabrik",
    state: "open",
    start: "2026-03-04T02:00:00Z",
  });
  const all = await Promise.allSettled([1, 2].map((i) => t.call("offer.accept", { token: tokens[i]! }, visitor)));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(all.flatMap((one) => (one.status === "rejected" ? [(one.reason as { code: string }).code] : []))).toEqual(["OFFER_OVER"]);
  const won = days[all.findIndex(({ status }) => status === "fulfilled") + 1]!;
  expect(await busy(won)).toEqual(["busy", "busy", "busy"]);
  for (const day of days.filter((one) => one !== won)) expect(await busy(day)).toEqual(["", "", ""]);
  expect(await listed()).toMatchObject([{ state: "taken" }]);
  expect((await t.call("offer.list", { state: "open" }, clerk)).offers).toEqual([]);
  expect((await t.audit()).faults).toEqual([]);
});

it("shows an offer that ran out as over", async () => {
  const option = { start: "2026-03-09T09:00", end: "2026-03-09T10:00" };
  const guests = [{ name: "Anna", email: "anna@luar.example" }];
  await t.call("offer.send", { title: "Sore", options: [option], for: [boss.id], until: "2026-03-08T12:00:00Z", guests }, clerk);
  t.clock.moveTo(Temporal.Instant.from("2026-03-08T12:00:00Z"));
  expect((await t.call("offer.list", { state: "over" }, clerk)).offers).toMatchObject([{ title: "Sore" }]);
});
