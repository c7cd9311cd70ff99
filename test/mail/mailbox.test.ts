import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#kernel/actor/actor.ts";
import { checkMailbox, whoListens } from "#doors/mail/check.ts";
import { openCourtesy } from "#doors/mail/courtesy.ts";
import { fetchBatch, openMailbox, type Mailbox } from "#doors/mail/imap.ts";
import { openIntake, type Intake } from "#doors/mail/intake.ts";
import type { TestHouse } from "#test/harness/house.ts";
import { MAILBOX_PASSWORD, mayStartPost, PEOPLE_DOMAIN, type Post } from "./mta.ts";
import { DESK, openOffice, SENDER, type Office } from "./office.ts";
import { openCorrespondent, type Correspondent } from "./reader.ts";

let office: Office;
let t: TestHouse;
let post: Post;
let admin: Actor;
let ratna: Office["ratna"];
let joko: Correspondent;

beforeAll(async () => {
  office = await openOffice(["desk", "lain"]);
  ({ t, post, admin, ratna, joko } = office);
}, 40_000);
afterAll(async () => {
  await office?.close();
});

const parts = () => {
  const { db, pipeline, services } = t.house;
  const courtesy = openCourtesy({ db, services });
  return { db, pipeline, services, courtesy, questions: { find: async () => undefined, notDelivered: async () => false } };
};

describe.runIf(mayStartPost)("a mailbox kept elsewhere", () => {
  const set = async (password = MAILBOX_PASSWORD) => {
    const mailbox = { host: "127.0.0.1", port: post.imapPort, security: "tls" as const, user: "desk", password, trust: post.certificate };
    await t.call("mail.receive", { addresses: [`desk@${PEOPLE_DOMAIN}`, DESK, SENDER], mailbox }, admin);
    await t.house.settings.reload();
  };
  const openTrouble = () =>
    t.house.db.selectFrom("attentionItem").select("detail").where("kind", "=", "mailbox").where("state", "=", "open").execute();

  test("the doctor's check says in plain words what is wrong with a mailbox", async () => {
    const right: Mailbox = {
      host: "127.0.0.1",
      port: post.imapPort,
      security: "tls",
      user: "desk",
      password: MAILBOX_PASSWORD,
      folder: "INBOX",
      trust: post.certificate,
    };
    const cases: [Partial<Mailbox>, RegExp][] = [
      [{}, /can be read/],
      [{ password: "salah" }, /refused the mailbox's user name or password/],
      [{ folder: "Tidak Ada" }, /has no folder "Tidak Ada"/],
      [{ trust: undefined }, /certificate .* cannot be trusted/],
      [{ port: 1 }, /cannot be reached/],
      [{ host: "tidak-ada.invalid" }, /cannot be reached/],
      [{ host: "mail.kantor.test", security: "plain" }, /only a mail server on this very machine/],
    ];
    for (const [wrong, said] of cases) {
      const { works, text } = await checkMailbox({ ...right, ...wrong });
      expect([works, text.en]).toEqual([Object.keys(wrong).length === 0, expect.stringMatching(said)]);
      expect(JSON.stringify(text)).not.toContain(MAILBOX_PASSWORD);
    }
    expect(await whoListens("127.0.0.1", post.smtpPort)).toBe("other");
    expect(await whoListens("127.0.0.1", 1)).toBe("nobody");
    expect(await whoListens("127.0.0.1", office.deskPort)).toBe("kerani");
  });

  test("a mailbox in the clear is set on this very machine only", async () => {
    const mailbox = { host: "mail.kantor.test", port: 143, security: "plain" as const, user: "desk", password: "x" };
    await expect(t.call("mail.receive", { addresses: [DESK], mailbox }, admin)).rejects.toMatchObject({ code: "MAIL_PLAIN_ONLY_HERE" });
  });

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
    expect((await ratna.next()).text).toContain("Dua");
  });
});

