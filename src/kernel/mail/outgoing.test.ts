import { Readable } from "node:stream";
import * as fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { type MailboxOptions, type SmtpMailbox, startSmtpMailbox } from "#fakes/smtp-mailbox.ts";
import { loopbackTls } from "#fakes/tls/loopback.ts";
import { TestClock } from "#kernel/clock/test-clock.ts";
import { headerText, type Mailer, openMailer } from "./outgoing.ts";
import { isMailAddress, type MailSettings } from "./outgoing-settings.ts";

const clock = new TestClock("2026-03-02T03:04:05Z");
const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

const start = async (
  options: MailboxOptions = {},
  more: Partial<MailSettings> = {},
): Promise<{ mailbox: SmtpMailbox; mailer: Mailer; settings: MailSettings }> => {
  const mailbox = await startSmtpMailbox(options);
  const settings: MailSettings = {
    host: mailbox.host,
    port: mailbox.port,
    security: options.security ?? "plain",
    from: { name: "Meja Depan", address: "meja@kantor.test" },
    trust: loopbackTls.cert,
    greetAs: "kerani.kantor.test",
    ...more,
  };
  const mailer = openMailer(settings, clock);
  open.push(
    () => mailbox.close(),
    () => mailer.close(),
  );
  return { mailbox, mailer, settings };
};

const budi = { name: "Budi Santoso", address: "budi@kantor.test" };
const simple = { to: [budi], subject: "Halo", text: "Isi" };

