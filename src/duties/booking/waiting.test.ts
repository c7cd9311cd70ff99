import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
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

const zone = "Asia/Jakarta";
const stranger = (): Actor => nobody("web", "en");
const title = { id: "Temu direktur", en: "Meet the director" };
let n = 0;
let slug = "";
// Tuesdays.
let day = "2026-03-31";
let pageId = "";

// A page of its own with one time a day, which somebody has; three wait for that day.
beforeEach(async () => {
  slug = `penuh-${++n}`;
  day = Temporal.PlainDate.from(day).add({ days: 7 }).toString();
  t.clock.moveTo(Temporal.PlainDate.from(day).subtract({ days: 3 }).toZonedDateTime({ timeZone: zone, plainTime: "09:00" }).toInstant());
  ({ id: pageId } = await t.call(
    "page.add",
    { slug, title, hosts: [boss.id], minutes: 60, step: 60, noticeMinutes: 60, perDay: 1, timeZone: zone },
    clerk,
  ));
});

const start = () => Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: "10:00" }).toInstant().toString();
const book = (who: string) => t.call("booking.add", { slug, start: start(), name: who, email: `${who}-${n}@luar.example` }, clerk);
const join = async (who: string, more: Record<string, unknown> = {}) => {
  const { ticket } = await t.call("book.page", { slug }, stranger());
  t.clock.moveTo(t.clock.now().add({ seconds: 10 }));
  const range = { from: `${day}T00:00:00+07:00`, until: `${day}T23:59:00+07:00` };
  const guest = { name: who, email: `${who}-${n}@luar.example`, language: "en" as const, timeZone: zone, key: `key-${slug}-${who}` };
  return (await t.call("wait.join", { slug, ticket, ...guest, ...range, ...more }, stranger())).token;
};
const free = async () =>
  (await t.call("book.times", { slug, timeZone: zone, from: `${day}T00:00:00+07:00`, to: `${day}T23:59:00+07:00` }, stranger())).times.map(
    ({ at }) => at.slice(11),
  );
const mailsTo = async (who: string) => {
  await t.settle();
  return mailbox.messages.filter(({ to }) => to === `${who}-${n}@luar.example`).map(({ parsed }) => parsed.subject ?? "");
};
const offersOf = async (token: string) => (await t.call("wait.show", { token }, stranger())).offers;
const titles = async () =>
  (await t.call("event.list", { from: `${day}T00:00:00+07:00`, to: `${day}T23:59:00+07:00` }, boss)).events.map((one) => one.title);

