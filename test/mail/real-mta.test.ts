import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#kernel/actor/actor.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";
import { CLOSED_DOMAIN, DESK_DOMAIN, GONE_DOMAIN, lacking, MAILBOX_PASSWORD, PEOPLE_DOMAIN, startPost, type Post } from "./mta.ts";
import { openCorrespondent, type Correspondent } from "./reader.ts";

const DESK = `meja@${DESK_DOMAIN}`;

let folder: string;
let t: TestHouse;
let post: Post;
let admin: Actor;
let clerk: Actor & { id: string };
let ratna: Correspondent;
let joko: Correspondent;

beforeAll(async () => {
  const missing = lacking();
  if (missing) throw new Error(missing);
  folder = await mkdtemp(join(tmpdir(), "kerani-post-"));
  await chmod(folder, 0o755);
  t = await testHouse();
  admin = await t.actor("Wulan", { role: "administrator", grade: 6 });
  clerk = await t.staff("Sari Puspita");
  await t.staff("Ratna Dewi", { role: "staff", email: `ratna@${PEOPLE_DOMAIN}` });
  const deskPort = await t.mail.listen("127.0.0.1", 0);
  post = await startPost(folder, deskPort, ["ratna", "joko", "desk"]);
  await t.call("mail.receive", { addresses: [DESK, `kerani@${DESK_DOMAIN}`] }, admin);
  const mail = { host: "127.0.0.1", port: post.smtpPort, security: "plain" as const, fromAddress: `kerani@${DESK_DOMAIN}` };
  await t.call("mail.set", mail, admin);
  await t.house.settings.reload();
  ratna = await openCorrespondent(post, "ratna", "Ratna Dewi");
  joko = await openCorrespondent(post, "joko", "Joko Widagdo");
}, 40_000);
afterAll(async () => {
  await ratna?.close();
  await joko?.close();
  await post?.close();
  await t?.tearDown();
  await rm(folder, { recursive: true, force: true });
});

/** Waits until something holds, looking again whenever Kerani says that anything changed. */
const until = async <R>(look: () => Promise<R | undefined>): Promise<R> => {
  for (;;) {
    const changed = Promise.withResolvers<void>();
    const stop = t.house.live.subscribe(() => changed.resolve());
    try {
      const found = await look();
      if (found !== undefined) return found;
      await changed.promise;
    } finally {
      stop();
    }
  }
};
const newest = (subject: string) =>
  until(async () => (await t.call("message.list", { search: subject }, admin)).messages.find((one) => one.subject === subject));
const noteOf = (id: string, kind: string) =>
  until(async () => (await t.call("message.show", { id }, admin)).notes.find((one) => one.kind === kind));

describe("through Postfix and Dovecot", () => {
  test("a mail to the desk becomes a message; the answer goes out to a mailbox, and what is answered there comes back to it", async () => {
    await joko.write({ to: DESK, subject: "Penawaran genset", text: "Mohon dikabari." });
    const { id, from } = await newest("Penawaran genset");
    expect(from).toMatchObject({ name: "Joko Widagdo", email: joko.address });
    await t.call("message.reply", { id, text: "Kami terima. Besok kami kabari." }, clerk);
    await t.settle();
    const mail = await joko.next();
    expect(mail.text).toMatch(/^Kami terima\. Besok kami kabari\./);
    expect(mail.subject).toBe("Re: Penawaran genset");
    await joko.write({ to: `kerani@${DESK_DOMAIN}`, answers: mail, text: "Baik, saya tunggu." });
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

describe("a mailbox kept elsewhere", () => {
  const set = async (password = MAILBOX_PASSWORD) => {
    const mailbox = { host: "127.0.0.1", port: post.imapPort, security: "tls" as const, user: "desk", password, trust: post.certificate };
    await t.call("mail.receive", { addresses: [`desk@${PEOPLE_DOMAIN}`, DESK, `kerani@${DESK_DOMAIN}`], mailbox }, admin);
    await t.house.settings.reload();
  };
  const openTrouble = () =>
    t.house.db.selectFrom("attentionItem").select("detail").where("kind", "=", "mailbox").where("state", "=", "open").execute();

  test("a wrong password is said to the desk after a while, and taken back when it is mended", async () => {
    await set("salah");
    await t.advance({ minutes: 4 });
    expect(await openTrouble()).toMatchObject([{ detail: { en: expect.stringMatching(/refused the mailbox's user name or password/) } }]);
    await set();
    await t.settle();
    expect(await openTrouble()).toEqual([]);
  });

  test("what lies in the mailbox becomes messages, once each, for whom the address names", async () => {
    for (const [to, subject] of [
      [`desk@${PEOPLE_DOMAIN}`, "Satu"],
      [`desk+ratna.dewi@${PEOPLE_DOMAIN}`, "Dua"],
    ] as const)
      await joko.write({ to, subject, text: "Halo" });
    const box = await openCorrespondent(post, "desk", "Meja");
    await box.next();
    await box.next();
    await box.close();
    await t.advance({ minutes: 1 });
    await t.advance({ minutes: 3 });
    const { messages } = await t.call("message.list", {}, admin);
    const found = messages.filter(({ subject }) => subject === "Satu" || subject === "Dua").toReversed();
    expect(found.map((one) => [one.subject, one.for.name])).toEqual([
      ["Satu", expect.stringMatching(/desk|meja/i)],
      ["Dua", "Ratna Dewi"],
    ]);
  });
});

test("after all this the journal is sound", async () => {
  expect((await t.audit()).faults).toEqual([]);
});
