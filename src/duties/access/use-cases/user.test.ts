import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#kernel/actor/actor.ts";
import { theClerk } from "#kernel/actor/actor.ts";
import { outgoingMail } from "#kernel/mail/mail-room.ts";
import { writeSetting } from "#kernel/settings/settings.ts";
import { startSmtpMailbox, type SmtpMailbox } from "#fakes/smtp-mailbox.ts";
import { frontDoor, refusalOf } from "#test/harness/access.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";
import { GOOD_PASSWORD } from "../fixtures.ts";
import { totpCode } from "../proofs/second-factor.ts";

let t: TestHouse;
let door: ReturnType<typeof frontDoor>;
let admin: Actor;
let mailbox: SmtpMailbox;
let count = 0;

beforeAll(async () => {
  t = await testHouse();
  door = frontDoor(t);
  await door.account({ name: "Ibu Ratna", email: "ratna@contoh.test", role: "administrator", grade: 6 });
  mailbox = await startSmtpMailbox();
});
afterAll(async () => {
  await t.tearDown();
  await mailbox.close();
});
beforeEach(async () => {
  t.clock.advance({ hours: 25 });
  admin = await door.signIn("ratna@contoh.test");
});

const withMail = async () => {
  const stored = { host: mailbox.host, port: mailbox.port, security: "plain" as const, fromAddress: "meja@contoh.test" };
  await t.house.pipeline.asSystem("test.mail", (work) => writeSetting(work, outgoingMail, stored));
  await t.house.settings.reload();
};
const add = async (more: Record<string, unknown> = {}) => {
  const email = `orang${++count}@contoh.test`;
  const { personId, link = "" } = await t.call("user.add", { name: `Orang ${count}`, email, deliver: "link", ...more }, admin);
  return { personId, email, token: link.split("#")[1] ?? "" };
};
const accept = (token: string, password: string | undefined = GOOD_PASSWORD) =>
  t.call("invitation.accept", { token, password }, door.stranger());
/** The link in the next mail to somebody. */
const linkInMail = async (to: string) => {
  mailbox.expects({ to });
  await t.settle();
  const { parsed } = await mailbox.next();
  const [, page = "", token = ""] = /http:\/\/kerani\.test\/sign-in\/([a-z-]+)#(\S+)/.exec(parsed.text ?? "") ?? [];
  return { page, token, text: parsed.text ?? "", subject: parsed.subject, automatic: parsed.headers.get("auto-submitted") };
};

describe("an invitation", () => {
  test("makes a person, an account, and a link that sets the password and signs in, once", async () => {
    const { personId, token, email } = await add({ role: "desk", grade: 2 });
    expect(await t.call("invitation.look", { token }, door.stranger())).toEqual({ name: `Orang ${count}`, email, language: "id" });
    const opened = await accept(token);
    expect(await door.knock({ cookie: opened.sessionToken })).toMatchObject({ id: personId, role: "desk", grade: 2 });
    expect(await refusalOf(accept(token))).toBe("LINK_GONE");
    expect((await door.signIn(email)).id).toBe(personId);
  });

  test("is won by exactly one of many who press at once", async () => {
    const { token } = await add();
    const results = await Promise.all(Array.from({ length: 6 }, () => refusalOf(accept(token))));
    expect(results.sort()).toEqual(["LINK_GONE", "LINK_GONE", "LINK_GONE", "LINK_GONE", "LINK_GONE", "none"]);
  });

  test("is not used up by a password that is refused", async () => {
    const { token, email } = await add();
    expect(await refusalOf(accept(token, "password123"))).toBe("PASSWORD_TOO_COMMON");
    expect(await refusalOf(accept(token, `${email.split("@")[0]} dan kancil`))).toBe("PASSWORD_TELLS_NAME");
    expect(await refusalOf(accept(token, "pendek"))).toBe("INVALID_INPUT");
    expect(await refusalOf(accept(token))).toBe("none");
  });

  test("lapses after a week, and when a new one is made", async () => {
    const { personId, token } = await add();
    const { link = "" } = await t.call("user.invite", { personId, deliver: "link" }, admin);
    expect(await refusalOf(accept(token))).toBe("LINK_GONE");
    t.clock.advance({ hours: 24 * 7 });
    expect(await refusalOf(accept(link.split("#")[1] as string))).toBe("LINK_GONE");
  });

  test("says that mail is not set up rather than promise one", async () => {
    expect(await refusalOf(t.call("user.add", { name: "Anu", email: "anu@contoh.test" }, admin))).toBe("MAIL_NOT_SET_UP");
    expect((await t.call("user.list", {}, admin)).users.map(({ email }) => email)).not.toContain("anu@contoh.test");
  });

  test("goes out by mail in the person's language, locked while it waits", async () => {
    await withMail();
    await t.call("user.add", { name: "John Smith", email: "john@contoh.test", language: "en" }, admin);
    const { rows } = await t.house.pool.query("select payload::text as payload from job where kind = 'access.mail'");
    expect(rows.length).toBe(1);
    expect(JSON.stringify(rows)).not.toContain("john");
    const mail = await linkInMail("john@contoh.test");
    expect(mail).toMatchObject({ page: "invitation", subject: "Your invitation to Kerani", automatic: "auto-generated" });
    expect(mail.text).toContain("Hello John Smith");
    expect((await accept(mail.token)).step).toBe("done");
  });

  test("asks a mail server that is away again, until the link has expired", async () => {
    mailbox.misbehave({ at: "content", code: 451 });
    await t.call("user.add", { name: "Tunggu", email: "tunggu@contoh.test" }, admin);
    mailbox.expects({ to: "tunggu@contoh.test" });
    await t.settle();
    mailbox.behaveWell();
    await t.advance({ minutes: 1 });
    expect((await mailbox.next()).to).toBe("tunggu@contoh.test");
    const left = async () =>
      (await t.house.pool.query("select count(*) as left from job where kind = 'access.mail'")).rows[0] as { left: number };
    expect((await left()).left).toBe(0);
  });
});

