import { createTransport, type SendMailOptions } from "nodemailer";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#kernel/actor/actor.ts";
import { openDoors, type TestDoors } from "#test/harness/doors.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";
import { dialogue, hand } from "./line.ts";

let t: TestHouse;
let doors: TestDoors;
let port: number;
let clerk: Actor;
let admin: Actor;
let seen = "";

beforeAll(async () => {
  t = await testHouse();
  doors = await openDoors(t);
  clerk = await t.staff("Sari Puspita");
  await t.staff("Ratna Dewi", { role: "staff" });
  await t.staff("Budi Santoso", { role: "staff", email: "budi@kantor.test" });
  admin = await t.actor("Wulan", { role: "administrator", grade: 6 });
  await t.call("mail.receive", { addresses: ["meja@kantor.test", "*@kantor.test"] }, admin);
  await t.call("mail.set", { host: "127.0.0.1", port: 2, security: "plain", fromAddress: "kerani@kantor.test", tryIt: false }, admin);
  await t.house.settings.reload();
  port = await t.mail.listen("127.0.0.1", 0);
});
afterAll(async () => {
  await doors.close();
  await t.tearDown();
});
beforeEach(async () => {
  seen = (await t.call("message.list", { limit: 1 }, admin)).messages[0]?.id ?? "";
  t.clock.advance({ minutes: 20 });
});

/** The messages taken since the test began, oldest first. */
const taken = async () => {
  const { messages } = await t.call("message.list", { limit: 100 }, admin);
  return messages.filter(({ id }) => id > seen).toReversed();
};
const send = async (mail: SendMailOptions): Promise<string> => {
  const client = createTransport({ host: "127.0.0.1", port, ignoreTLS: true });
  try {
    const sent = await client.sendMail({ from: "Joko Widagdo <joko@mesin.example>", subject: "Penawaran", text: "Halo", ...mail });
    return sent.response;
  } finally {
    client.close();
  }
};
const only = async () => {
  const found = await taken();
  expect(found).toHaveLength(1);
  return t.call("message.show", { id: found[0]?.id ?? "" }, admin);
};

describe("whom a mail is for", () => {
  test("the colleague whom the address names, by name, by what follows the plus, or by their own address", async () => {
    for (const to of ["ratna.dewi@kantor.test", "meja+ratna.dewi@kantor.test", "budi@kantor.test"]) await send({ to });
    expect((await taken()).map((one) => one.for.name)).toEqual(["Ratna Dewi", "Ratna Dewi", "Budi Santoso"]);
  });

  test("the colleague whom the letter names for its attention, and the desk where that is not plain", async () => {
    const cases: [string, string, string][] = [
      ["Penawaran u.p. Ibu Ratna Dewi, segera", "Halo", "Ratna Dewi"],
      ["Penawaran", "Attn: Mr. Budi Santoso\nDear Budi,", "Budi Santoso"],
      ["Untuk perhatian: Bapak Budi Santoso", "Halo", "Budi Santoso"],
      ["u.p. Direktur Yang Tidak Ada", "Halo", "desk"],
      ["Backup: Ratna Dewi", "Rapat up Ratna Dewi", "desk"],
    ];
    for (const [subject, text] of cases) await send({ to: "meja@kantor.test", subject, text });
    const got = (await taken()).map((one) => (one.for.kind === "desk" ? "desk" : one.for.name));
    expect(got).toEqual(cases.map(([, , name]) => name));
  });

  test("everybody who is addressed gets a message of their own, also when the mail comes in two goes", async () => {
    await send({ to: "ratna.dewi@kantor.test, budi@kantor.test, meja@kantor.test", messageId: "<satu@mesin.example>" });
    expect((await taken()).map((one) => one.for.name).toSorted()).toEqual(["Budi Santoso", "Ratna Dewi"]);
    const mail = { messageId: "<dua@mesin.example>", to: "ratna.dewi@kantor.test, budi@kantor.test" };
    await send({ ...mail, envelope: { from: "joko@mesin.example", to: "ratna.dewi@kantor.test" } });
    await send({ ...mail, envelope: { from: "joko@mesin.example", to: "budi@kantor.test" } });
    await send({ ...mail, envelope: { from: "joko@mesin.example", to: "budi@kantor.test" } });
    expect((await taken()).map((one) => one.for.name).toSorted()).toEqual(["Budi Santoso", "Budi Santoso", "Ratna Dewi", "Ratna Dewi"]);
  });

  test("the desk when nobody is named, and never a colleague of the same name at another company", async () => {
    await send({ to: "meja@kantor.test", cc: "ratna.dewi@lain.example", priority: "high" });
    const { message } = await only();
    expect(message).toMatchObject({ for: { kind: "desk" }, from: { name: "Joko Widagdo", email: "joko@mesin.example" }, urgency: "soon" });
  });

  test("the same mail twice, also at once, is one message", async () => {
    await Promise.all(Array.from({ length: 16 }, () => send({ to: "meja@kantor.test", messageId: "<sekali@mesin.example>" })));
    await only();
  });
});

