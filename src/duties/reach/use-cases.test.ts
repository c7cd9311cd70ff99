import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nobody } from "#kernel/actor/actor.ts";
import { startSmtpMailbox } from "#fakes/smtp-mailbox.ts";
import { startNtfyServer } from "#fakes/ntfy-server.ts";
import { refusalOf } from "#test/harness/access.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

type Colleague = Awaited<ReturnType<TestHouse["staff"]>>;

let t: TestHouse;
let admin: Colleague;
let sari: Colleague;
let ratna: Colleague;
let putri: Colleague;
let togar: Colleague;

beforeEach(async () => {
  t = await testHouse();
  admin = await t.staff("Rina Wulandari", { role: "administrator", grade: 6 });
  sari = await t.staff("Sari Puspita");
  ratna = await t.staff("Ratna Dewi", { role: "staff", grade: 5, email: "ratna@kantor.test" });
  putri = await t.staff("Putri Ayu", { role: "staff" });
  togar = await t.staff("Togar", { role: "staff" });
  await t.call("assistant.appoint", { bossId: ratna.id, assistantId: putri.id }, admin);
});
afterEach(async () => {
  const { faults } = await t.audit();
  await t.tearDown();
  if (faults.length > 0) throw new Error(`the journal does not vouch: ${JSON.stringify(faults)}`);
});

const mailGoesOut = async () => {
  const box = await startSmtpMailbox({ security: "plain" });
  await t.call("mail.set", { host: "127.0.0.1", port: box.port, security: "plain", fromAddress: "meja@kantor.test" }, admin);
  await t.house.settings.reload();
  return box;
};
const take = (more: Record<string, unknown> = {}) =>
  t.call("message.take", { for: `person:${ratna.id}`, from: "Pak Joko", body: "Minta ditelepon", ...more }, sari);

describe("the way to a person, explained", () => {
  test("the desk learns addresses and why; a colleague learns who and how, and no address, rest or gap of somebody else's", async () => {
    const box = await mailGoesOut();
    await t.call("presence.set", { status: "dnd", until: "2026-03-02T05:00:00Z", note: "Wawancara" }, ratna);
    const forDesk = await t.call("reach.plan", { person: "Ratna Dewi", urgency: "urgent" }, sari);
    expect(JSON.stringify(forDesk)).toContain("ratna@kantor.test");
    expect(forDesk.sentences.map(({ en }) => en).join()).toMatch(/not to be disturbed/);
    const forColleague = await t.call("reach.plan", { person: "Ratna Dewi", urgency: "urgent" }, togar);
    const said = JSON.stringify(forColleague);
    expect(said).not.toContain("ratna@kantor.test");
    expect(said).not.toMatch(/disturbed|diganggu|Wawancara/);
    expect(forColleague.leftOut).toEqual([]);
    const forHerself = JSON.stringify(await t.call("reach.plan", { person: "Ratna Dewi" }, ratna));
    expect(forHerself).toContain("ratna@kantor.test");
    await box.close();
  });

  test("nobody, an outside contact and a name of two are refused", async () => {
    await t.call("person.add", { name: "Joko Widagdo", mobile: "0812-5550-9999" }, sari);
    for (const person of ["Tidak Ada", "Joko Widagdo", "00000000-0000-7000-8000-000000000000"])
      expect(await refusalOf(t.call("reach.plan", { person }, sari))).toBe("NOBODY_TO_REACH");
  });

  test("a drill names whoever nothing could reach, and only the desk may hold one", async () => {
    const box = await mailGoesOut();
    const found = await t.call("reach.drill", { urgency: "urgent" }, sari);
    expect(found).toMatchObject({ people: 5, ladders: 5, more: false });
    expect(found.broken.map(({ person }) => person.name)).toEqual(expect.arrayContaining(["Togar", "Putri Ayu"]));
    expect(found.broken.map(({ person }) => person.name)).not.toContain("Ratna Dewi");
    expect(await refusalOf(t.call("reach.drill", {}, togar))).toBe("NOT_ALLOWED");
    await box.close();
  });
});

