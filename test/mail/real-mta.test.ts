import type { ParsedMail } from "mailparser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#kernel/actor/actor.ts";
import type { TestHouse } from "#test/harness/house.ts";
import { CLOSED_DOMAIN, GONE_DOMAIN, MAILBOX_PASSWORD, mayStartPost, PEOPLE_DOMAIN, type Post } from "./mta.ts";
import { DESK, openOffice, SENDER, type Office } from "./office.ts";
import { openCorrespondent, type Correspondent } from "./reader.ts";

let office: Office;
let t: TestHouse;
let post: Post;
let admin: Actor;
let clerk: Office["clerk"];
let ratna: Office["ratna"];
let joko: Correspondent;

beforeAll(async () => {
  office = await openOffice(["desk"]);
  ({ t, post, admin, clerk, ratna, joko } = office);
}, 40_000);
afterAll(async () => {
  await office?.close();
});

const newest = (subject: string) =>
  office.until(async () => (await t.call("message.list", { search: subject }, admin)).messages.find((one) => one.subject === subject));
const noteOf = (id: string, kind: string) =>
  office.until(async () => (await t.call("message.show", { id }, admin)).notes.find((one) => one.kind === kind));

describe.runIf(mayStartPost)("through Postfix and Dovecot", () => {
  test("a mail to the desk becomes a message; the answer goes out to a mailbox, and what is answered there comes back to it", async () => {
    await joko.write({ to: DESK, subject: "Penawaran genset", text: "Mohon dikabari." });
    const { id, from } = await newest("Penawaran genset");
    expect(from).toMatchObject({ name: "Joko Widagdo", email: joko.address });
    await t.call("message.reply", { id, text: "Kami terima. Besok kami kabari." }, clerk);
    await t.settle();
    const mail = await joko.next();
    expect(mail.text).toMatch(/^Kami terima\. Besok kami kabari\./);
    expect(mail.subject).toBe("Re: Penawaran genset");
    await joko.write({ to: SENDER, answers: mail, text: "Baik, saya tunggu." });
    expect(await noteOf(id, "answer")).toMatchObject({ text: "Baik, saya tunggu.", by: "Joko Widagdo" });
  });

  test.each([
    [GONE_DOMAIN, "comes back later", /tidak sampai.*hilang@gagal\.test: 550 5\.1\.1/s],
    [CLOSED_DOMAIN, "is refused at once", /tidak sampai.*550 5\.1\.1/s],
  ])("an answer to %s, which %s, is said in the message and opens it again", async (domain, subject, said) => {
    const wish = { for: "desk", from: "Pak Hilang", fromEmail: `hilang@${domain}`, subject, body: "x" };
    const { id } = await t.call("message.take", wish, clerk);
    await t.call("message.reply", { id, text: "Terima kasih." }, clerk);
    await t.settle();
    expect(await noteOf(id, "note")).toMatchObject({ text: expect.stringMatching(said) });
    expect((await t.call("message.show", { id }, admin)).message.told).toBeNull();
  });
});

const itemOf = (subjectId: string) =>
  t.house.db
    .selectFrom("attentionItem")
    .select(["state", "acknowledgedDoor", "outcome"])
    .where("subjectId", "=", subjectId)
    .executeTakeFirstOrThrow();
const itemIn = (subjectId: string, state: string) =>
  office.until(async () => {
    const item = await itemOf(subjectId);
    return item.state === state ? item : undefined;
  });
const backTo = (mail: ParsedMail): string => mail.replyTo?.value[0]?.address ?? "";
const takeForRatna = async (subject: string) => {
  const { id } = await t.call("message.take", { for: "Ratna Dewi", from: "Pak Joko", subject, body: "Minta ditelepon" }, clerk);
  await t.settle();
  return { id, mail: await ratna.next() };
};

describe.runIf(mayStartPost)("a colleague is reached in a real mailbox", () => {
  test("their answer takes the matter on, and settles it", async () => {
    const { id, mail } = await takeForRatna("Soal genset");
    expect(mail.text).toContain("Soal genset");
    expect(backTo(mail)).toMatch(/^meja\+r\.[a-z2-7]{42}@kantor\.test$/);
    await ratna.write({ to: backTo(mail), answers: mail, text: "Saya telepon sore ini." });
    expect(await itemIn(id, "acknowledged")).toMatchObject({ acknowledgedDoor: "mail" });
    expect(await noteOf(id, "note")).toMatchObject({ by: "Ratna Dewi", text: "Saya telepon sore ini." });
    await ratna.write({ to: backTo(mail), answers: mail, text: "Selesai, beliau jadi datang besok." });
    await itemIn(id, "settled");
    expect((await t.call("message.show", { id }, admin)).message.outcome).toBe("beliau jadi datang besok.");
  });

  test("a wish is approved from the mailbox, once", async () => {
    const dewi = await t.staff("Dewi Lestari");
    const newcomer = { ...dewi, dial: { "message.take": "draft" as const }, ownerId: ratna.id };
    const wish = { for: "desk", from: "Bu Tuti", subject: "Titipan Bu Tuti", body: "Ada paket" };
    await expect(t.call("message.take", wish, newcomer)).rejects.toMatchObject({ code: "WAITS_FOR_APPROVAL" });
    await t.settle();
    const mail = await ratna.next();
    expect(mail.text).toMatch(/Dewi Lestari menunggu persetujuan.*Titipan Bu Tuti/s);
    for (const _twice of [1, 2]) await ratna.write({ to: backTo(mail), answers: mail, text: "Setuju" });
    expect((await newest("Titipan Bu Tuti")).from.name).toBe("Bu Tuti");
    await ratna.write({ to: backTo(mail), answers: mail, text: "Tolak" });
    expect((await ratna.next()).text).toMatch(/Sudah diputuskan oleh Ratna Dewi/);
    expect((await t.call("message.list", { search: "Tuti" }, admin)).messages).toHaveLength(1);
  });
});

describe.runIf(mayStartPost)("a mailbox kept elsewhere", () => {
  test("an answer that comes to the fetched mailbox takes the matter on", async () => {
    const { imapPort: port, certificate: trust } = post;
    const mailbox = { host: "127.0.0.1", port, security: "tls" as const, user: "desk", password: MAILBOX_PASSWORD, trust };
    await t.call("mail.receive", { addresses: [`desk@${PEOPLE_DOMAIN}`], mailbox }, admin);
    await t.house.settings.reload();
    const { id, mail } = await takeForRatna("Soal lift");
    expect(backTo(mail)).toMatch(/^desk\+r\.[a-z2-7]{42}@orang\.test$/);
    const box = await openCorrespondent(post, "desk", "Meja");
    await ratna.write({ to: backTo(mail), answers: mail, text: "ok" });
    await box.next();
    await box.close();
    await t.advance({ minutes: 1 });
    expect(await itemOf(id)).toMatchObject({ state: "acknowledged", acknowledgedDoor: "mail" });
  });
});

test.runIf(mayStartPost)("after all this the journal is sound", async () => {
  expect((await t.audit()).faults).toEqual([]);
});