describe("a mail that is taken", () => {
  test("carries everything that was asked for, dated by Kerani's clock", async () => {
    const { mailbox, mailer } = await start();
    mailbox.expects({ to: "budi@kantor.test" });
    mailbox.expects({ to: "siti@kantor.test" });
    mailbox.expects({ to: "diam@kantor.test" });
    const sent = await mailer.send({
      to: [budi],
      cc: [{ address: "siti@kantor.test" }],
      bcc: [{ address: "diam@kantor.test" }],
      from: { name: "Ibu Dewi, M.Sc.", address: "dewi@kantor.test" },
      sender: { address: "meja@kantor.test" },
      replyTo: { address: "jawab+x@kantor.test" },
      subject: "Rapat ☕ di lantai 3",
      text: "Teks",
      html: "<p>Teks</p>",
      messageId: "k.1@kantor.test",
      inReplyTo: "k.0@kantor.test",
      references: ["k.0@kantor.test"],
      automatic: "auto-generated",
      important: true,
      attachments: [
        { filename: "surat.pdf", contentType: "application/pdf", content: Buffer.from("%PDF") },
        { filename: "daftar.csv", contentType: "text/csv", content: Readable.from([Buffer.from("a,b")]) },
      ],
      calendar: { method: "REQUEST", content: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" },
    });
    expect(sent).toMatchObject({ messageId: "k.1@kantor.test", refused: [] });
    expect(sent.accepted).toEqual(["budi@kantor.test", "siti@kantor.test", "diam@kantor.test"]);
    const { parsed, from, raw } = await mailbox.next();
    expect(from).toBe("meja@kantor.test");
    expect(parsed.from?.value).toEqual([{ name: "Ibu Dewi, M.Sc.", address: "dewi@kantor.test" }]);
    expect(parsed.date?.toISOString()).toBe("2026-03-02T03:04:05.000Z");
    expect(parsed).toMatchObject({
      subject: "Rapat ☕ di lantai 3",
      inReplyTo: "<k.0@kantor.test>",
      references: "<k.0@kantor.test>",
    });
    expect(parsed.replyTo?.text).toBe("jawab+x@kantor.test");
    expect(parsed.headers.get("auto-submitted")).toBe("auto-generated");
    expect(parsed.headers.has("x-mailer")).toBe(false);
    expect(parsed.attachments.map((file) => file.filename)).toEqual(expect.arrayContaining(["surat.pdf", "daftar.csv"]));
    expect(raw).toContain("\r\nImportance: High\r\n");
    expect(raw).toContain("text/calendar");
    expect(raw).not.toContain("diam@");
  });

  test("over STARTTLS and TLS, signed in", async () => {
    for (const security of ["starttls", "tls"] as const) {
      const account = { user: "meja", password: "rahasia sekali" };
      const { mailbox, mailer } = await start({ security, ...account }, account);
      mailbox.expects({ to: budi.address, secure: true, user: "meja" });
      await mailer.send(simple);
    }
  });

  test("one connection serves many mails", async () => {
    const { mailbox, mailer } = await start({}, { connections: 1 });
    mailbox.expects({ to: budi.address }, 5);
    for (let count = 0; count < 5; count += 1) await mailer.send(simple);
    expect(mailbox.connections()).toBe(1);
  });

  test("a mail without return address has the null sender", async () => {
    const { mailbox, mailer } = await start();
    mailbox.expects({ from: "" });
    await mailer.send({ ...simple, bounceTo: "" });
  });

  test("one refused recipient does not keep the mail from the others", async () => {
    const { mailbox, mailer } = await start();
    mailbox.expects({ to: budi.address });
    mailbox.misbehave({ at: "recipient", code: 550, text: "5.1.1 no such user", only: "pergi@kantor.test" });
    const sent = await mailer.send({ ...simple, to: [budi, { address: "pergi@kantor.test" }] });
    expect(sent.accepted).toEqual([budi.address]);
    expect(sent.refused).toMatchObject([{ address: "pergi@kantor.test", failure: { fault: "recipient", mailboxGone: true } }]);
  });
});

describe("a mail that is not taken says why and whether to try again", () => {
  test.each([
    [{ at: "connect", code: 421, text: "4.3.2 closing" }, "other", true, "421 4.3.2"],
    [{ at: "connect", code: 554, text: "5.7.1 go away" }, "other", false, "554 5.7.1"],
    [{ at: "sender", code: 451, text: "4.7.1 greylisted" }, "sender", true, "451 4.7.1"],
    [{ at: "sender", code: 553, text: "5.7.1 not your address" }, "sender", false, "553 5.7.1"],
    [{ at: "recipient", code: 450, text: "4.2.1 busy" }, "recipient", true, "450 4.2.1"],
    [{ at: "recipient", code: 550, text: "5.7.1 relaying denied" }, "recipient", false, "550 5.7.1"],
    [{ at: "content", code: 452, text: "4.3.1 full" }, "content", true, "452 4.3.1"],
    [{ at: "content", code: 554, text: "5.6.0 spam" }, "content", false, "554 5.6.0"],
  ] as const)("%j", async (refusing, fault, retry, reply) => {
    const { mailbox, mailer } = await start();
    mailbox.misbehave(refusing);
    await expect(mailer.send(simple)).rejects.toMatchObject({ name: "MailFailure", fault, retry, reply, mailboxGone: false });
  });

  test("an unknown mailbox is told apart from a refused one", async () => {
    const { mailbox, mailer } = await start();
    mailbox.misbehave({ at: "recipient", code: 550, text: "5.1.1 no such user" });
    await expect(mailer.send(simple)).rejects.toMatchObject({ fault: "recipient", retry: false, mailboxGone: true });
  });

  test("wrong password, and no sign-in offered at all", async () => {
    const account = { user: "meja", password: "rahasia-benar" };
    const wrong = await start({ security: "tls", ...account }, { ...account, password: "rahasia-salah" });
    const failure = (await wrong.mailer.send(simple).catch((error: unknown) => error)) as { text: unknown; stack: string };
    expect(failure).toMatchObject({ fault: "sign_in", retry: false, reply: "535 5.7.8" });
    expect(JSON.stringify(failure) + failure.stack).not.toContain("rahasia");
    const none = await start({}, account);
    await expect(none.mailer.send(simple)).rejects.toMatchObject({ fault: "sign_in", retry: false });
  });

  test.each(["hang-at-greeting", "hang-at-content"] as const)("%s ends at the time limit", async (behaviour) => {
    const { mailbox, mailer } = await start({}, { timeoutMs: 150 });
    mailbox.misbehave(behaviour);
    await expect(mailer.send(simple)).rejects.toMatchObject({ fault: "timeout", retry: true });
  });

  test("a line cut before and after the server took the mail, and the second copy is known by its id", async () => {
    const { mailbox, mailer } = await start();
    mailbox.expects({ key: "k.9@kantor.test" });
    const mail = { ...simple, messageId: "k.9@kantor.test" };
    mailbox.misbehave("drop-at-content");
    await expect(mailer.send(mail)).rejects.toMatchObject({ fault: "broken", retry: true });
    mailbox.misbehave("lose-answer");
    await expect(mailer.send(mail)).rejects.toMatchObject({ fault: "broken", retry: true });
    mailbox.behaveWell();
    await mailer.send(mail);
    expect([mailbox.messages.length, mailbox.repeats.length]).toEqual([1, 1]);
  });

  test("the caller can stop it, and closing the mailer ends what is under way", async () => {
    const { mailbox, mailer } = await start();
    mailbox.misbehave("hang-at-content");
    const stop = new AbortController();
    const stopped = mailer.send(simple, stop.signal);
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ fault: "stopped", retry: true });
    const cut = mailer.send(simple);
    await mailbox.reached();
    mailer.close();
    await expect(cut).rejects.toMatchObject({ fault: "broken", retry: true });
  });

  test("nobody there, a name that does not exist, a certificate that nobody vouches for, TLS to a plain port", async () => {
    const from = { address: "meja@kantor.test" };
    const { mailbox, settings } = await start({ security: "tls" });
    const plain = await startSmtpMailbox();
    const cases: [MailSettings, string][] = [
      [{ host: "127.0.0.1", port: 1, security: "plain", from }, "unreachable"],
      [{ host: "tidak-ada.invalid", port: 25, security: "starttls", from }, "name_unknown"],
      [{ ...settings, trust: undefined }, "certificate"],
      [{ ...settings, port: plain.port }, "tls"],
    ];
    for (const [wrong, fault] of cases) {
      const mailer = openMailer(wrong, clock);
      await expect(mailer.send(simple)).rejects.toMatchObject({ fault, retry: true });
      mailer.close();
    }
    const noStartTls = openMailer({ ...settings, port: plain.port, security: "starttls" }, clock);
    await expect(noStartTls.send(simple)).rejects.toMatchObject({ fault: "tls", retry: false });
    noStartTls.close();
    await plain.close();
    expect(mailbox.messages).toEqual([]);
  });
});