describe("adding a user", () => {
  test("refuses an address or a person who has an account, a stranger's id, and a person without a name", async () => {
    const { personId, email } = await add();
    expect(await refusalOf(add({ email }))).toBe("EMAIL_TAKEN");
    expect(await refusalOf(add({ email: email.toUpperCase() }))).toBe("EMAIL_TAKEN");
    expect(await refusalOf(t.call("user.add", { personId, email: "lain@contoh.test", deliver: "link" }, admin))).toBe("ACCOUNT_EXISTS");
    const nobody = "00000000-0000-7000-8000-000000000000";
    expect(await refusalOf(t.call("user.add", { personId: nobody, email: "lain@contoh.test", deliver: "link" }, admin))).toBe(
      "ACCESS_NOT_FOUND",
    );
    expect(await refusalOf(t.call("user.add", { email: "lain@contoh.test", deliver: "link" }, admin))).toBe("INVALID_INPUT");
    expect(await refusalOf(t.call("user.add", { personId, name: "X", email: "lain@contoh.test", deliver: "link" }, admin))).toBe(
      "PERSON_KNOWN",
    );
  });

  test("gives an account to somebody on record, with the grade that they have", async () => {
    const clerk = await t.actor("Dewi", { role: "staff", grade: 2 });
    const { link = "" } = await t.call("user.add", { personId: clerk.id as string, email: "dewi@contoh.test", deliver: "link" }, admin);
    const opened = await accept(link.split("#")[1] as string);
    expect(await door.knock({ cookie: opened.sessionToken })).toMatchObject({ id: clerk.id, role: "staff", grade: 2 });
  });

  test("gives no more trust than the giver has; the machine's own command line may", async () => {
    const small = await t.actor("Pengurus kecil", { role: "administrator", grade: 2 });
    const wish = { name: "Besar", email: "besar@contoh.test", grade: 5, deliver: "link" as const };
    expect(await refusalOf(t.call("user.add", wish, small))).toBe("ABOVE_OWN_GRADE");
    const { personId } = await t.call("user.add", wish, theClerk("cli"));
    for (const command of ["user.invite", "user.disable", "user.enable"] as const)
      expect(await refusalOf(t.call(command, { personId }, small))).toBe("ABOVE_OWN_GRADE");
  });

  test("is an administrator's alone", async () => {
    const { email, token } = await add({ role: "desk", grade: 6 });
    await accept(token);
    const clerk = await door.signIn(email);
    expect(await refusalOf(t.call("user.add", { name: "X", email: "x@contoh.test" }, clerk))).toBe("NOT_ALLOWED");
    expect(await refusalOf(t.call("user.list", {}, clerk))).toBe("NOT_ALLOWED");
  });

  test("shows each account with its state and proofs", async () => {
    const { personId, token } = await add();
    const row = async () => (await t.call("user.list", {}, admin)).users.find((user) => user.personId === personId);
    expect(await row()).toMatchObject({ state: "invited", password: false, passkeys: 0, totp: false, signedInAt: null });
    await accept(token);
    expect(await row()).toMatchObject({ state: "active", password: true, signedInAt: t.clock.now().toString() });
    await t.call("user.disable", { personId }, admin);
    expect(await row()).toMatchObject({ state: "disabled" });
  });
});

