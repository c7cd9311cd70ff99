import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SmtpMailbox, startSmtpMailbox } from "#fakes/smtp-mailbox.ts";
import { nobody, type Actor } from "#kernel/actor/actor.ts";
import { outgoingMail } from "#kernel/mail/mail-room.ts";
import { writeSetting } from "#kernel/settings/settings.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

let t: TestHouse;
let mailbox: SmtpMailbox;
let boss: Actor & { id: string };
let rina: Actor & { id: string };
let clerk: Actor & { id: string };
let room: string;
const stranger = (address?: string): Actor => nobody("web", "en", address);

beforeAll(async () => {
  t = await testHouse();
  mailbox = await startSmtpMailbox();
  mailbox.expects(() => true, Infinity);
  boss = await t.staff("Budi Santoso", { email: "budi@kantor.test", role: "staff", grade: 5 });
  rina = await t.staff("Rina Hartati", { email: "rina@kantor.test", role: "staff", grade: 2 });
  clerk = await t.staff("Sari Wulandari", { email: "sari@kantor.test", role: "desk", grade: 3 });
  room = (await t.call("calendar.add", { name: "Ruang Anggrek", kind: "room" }, clerk)).owner.id;
  await t.house.pipeline.asSystem("test.mail", (work) =>
    writeSetting(work, outgoingMail, { host: mailbox.host, port: mailbox.port, security: "plain", fromAddress: "meja@kantor.test" }),
  );
  await t.house.settings.reload();
});
afterAll(async () => {
  await t.tearDown();
  await mailbox.close();
});

const title = { id: "Temu direktur", en: "Meet the director" };
const terms = { title, noticeMinutes: 60, minutes: 60, step: 60 as const };
const zone = "Asia/Makassar";
let keys = 0;

/** A form as a person fills it: opened, then sent some seconds later. */
const form = async (slug: string, more: Record<string, unknown> = {}) => {
  const { ticket } = await t.call("book.page", { slug }, stranger());
  t.clock.moveTo(t.clock.now().add({ seconds: 10 }));
  return {
    slug,
    ticket,
    name: "Tamu Satu",
    email: "tamu@luar.example",
    language: "en" as const,
    timeZone: zone,
    key: `key-of-form-${++keys}`,
    ...more,
  };
};
const timesOf = async (slug: string, day = "2026-03-03") =>
  (await t.call("book.times", { slug, timeZone: zone, from: `${day}T00:00:00+07:00`, to: `${day}T23:59:00+07:00` }, stranger())).times;
const mailTo = async (to: string) => {
  await t.settle();
  return mailbox.messages.findLast((one) => one.to === to)!.parsed;
};
const titles = async (of: Actor, day: string) =>
  (await t.call("event.list", { from: `${day}T00:00:00+07:00`, to: `${day}T23:59:00+07:00` }, of)).events.map(
    (one) => `${one.title} ${one.status}`,
  );