describe("an item", () => {
  test("is seen by its owner, her assistant and the desk, and does not exist for anybody else", async () => {
    await take();
    const [item] = (await t.call("attention.feed", {}, sari)).items;
    for (const who of [ratna, putri, sari])
      expect((await t.call("attention.show", { id: item?.id as string }, who)).item.id).toBe(item?.id);
    for (const command of ["attention.show", "reach.steps"] as const)
      expect(await refusalOf(t.call(command, { id: item?.id as string }, togar))).toBe("ATTENTION_MISSING");
    for (const command of ["attention.acknowledge", "attention.release"] as const)
      expect(await refusalOf(t.call(command, { id: item?.id as string }, togar))).toBe("ATTENTION_MISSING");
    expect((await t.call("attention.feed", {}, togar)).items).toEqual([]);
  });

  test("that is confidential is hidden from a desk without the grade, in the list, the counts and by its id", async () => {
    const junior = await t.staff("Dewi Muda", { role: "desk", grade: 1 });
    const trusted = await t.staff("Nur", { role: "desk", grade: 5 });
    await t.call("message.take", { for: `person:${ratna.id}`, from: "Notaris", body: "Rahasia", confidentialFrom: 5 }, trusted);
    const [item] = (await t.call("attention.feed", {}, ratna)).items;
    expect((await t.call("attention.feed", {}, junior)).items).toEqual([]);
    expect(await t.call("attention.counts", {}, junior)).toMatchObject({ all: 0 });
    expect(await refusalOf(t.call("attention.show", { id: item?.id as string }, junior))).toBe("ATTENTION_MISSING");
    expect(JSON.stringify(item?.title)).not.toContain("Rahasia");
  });

  test("taken on twice by the same is taken on once; given back it begins again; put off it comes back then", async () => {
    await take({ urgency: "urgent" });
    const id = (await t.call("attention.feed", {}, sari)).items[0]?.id as string;
    await t.call("attention.acknowledge", { id }, ratna);
    expect((await t.call("attention.acknowledge", { id }, ratna)).acknowledged?.by?.id).toBe(ratna.id);
    expect(await refusalOf(t.call("attention.acknowledge", { id }, putri))).toBe("ATTENTION_TAKEN");
    const put = await t.call("attention.snooze", { id, until: "2026-03-02T03:00:00Z" }, ratna);
    expect(put.comesBackAt).toBe("2026-03-02T03:00:00Z");
    expect(await refusalOf(t.call("attention.snooze", { id, until: "2026-03-01T03:00:00Z" }, ratna))).toBe("REACH_TIME_OUT_OF_REACH");
    expect(await t.call("attention.release", { id }, ratna)).toMatchObject({ state: "open", acknowledged: null });
    expect(await refusalOf(t.call("attention.release", { id }, ratna))).toBe("ATTENTION_NOT_TAKEN");
    expect(await t.call("attention.settle", { id, outcome: "Sudah ditelepon" }, ratna)).toMatchObject({ state: "settled" });
    expect(await refusalOf(t.call("attention.acknowledge", { id }, ratna))).toBe("ATTENTION_OVER");
  });

  test("a page reaches somebody with a short text, and is over when it is settled", async () => {
    const page = await t.call("reach.person", { to: "Ratna Dewi", text: "Tamu sudah datang", urgency: "emergency" }, sari);
    expect(page).toMatchObject({ kind: "page", urgency: "emergency", detail: { id: "Tamu sudah datang" } });
    expect(await t.call("attention.settle", { id: page.id, outcome: "Turun" }, ratna)).toMatchObject({ state: "settled" });
  });
});

describe("links", () => {
  test("forged, too old or of somebody who has left open nothing; opening changes nothing", async () => {
    const box = await mailGoesOut();
    box.expects({ to: "ratna@kantor.test" });
    await take({ urgency: "emergency" });
    await t.settle();
    const token = /\/a\/([\w-]+)/.exec(box.messages[0]?.parsed.text ?? "")?.[1] as string;
    const stranger = nobody("web", "id", "203.0.113.9");
    for (let look = 0; look < 3; look++) expect(await t.call("link.open", { token }, stranger)).toMatchObject({ state: "open" });
    expect(await refusalOf(t.call("link.open", { token: token.replace(/^./, (first) => (first === "A" ? "B" : "A")) }, stranger))).toBe(
      "LINK_GONE",
    );
    await t.call("person.archive", { id: ratna.id }, admin);
    expect(await refusalOf(t.call("link.acknowledge", { token }, stranger))).toBe("ATTENTION_MISSING");
    await t.call("person.restore", { id: ratna.id }, admin);
    t.clock.moveTo(t.clock.now().add({ hours: 24 * 15 }));
    expect(await refusalOf(t.call("link.open", { token }, stranger))).toBe("LINK_GONE");
    await box.close();
  });
});

describe("presence", () => {
  test("is said by oneself, one's assistant or the desk; do not disturb needs an end; what is over no longer holds", async () => {
    expect(await refusalOf(t.call("presence.set", { status: "dnd" }, ratna))).toBe("DND_NEEDS_END");
    expect(await refusalOf(t.call("presence.set", { status: "out", personId: ratna.id }, togar))).toBe("NOT_YOURS_TO_SAY");
    await t.call("presence.set", { status: "out", personId: ratna.id, until: "2026-03-02T02:00:00Z", note: "Bank" }, putri);
    expect((await t.call("presence.list", {}, togar)).people).toMatchObject([{ status: "out", note: "Bank", person: { id: ratna.id } }]);
    await t.advance({ hours: 2 });
    expect((await t.call("presence.list", {}, togar)).people).toEqual([]);
    await t.call("presence.set", { status: "out", personId: ratna.id }, sari);
    await t.call("presence.clear", { personId: ratna.id }, sari);
    expect((await t.call("presence.list", {}, togar)).people).toEqual([]);
  });
});