describe("a time that comes free while others wait", () => {
  it("is offered to the first for fifteen minutes, then to the next, and held meanwhile; who takes it has it", async () => {
    const booked = await book("ada");
    const [ani, budi] = [await join("ani"), await join("budi")];
    expect(await mailsTo("ani")).toEqual(["Waiting list: Meet the director"]);
    expect(await offersOf(ani)).toEqual([]);
    await t.call("booking.decline", { id: booked.id }, clerk);
    expect(await mailsTo("ani")).toEqual(["Waiting list: Meet the director", "A time has come free for you: Meet the director"]);
    expect(await mailsTo("budi")).toHaveLength(1);
    expect(await titles()).toEqual(["HOLD: Temu direktur: daftar tunggu"]);
    expect(await free()).not.toContain("10:00");
    await t.advance({ minutes: 14 });
    expect(await offersOf(ani)).toMatchObject([{ start: start() }]);
    await t.advance({ minutes: 2 });
    expect(await offersOf(ani)).toEqual([]);
    const [offer] = await offersOf(budi);
    expect(await mailsTo("budi")).toContain("A time has come free for you: Meet the director");
    const late = (await t.house.db.selectFrom("bookingFreed").select("id").where("pageId", "=", pageId).executeTakeFirstOrThrow()).id;
    await expect(t.call("wait.accept", { token: ani, slot: late }, stranger())).rejects.toMatchObject({ code: "OFFER_OVER" });
    const taken = await t.call("wait.accept", { token: budi, slot: offer!.slot }, stranger());
    expect(taken).toMatchObject({ state: "confirmed", start: start(), name: "budi" });
    expect(await titles()).toEqual(["Temu direktur: budi"]);
    expect(await mailsTo("budi")).toContain("Appointment booked: Meet the director");
    expect(await t.call("wait.show", { token: budi }, stranger())).toMatchObject({ state: "booked", offers: [] });
    expect((await t.call("wait.list", { pageId }, clerk)).waiting.map(({ name }) => name)).toEqual(["ani"]);
  });

  it("is everybody's when all let it go, when nobody waits for that day, or when the page is taken away", async () => {
    const booked = await book("ada");
    const cici = await join("cici");
    const other = Temporal.PlainDate.from(day).add({ days: 3 }).toString();
    await join("doni", { from: `${other}T00:00:00+07:00`, until: `${other}T23:00:00+07:00` });
    await t.call("booking.decline", { id: booked.id }, clerk);
    const [offer] = await offersOf(cici);
    await t.call("wait.pass", { token: cici, slot: offer!.slot }, stranger());
    expect(await free()).toContain("10:00");
    expect(await titles()).toEqual([]);
    const again = await book("eka");
    const fani = await join("fani");
    await t.call("booking.decline", { id: again.id }, clerk);
    expect(await titles()).toEqual(["HOLD: Temu direktur: daftar tunggu"]);
    await t.call("page.remove", { id: pageId }, clerk);
    expect(await titles()).toEqual([]);
    expect((await t.call("wait.show", { token: fani }, stranger())).state).toBe("over");
  });

  it("goes to the next at once when the first leaves; moving away frees a time as cancelling does", async () => {
    await book("ada");
    const [ani, budi] = [await join("ani"), await join("budi")];
    await t.settle();
    const link = mailbox.messages.findLast(({ to }) => to === `ada-${n}@luar.example`)!.parsed.text!;
    const token = /\/book\/penuh-\d+\/([\w-]{20,})/.exec(link)![1]!;
    const thursday = Temporal.PlainDate.from(day).add({ days: 2 }).toZonedDateTime({ timeZone: zone, plainTime: "10:00" });
    await t.call("book.move", { token, start: thursday.toInstant().toString() }, stranger());
    expect(await offersOf(ani)).toHaveLength(1);
    await t.call("wait.leave", { token: ani }, stranger());
    expect(await offersOf(budi)).toHaveLength(1);
    expect((await t.call("wait.show", { token: ani }, stranger())).state).toBe("left");
  });

  it("of a cancelling and an accepting at the same moment neither waits for the other for ever", async () => {
    const booked = await book("ada");
    const ani = await join("ani");
    await t.call("booking.decline", { id: booked.id }, clerk);
    const [offer] = await offersOf(ani);
    const both = await Promise.allSettled([
      t.call("wait.accept", { token: ani, slot: offer!.slot }, stranger()),
      t.call("wait.accept", { token: ani, slot: offer!.slot }, stranger()),
      t.call("wait.leave", { token: ani }, stranger()),
      book("lain"),
    ]);
    const fates = both.map((one) => (one.status === "fulfilled" ? "done" : (one.reason as { code: string }).code));
    const won = [fates[0], fates[1], fates[3]].filter((fate) => fate === "done").length;
    expect(won).toBeLessThanOrEqual(1);
    expect(fates.filter((fate) => !["done", "OFFER_OVER", "BOOKING_TIME_TAKEN"].includes(fate))).toEqual([]);
    // Whoever came first has it; when the first left and the others came before, it is free again.
    expect((await titles()).map((one) => one.startsWith("HOLD"))).toEqual(won === 1 ? [false] : []);
  });
});

describe("what cannot be waited for", () => {
  it("is refused with a sentence: a day gone by, a robot, more than a few places, somebody else's list", async () => {
    await expect(join("x", { from: "2020-01-01T00:00:00Z", until: "2020-01-02T00:00:00Z" })).rejects.toMatchObject({
      code: "WAIT_UNCLEAR",
    });
    await expect(join("y", { website: "https://spam.example" })).rejects.toMatchObject({ code: "BOOKING_FORM_STALE" });
    for (const place of [1, 2, 3]) await join("z", { key: `key-${slug}-place-${place}` });
    await expect(join("z", { key: `key-${slug}-place-4` })).rejects.toMatchObject({ code: "BOOKING_TOO_MANY" });
    const rina = await t.staff(`Rina ${n}`, { role: "staff" });
    await expect(t.call("wait.list", { pageId }, rina)).rejects.toMatchObject({ code: "BOOKING_PAGE_NOT_YOURS" });
    await expect(t.call("wait.show", { token: "nobody-knows-this" }, stranger())).rejects.toMatchObject({ code: "LINK_GONE" });
  });

  it("the same form sent twice is one place", async () => {
    const first = await join("sama");
    await join("sama");
    expect((await t.call("wait.list", { pageId }, clerk)).waiting).toHaveLength(1);
    expect(first).toMatch(/^[\w-]{20,}$/);
  });
});

it("leaves a journal that vouches for every record", async () => {
  expect((await t.audit()).faults).toEqual([]);
});
