import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SmtpMailbox, startSmtpMailbox } from "#fakes/smtp-mailbox.ts";
import type { Actor } from "#kernel/actor/actor.ts";
import { incomingMail, outgoingMail } from "#kernel/mail/mail-room.ts";
import { idInReplyAddress } from "#kernel/mail/reply-address.ts";
import { writeSetting } from "#kernel/settings/settings.ts";
import { takeMailedCalendar, type MailedCalendar } from "#duties/calendar/index.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

let t: TestHouse;
let mailbox: SmtpMailbox;
let boss: Actor & { id: string };
let other: Actor & { id: string };

beforeAll(async () => {
  t = await testHouse();
  mailbox = await startSmtpMailbox();
  // What waits for colleagues reaches them by mail too.
  mailbox.expects(({ to, parsed }) => to.endsWith("@kantor.test") && parsed.attachments.length === 0, Infinity);
  boss = await t.staff("Budi Santoso", { email: "budi@kantor.test", role: "staff", grade: 5 });
  other = await t.staff("Rina Hartati", { email: "rina@kantor.test", role: "staff", grade: 2 });
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

/** The next mail, with its calendar part unfolded and the sealed id of its way back. */
const nextMail = async (to: string) => {
  mailbox.expects({ to });
  await t.settle();
  const { parsed, raw } = mailbox.messages.findLast((one) => one.to === to)!;
  const part = parsed.attachments.find(({ contentType }) => contentType === "text/calendar" || contentType === "application/ics");
  const ics = part!.content.toString("utf8").replace(/\r\n /g, "");
  const back = /ORGANIZER[^:]*:mailto:(\S+)/.exec(ics)?.[1] ?? "";
  const detail = /\+([^@]+)@/.exec(back)?.[1] ?? "";
  return { parsed, raw, ics, back, sealedIds: [idInReplyAddress(t.house.vault, detail)].filter((id) => id !== undefined) };
};
const take = (mail: Partial<MailedCalendar> & { text: string }) =>
  t.house.pipeline.asSystem(
    "mail.calendar",
    (work) => takeMailedCalendar(work, { from: "tamu@luar.example", authentic: false, sealedIds: [], ...mail }),
    "mail",
  );
const ics = (...lines: string[]) => ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
const answerOf = async (id: string) => (await t.call("event.show", { id }, boss)).attendees.map(({ answer }) => answer);

describe("an invitation to somebody outside", () => {
  it("goes out as real iTIP with a sealed way back, again when it moves, and is called off", async () => {
    const made = await t.call(
      "event.add",
      { title: "Negosiasi, harga; mesin", start: "2026-03-03T09:00", location: "Lantai 2", attendees: ["tamu@luar.example"] },
      boss,
    );
    const first = await nextMail("tamu@luar.example");
    expect(first.raw).toMatch(/content-type: text\/calendar;[^]*?method=REQUEST/i);
    expect([first.parsed.subject, first.parsed.from?.value[0]?.name]).toEqual(["Undangan: Negosiasi, harga; mesin", "Budi Santoso"]);
    expect(first.parsed.text).toContain("Waktu: Selasa, 3 Maret 2026, 09.00 WIB");
    expect(first.parsed.text).toContain("When: Tuesday, 3 March 2026, 09:00 WIB");
    expect(first.ics).toContain("METHOD:REQUEST");
    expect(first.ics).toContain(`UID:${made.uid}`);
    expect(first.back).toMatch(/^meja\+r\.[a-z2-7]{42}@kantor\.test$/);
    await t.call("event.move", { id: made.id, start: "2026-03-04T09:00" }, boss);
    expect((await nextMail("tamu@luar.example")).ics).toContain("SEQUENCE:1");
    await t.call("event.remove", { id: made.id }, boss);
    const last = await nextMail("tamu@luar.example");
    expect([last.ics.includes("METHOD:CANCEL"), last.ics.includes("STATUS:CANCELLED"), last.parsed.subject]).toEqual([
      true,
      true,
      "Dibatalkan: Negosiasi, harga; mesin",
    ]);
  });

  it("takes answers in the shape of every program, and none that is forged", async () => {
    const made = await t.call("event.add", { title: "Rapat", start: "2026-03-05T09:00", attendees: ["tamu@luar.example"] }, boss);
    const { sealedIds } = await nextMail("tamu@luar.example");
    const reply = (partstat: string, more: { uid?: string; who?: string; also?: string[] } = {}) =>
      ics("PRODID:-//X//EN", "METHOD:REPLY", "BEGIN:VEVENT", `UID:${more.uid ?? made.uid}`, "DTSTAMP:20260302T010000Z", `ATTENDEE;CN=Tamu;PARTSTAT=${partstat}:${more.who ?? "mailto:tamu@luar.example"}`, ...(more.also ?? []), "END:VEVENT"); // prettier-ignore
    // Gmail: its own stamps, the organizer as written, comments.
    expect(await take({ text: reply("ACCEPTED", { also: ["ORGANIZER;CN=Budi:mailto:meja@kantor.test", "DTSTART:20260305T020000Z", "X-NUM-GUESTS=0:x", "SEQUENCE:0", "COMMENT:Baik"].filter((line) => !line.startsWith("X-NUM")) }), sealedIds })).toBe("answered"); // prettier-ignore
    expect(await answerOf(made.id)).toEqual(["accepted"]);
    // Outlook: no organizer, the UID in capitals, the address with MAILTO: and in capitals, a Windows zone.
    expect(await take({ text: reply("TENTATIVE", { uid: made.uid.toUpperCase(), who: "MAILTO:TAMU@LUAR.EXAMPLE", also: ["DTSTART;TZID=SE Asia Standard Time:20260305T090000", "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE"] }), sealedIds })).toBe("answered"); // prettier-ignore
    expect(await answerOf(made.id)).toEqual(["tentative"]);
    // An alias answers: the sealed way back says for whom the invitation was.
    expect(await take({ text: reply("DECLINED", { who: "mailto:tamu.lain@luar.example" }), sealedIds })).toBe("answered");
    expect(await answerOf(made.id)).toEqual(["declined"]);
    // Without the way back: only a sender whom the domain vouches for, and who is invited.
    expect(await take({ text: reply("ACCEPTED") })).toBe("forged");
    expect(await take({ text: reply("ACCEPTED"), from: "lain@luar.example", authentic: true })).toBe("forged");
    expect(await answerOf(made.id)).toEqual(["declined"]);
    expect(await take({ text: reply("ACCEPTED"), from: "Tamu@luar.example", authentic: true })).toBe("answered");
    expect(await answerOf(made.id)).toEqual(["accepted"]);
    expect(await take({ text: reply("ACCEPTED", { uid: "other" }), sealedIds })).toBe("unknown");
    expect(await take({ text: "garbage" })).toBe("unreadable");
    await t.call("event.move", { id: made.id, start: "2026-03-06T09:00" }, boss);
    await nextMail("tamu@luar.example");
    expect(await take({ text: reply("DECLINED", { also: ["SEQUENCE:0", "DTSTART;TZID=Asia/Jakarta:20260305T090000"] }), sealedIds })).toBe(
      "stale",
    );
    expect(await answerOf(made.id)).toEqual(["needs-action"]);
    expect(await take({ text: reply("ACCEPTED").replace("REPLY", "COUNTER"), sealedIds })).toBe("countered");
  });
});

describe("an invitation from outside", () => {
  const request = (method: string, sequence: number, organizer = "mailto:klien@luar.example", hour = "02") =>
    ics("PRODID:-//Google//EN", `METHOD:${method}`, "BEGIN:VEVENT", "UID:luar-1@google.com", "DTSTAMP:20260302T010000Z", `SEQUENCE:${sequence}`, `DTSTART:20260310T${hour}0000Z`, `DTEND:20260310T${hour}3000Z`, "SUMMARY:Presentasi", `ORGANIZER;CN=Klien:${organizer}`, "ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:rina@kantor.test", "END:VEVENT"); // prettier-ignore
  const theirs = async () => (await t.call("event.list", { from: "2026-03-10T00:00:00Z", to: "2026-03-11T00:00:00Z" }, other)).events;

  it("lies in the calendar of whom it is for, is answered by mail, follows, and is cancelled; nobody takes it over", async () => {
    expect(await take({ text: request("REQUEST", 0), from: "klien@luar.example", authentic: true })).toBe("invited");
    const [event] = await theirs();
    expect(event).toMatchObject({ title: "Presentasi", organizer: { address: "mailto:klien@luar.example" } });
    await t.call("event.answer", { id: event!.id, answer: "accepted" }, other);
    const answer = await nextMail("klien@luar.example");
    expect(answer.ics).toContain("METHOD:REPLY");
    expect(answer.ics).toMatch(/ATTENDEE[^:]*PARTSTAT=ACCEPTED[^:]*:mailto:rina@kantor\.test/);
    expect(answer.parsed.subject).toBe("Jawaban: Presentasi");
    expect(await take({ text: request("REQUEST", 1, "mailto:penipu@jahat.example"), from: "penipu@jahat.example", authentic: true })).toBe(
      "forged",
    );
    expect(await take({ text: request("REQUEST", 1, "mailto:budi@kantor.test"), from: "budi@kantor.test" })).toBe("forged");
    expect(await take({ text: request("CANCEL", 1), from: "penipu@jahat.example", authentic: true })).toBe("forged");
    expect(
      await take({ text: request("REQUEST", 1, "mailto:klien@luar.example", "05"), from: "klien@luar.example", authentic: true }),
    ).toBe("invited");
    expect((await theirs())[0]!.start).toBe("2026-03-10T05:00:00Z");
    expect(await take({ text: request("REQUEST", 0), from: "klien@luar.example", authentic: true })).toBe("stale");
    expect(await take({ text: request("CANCEL", 2, "mailto:klien@luar.example", "05"), from: "klien@luar.example", authentic: true })).toBe(
      "cancelled",
    );
    expect((await theirs())[0]!.status).toBe("cancelled");
  });

  it("leaves a journal that vouches for every record", async () => {
    expect((await t.audit()).faults).toEqual([]);
  });
});
