import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

type Person = Awaited<ReturnType<TestHouse["staff"]>>;

let t: TestHouse;
let clerk: Person;
let ratna: Person;
let budi: Person;

beforeAll(async () => {
  t = await testHouse();
  clerk = await t.staff("Sari Puspita");
  ratna = await t.staff("Ratna Dewi", { role: "staff", grade: 2, email: "ratna@contoh.co.id" });
  budi = await t.staff("Budi Santoso", { role: "staff", grade: 2 });
});
afterAll(() => t.tearDown());

const wish = { for: "Ratna Dewi", from: "Pak Joko", fromPhone: "0812-3456-7890", body: "Minta ditelepon soal penawaran mesin" };
const take = (more: object = {}, as: Person = clerk) => t.call("message.take", { ...wish, ...more }, as);
const itemsAbout = (id: string) =>
  t.house.db
    .selectFrom("attentionItem")
    .select(["kind", "state", "ownerKind", "ownerId", "urgency", "title", "confidentialFrom"])
    .where("subjectId", "=", id)
    .orderBy("id")
    .execute();

describe("taking a message", () => {
  test("keeps who, for whom, what and when, normalises the number and puts it before the recipient", async () => {
    const taken = await take({ urgency: "urgent", fromOrganisation: "PT Mesin Jaya" });
    expect(taken).toMatchObject({
      state: "taken",
      door: "web",
      channel: "web",
      takenBy: { id: clerk.id, name: "Sari Puspita" },
      from: { personId: null, name: "Pak Joko", phone: "+6281234567890", organisation: "PT Mesin Jaya" },
      for: { kind: "person", id: ratna.id, name: "Ratna Dewi" },
      urgency: "urgent",
    });
    expect(await itemsAbout(taken.id)).toMatchObject([
      { kind: "message", state: "open", ownerKind: "person", ownerId: ratna.id, urgency: 2 },
    ]);
  });

  test("knows a caller by the number, however it was written", async () => {
    const known = await t.staff("Made Wirawan", { role: "staff", mobile: "+62 811 222 333" });
    expect((await take({ from: "seseorang", fromPhone: "0811222333" })).from.personId).toBe(known.id);
    expect((await take({ from: `person:${known.id}`, fromPhone: undefined })).from).toMatchObject({
      name: "Made Wirawan",
      phone: "+62811222333",
    });
  });

  test("refuses a name that is nobody's or two people's, and says which", async () => {
    await t.staff("Dewi Lestari");
    await t.staff("Dewi Anggraini");
    await expect(take({ for: "Zxqwv" })).rejects.toMatchObject({ code: "NOBODY_BY_THAT_NAME" });
    const refused = await take({ for: "Dewi" }).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: "WHO_IS_MEANT",
      data: {
        candidates: expect.arrayContaining([
          expect.objectContaining({ name: expect.stringContaining("Dewi Lestari") as string }),
        ]) as unknown[],
      },
    });
  });

  test("refuses a number that nobody can call, and every field past its limit", async () => {
    await expect(take({ fromPhone: "12" })).rejects.toMatchObject({ code: "PHONE_INVALID" });
    await expect(take({ body: "x".repeat(20_001) })).rejects.toMatchObject({ code: "INVALID_INPUT", problems: [{ path: "body" }] });
    await expect(take({ from: "Joko\r\nBcc: x@y.z" })).rejects.toMatchObject({ problems: [{ path: "from" }] });
    await expect(take({ body: "   " })).rejects.toMatchObject({ problems: [{ path: "body" }] });
  });

  test("for the desk belongs to nobody in particular", async () => {
    const taken = await take({ for: "desk" });
    expect(taken.for).toEqual({ kind: "desk", id: null, name: "Meja" });
    expect(await itemsAbout(taken.id)).toMatchObject([{ ownerKind: "desk", ownerId: null }]);
  });

  test("can be taken back within a minute by whoever took it, and settles the item", async () => {
    const taken = await take();
    await expect(t.call("message.retract", { id: taken.id }, ratna)).rejects.toMatchObject({ code: "TOO_LATE_TO_RETRACT" });
    await t.call("message.retract", { id: taken.id }, clerk);
    expect(await itemsAbout(taken.id)).toMatchObject([{ state: "settled" }]);
    await expect(t.call("message.act", { id: taken.id, outcome: "x" }, clerk)).rejects.toMatchObject({ code: "MESSAGE_RETRACTED" });
    const late = await take();
    t.clock.advance({ seconds: 61 });
    await expect(t.call("message.retract", { id: late.id }, clerk)).rejects.toMatchObject({ code: "TOO_LATE_TO_RETRACT" });
  });
});

