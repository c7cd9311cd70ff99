import { createTransport } from "nodemailer";
import type { ParsedMail } from "mailparser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSmtpMailbox, type SmtpMailbox } from "#fakes/smtp-mailbox.ts";
import type { Actor } from "#kernel/actor/actor.ts";
import { Drafted } from "#kernel/pipeline/pending.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";
import { hand } from "./line.ts";

let t: TestHouse;
let mailbox: SmtpMailbox;
let port: number;
let admin: Actor;
let sari: Actor & { id: string };
let ratna: Actor & { id: string };
let budi: Actor & { id: string };
let newcomer: Actor;

beforeAll(async () => {
  t = await testHouse();
  mailbox = await startSmtpMailbox();
  mailbox.expects(() => true, Infinity);
  admin = await t.actor("Wulan", { role: "administrator", grade: 6 });
  sari = await t.staff("Sari Puspita", { email: "sari@orang.test" });
  ratna = await t.staff("Ratna Dewi", { role: "staff", email: "ratna@orang.test", language: "en" });
  budi = await t.staff("Budi Santoso", { role: "staff", email: "budi@orang.test" });
  const dewi = await t.staff("Dewi Lestari", { email: "dewi@orang.test" });
  newcomer = { ...dewi, dial: { "message.reassign": "draft" }, ownerId: ratna.id };
  await t.call("mail.receive", { addresses: ["meja@kantor.test"] }, admin);
  await t.call("mail.set", { host: mailbox.host, port: mailbox.port, security: "plain", fromAddress: "kerani@kantor.test" }, admin);
  await t.house.settings.reload();
  port = await t.mail.listen("127.0.0.1", 0);
});
afterAll(async () => {
  await t.tearDown();
  await mailbox.close();
});

/** The next mail that Kerani sends to somebody. */
const mailTo = async (address: string): Promise<ParsedMail> => {
  for (;;) {
    const mail = await mailbox.next();
    if (mail.to === address) return mail.parsed;
  }
};
const replyAddress = (mail: ParsedMail): string => mail.replyTo?.value[0]?.address ?? "";

/** Answers a mail; returns what the mail door said became of it. */
const answer = async (
  mail: ParsedMail,
  text: string,
  more: { from?: string; to?: string; inReplyTo?: boolean; headers?: Record<string, string>; messageId?: string } = {},
): Promise<string> => {
  const client = createTransport({ host: "127.0.0.1", port, ignoreTLS: true });
  const quoted = `Pada Sen, 2 Mar 2026 pukul 08.00 Kerani menulis:\n${(mail.text ?? "").replaceAll(/^/gm, "> ")}`;
  try {
    const { response } = await client.sendMail({
      from: more.from ?? "Ratna Dewi <ratna@orang.test>",
      to: more.to ?? replyAddress(mail),
      subject: `Re: ${mail.subject}`,
      text: `${text}\n\n${quoted}`,
      ...(more.inReplyTo === false ? {} : { inReplyTo: mail.messageId ?? "" }),
      ...(more.messageId ? { messageId: more.messageId } : {}),
      ...(more.headers ? { headers: more.headers } : {}),
    });
    return response.replace(/^250 2\.0\.0 /, "");
  } finally {
    client.close();
  }
};

const takeFor = async (name: string, body = "Minta ditelepon") => {
  const { id } = await t.call("message.take", { for: name, from: "Pak Joko", body }, sari);
  await t.settle();
  return id;
};
const itemOf = (subjectId: string) =>
  t.house.db
    .selectFrom("attentionItem")
    .select(["id", "state", "acknowledgedBy", "acknowledgedDoor", "outcome"])
    .where("subjectId", "=", subjectId)
    .executeTakeFirstOrThrow();