describe("who may hand mail over", () => {
  test("a recipient who is not ours is refused at RCPT, and so is every form of relaying", async () => {
    await t.call("mail.receive", { addresses: ["meja@kantor.test"] }, admin);
    await t.house.settings.reload();
    const others = ["siapa@kantor.test", "joko@mesin.example", "meja@kantor.test@mesin.example", "meja%mesin.example@relay.example"];
    const routed = ["@relay.example:joko@mesin.example", '"meja@kantor.test"@mesin.example', "joko@[127.0.0.1]", "postmaster"];
    const answers = await dialogue(port, [
      "EHLO client.test",
      "MAIL FROM:<joko@mesin.example>",
      ...[...others, ...routed].map((to) => `RCPT TO:<${to}>`),
      "DATA",
    ]);
    for (const answer of answers.slice(3)) expect(answer).toMatch(/^5\d\d /);
    expect(await hand(port, "Subject: x\n\nx", { to: "MEJA@Kantor.Test" })).toMatch(/^250 /);
    await t.call("mail.receive", { addresses: ["meja@kantor.test", "*@kantor.test"] }, admin);
    await t.house.settings.reload();
  });

  test("one sender who sends too much is asked to come back, and others are not", async () => {
    const ask = (from: string, times = 1) =>
      dialogue(port, ["EHLO client.test", ...Array.from({ length: times }, () => [`MAIL FROM:<${from}>`, "RSET"]).flat()]);
    expect((await ask("banyak@mesin.example", 60)).every((said) => said.startsWith("2"))).toBe(true);
    expect((await ask("banyak@mesin.example"))[2]).toMatch(/^450 4\.7\.1 /);
    expect((await ask("lain@mesin.example"))[2]).toMatch(/^250 /);
    t.clock.advance({ minutes: 11 });
    expect((await ask("banyak@mesin.example"))[2]).toMatch(/^250 /);
  });

  test("what follows a lone line feed is text, never a second mail", async () => {
    const hidden = "Subject: satu\r\n\r\nTeks\n.\nMAIL FROM:<jahat@x.test>\nRCPT TO:<meja@kantor.test>\nDATA\nSubject: dua\n\nselundupan";
    expect(await hand(port, Buffer.from(hidden), { to: "meja@kantor.test" })).toMatch(/^250 /);
    const { message } = await only();
    expect(message.subject).toBe("satu");
    expect(message.body).toContain("selundupan");
  });
});