describe("switching an account off", () => {
  test("closes its sessions, tokens, programs' tokens and links at once; on again, one signs in anew", async () => {
    const { personId, email, token } = await add({ role: "administrator", grade: 3 });
    await accept(token);
    const browser = { address: "203.0.113.5" } as { address: string; cookie?: string };
    const person = await door.signIn(email, browser);
    const { token: own } = await t.call("token.create", { scope: ["*"] }, person);
    const { programId } = await t.call("program.add", { name: "Agen" }, person);
    const { token: programs } = await t.call("token.create", { scope: ["*"], programId }, person);
    const { link = "" } = await t.call("user.invite", { personId, deliver: "link" }, admin);
    expect((await door.knock({ bearer: programs, door: "rest" })).id).toBe(programId);
    expect(await t.call("user.disable", { personId }, admin)).toEqual({ sessions: 2, tokens: 2 });
    for (const shown of [{ cookie: browser.cookie }, { bearer: own }, { bearer: programs }])
      expect(await refusalOf(door.knock(shown))).toBe("SIGN_IN_AGAIN");
    expect(await refusalOf(door.signIn(email))).toBe("SIGN_IN_FAILED");
    expect(await refusalOf(accept(link.split("#")[1] as string))).toBe("LINK_GONE");
    expect(await refusalOf(t.call("user.invite", { personId, deliver: "link" }, admin))).toBe("ACCESS_NOT_FOUND");
    await t.call("user.enable", { personId }, admin);
    expect(await refusalOf(door.knock({ cookie: browser.cookie }))).toBe("SIGN_IN_AGAIN");
    expect(await refusalOf(door.knock({ bearer: own }))).toBe("SIGN_IN_AGAIN");
    expect((await door.signIn(email)).id).toBe(personId);
    await t.call("user.disable", { personId }, admin);
  });

  test("a program falls silent with the person who answers for it, even when it was made active by other means", async () => {
    const { personId, token } = await add({ role: "administrator", grade: 3 });
    const person = await door.knock({ cookie: (await accept(token)).sessionToken });
    const { programId } = await t.call("program.add", { name: "Agen", ownerId: personId }, admin);
    await t.call("user.disable", { personId }, admin);
    const { token: late } = await t.call("token.create", { scope: ["*"], programId }, admin);
    expect(await refusalOf(door.knock({ bearer: late }))).toBe("SIGN_IN_AGAIN");
    expect(person.id).toBe(personId);
  });

  test("is not done to oneself, nor to the last administrator, also when two do it to each other at once", async () => {
    const lone = await testHouse();
    try {
      const entrance = frontDoor(lone);
      const [a, b] = [
        await entrance.account({ name: "Satu", email: "satu@contoh.test", role: "administrator", grade: 6 }),
        await entrance.account({ name: "Dua", email: "dua@contoh.test", role: "administrator", grade: 6 }),
      ];
      const [one, two] = [await entrance.signIn("satu@contoh.test"), await entrance.signIn("dua@contoh.test")];
      expect(await refusalOf(lone.call("user.disable", { personId: a }, one))).toBe("NOT_YOURSELF");
      const results = await Promise.all([
        refusalOf(lone.call("user.disable", { personId: b }, one)),
        refusalOf(lone.call("user.disable", { personId: a }, two)),
      ]);
      expect(results.sort()).toEqual(["LAST_ADMINISTRATOR", "none"]);
    } finally {
      await lone.tearDown();
    }
  });
});