describe("the life of a message", () => {
  test("goes taken, read, acted, told, each with time and person; and never back", async () => {
    const { id } = await take();
    const read = await t.call("message.read", { id }, ratna);
    expect(read).toMatchObject({ state: "read", read: { by: "Ratna Dewi", at: t.clock.now().toString() } });
    const acted = await t.call("message.act", { id, outcome: "Sudah ditelepon" }, ratna);
    expect(acted).toMatchObject({ state: "acted", outcome: "Sudah ditelepon" });
    expect((await itemsAbout(id)).map(({ state }) => state)).toEqual(["settled"]);
    await expect(t.call("message.act", { id, outcome: "Lagi" }, budi)).rejects.toMatchObject({ code: "MESSAGE_MISSING" });
    await expect(t.call("message.act", { id, outcome: "Lagi" }, clerk)).rejects.toMatchObject({ code: "MESSAGE_ALREADY_THERE" });
    expect(await t.call("message.tell", { id, how: "lewat telepon" }, clerk)).toMatchObject({
      state: "told",
      told: { by: "Sari Puspita" },
    });
    expect(await t.call("message.read", { id }, ratna)).toMatchObject({ state: "told" });
    const { notes } = await t.call("message.show", { id }, clerk);
    expect(notes).toMatchObject([{ kind: "note", text: "lewat telepon", by: "Sari Puspita" }]);
  });

  test("a clerk who looks it up has not read it for the recipient", async () => {
    const { id } = await take();
    expect(await t.call("message.read", { id }, clerk)).toMatchObject({ state: "taken", read: null });
  });

  test("handing it over starts the climb anew with the other; forwarding makes a linked copy", async () => {
    const { id } = await take();
    const moved = await t.call("message.reassign", { id, to: `person:${budi.id}`, note: "ini urusan Budi" }, ratna);
    expect(moved.for).toMatchObject({ id: budi.id, name: "Budi Santoso" });
    expect(await itemsAbout(id)).toMatchObject([{ state: "open", ownerId: budi.id }]);
    const copy = await t.call("message.forward", { id, to: "desk", note: "untuk arsip" }, budi);
    expect(copy).toMatchObject({ parentId: id, state: "taken", body: wish.body });
    expect((await t.call("message.show", { id }, clerk)).forwarded).toMatchObject([{ id: copy.id }]);
  });

  test("comes back before its owner on the follow-up day at eight, unless it is closed", async () => {
    const { id } = await take();
    const tomorrow = t.clock.now().toZonedDateTimeISO("Asia/Jakarta").toPlainDate().add({ days: 1 }).toString();
    await t.call("message.follow-up", { id, on: tomorrow }, ratna);
    await t.advance({ hours: 12 });
    expect((await itemsAbout(id)).map(({ kind }) => kind)).not.toContain("follow-up");
    await t.advance({ hours: 24 });
    expect(await itemsAbout(id)).toContainEqual(expect.objectContaining({ kind: "follow-up", ownerId: ratna.id }));
  });
});

describe("who may see a message", () => {
  test("staff see what is for them or by them; the desk sees all that is open; to others it does not exist", async () => {
    const { id } = await take();
    await expect(t.call("message.show", { id }, budi)).rejects.toMatchObject({ code: "MESSAGE_MISSING" });
    await expect(t.call("message.show", { id }, ratna)).resolves.toMatchObject({ message: { id } });
    const listed = await t.call("message.list", { box: "all" }, budi);
    expect(listed.messages.map((message) => message.id)).not.toContain(id);
  });

  test("a confidential one is for its recipient and the grade that it names, in every list, search and title", async () => {
    const { id } = await take({ body: "Gaji direksi dipotong zebra", confidentialFrom: 5, for: `person:${ratna.id}` }, budi);
    await expect(t.call("message.show", { id }, clerk)).rejects.toMatchObject({ code: "MESSAGE_MISSING" });
    expect((await t.call("message.list", { search: "zebra" }, clerk)).messages).toEqual([]);
    expect((await t.call("message.list", { search: "zebra" }, ratna)).messages).toHaveLength(1);
    const confidant = await t.staff("Ibu Kepercayaan", { grade: 6 });
    expect((await t.call("message.list", { search: "zebra" }, confidant)).messages).toHaveLength(1);
    const [item] = await itemsAbout(id);
    expect(JSON.stringify(item)).not.toContain("zebra");
    await expect(t.call("message.mark", { id, confidentialFrom: null }, clerk)).rejects.toMatchObject({ code: "MESSAGE_MISSING" });
  });

  test("an attachment follows its message, whatever it claims to be", async () => {
    const { id } = await take({ confidentialFrom: 6 }, budi);
    const file = await t.call(
      "message.attach",
      { id, name: "halaman.html", content: Buffer.from("<script>alert(1)</script>").toString("base64") },
      ratna,
    );
    expect(file).toMatchObject({ mediaType: "application/octet-stream", size: 25 });
    await expect(t.call("message.attachment", { id: file.id }, clerk)).rejects.toMatchObject({ code: "MESSAGE_MISSING" });
    await expect(t.call("message.attachment", { id: file.id }, ratna)).resolves.toMatchObject({ name: "halaman.html" });
  });
});

describe("search", () => {
  test("turned page by page, finds each message with the words once, newest first, however many there are", async () => {
    const taken: string[] = [];
    for (let nth = 0; nth < 5; nth++) taken.unshift((await take({ body: `Rambutan peti ke-${nth}` })).id);
    const found: string[] = [];
    let after: string | null = null;
    do {
      const page: { messages: { id: string }[]; next: string | null } = await t.call(
        "message.list",
        { search: "rambutan", limit: 2, ...(after ? { after } : {}) },
        clerk,
      );
      found.push(...page.messages.map(({ id }) => id));
      after = page.next;
    } while (after);
    expect(found).toEqual(taken);
  });

  test("finds Indonesian and English word forms, names and numbers", async () => {
    const { id } = await take({ body: "Pengiriman mesin ditunda karena banjir; the machines were delayed", from: "Suharto" });
    for (const search of ["kirim mesin", "delaying machine", "Suharto", "banjir"]) {
      const { messages } = await t.call("message.list", { search }, clerk);
      expect(
        messages.map((message) => message.id),
        search,
      ).toContain(id);
    }
    expect((await t.call("message.list", { search: "'); drop table message; --" }, clerk)).messages).toEqual([]);
  });

  test("pages without gaps or repeats", async () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { messages, next } = await t.call("message.list", { limit: 3, after }, clerk);
      seen.push(...messages.map((message) => message.id));
      after = next ?? undefined;
    } while (after);
    const { messages } = await t.call("message.list", { limit: 200 }, clerk);
    expect(seen).toEqual(messages.map((message) => message.id));
  });
});

test("the journal vouches for all of it", async () => {
  expect((await t.audit()).faults).toEqual([]);
});