describe("what a mail may carry", () => {
  test("attachments are kept byte for byte and given out as downloads only, whatever they claim to be", async () => {
    const evil = "<html><script>alert(1)</script></html>";
    await send({
      to: "meja@kantor.test",
      attachments: [
        { filename: "../../etc/halo.html", contentType: "text/html", content: evil },
        { filename: "gambar.svg", contentType: "image/svg+xml", content: `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>` },
        { filename: "foto.png", contentType: "image/png", content: evil },
      ],
    });
    const { attachments } = await only();
    expect(attachments.map(({ name }) => name)).toEqual([".._.._etc_halo.html", "gambar.svg", "foto.png"]);
    await doors.account(clerk as { id: string }, "sari@kantor.test");
    const token = await doors.token("sari@kantor.test");
    for (const { id } of attachments)
      for (const more of ["", "&inline=1"]) {
        const { status, headers, body } = await doors.rest(token, `/api/message/attachment?id=${id}${more}`);
        expect(status).toBe(200);
        expect(headers.get("x-content-type-options")).toBe("nosniff");
        expect(headers.get("content-security-policy")).toMatch(/default-src 'none'.*sandbox|sandbox.*default-src 'none'/);
        expect(headers.get("content-type")).toMatch(/^(application\/octet-stream|image\/png)$/);
        if (more === "") expect(headers.get("content-disposition")).toMatch(/^attachment;/);
        expect(body["text"]).toMatch(/^</);
      }
  });

  test("a mail of HTML alone is read as text; what cannot be read so is attached", async () => {
    await send({
      to: "meja@kantor.test",
      text: "",
      html: "<p>Halo <b>Bu</b></p><script>alert(1)</script><img src='https://x.test/p.gif'>",
    });
    expect((await only()).message.body).toMatch(/^Halo Bu\b(?!.*alert)/s);
    await send({ to: "meja@kantor.test", subject: "Dalam", text: "", html: `${"<div>".repeat(50_000)}Halo` });
    const deep = (await taken()).at(-1);
    expect(deep?.body).toBe("Dalam");
    expect((await t.call("message.show", { id: deep?.id ?? "" }, admin)).attachments.map(({ name }) => name)).toEqual(["surel.html"]);
  });

  test("subject and name carry no line end, no hidden character and no header of their own", async () => {
    const raw =
      "From: =?utf-8?B?Sm9rbw0KQmNjOiBqYWhhdEB4LnRlc3Q=?= <joko@mesin.example>\nSubject: =?utf-8?B?SGFsbw0KWC1KYWhhdDogMeKArg==?=\n\n<b>x</b>";
    expect(await hand(port, raw, { to: "meja@kantor.test" })).toMatch(/^250 /);
    const { message } = await only();
    expect([message.from.name, message.subject]).toEqual(["Joko Bcc: jahat@x.test", "Halo X-Jahat: 1"]);
    expect(message.body).toBe("<b>x</b>");
  });

  test("a mail that is too large is refused by its announced size and by its real one", async () => {
    const [, , announced] = await dialogue(port, ["EHLO client.test", "MAIL FROM:<joko@mesin.example> SIZE=99999999"]);
    expect(announced).toMatch(/^552 /);
    const large = Buffer.concat([Buffer.from("Subject: besar\r\n\r\n"), Buffer.alloc(27_000_000, "0123456789abcde\r\n")]);
    expect(await hand(port, large, { to: "meja@kantor.test" })).toMatch(/^552 5\.3\.4 /);
    expect(await taken()).toEqual([]);
  });

  test("text and attachments beyond the limits are kept whole where they can be, and said where they cannot", async () => {
    await send({
      to: "meja@kantor.test",
      text: "Baris yang panjang. ".repeat(2_000),
      attachments: [
        { filename: "besar.bin", content: Buffer.alloc(10_600_000) },
        { filename: "kecil.bin", content: Buffer.alloc(10) },
      ],
    });
    const { message, attachments } = await only();
    expect(attachments.map(({ name, size }) => [name, size])).toEqual([
      ["surel.txt", 39_999],
      ["kecil.bin", 10],
    ]);
    expect(message.body).toMatch(/besar\.bin \(11 MB\) terlalu besar/);
    expect(message.body.length).toBeLessThanOrEqual(20_000);
  });

  test.each<[string, string | Buffer]>([
    ["nothing at all", ""],
    ["no header", "hanya teks"],
    ["bytes that are no text", Buffer.from([0, 255, 254, 13, 10, 0, 128, 200])],
    ["a part that never ends", "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhalo"],
    [
      "a boundary within itself",
      "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--",
    ],
    [
      "a thousand parts",
      `Subject: banyak\nContent-Type: multipart/mixed; boundary=b\n\n${"--b\nContent-Type: text/plain\n\nx\n".repeat(1500)}--b--`,
    ],
    ["headers without end", `Subject: panjang\n${"X-A: b\n".repeat(40_000)}\nx`],
    [
      "base64 that is none, in a character set that is none",
      "Subject: =?x-none?B?!!!?=\nContent-Type: text/plain; charset=x-none\nContent-Transfer-Encoding: base64\n\n@@@@",
    ],
    ["addresses that are none", 'From: <<>>, "\nTo: @@@\nMessage-ID: <\0\nIn-Reply-To: <\u2028>\nDate: kemarin\n\nx'],
    ["a name of ten thousand letters", `From: "${"x".repeat(10_000)}" <joko@mesin.example>\nSubject: ${"y".repeat(10_000)}\n\nx`],
  ])("broken mail is a message all the same: %s", async (_what, raw) => {
    expect(await hand(port, raw, { to: "meja@kantor.test" })).toMatch(/^250 2\.0\.0 message/);
    await only();
  });
});

