import { afterAll, beforeAll, expect, it } from "vitest";
import { type SmtpMailbox, startSmtpMailbox } from "#fakes/smtp-mailbox.ts";
import type { Actor } from "#kernel/actor/actor.ts";
import { incomingMail, outgoingMail } from "#kernel/mail/mail-room.ts";
import { writeSetting } from "#kernel/settings/settings.ts";
import { openCourtesy } from "#doors/mail/courtesy.ts";
import { openIntake } from "#doors/mail/intake.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

let t: TestHouse;
let mailbox: SmtpMailbox;
let boss: Actor & { id: string };

beforeAll(async () => {
  t = await testHouse();
  mailbox = await startSmtpMailbox();
  mailbox.expects(() => true, Infinity);
  boss = await t.staff("Budi Santoso", { email: "budi@kantor.test", role: "staff", grade: 5 });
  await t.house.pipeline.asSystem("test.mail", async (work) => {
    await writeSetting(work, outgoingMail, { host: mailbox.host, port: mailbox.port, security: "plain", fromAddress: "meja@kantor.test" });
    await writeSetting(work, incomingMail, { addresses: ["meja@kantor.test"], mailbox: null });
  });
  await t.house.settings.reload();
});
afterAll(async () => {
  await t.tearDown();
  await mailbox.close();
});

const take = (to: string, from: string, subject: string, ics: string, method: string) => {
  const { db, pipeline, services } = t.house;
  const questions = { find: async () => undefined, notDelivered: async () => false };
  const intake = openIntake({ db, pipeline, services, questions, courtesy: openCourtesy({ db, services }) });
  const raw = [
    `From: Tamu <${from}>`, `To: ${to}`, `Subject: ${subject}`, `Message-ID: <${subject.replaceAll(/\W/g, "")}.${from}>`, "Date: Mon, 02 Mar 2026 08:10:00 +0700", "MIME-Version: 1.0",
    'Content-Type: multipart/alternative; boundary="b1"', "", "--b1", "Content-Type: text/plain; charset=utf-8", "", "Tamu menjawab.", "",
    "--b1", `Content-Type: text/calendar; charset=utf-8; method=${method}`, "Content-Transfer-Encoding: base64", "",
    Buffer.from(ics).toString("base64").replaceAll(/(.{76})/g, "$1\r\n"), "--b1--", "",
  ].join("\r\n"); // prettier-ignore
  return intake(Buffer.from(raw), { from, to: [to] });
};
const reply = (uid: string, partstat: string) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Google Inc//Google Calendar 70.9054//EN", "METHOD:REPLY", "BEGIN:VEVENT", `UID:${uid}`, "DTSTAMP:20260302T011000Z", `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=${partstat};CN=tamu@luar.example;X-NUM-GUESTS=0:mailto:tamu@luar.example`, "SEQUENCE:0", "STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR", ""].join("\r\n"); // prettier-ignore

it("an invitation goes out by mail, and the guest's answer comes back by the mail door; a forged one is a message for the desk", async () => {
  const made = await t.call("event.add", { title: "Negosiasi", start: "2026-03-03T09:00", attendees: ["tamu@luar.example"] }, boss);
  await t.settle();
  const sent = mailbox.messages.find(({ to }) => to === "tamu@luar.example")!;
  const back = sent.parsed.replyTo!.value[0]!.address!;
  expect(await take(back, "tamu@luar.example", "Accepted: Negosiasi", reply(made.uid.toUpperCase(), "ACCEPTED"), "REPLY")).toBe("calendar");
  const answer = async () => (await t.call("event.show", { id: made.id }, boss)).attendees[0]!.answer;
  expect(await answer()).toBe("accepted");
  expect(await take("meja@kantor.test", "tamu@luar.example", "Declined: Negosiasi", reply(made.uid, "DECLINED"), "REPLY")).toBe("message");
  expect(await answer()).toBe("accepted");
  const invitation = reply("luar-7", "NEEDS-ACTION").replace("METHOD:REPLY", "METHOD:REQUEST").replace("END:VEVENT", "DTSTART:20260304T020000Z\r\nDTEND:20260304T030000Z\r\nSUMMARY:Presentasi\r\nORGANIZER:mailto:klien@luar.example\r\nATTENDEE;RSVP=TRUE:mailto:budi@kantor.test\r\nEND:VEVENT"); // prettier-ignore
  expect(await take("meja@kantor.test", "klien@luar.example", "Invitation: Presentasi", invitation, "REQUEST")).toBe("calendar");
  const { events } = await t.call("event.list", { from: "2026-03-04T00:00:00Z", to: "2026-03-05T00:00:00Z" }, boss);
  expect(events).toMatchObject([{ title: "Presentasi", organizer: { address: "mailto:klien@luar.example" } }]);
  expect((await t.audit()).faults).toEqual([]);
});