describe("a page of one person", () => {
  beforeAll(async () => {
    const questions = [{ key: "about", label: { id: "Tentang apa?", en: "What about?" }, required: true }];
    await t.call("page.add", { slug: "budi", hosts: [boss.id], rooms: [room], questions, ...terms }, clerk);
    await t.call("event.add", { title: "Rahasia", start: "2026-03-03T10:00", end: "2026-03-03T11:00", visibility: "private" }, boss);
    await t.call("event.add", { title: "Rapat lain", start: "2026-03-03T13:00", end: "2026-03-03T14:00", rooms: [room] }, rina);
  });

  it("stands at an address of its own", async () => {
    const { pages } = await t.call("page.list", {}, rina);
    expect(pages).toMatchObject([{ address: "http://kerani.test/book/budi", kind: "person", open: true }]);
  });

  it("offers what is free for person and room, within hours, in the visitor's zone, and tells nothing else", async () => {
    const times = await timesOf("budi");
    const at = times.map((one) => one.at.slice(11));
    expect(at).toContain("10:00"); // 09.00 in Jakarta
    expect(at).not.toContain("11:00"); // the private appointment
    expect(at).not.toContain("14:00"); // the room is taken
    expect(times[0]!.at.slice(0, 10)).toBe("2026-03-03");
    expect(JSON.stringify([times, await t.call("book.page", { slug: "budi" }, stranger())])).not.toContain("Rahasia");
    expect(await timesOf("budi", "2026-03-08")).toEqual([]);
  });

  it("books, writes in both languages with a file and a link, moves and cancels by the link; the same key books once", async () => {
    const wish = { ...(await form("budi")), start: "2026-03-03T02:00:00Z", answers: { about: "Harga mesin" } };
    const made = await t.call("book.take", wish, stranger());
    expect(made).toMatchObject({
      state: "confirmed",
      hostName: "Budi Santoso",
      start: "2026-03-03T02:00:00Z",
      end: "2026-03-03T03:00:00Z",
    });
    expect((await t.call("book.take", wish, stranger())).start).toBe(made.start);
    expect(await titles(boss, "2026-03-03")).toContain("Temu direktur: Tamu Satu confirmed");
    const { text, attachments, subject } = await mailTo("tamu@luar.example");
    expect(subject).toBe("Appointment booked: Meet the director");
    expect(text).toContain("Your appointment with Budi Santoso is booked");
    expect(text).toContain("Janji temu Anda dengan Budi Santoso sudah tercatat");
    expect(text).toContain("10:00 WITA");
    expect(attachments.map(({ content }) => content.toString()).join("")).toContain("DTSTART:20260303T020000Z");
    const token = /\/book\/budi\/([\w-]+)/.exec(text!)![1]!;
    await expect(
      t.call("book.take", { ...(await form("budi")), start: made.start, answers: { about: "x" } }, stranger()),
    ).rejects.toMatchObject({
      code: "BOOKING_TIME_TAKEN",
      data: { times: expect.arrayContaining([expect.objectContaining({ start: "2026-03-03T01:00:00Z" })]) },
    });
    expect((await t.call("book.move", { token, start: "2026-03-04T02:00:00Z" }, stranger())).start).toBe("2026-03-04T02:00:00Z");
    expect((await mailTo("tamu@luar.example")).subject).toBe("Appointment moved: Meet the director");
    expect(await titles(boss, "2026-03-04")).toEqual(["Temu direktur: Tamu Satu confirmed"]);
    expect((await timesOf("budi")).map(({ start }) => start)).toContain(made.start);
    expect((await t.call("book.cancel", { token }, stranger())).state).toBe("cancelled");
    await expect(t.call("book.cancel", { token }, stranger())).rejects.toMatchObject({ code: "BOOKING_OVER" });
    expect(await titles(boss, "2026-03-04")).toEqual([]);
  });

  it("takes nothing from robots", async () => {
    const wish = { ...(await form("budi")), start: "2026-03-03T02:00:00Z", answers: { about: "x" } };
    const stale = { code: "BOOKING_FORM_STALE" };
    await expect(t.call("book.take", { ...wish, website: "spam" }, stranger())).rejects.toMatchObject(stale);
    await expect(t.call("book.take", { ...wish, ticket: "1772413200000.made-up" }, stranger())).rejects.toMatchObject(stale);
    const { ticket } = await t.call("book.page", { slug: "budi" }, stranger());
    await expect(t.call("book.take", { ...wish, ticket }, stranger())).rejects.toMatchObject(stale);
    await expect(t.call("book.take", { ...wish, answers: {} }, stranger())).rejects.toMatchObject({ code: "BOOKING_ANSWERS_WRONG" });
    await expect(t.call("book.take", { ...wish, start: "2026-03-03T02:10:00Z" }, stranger())).rejects.toMatchObject({
      code: "BOOKING_TIME_TAKEN",
    });
    await expect(t.call("page.add", { slug: "curi", hosts: [boss.id], ...terms }, rina)).rejects.toMatchObject({
      code: "BOOKING_PAGE_NOT_YOURS",
    });
  });

  it("lets one of 200 who want the same time have it, and tells the others the next ones", async () => {
    const wish = await form("budi");
    const start = "2026-03-05T02:00:00Z";
    const all = await Promise.allSettled(
      Array.from({ length: 200 }, (_, i) =>
        t.call(
          "book.take",
          { ...wish, start, key: `of-many-${i}`, email: `tamu${i}@luar.example`, answers: { about: "x" } },
          stranger(`192.0.2.${i}`),
        ),
      ),
    );
    const lost = all.flatMap((one) =>
      one.status === "rejected" ? [one.reason as { code: string; data: { times: { start: string }[] } }] : [],
    );
    expect(lost).toHaveLength(199);
    expect([...new Set(lost.map(({ code }) => code))]).toEqual(["BOOKING_TIME_TAKEN"]);
    expect(lost.every(({ data }) => data.times.length > 0 && data.times.every((one) => one.start !== start))).toBe(true);
    expect(await titles(boss, "2026-03-05")).toHaveLength(1);
  });
});