describe("a forgotten password", () => {
  test("is replaced by a mailed link, which closes every session and works once", async () => {
    const { email, token, personId } = await add();
    await accept(token);
    const browser = { address: "203.0.113.5" } as { address: string; cookie?: string };
    await door.signIn(email, browser);
    await t.call("password.forgot", { email }, door.stranger());
    const mail = await linkInMail(email);
    expect(mail).toMatchObject({ page: "new-password", subject: "Kata sandi baru untuk Kerani" });
    const password = "empat payung di beranda";
    const opened = await t.call("password.reset", { token: mail.token, password }, door.stranger());
    expect(opened).toMatchObject({ step: "done", personId });
    expect(await refusalOf(door.knock({ cookie: browser.cookie }))).toBe("SIGN_IN_AGAIN");
    expect(await refusalOf(t.call("password.reset", { token: mail.token, password }, door.stranger()))).toBe("LINK_GONE");
    expect(await refusalOf(door.signIn(email))).toBe("SIGN_IN_FAILED");
    expect((await door.signIn(email, { address: "203.0.113.5" }, password)).id).toBe(personId);
    expect((await linkInMail(email)).subject).toBe("Akun Kerani Anda berubah");
  });

  test("does not go around the second factor", async () => {
    const { email, token } = await add();
    const person = await door.knock({ cookie: (await accept(token)).sessionToken });
    const begun = await t.call("totp.begin", {}, person);
    await t.call("totp.confirm", { flowToken: begun.flowToken, code: totpCode(begun.secret, t.clock.now()) }, person);
    await t.call("password.forgot", { email }, door.stranger());
    const mail = await linkInMail(email);
    const first = await t.call("password.reset", { token: mail.token, password: "lima gelas kopi dingin" }, door.stranger());
    expect(first).toMatchObject({ step: "confirm" });
    expect(first.sessionToken).toBeUndefined();
    await linkInMail(email);
    t.clock.advance({ seconds: 30 });
    const opened = await t.call(
      "session.confirm",
      { flowToken: first.flowToken ?? "", code: totpCode(begun.secret, t.clock.now()) },
      door.stranger(),
    );
    expect(opened.step).toBe("done");
  });

  test("an administrator lets somebody in again who lost every proof", async () => {
    const { email, token, personId } = await add();
    const person = await door.knock({ cookie: (await accept(token)).sessionToken });
    const begun = await t.call("totp.begin", {}, person);
    await t.call("totp.confirm", { flowToken: begun.flowToken, code: totpCode(begun.secret, t.clock.now()) }, person);
    const { link = "" } = await t.call("user.invite", { personId, afresh: true, deliver: "link" }, admin);
    expect(await refusalOf(door.signIn(email))).toBe("SIGN_IN_FAILED");
    expect((await accept(link.split("#")[1] as string)).step).toBe("done");
  });

  test("floods nobody: three mails an hour, and a place that asks too often is refused", async () => {
    const { email, token } = await add();
    await accept(token);
    mailbox.expects({ to: email }, 3);
    for (let n = 0; n < 20; n++) await t.call("password.forgot", { email }, door.stranger("192.0.2.200"));
    await t.settle();
    expect(mailbox.messages.filter(({ to }) => to === email).length).toBe(3);
    for (let n = 0; n < 3; n++) await mailbox.next();
    expect(await refusalOf(t.call("password.forgot", { email }, door.stranger("192.0.2.200")))).toBe("TOO_OFTEN");
  });
});

describe("changing one's password", () => {
  test("asks for the present one, slows guessing, and closes the other sessions", async () => {
    const { email, token } = await add();
    await accept(token);
    const here = { address: "203.0.113.5" } as { address: string; cookie?: string };
    const there = { address: "203.0.113.6" } as { address: string; cookie?: string };
    const person = await door.signIn(email, here);
    await door.signIn(email, there);
    const change = (present: string | undefined, password = "enam kapal di pelabuhan") =>
      refusalOf(t.call("password.change", { present, password }, person));
    expect(await change(undefined)).toBe("PASSWORD_WRONG");
    for (let n = 0; n < 4; n++) expect(await change("salah")).toBe("PASSWORD_WRONG");
    expect(await change(GOOD_PASSWORD)).toBe("TOO_OFTEN");
    t.clock.advance({ seconds: 2 });
    mailbox.expects({ to: email });
    expect(await change(GOOD_PASSWORD)).toBe("none");
    await t.settle();
    await mailbox.next();
    expect((await door.knock({ cookie: here.cookie })).id).toBe(person.id);
    expect(await refusalOf(door.knock({ cookie: there.cookie }))).toBe("SIGN_IN_AGAIN");
    expect(await change("enam kapal di pelabuhan", "qwertyuiop12")).toBe("PASSWORD_TOO_COMMON");
  });

  test("leaves a journal that holds", async () => expect((await t.audit()).faults).toEqual([]));
});