describe("policies", () => {
  test("are changed by administrators in part, and brought back", async () => {
    expect(await refusalOf(t.call("reach.policy-set", { urgency: "urgent", forgottenMinutes: 5 }, sari))).toBe("NOT_ALLOWED");
    expect(await t.call("reach.policy-set", { urgency: "urgent", forgottenMinutes: 5 }, admin)).toMatchObject({
      forgottenMinutes: 5,
      changed: true,
    });
    const twice = {
      urgency: "urgent" as const,
      ladder: [
        { rung: "owner" as const, waitMinutes: 1 },
        { rung: "owner" as const, waitMinutes: 2 },
      ],
    };
    expect(await refusalOf(t.call("reach.policy-set", twice, admin))).toBe("INVALID_INPUT");
    expect(await t.call("reach.policy-reset", { urgency: "urgent" }, admin)).toMatchObject({ forgottenMinutes: 30, changed: false });
  });
});

describe("channels", () => {
  test("secrets are stored locked and never shown; settings for another channel, or none, are refused", async () => {
    const server = await startNtfyServer();
    const set = (input: Record<string, unknown>) => t.call("channel.set", input as never, admin);
    expect(await refusalOf(set({ channel: "ntfy" }))).toBe("CHANNEL_SETTINGS_MISSING");
    expect(await refusalOf(set({ channel: "ntfy", email: { replyTo: "a@b.test" } }))).toBe("CHANNEL_SETTINGS_MISSING");
    expect(await set({ channel: "ntfy", ntfy: { server: server.origin, token: "tk_rahasia", inside: true } })).toMatchObject({
      ready: true,
    });
    const shown = JSON.stringify(await t.call("channel.list", {}, admin));
    const kept = JSON.stringify(await t.house.db.selectFrom("setting").selectAll().execute());
    for (const text of [shown, kept]) expect(text).not.toContain("tk_rahasia");
    expect(await refusalOf(t.call("channel.list", {}, sari))).toBe("NOT_ALLOWED");
    expect(await t.call("channel.clear", { channel: "ntfy" }, admin)).toMatchObject({ ready: false });
    await server.close();
  });

  test("a trial goes to a real server and tells what came of it", async () => {
    const box = await mailGoesOut();
    box.expects({ to: "coba@kantor.test" });
    expect(await t.call("channel.test", { channel: "email", to: "coba@kantor.test" }, admin)).toMatchObject({ works: true });
    box.misbehave({ at: "recipient", code: 550, text: "no such user" });
    expect(await t.call("channel.test", { channel: "email", to: "coba@kantor.test" }, admin)).toMatchObject({ works: false });
    expect(await refusalOf(t.call("channel.test", { channel: "sms", to: "0812-5550-1234" }, admin))).toBe("CHANNEL_NOT_READY");
    await box.close();
  });

  test("browsers subscribe only at push services that Kerani knows, and see only their own", async () => {
    const keys = {
      p256dh: "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM",
      auth: "tBHItJI5svbpez7KI4CCXg",
    };
    const wish = { endpoint: "https://fcm.googleapis.com/fcm/send/abc", keys, label: "Chrome" };
    expect(await refusalOf(t.call("push.subscribe", wish, ratna))).toBe("CHANNEL_NOT_READY");
    await t.call("channel.set", { channel: "push", push: { services: [] } }, admin);
    await t.house.settings.reload();
    expect(await refusalOf(t.call("push.subscribe", { ...wish, endpoint: "https://evil.example/steal" }, ratna))).toBe(
      "PUSH_ENDPOINT_UNKNOWN",
    );
    const { id } = await t.call("push.subscribe", wish, ratna);
    expect(await t.call("push.unsubscribe", { id }, togar)).toEqual({ removed: false });
    expect((await t.call("push.list", {}, togar)).browsers).toEqual([]);
    expect((await t.call("push.key", {}, togar)).publicKey).toMatch(/^B/);
    const first = (await t.call("push.key", {}, togar)).publicKey;
    await t.call("channel.set", { channel: "push", push: { contact: "mailto:it@kantor.test", services: [] } }, admin);
    await t.house.settings.reload();
    expect((await t.call("push.key", {}, togar)).publicKey).toBe(first);
    expect(await t.call("push.unsubscribe", { id }, ratna)).toEqual({ removed: true });
  });
});