describe("a page with approval", () => {
  const requests = () =>
    t.house.db.selectFrom("attentionItem").select(["state", "ownerId"]).where("kind", "=", "booking-request").orderBy("id").execute();

  it("holds the time in sight of the host until they answer, and lets it go when they decline or never do", async () => {
    await t.call("page.add", { slug: "tanya", hosts: [boss.id], rooms: [room], approval: true, ...terms }, clerk);
    const start = "2026-03-06T02:00:00Z";
    const ask = async (more = {}) => t.call("book.take", { ...(await form("tanya")), start, ...more }, stranger());
    expect((await ask()).state).toBe("requested");
    expect(await titles(boss, "2026-03-06")).toEqual(["HOLD: Temu direktur: Tamu Satu tentative"]);
    expect(await requests()).toMatchObject([{ state: "open", ownerId: boss.id }]);
    await expect(ask()).rejects.toMatchObject({ code: "BOOKING_TIME_TAKEN" });
    const [open] = (await t.call("booking.list", { state: "requested" }, boss)).bookings;
    for (const name of ["booking.approve", "booking.show"] as const)
      await expect(t.call(name, { id: open!.id }, rina)).rejects.toMatchObject({ code: "BOOKING_MISSING" });
    expect((await t.call("booking.list", {}, rina)).bookings).toEqual([]);
    await t.call("assistant.appoint", { assistantId: rina.id, bossId: boss.id }, boss);
    expect((await t.call("booking.list", { state: "requested" }, rina)).bookings).toEqual([open]);
    expect(await t.call("booking.show", { id: open!.id }, rina)).toMatchObject({ host: { name: "Budi Santoso" }, state: "requested" });
    await t.call("booking.decline", { id: open!.id, reason: "Sedang dinas" }, boss);
    expect(await titles(boss, "2026-03-06")).toEqual([]);
    expect((await mailTo("tamu@luar.example")).text).toContain("Reason: Sedang dinas");
    expect(await requests()).toMatchObject([{ state: "settled" }]);
    await ask();
    const [again] = (await t.call("booking.list", { state: "requested" }, boss)).bookings;
    await t.call("booking.approve", { id: again!.id }, boss);
    expect(await titles(boss, "2026-03-06")).toEqual(["Temu direktur: Tamu Satu confirmed"]);
    await ask({ start: "2026-03-06T08:00:00Z" });
    await t.advance({ hours: 25 });
    expect(await titles(boss, "2026-03-06")).toEqual(["Temu direktur: Tamu Satu confirmed"]);
    expect((await mailTo("tamu@luar.example")).subject).toContain("Request not answered");
  });
});

describe("somebody on the telephone", () => {
  it("is booked by the clerk, without the form's proof, by the same rules, and gets the same mail", async () => {
    const wish = {
      slug: "budi",
      start: "2026-03-12T02:00:00Z",
      name: "Pak Joko",
      email: "joko@luar.example",
      answers: { about: "Servis" },
    };
    await expect(t.call("booking.add", { ...wish, answers: {} }, clerk)).rejects.toMatchObject({ code: "BOOKING_ANSWERS_WRONG" });
    const made = await t.call("booking.add", wish, clerk);
    expect(made).toMatchObject({
      state: "confirmed",
      host: { name: "Budi Santoso" },
      answers: [{ question: { en: "What about?" }, answer: "Servis" }],
    });
    await expect(t.call("booking.add", { ...wish, email: "lain@luar.example" }, clerk)).rejects.toMatchObject({
      code: "BOOKING_TIME_TAKEN",
    });
    expect((await mailTo("joko@luar.example")).text).toMatch(/\/book\/budi\/[\w-]{20,}/);
    await expect(t.call("booking.add", wish, stranger())).rejects.toMatchObject({ code: "SIGN_IN_FIRST" });
  });
});

describe("a team's page", () => {
  it("shares what comes in fairly, and is free as long as one of them is", async () => {
    await t.call("page.add", { slug: "tim", kind: "team", hosts: [boss.id, rina.id], ...terms }, clerk);
    const hosts: string[] = [];
    for (const hour of ["02", "03", "06", "07"])
      hosts.push(
        (
          await t.call(
            "book.take",
            { ...(await form("tim")), email: `t${hour}@luar.example`, start: `2026-03-10T${hour}:00:00Z` },
            stranger(),
          )
        ).hostName,
      );
    expect(hosts.toSorted()).toEqual(["Budi Santoso", "Budi Santoso", "Rina Hartati", "Rina Hartati"]);
    await t.call("book.take", { ...(await form("tim")), email: "t8@luar.example", start: "2026-03-10T02:00:00Z" }, stranger());
    await expect(t.call("book.take", { ...(await form("tim")), start: "2026-03-10T02:00:00Z" }, stranger())).rejects.toMatchObject({
      code: "BOOKING_TIME_TAKEN",
    });
  });
});

it("leaves a journal that vouches for every record", async () => {
  expect((await t.audit()).faults).toEqual([]);
});
