import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type SmtpMailbox, startSmtpMailbox } from "#fakes/smtp-mailbox.ts";
import { TestClock } from "#kernel/clock/test-clock.ts";
import { type Mailer, openMailer } from "#kernel/mail/outgoing.ts";
import { HOSTILE, parcelWith } from "../fixtures.ts";
import { threadIdOf } from "./content.ts";
import { emailChannel } from "./email.ts";

const clock = new TestClock("2026-03-02T03:04:05Z");
const budi = { name: "Budi", address: "budi@kantor.test" };
const never = new AbortController().signal;
let mailbox: SmtpMailbox;
let mailer: Mailer;

beforeEach(async () => {
  mailbox = await startSmtpMailbox();
  const from = { name: "Meja Depan", address: "meja@kantor.test" };
  mailer = openMailer({ host: mailbox.host, port: mailbox.port, security: "plain", from, greetAs: "kerani.kantor.test" }, clock);
});
afterEach(async () => {
  mailer.close();
  await mailbox.close();
});

const channel = () => emailChannel({ mailer });

describe("a mail to a person", () => {
  test("says what it is about, in that person's language, with a link to acknowledge and an address to answer", async () => {
    mailbox.expects({ to: "budi@kantor.test", from: "meja@kantor.test" });
    const evidence = await channel().send(parcelWith({ replyTo: "jawab+abc@kantor.test" }), budi, never);
    expect(evidence).toMatchObject({
      level: "accepted",
      receipt: "250 2.0.0 Ok: queued as TEST1",
      note: { id: "Server surat menerima kiriman." },
    });
    const { parsed } = await mailbox.next();
    expect(parsed.subject).toBe("Telepon dari Pak Hartono [M-1042]");
    expect(parsed.headers.get("auto-submitted")).toBe("auto-generated");
    expect(parsed.headers.has("list-unsubscribe")).toBe(false);
    expect(parsed.replyTo?.value).toEqual([{ name: "Meja Depan", address: "jawab+abc@kantor.test" }]);
    expect(parsed.text).toContain("Buka dan konfirmasi: https://kerani.kantor.test/a/tok3n\n");
    expect(parsed.text).toContain("Balas surat ini untuk menyanggupi");
    expect(parsed.html).toContain('<html lang="id">');
    expect(parsed.html).toContain('href="https://kerani.kantor.test/a/tok3n/later"');
  });

  test("in English, without link and answer address", async () => {
    mailbox.expects({ to: "budi@kantor.test" });
    await channel().send(parcelWith({ lang: "en", link: undefined, actions: undefined, urgency: "routine" }), budi, never);
    const { parsed, raw } = await mailbox.next();
    expect(parsed.text).toContain("M-1042 · Sent by Kerani");
    expect(parsed.text).not.toContain("Reply to this mail");
    expect(raw).not.toMatch(/^Importance:/im);
  });

  test("all mails of one item stand in one thread, each step with an id of its own", async () => {
    mailbox.expects({ to: "budi@kantor.test" }, 2);
    await channel().send(parcelWith({ key: "a" }), budi, never);
    await channel().send(parcelWith({ key: "b" }), budi, never);
    const [first, second] = [await mailbox.next(), await mailbox.next()];
    expect(first.key).not.toBe(second.key);
    const thread = `<${threadIdOf("M-1042", "kantor.test")}>`;
    for (const { parsed } of [first, second]) expect([parsed.inReplyTo, parsed.references]).toEqual([thread, thread]);
  });

  test("a second attempt at a step bears the same id, so that the mailbox drops it", async () => {
    mailbox.expects({ to: "budi@kantor.test" });
    mailbox.misbehave("lose-answer");
    await expect(channel().send(parcelWith(), budi, never)).rejects.toMatchObject({
      name: "ChannelFailure",
      fault: "service",
      retry: true,
    });
    mailbox.behaveWell();
    await channel().send(parcelWith(), budi, never);
    expect([mailbox.messages.length, mailbox.repeats.length]).toEqual([1, 1]);
  });
});