describe("machines that write", () => {
  test("a mail that came round is let go of: our own id, or too many hops", async () => {
    const rounds = [
      "Message-ID: <kerani.abc@kantor.test>\nFrom: kerani@kantor.test\nSubject: Pesan\nAuto-Submitted: auto-generated\n\nx",
      "Message-ID: <note.018f3c1e-7a4b-7c3d-9e2f-123456789abc@kantor.test>\nFrom: kerani@kantor.test\n\nx",
      "Message-ID: <kerani.abc@kerani-lain.example>\nFrom: kerani@kerani-lain.example\nAuto-Submitted: auto-generated\n\nx",
      `${"Received: from a by b; Mon, 2 Mar 2026 01:00:00 +0000\n".repeat(31)}From: joko@mesin.example\n\nx`,
    ];
    for (const raw of rounds) expect(await hand(port, raw, { to: "meja@kantor.test" })).toBe("250 2.0.0 ignored");
    expect(await taken()).toEqual([]);
  });

  test("an automatic answer to nothing of ours is let go of", async () => {
    for (const header of ["Auto-Submitted: auto-replied", "X-Autoreply: yes", "Precedence: auto_reply", "Subject: Out of office: cuti"])
      expect(await hand(port, `From: joko@mesin.example\n${header}\n\nSaya cuti`, { to: "meja@kantor.test" })).toBe("250 2.0.0 ignored");
    expect(await taken()).toEqual([]);
  });

  test("what machines and lists send of their own accord is a message that presses nobody", async () => {
    for (const header of [
      "Auto-Submitted: auto-generated",
      "Precedence: bulk",
      "List-Id: <berita.example>",
      "List-Unsubscribe: <https://x.test>",
    ])
      await hand(port, `From: Bank <info@bank.example>\nX-Priority: 1\n${header}\n\nMutasi`, { to: "meja@kantor.test" });
    expect((await taken()).map(({ urgency }) => urgency)).toEqual(["routine", "routine", "routine", "routine"]);
  });
});