describe("nothing that a person typed becomes a header or a command", () => {
  test("line ends in subject, names, file names and message ids", async () => {
    const { mailbox, mailer } = await start();
    mailbox.expects({ to: budi.address });
    await mailer.send({
      to: [{ name: 'Budi"\r\nBcc: jahat@x.test', address: budi.address }],
      replyTo: { name: "A\u2028B\nBcc: jahat@x.test", address: budi.address },
      subject: "Halo\r\nBcc: jahat@x.test\r\n\r\n<script>",
      text: "Teks\r\n.\r\nMAIL FROM:<jahat@x.test>\r\n",
      attachments: [{ filename: "a\r\nBcc: jahat@x.test.txt", contentType: "text/plain\r\nBcc: jahat@x.test", content: Buffer.from("x") }],
    });
    const { parsed } = await mailbox.next();
    expect(parsed.headers.has("bcc")).toBe(false);
    expect(parsed.to).toMatchObject({ value: [{ address: budi.address }] });
    expect(parsed.subject).toBe("Halo Bcc: jahat@x.test <script>");
    expect(parsed.text).toContain(".\nMAIL FROM:<jahat@x.test>");
    await expect(mailer.send({ ...simple, messageId: "a@b>\r\nBcc: jahat@x.test" })).rejects.toThrowError(TypeError);
  });

  test.each([
    "",
    "a",
    "@b.test",
    "a@",
    "a b@c.test",
    "a@b.test\r\nRCPT TO:<x@y.test>",
    "a@b.test>",
    "<a@b.test>",
    "a,b@c.test",
    '"a"@b.test',
    "a@b..test",
    "a@b.test,c@d.test",
    ".a@b.test",
    "a@-b.test",
  ])("the address %j is refused", async (address) => {
    const { mailer } = await start();
    await expect(mailer.send({ ...simple, to: [{ address }] })).rejects.toMatchObject({ code: "MAIL_ADDRESS_INVALID" });
  });

  test("usual addresses pass", () => {
    for (const address of [
      "a@b.test",
      "budi.santoso+kerani@kantor.co.id",
      "o'neil@x-y.test",
      "a@localhost",
      "ünïcode@bücher.test",
      "a@[127.0.0.1]",
    ]) {
      expect(isMailAddress(address)).toBe(true);
    }
  });

  test("no text gives a header text with a line end or more than 250 characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 600 }), (text) => {
        const safe = headerText(text);
        expect(safe).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
        expect([...safe].length).toBeLessThanOrEqual(250);
      }),
    );
  });
});

test("mail in the clear goes to this machine only", () => {
  const from = { address: "meja@kantor.test" };
  const refused = (host: string) => () => openMailer({ host, port: 25, security: "plain", from }, clock);
  for (const host of ["mail.kantor.test", "192.168.1.2", "127.evil.test", "localhost.evil.test"])
    expect(refused(host)).toThrowError(/MAIL_PLAIN_ONLY_HERE/);
  for (const host of ["localhost", "127.0.0.1", "::1"]) refused(host)().close();
});