describe("answering a mail about a matter", () => {
  test("takes it on, keeps what was written with the message, and the way to others ends", async () => {
    const id = await takeFor("Ratna Dewi");
    const mail = await mailTo("ratna@orang.test");
    expect(replyAddress(mail)).toMatch(/^meja\+r\.[a-z2-7]{42}@kantor\.test$/);
    expect(mail.text).toContain("Reply to this mail to take it on");
    expect(await answer(mail, "Saya telepon jam tiga.\n\n-- \nRatna Dewi")).toBe("decided");
    expect(await itemOf(id)).toMatchObject({ state: "acknowledged", acknowledgedBy: ratna.id, acknowledgedDoor: "mail" });
    const { notes } = await t.call("message.show", { id }, admin);
    expect(notes.map(({ by, text }) => [by, text])).toEqual([["Ratna Dewi", "Saya telepon jam tiga."]]);
    await t.settle();
    expect((await t.call("message.show", { id }, admin)).message.read).not.toBeNull();
  });

  test("works as well where the mail program keeps no plus address, by the mail that it answers, and where letters became capitals", async () => {
    const id = await takeFor("Ratna Dewi");
    expect(await answer(await mailTo("ratna@orang.test"), "ok", { to: "meja@kantor.test" })).toBe("decided");
    expect(await itemOf(id)).toMatchObject({ state: "acknowledged" });
    const other = await takeFor("Ratna Dewi");
    const mail = await mailTo("ratna@orang.test");
    expect(await answer(mail, "ok", { to: replyAddress(mail).toUpperCase(), inReplyTo: false })).toBe("decided");
    expect(await itemOf(other)).toMatchObject({ state: "acknowledged" });
    expect((await t.call("message.show", { id: other }, admin)).notes).toEqual([]);
  });

  test('"done" settles it with the outcome; the same mail twice does so once', async () => {
    const id = await takeFor("Ratna Dewi");
    const mail = await mailTo("ratna@orang.test");
    const same = { messageId: "<selesai@orang.test>" };
    expect(await answer(mail, "Selesai: sudah saya telepon", same)).toBe("decided");
    expect(await answer(mail, "Selesai: sudah saya telepon", same)).toBe("decided");
    expect(await itemOf(id)).toMatchObject({ state: "settled" });
    expect((await t.call("message.show", { id }, admin)).message).toMatchObject({ outcome: "sudah saya telepon", state: "acted" });
  });

  test("of two who were asked the second is told who has it, in plain words and their own language", async () => {
    const id = await takeFor("Ratna Dewi");
    const mail = await mailTo("ratna@orang.test");
    await t.call("message.act", { id, outcome: "Sudah" }, sari);
    expect(await answer(mail, "Saya tangani")).toBe("refused");
    const told = await mailTo("ratna@orang.test");
    expect(told.subject).toMatch(/^Re: /);
    expect(told.text).toMatch(/^Your answer by mail was not carried out\./);
    expect(told.headers.get("auto-submitted")).toBe("auto-replied");
  });

  test("a mail that came back counts as a failed step, and the news is kept", async () => {
    const id = await takeFor("Ratna Dewi");
    const mail = await mailTo("ratna@orang.test");
    const report = `From: MAILER-DAEMON@orang.test\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; ratna@orang.test\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no such user\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: ${mail.messageId}\n\n--b--`;
    expect(await hand(port, report, { from: "", to: "meja@kantor.test" })).toBe("250 2.0.0 bounce");
    const item = await itemOf(id);
    const { steps } = await t.call("reach.steps", { id: item.id }, admin);
    expect(steps.map(({ channel, state }) => [channel, state])).toContainEqual(["email", "failed"]);
    expect(item.state).toBe("open");
  });
});

describe("what never counts as an answer", () => {
  test("somebody else's mail: a colleague is told, a stranger's becomes a message", async () => {
    const id = await takeFor("Ratna Dewi");
    const mail = await mailTo("ratna@orang.test");
    expect(await answer(mail, "ok", { from: "budi@orang.test" })).toBe("refused");
    expect((await mailTo("budi@orang.test")).text).toMatch(/ditujukan kepada orang lain/);
    expect(await answer(mail, "ok", { from: "penyusup@lain.test" })).toBe("message");
    expect(await itemOf(id)).toMatchObject({ state: "open" });
  });

  test("two writers at once, a forged address, a changed seal", async () => {
    const id = await takeFor("Ratna Dewi");
    const mail = await mailTo("ratna@orang.test");
    const wrong = replyAddress(mail).replace(/(.)@/, (_all, last: string) => `${last === "a" ? "b" : "a"}@`);
    const two = `From: ratna@orang.test, budi@orang.test\nTo: ${replyAddress(mail)}\n\nok`;
    expect(await hand(port, two, { from: "ratna@orang.test", to: replyAddress(mail) })).toBe("250 2.0.0 message");
    const twice = `From: budi@orang.test\nFrom: ratna@orang.test\nTo: ${replyAddress(mail)}\n\nok`;
    expect(await hand(port, twice, { from: "ratna@orang.test", to: replyAddress(mail) })).toBe("250 2.0.0 message");
    expect(await answer(mail, "ok", { to: wrong, inReplyTo: false })).toBe("message");
    expect(await itemOf(id)).toMatchObject({ state: "open" });
  });

  test("an automatic answer, a list, a bounce: nothing is taken on and nobody is answered", async () => {
    const id = await takeFor("Ratna Dewi");
    const mail = await mailTo("ratna@orang.test");
    const before = mailbox.messages.length;
    const machines: [string, string][] = [
      ["Auto-Submitted", "auto-replied"],
      ["X-Autoreply", "yes"],
      ["Precedence", "bulk"],
      ["List-Id", "<x.test>"],
      ["Auto-Submitted", "auto-generated"],
    ];
    for (const [name, value] of machines)
      expect(await answer(mail, "Saya tangani", { headers: { [name]: value } })).not.toMatch(/decided|refused/);
    expect(await itemOf(id)).toMatchObject({ state: "open" });
    expect(mailbox.messages.length).toBe(before);
  });
});