/** Takes a message by mail, answers it by mail, and returns the message with the id of the mail that went out. */
const answered = async (id: string) => {
  await send({ to: "ratna.dewi@kantor.test", messageId: `<${id}@mesin.example>` });
  const found = (await taken()).at(-1);
  if (!found) throw new Error("no message");
  await t.call("message.reply", { id: found.id, text: "Baik, kami hubungi besok." }, clerk);
  const { notes } = await t.call("message.show", { id: found.id }, admin);
  return { messageId: found.id, mailId: `note.${notes.find(({ kind }) => kind === "reply")?.id}@kantor.test` };
};
const openItems = (subjectId: string) =>
  t.house.db
    .selectFrom("attentionItem")
    .select(["title", "state"])
    .where("subjectId", "=", subjectId)
    .where("state", "=", "open")
    .execute();

describe("mail about what is here already", () => {
  test("an answer joins the message, opens it again, and keeps only what is new", async () => {
    const { messageId, mailId } = await answered("utas");
    expect(await openItems(messageId)).toEqual([]);
    const text =
      "Besok jam sepuluh saja.\n\nPada Sen, 2 Mar 2026 pukul 08.00 Kerani <kerani@kantor.test> menulis:\n> Baik, kami hubungi besok.";
    expect(await send({ to: "meja@kantor.test", inReplyTo: `<${mailId}>`, subject: "Re: Penawaran", text })).toMatch(/answer/);
    const { message, notes } = await t.call("message.show", { id: messageId }, admin);
    expect(notes.at(-1)).toMatchObject({ kind: "answer", by: "Joko Widagdo", text: "Besok jam sepuluh saja." });
    expect(message.told).toBeNull();
    expect(await openItems(messageId)).toMatchObject([{ title: { id: expect.stringMatching(/^Jawaban: /) } }]);
  });

  test("an automatic answer stays with the message and wakes nobody", async () => {
    const { messageId, mailId } = await answered("cuti");
    for (const kind of ["auto-generated", "auto-replied"]) {
      const raw = `From: joko@mesin.example\nAuto-Submitted: ${kind}\nIn-Reply-To: <${mailId}>\n\nSaya cuti sampai Senin`;
      expect(await hand(port, raw, { to: "meja@kantor.test" })).toBe("250 2.0.0 answer");
    }
    expect((await t.call("message.show", { id: messageId }, admin)).notes.at(-1)).toMatchObject({
      kind: "note",
      text: "Saya cuti sampai Senin",
    });
    expect(await openItems(messageId)).toEqual([]);
  });

  const report = (mailId: string, status: string, action: string) =>
    `From: MAILER-DAEMON@mesin.example\nSubject: Undelivered Mail Returned to Sender\nAuto-Submitted: auto-replied\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nSorry\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.mesin.example\n\nFinal-Recipient: rfc822; joko@mesin.example\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <${mailId}>\nSubject: Re: Penawaran\n\n--b--`;

  test("the news that an answer did not arrive goes to the message, and somebody has to look", async () => {
    const { messageId, mailId } = await answered("balik");
    expect(await hand(port, report(mailId, "4.4.1", "delayed"), { from: "", to: "kerani@kantor.test" })).toBe("250 2.0.0 bounce");
    expect(await openItems(messageId)).toEqual([]);
    expect(await hand(port, report(mailId, "5.1.1", "failed"), { from: "", to: "kerani@kantor.test" })).toBe("250 2.0.0 bounce");
    const { notes } = await t.call("message.show", { id: messageId }, admin);
    expect(notes.at(-1)?.text).toMatch(/tidak sampai.*joko@mesin\.example: 550 5\.1\.1 no such user/s);
    expect(await openItems(messageId)).toMatchObject([{ title: { en: expect.stringMatching(/^Answer did not arrive/) } }]);
  });

  test("the news about a mail that was never ours is a message for the desk", async () => {
    expect(await hand(port, report("asing@lain.example", "5.1.1", "failed"), { from: "", to: "kerani@kantor.test" })).toBe(
      "250 2.0.0 message",
    );
  });
});

test("after all this the journal is sound", async () => {
  expect((await t.audit()).faults).toEqual([]);
});
