import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nobody, theClerk, type Actor } from "#kernel/actor/actor.ts";
import { startSmtpMailbox } from "#fakes/smtp-mailbox.ts";
import { refusalOf } from "#test/harness/access.ts";
import { PASSWORD } from "#test/harness/doors.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const CODE = "code-of-the-test";
const wish = {
  company: "PT Contoh Sejahtera",
  timeZone: "Asia/Makassar",
  language: "id" as const,
  adminName: "Rina Wulandari",
  adminEmail: "rina@contoh.test",
  adminPassword: PASSWORD,
  dutiesOff: [],
};
const stranger = (address = "203.0.113.5") => nobody("web", "id", address);

let t: TestHouse;
beforeEach(async () => {
  t = await testHouse();
});
afterEach(() => t.tearDown());

describe("set-up", () => {
  test("a stranger needs the printed code; then the company, its administrator and the session are there", async () => {
    expect(await refusalOf(t.call("company.set-up", wish, stranger()))).toBe("SET_UP_CODE_WRONG");
    expect(await refusalOf(t.call("company.set-up", { ...wish, code: "code-of-the-tesx" }, stranger()))).toBe("SET_UP_CODE_WRONG");
    const made = await t.call("company.set-up", { ...wish, code: CODE, logo: PIXEL }, stranger());
    expect(made.sessionToken).toBeTypeOf("string");
    expect(await t.call("company.profile", {}, stranger())).toMatchObject({
      setUp: true,
      name: "PT Contoh Sejahtera",
      timeZone: "Asia/Makassar",
      hasLogo: true,
    });
    expect((await t.audit()).faults).toEqual([]);
  });

  test("behind a public address a proxy at this machine is a stranger; at a loopback address this machine needs no code", async () => {
    expect(await refusalOf(t.call("company.set-up", wish, stranger("127.0.0.1")))).toBe("SET_UP_CODE_WRONG");
    const local = await testHouse({ url: () => "http://127.0.0.1:7070" });
    expect(await refusalOf(local.call("company.set-up", wish, stranger("127.0.0.1")))).toBe("none");
    await local.tearDown();
  });

  test("of two who set up at once one does, and nobody can do it again", async () => {
    const both = await Promise.all(
      [wish, { ...wish, adminEmail: "lain@contoh.test" }].map((one) => refusalOf(t.call("company.set-up", one, theClerk("cli")))),
    );
    expect(both.toSorted()).toEqual(["ALREADY_SET_UP", "none"]);
    expect(await refusalOf(t.call("company.set-up", { ...wish, code: CODE }, stranger()))).toBe("ALREADY_SET_UP");
    const people = await t.house.db.selectFrom("person").select("id").execute();
    expect(people).toHaveLength(1);
  });

  test("a weak password, a logo that is none, a duty that must stay and mail that does not go out leave everything as it was", async () => {
    for (const [change, code] of [
      [{ adminPassword: "12345678" }, "PASSWORD_TOO_COMMON"],
      [{ logo: Buffer.from("<svg onload=alert(1)>").toString("base64") }, "NOT_A_PICTURE"],
      [{ dutiesOff: ["people"] }, "DUTY_ALWAYS_ON"],
      [{ mail: { host: "127.0.0.1", port: 1, security: "plain" as const, fromAddress: "meja@contoh.test" } }, "MAIL_DOES_NOT_WORK"],
    ] as const)
      expect(await refusalOf(t.call("company.set-up", { ...wish, ...change } as typeof wish, theClerk("cli")))).toBe(code);
    expect(await t.call("company.profile", {}, stranger())).toMatchObject({ setUp: false, name: null });
  });
});

describe("outgoing mail", () => {
  let admin: Actor;
  beforeEach(async () => {
    admin = await t.actor("Rina", { role: "administrator", grade: 6 });
  });

  test("is tried on the spot against a real server, kept without showing its password, and an empty one keeps the old", async () => {
    const server = await startSmtpMailbox({ security: "plain", user: "meja", password: "rahasia benar" });
    const settings = { host: "127.0.0.1", port: server.port, security: "plain" as const, user: "meja", fromAddress: "meja@contoh.test" };
    const wrong = await t.call("mail.try", { ...settings, password: "salah" }, admin);
    expect(wrong.works).toBe(false);
    expect(wrong.text.en).toMatch(/password/i);
    expect(await refusalOf(t.call("mail.set", { ...settings, password: "salah" }, admin))).toBe("MAIL_DOES_NOT_WORK");
    expect(await t.call("mail.set", { ...settings, password: "rahasia benar" }, admin)).toEqual({ works: true });
    expect(await t.call("mail.set", { ...settings, fromName: "Meja" }, admin)).toEqual({ works: true });
    const shown = await t.call("mail.show", {}, admin);
    expect(shown).toMatchObject({ set: true, fromName: "Meja" });
    expect(JSON.stringify(shown)).not.toContain("rahasia");
    const kept = await t.house.db.selectFrom("setting").select("value").where("key", "=", "mail.outgoing").executeTakeFirstOrThrow();
    expect(JSON.stringify(kept)).not.toContain("rahasia");
    await server.close();
  });

  test("is no tool for strangers to knock at other machines", async () => {
    const probe = { host: "127.0.0.1", port: 22, security: "plain" as const, fromAddress: "a@b.test" };
    expect(await refusalOf(t.call("mail.try", { ...probe, code: "guess" }, stranger()))).toBe("SET_UP_CODE_WRONG");
    await t.call("company.set-up", { ...wish, code: CODE }, stranger());
    expect(await refusalOf(t.call("mail.try", { ...probe, code: CODE }, stranger()))).toBe("ALREADY_SET_UP");
    expect(await refusalOf(t.call("mail.set", probe, await t.actor("Sari")))).toBe("NOT_ALLOWED");
  });
});