/** A clerk on draft wishes to reassign a message; Ratna, to whom she reports, is asked by mail. */
const wish = async (body = "x") => {
  const id = await t.call("message.take", { for: "desk", from: "Pak Joko", body }, sari).then((one) => one.id);
  const asked = await t.call("message.reassign", { id, to: `person:${budi.id}` }, newcomer).catch((error: unknown) => error);
  if (!(asked instanceof Drafted)) throw asked;
  await t.settle();
  return { messageId: id, pendingId: asked.pendingId, mail: await mailTo("ratna@orang.test") };
};
const forWhom = async (id: string) => (await t.call("message.show", { id }, admin)).message.for.name;
const pending = (id: string) => t.call("approval.show", { id }, admin);

describe("approving by mail", () => {
  test("the mail shows what is asked; yes at its answering address runs it once, with the approver on record", async () => {
    const { messageId, pendingId, mail } = await wish();
    expect(mail.text).toContain("Dewi Lestari waits for approval: Hand a message over");
    expect(mail.text).toContain("For whom: Budi Santoso");
    expect(mail.text).toContain('Reply to this mail with "approve"');
    expect(await answer(mail, "Setuju, silakan.\n\nRatna")).toBe("decided");
    expect(await forWhom(messageId)).toBe("Budi Santoso");
    expect(await pending(pendingId)).toMatchObject({ state: "done", decidedBy: ratna.id, note: "silakan.\n\nRatna" });
    const lines = (await t.call("journal.list", { command: "message.reassign" }, admin)).lines;
    expect(lines.filter(({ approverId }) => approverId === ratna.id)).toHaveLength(1);
    expect(await answer(mail, "setuju")).toBe("decided");
    expect(await answer(mail, "tolak, salah orang")).toBe("refused");
    expect((await mailTo("ratna@orang.test")).text).toMatch(/Already decided by Ratna Dewi/);
    expect((await t.call("journal.list", { command: "message.reassign" }, admin)).lines).toHaveLength(lines.length);
  });

  test("no, with the reason", async () => {
    const { messageId, pendingId, mail } = await wish();
    expect(await answer(mail, "Tolak: biar meja saja")).toBe("decided");
    expect(await forWhom(messageId)).not.toBe("Budi Santoso");
    expect(await pending(pendingId)).toMatchObject({ state: "refused", note: "biar meja saja" });
  });

  test("what is not plainly a yes or a no decides nothing; the writer is told how, and can answer that mail", async () => {
    const { pendingId, mail } = await wish();
    for (const text of ["", "Setuju asal bukan Budi", "Ok, saya lihat dulu"]) {
      expect(await answer(mail, text)).toBe("refused");
      expect((await mailTo("ratna@orang.test")).text).toMatch(/Write "approve"/);
    }
    expect(await pending(pendingId)).toMatchObject({ state: "waiting" });
    expect(await answer(mail, "hmm")).toBe("refused");
    expect(await answer(await mailTo("ratna@orang.test"), "approve")).toBe("decided");
    expect(await pending(pendingId)).toMatchObject({ state: "done" });
  });

  test("only at the sealed address, only by the approver, never by a machine", async () => {
    const { pendingId, mail } = await wish();
    expect(await answer(mail, "setuju", { to: "meja@kantor.test" })).toBe("refused");
    expect((await mailTo("ratna@orang.test")).text).toMatch(/only when it is sent to the answering address/);
    expect(await answer(mail, "setuju", { from: "dewi@orang.test" })).toBe("refused");
    expect(await answer(mail, "setuju", { from: "jahat@lain.test" })).toBe("message");
    expect(await answer(mail, "setuju", { headers: { "Auto-Submitted": "auto-replied" } })).toBe("ignored");
    expect(await pending(pendingId)).toMatchObject({ state: "waiting" });
  });
});

test("after all this the journal is sound", async () => {
  expect((await t.audit()).faults).toEqual([]);
});
