import { afterEach, expect, test } from "vitest";
import { type MailboxOptions, type SmtpMailbox, startSmtpMailbox } from "#fakes/smtp-mailbox.ts";
import { loopbackTls } from "#fakes/tls/loopback.ts";
import { TestClock } from "#kernel/clock/test-clock.ts";
import { verifyMailSettings } from "./outgoing-check.ts";
import type { MailSettings } from "./outgoing-settings.ts";

const clock = new TestClock("2026-03-02T03:04:05Z");
const account = { user: "meja", password: "rahasia" };
let mailbox: SmtpMailbox;
afterEach(() => mailbox.close());

const start = async (options: MailboxOptions = { security: "starttls", ...account }): Promise<MailSettings> => {
  mailbox = await startSmtpMailbox(options);
  const security = options.security ?? "plain";
  const from = { address: "meja@kantor.test" };
  return { host: "127.0.0.1", port: mailbox.port, security, from, trust: loopbackTls.cert, timeoutMs: 10_000, ...account };
};

test("settings that work, without and with a test mail in the reader's language", async () => {
  const settings = await start();
  expect(await verifyMailSettings(settings, clock)).toMatchObject({ works: true });
  mailbox.expects({ to: "admin@kantor.test", subject: "Test mail from Kerani", secure: true });
  const check = await verifyMailSettings(settings, clock, { to: { address: "admin@kantor.test" }, lang: "en" });
  expect(check).toMatchObject({ works: true, text: { en: expect.stringContaining("inbox") } });
});

test.each([
  ["a wrong password", { password: "salah" }, "sign_in", "password"],
  ["a wrong port", { port: 1 }, "unreachable", "port"],
  ["a wrong name", { host: "tidak-ada.invalid" }, "name_unknown", "spelling"],
  ["a certificate of the office", { trust: undefined }, "certificate", "certificate"],
  ["TLS where STARTTLS is due", { security: "tls" }, "tls", "465"],
  ["no encryption to another machine", { host: "mail.kantor.test", security: "plain" }, "settings", "STARTTLS"],
  ["no usable sender", { from: { address: "meja" } }, "settings", "name@example.com"],
] as const)("%s is named in plain words", async (_what, wrong, fault, word) => {
  const settings = { ...(await start()), ...wrong };
  const check = await verifyMailSettings(settings, clock);
  expect(check).toMatchObject({ works: false, fault, text: { en: expect.stringContaining(word) } });
  expect(check.text.id).not.toBe(check.text.en);
});

test("silence", async () => {
  const settings = await start();
  mailbox.misbehave("hang-at-greeting");
  expect(await verifyMailSettings({ ...settings, timeoutMs: 200 }, clock)).toMatchObject({ works: false, fault: "timeout" });
});

test("a sender that the account may not use shows with the test mail", async () => {
  const settings = await start();
  mailbox.misbehave({ at: "sender", code: 553, text: "5.7.1 rahasia dapur" });
  const check = await verifyMailSettings(settings, clock, { to: { address: "admin@kantor.test" } });
  expect(check).toMatchObject({ works: false, fault: "sender" });
  expect(check.text.id).toBe("Server surat menolak alamat pengirim. Pakai alamat yang boleh dikirim oleh akun ini (553 5.7.1).");
});

test("the administrator can stop the test", async () => {
  const settings = await start();
  mailbox.misbehave("hang-at-greeting");
  const check = verifyMailSettings(settings, clock, { signal: AbortSignal.abort() });
  expect(await check).toMatchObject({ works: false, fault: "stopped" });
});