describe.runIf(mayStartPost)("whatever happens to the fetching", () => {
  const subjects = async (start: string) =>
    (await t.call("message.list", { limit: 100 }, admin)).messages
      .flatMap(({ subject }) => (subject?.startsWith(start) ? [subject] : []))
      .toSorted();
  const fill = async (subjects: readonly string[]) => {
    const box = await openCorrespondent(post, "lain", "Meja");
    for (const subject of subjects) await joko.write({ to: `lain@${PEOPLE_DOMAIN}`, subject, text: "Halo" });
    for (const _one of subjects) await box.next();
    await box.close();
  };
  const mailbox = (): Mailbox => ({
    host: "127.0.0.1",
    port: post.imapPort,
    security: "tls",
    user: "lain",
    password: MAILBOX_PASSWORD,
    folder: "INBOX",
    trust: post.certificate,
  });
  const { signal } = new AbortController();

  test("a process that dies after taking and before noting it: the next one takes nothing twice and loses nothing", async () => {
    await fill(["Mati 1", "Mati 2", "Mati 3"]);
    const intake = openIntake(parts());
    let count = 0;
    const dies: Intake = async (raw, envelope) => {
      await intake(raw, envelope);
      if (++count === 2) throw new Error("killed");
      return "message";
    };
    const dead = async () => {
      throw new Error("killed");
    };
    await expect(fetchBatch(mailbox(), null, { take: dies, alive: dead, report: () => {} }, signal)).rejects.toThrow("killed");
    const alive = async () => {};
    const again = await fetchBatch(mailbox(), null, { take: intake, alive, report: () => {} }, signal);
    expect([again.taken, again.lost]).toEqual([2, []]);
    expect(await subjects("Mati")).toEqual(["Mati 1", "Mati 2", "Mati 3"]);
  });

  test("a mail that cannot be taken does not hold the others up, is tried again, and is flagged and said when it is given up", async () => {
    const before = await fetchBatch(mailbox(), null, { take: async () => "message", alive: async () => {}, report: () => {} }, signal);
    await fill(["Racun 1", "Racun 2", "Racun 3"]);
    const intake = openIntake(parts());
    const stumbles: Intake = async (raw, envelope) => {
      if (raw.includes("Racun 2")) throw new Error("a bug");
      return intake(raw, envelope);
    };
    const told: number[] = [];
    const look = { take: stumbles, alive: async () => {}, report: (_error: unknown, uid: number) => void told.push(uid) };
    let found = await fetchBatch(mailbox(), before.mark, look, signal);
    expect(await subjects("Racun")).toEqual(["Racun 1", "Racun 3"]);
    expect(found.mark.again).toMatchObject([{ tries: 1 }]);
    for (let round = 2; round <= 20; round++) found = await fetchBatch(mailbox(), found.mark, look, signal);
    expect(found).toMatchObject({ mark: { again: [] }, lost: [{ subject: "Racun 2", from: joko.address }] });
    expect(told).toHaveLength(20);
  });

  test("what somebody else read first is taken too, and what was read before the mailbox was set is not", async () => {
    const first = await fetchBatch(mailbox(), null, { take: async () => "message", alive: async () => {}, report: () => {} }, signal);
    expect(first.taken).toBeLessThanOrEqual(1);
    await fill(["Dibaca 1"]);
    const client = await openMailbox(mailbox(), signal);
    await client.mailboxOpen("INBOX");
    await client.messageFlagsAdd("1:*", ["\\Seen"]);
    await client.logout();
    const next = await fetchBatch(mailbox(), first.mark, { take: openIntake(parts()), alive: async () => {}, report: () => {} }, signal);
    expect([next.taken, await subjects("Dibaca")]).toEqual([1, ["Dibaca 1"]]);
  });

  test("of two processes one fetches at a time, and both together take each mail once", async () => {
    const other = await office.second();
    try {
      await fill(Array.from({ length: 12 }, (_none, index) => `Berdua ${String(index + 1).padStart(2, "0")}`));
      const { password, ...rest } = mailbox();
      await t.call("mail.receive", { addresses: [DESK, SENDER], mailbox: { ...rest, password } }, admin);
      await Promise.all([t.house.settings.reload(), other.house.settings.reload()]);
      let taken = 0;
      for (let round = 0; round < 3; round++) {
        for (const count of await Promise.all([t.mail.engine.runDue(), other.mail.engine.runDue()])) taken += count;
        t.clock.advance({ minutes: 2 });
      }
      expect([taken, (await subjects("Berdua")).length]).toEqual([12, 12]);
    } finally {
      await other.close();
    }
  });

  test("a server that never answers does not keep Kerani from stopping", async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const stop = new AbortController();
    const arrived = new Promise((resolve) => silent.once("connection", resolve));
    const { port } = silent.address() as { port: number };
    const look = fetchBatch(
      { ...mailbox(), port },
      null,
      { take: async () => "message", alive: async () => {}, report: () => {} },
      stop.signal,
    );
    await arrived;
    stop.abort();
    await expect(look).rejects.toMatchObject({ message: expect.any(String) });
    silent.close();
  });
});

test.runIf(mayStartPost)("after all this the journal is sound", async () => {
  expect((await t.audit()).faults).toEqual([]);
});