describe("hostile and unwieldy content", () => {
  test("becomes neither header nor markup", async () => {
    mailbox.expects({ to: "budi@kantor.test" });
    const actions = [
      { name: "x", label: HOSTILE, url: 'https://a.test/"onmouseover="x' },
      { name: "y", label: "jebakan", url: "javascript:alert(1)" },
    ];
    const address = { name: HOSTILE, address: budi.address };
    await channel().send(
      parcelWith({ title: HOSTILE, body: HOSTILE, reference: HOSTILE, actions, link: "data:text/html,x" }),
      address,
      never,
    );
    const { parsed } = await mailbox.next();
    expect(parsed.headers.has("bcc")).toBe(false);
    expect(parsed.to).toMatchObject({ value: [{ address: "budi@kantor.test" }] });
    expect(parsed.html).not.toMatch(/<script|javascript:|data:text|onmouseover="|\u202e/);
    expect(parsed.html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;");
    expect(parsed.text).not.toMatch(/javascript:|[\u202e\p{Cs}]|(?![\r\n])\p{Cc}/u);
  });

  test("a huge body is cut, and emoji arrive whole", async () => {
    mailbox.expects({ to: "budi@kantor.test" });
    await channel().send(parcelWith({ title: "👩‍👩‍👧 ".repeat(200), body: "panjang 👩‍👩‍👧 ".repeat(200_000) }), budi, never);
    const { parsed, raw } = await mailbox.next();
    expect(raw.length).toBeLessThan(800_000);
    expect(parsed.subject?.isWellFormed()).toBe(true);
    expect(parsed.subject).toContain("[M-1042]");
    expect(parsed.text).toContain("panjang 👩‍👩‍👧 panjang");
    expect(parsed.text).toContain("…");
  });
});

describe("a failure says whose fault it is and whether to try again", () => {
  test.each([
    [
      { at: "recipient", code: 550, text: "5.1.1 unknown" },
      { fault: "address", retry: false, gone: true },
    ],
    [
      { at: "recipient", code: 451, text: "4.7.1 later" },
      { fault: "address", retry: true, gone: false },
    ],
    [
      { at: "sender", code: 550, text: "5.7.1 no" },
      { fault: "settings", retry: false, gone: false },
    ],
    [
      { at: "content", code: 554, text: "5.7.1 spam" },
      { fault: "parcel", retry: false, gone: false },
    ],
    [
      { at: "connect", code: 421, text: "4.3.2 busy" },
      { fault: "service", retry: true, gone: false },
    ],
    ["hang-at-content", { fault: "service", retry: true, gone: false }],
    ["drop-at-content", { fault: "service", retry: true, gone: false }],
  ] as const)("%j", async (behaviour, expected) => {
    mailbox.misbehave(behaviour);
    const hurried = openMailer(
      {
        host: mailbox.host,
        port: mailbox.port,
        security: "plain",
        from: mailer.from,
        timeoutMs: behaviour === "hang-at-content" ? 200 : 10_000,
      },
      clock,
    );
    await expect(emailChannel({ mailer: hurried }).send(parcelWith(), budi, never)).rejects.toMatchObject({
      name: "ChannelFailure",
      channel: "email",
      ...expected,
    });
    hurried.close();
  });

  test("an address that is none, and a caller that stops", async () => {
    await expect(channel().send(parcelWith(), { address: "budi" }, never)).rejects.toMatchObject({ fault: "address", retry: false });
    await expect(channel().send(parcelWith(), budi, AbortSignal.abort())).rejects.toMatchObject({ fault: "stopped", retry: true });
  });
});

test("thread ids are readable for plain references and safe for any other", () => {
  expect(threadIdOf("M-1042", "kantor.test")).toBe("kerani.item.M-1042@kantor.test");
  expect(threadIdOf("a>\r\nBcc: x", "kantor.test")).toMatch(/^kerani\.item\.[\w-]{32}@kantor\.test$/);
  expect(threadIdOf("M-1", "bücher.test")).toBe("kerani.item.M-1@xn--bcher-kva.test");
});