describe("approvals", () => {
  let admin: Actor;
  let sari: Actor & { id: string };
  let ratna: Actor & { id: string };
  let asked: string;

  beforeEach(async () => {
    admin = await t.actor("Rina", { role: "administrator", grade: 6 });
    sari = await t.staff("Sari Puspita");
    ratna = await t.staff("Ratna Dewi", { role: "staff" });
    await t.call("dial.set", { actorId: sari.id, dial: { "message.take": "draft" } }, admin);
    sari = { ...sari, dial: { "message.take": "draft" } };
    await refusalOf(t.call("message.take", { for: `person:${ratna.id}`, from: "Joko", body: "Minta ditelepon" }, sari));
    asked = (await t.call("approval.list", {}, admin)).items[0]?.id as string;
  });

  const messages = () => t.house.db.selectFrom("message").selectAll().execute();

  test("a command dialled to draft runs nothing and says that it waits", async () => {
    expect(await refusalOf(t.call("message.take", { for: "desk", from: "Joko", body: "Lagi" }, sari))).toBe("WAITS_FOR_APPROVAL");
    expect(await messages()).toEqual([]);
  });

  test("the same button pressed many times at once runs the command once, in the author's name with the approver on the record", async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => t.call("approval.decide", { id: asked, decision: "approve" }, admin)),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await messages()).toMatchObject([{ takenBy: sari.id, body: "Minta ditelepon" }]);
    const { lines } = await t.call("journal.list", { command: "message.take" }, admin);
    expect(lines.find(({ outcome }) => outcome === "done")).toMatchObject({ actorId: sari.id, approverId: admin.id });
    expect(await refusalOf(t.call("approval.decide", { id: asked, decision: "refuse" }, admin))).toBe("APPROVAL_ALREADY_DECIDED");
    expect((await t.audit()).faults).toEqual([]);
  });

  test("is approved with changes, and the record says so", async () => {
    await t.call("approval.decide", { id: asked, decision: "approve", changes: { urgency: "urgent" } }, admin);
    expect(await messages()).toMatchObject([{ urgency: expect.anything() }]);
    expect(await t.call("approval.show", { id: asked }, sari)).toMatchObject({ state: "done", changed: true, decidedByName: "Rina" });
  });

  test("a refusal runs nothing and its note reaches the author", async () => {
    await t.call("approval.decide", { id: asked, decision: "refuse", note: "Sudah ditelepon" }, admin);
    expect(await messages()).toEqual([]);
    expect((await t.call("approval.list", { mine: true, state: "refused" }, sari)).items).toMatchObject([{ note: "Sudah ditelepon" }]);
  });

  test("nobody decides their own wish, and others neither see nor decide it", async () => {
    expect(await refusalOf(t.call("approval.decide", { id: asked, decision: "approve" }, sari))).toBe("NOT_YOUR_OWN");
    const other = await t.staff("Togar");
    expect(await refusalOf(t.call("approval.show", { id: asked }, other))).toBe("APPROVAL_MISSING");
    expect(await refusalOf(t.call("approval.decide", { id: asked, decision: "approve" }, other))).toBe("APPROVAL_MISSING");
    expect((await t.call("approval.list", {}, other)).items).toEqual([]);
    expect(await refusalOf(t.call("dial.set", { actorId: other.id, dial: {} }, sari))).toBe("NOT_ALLOWED");
    expect(await refusalOf(t.call("dial.set", { actorId: admin.id as string, dial: {} }, admin))).toBe("NOT_YOUR_OWN");
  });

  test("changes that the command refuses leave it waiting", async () => {
    expect(await refusalOf(t.call("approval.decide", { id: asked, decision: "approve", changes: { urgency: "soonish" } }, admin))).toBe(
      "INVALID_INPUT",
    );
    expect(await t.call("approval.show", { id: asked }, admin)).toMatchObject({ state: "waiting" });
  });
});

test("a duty that is switched off refuses its commands by name until it is on again", async () => {
  const admin = await t.actor("Rina", { role: "administrator", grade: 6 });
  const optional = (await t.call("company.profile", {}, admin)).duties.filter((duty) => duty.optional).map(({ name }) => name);
  expect(optional).toContain("mandates");
  await t.call("company.use-duties", { off: ["mandates"] }, admin);
  await t.house.settings.reload();
  expect(await refusalOf(t.call("mandate.list", {}, admin))).toBe("DUTY_IS_OFF");
  await t.call("company.use-duties", { off: [] }, admin);
  await t.house.settings.reload();
  expect(await refusalOf(t.call("mandate.list", {}, admin))).toBe("none");
});
