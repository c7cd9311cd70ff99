import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#kernel/actor/actor.ts";
import { mandateFor, nextBoundary, standInsOf } from "#duties/mandates/index.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";
import { staff } from "#test/stories/cast.ts";

type Person = Actor & { id: string };
let t: TestHouse;
let budi: Person, rina: Person, sari: Person;

beforeAll(async () => {
  t = await testHouse();
  budi = await staff(t, "Budi Santoso", { salutation: "Pak", grade: 6 });
  rina = await staff(t, "Rina Wijaya", { salutation: "Bu" });
  sari = await staff(t, "Sari", { role: "desk" });
});
afterAll(() => t.tearDown());

const at = () => ({ tx: t.house.db, now: t.clock.now() });
const give = (wish: Partial<Parameters<typeof t.call<"mandate.give">>[1]> = {}, by = budi) =>
  t.call("mandate.give", { delegate: rina.id, ends: "2026-03-06T17:00", reason: "Dinas ke Makassar", ...wish }, by);
const items = async (kind: string) =>
  t.house.db.selectFrom("attentionItem").selectAll().where("kind", "=", kind).where("state", "in", ["open", "acknowledged"]).execute();

describe("giving", () => {
  test("a mandate till Friday holds at once, is offered to the delegate, and is told by instants alone", async () => {
    const mandate = await give({ ceiling: 1_000_000_000 });
    expect(mandate).toMatchObject({
      state: "running",
      answer: "waiting",
      endsAt: "2026-03-06T10:00:00Z",
      timeZone: "Asia/Jakarta",
      scope: ["everything"],
    });
    expect(await mandateFor(at(), rina.id, budi.id, "message.take", "messages")).toMatchObject({
      id: budi.id,
      grade: 6,
      mandateId: mandate.id,
      ceiling: 1_000_000_000,
    });
    const [offer] = await items("mandate-offer");
    expect(offer).toMatchObject({
      ownerId: rina.id,
      title: { id: "Pak Budi Santoso memberi Anda mandat sampai Jumat, 6 Maret 2026, 17.00 WIB" },
    });
    expect((await standInsOf(at(), budi.id, Temporal.Instant.from("2026-03-06T09:59:59.999Z"))).length).toBe(1);
    expect(await standInsOf(at(), budi.id, Temporal.Instant.from("2026-03-06T10:00:00Z"))).toEqual([]);
    expect((await nextBoundary(at(), [budi.id], t.clock.now()))?.toString()).toBe("2026-03-06T10:00:00Z");
    await t.call("mandate.revoke", { id: mandate.id }, budi);
    expect(await mandateFor(at(), rina.id, budi.id, "message.take", "messages")).toBeUndefined();
  });

  test.each([
    [{ delegate: "Tidak Ada" }, "DELEGATE_UNKNOWN"],
    [{ ends: "besok" }, "MANDATE_TIME_UNCLEAR"],
    [{ ends: "2026-02-30" }, "MANDATE_TIME_UNCLEAR"],
    [{ ends: "2026-03-01" }, "MANDATE_OUT_OF_ORDER"],
    [{ begins: "2026-03-01T08:00" }, "MANDATE_BACKDATED"],
    [{ ends: "2027-03-04" }, "MANDATE_TOO_LONG"],
    [{ scope: ["message.burn"] }, "MANDATE_SCOPE_UNKNOWN"],
    [{ scope: ["mandate.give"] }, "MANDATE_SCOPE_UNKNOWN"],
    [{ reason: " " }, "INVALID_INPUT"],
  ])("%j is refused with %s", async (wish, code) => {
    await expect(give(wish)).rejects.toMatchObject({ code });
  });

  test("nobody stands in for themselves, nor for somebody who stands in for them", async () => {
    await expect(give({ delegate: budi.id })).rejects.toMatchObject({ code: "MANDATE_TO_ONESELF" });
    const mandate = await give({ delegate: "rina wijaya" });
    await expect(give({ delegate: budi.id }, rina)).rejects.toMatchObject({ code: "MANDATE_CIRCULAR" });
    await t.call("mandate.revoke", { id: mandate.id }, budi);
  });

  test("the same thing is never lent to two people at the same time, also when both are given at once", async () => {
    const both = await Promise.allSettled([give(), give({ delegate: sari.id })]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find((one) => one.status === "rejected")?.reason).toMatchObject({ code: "MANDATE_LENT_TWICE" });
    const given = both.find((one) => one.status === "fulfilled")?.value as { id: string };
    const later = await give({ delegate: sari.id, begins: "2026-03-06T17:00", ends: "2026-03-08" });
    const closer = await give({ delegate: sari.id, scope: ["message.*"] });
    for (const { id } of [given, later, closer]) await t.call("mandate.revoke", { id }, budi);
  });

  test("a mandate is never passed on", async () => {
    const mandate = await give();
    await expect(
      t.call("mandate.give", { delegate: sari.id, ends: "2026-03-06", reason: "x" }, rina, { actingFor: budi.id }),
    ).rejects.toMatchObject({ code: "OWN_NAME_ONLY" });
    const own = await t.call("mandate.give", { delegate: sari.id, ends: "2026-03-06", reason: "x" }, rina);
    expect(await mandateFor(at(), sari.id, budi.id, "message.take", "messages")).toBeUndefined();
    await t.call("mandate.revoke", { id: own.id }, rina);
    await t.call("mandate.revoke", { id: mandate.id }, budi);
  });
});

describe("ending", () => {
  test("declining gives it back at once and tells the principal", async () => {
    const mandate = await give();
    await expect(t.call("mandate.decline", { id: mandate.id }, sari)).rejects.toMatchObject({ code: "NOT_YOUR_MANDATE" });
    expect(await t.call("mandate.decline", { id: mandate.id, note: "Saya cuti" }, rina)).toMatchObject({
      state: "ended",
      answer: "declined",
    });
    expect(await t.call("mandate.decline", { id: mandate.id }, rina)).toMatchObject({ answer: "declined" });
    expect(await items("mandate-offer")).toEqual([]);
    expect((await items("mandate-declined")).find(({ subjectId }) => subjectId === mandate.id)).toMatchObject({
      ownerId: budi.id,
      urgency: 2,
    });
    await expect(t.call("mandate.accept", { id: mandate.id }, rina)).rejects.toMatchObject({ code: "MANDATE_OVER" });
    await expect(t.call("mandate.revoke", { id: mandate.id }, budi)).rejects.toMatchObject({ code: "MANDATE_OVER" });
  });

  test("only the principal or an administrator revokes", async () => {
    const mandate = await give();
    await expect(t.call("mandate.revoke", { id: mandate.id }, sari)).rejects.toMatchObject({ code: "NOT_YOUR_MANDATE" });
    const chief = await staff(t, "Wati", { role: "administrator" });
    expect(await t.call("mandate.revoke", { id: mandate.id }, chief)).toMatchObject({ closed: { how: "revoked" } });
  });

  test("what is done under it is listed, counted and handed back; after the end the delegate is refused", async () => {
    const mandate = await give({ scope: ["message.*", "duty:mandates"] });
    await t.call("mandate.accept", { id: mandate.id }, rina);
    await expect(t.call("mandate.list", {}, rina, { actingFor: sari.id })).rejects.toMatchObject({ code: "NO_MANDATE" });
    await t.call("mandate.list", {}, rina, { actingFor: budi.id });
    await t.call("message.take", { for: "desk", from: "Pak Joko", body: "Minta ditelepon" }, rina, { actingFor: budi.id });
    const { acts } = await t.call("mandate.show", { id: mandate.id }, budi);
    expect(acts).toMatchObject([{ by: { id: rina.id, name: "Rina Wijaya" }, command: "message.take" }]);
    expect((await t.call("mandate.show", { id: mandate.id }, sari)).acts).toEqual([]);
    await t.advance({ hours: 24 * 5 });
    await expect(t.call("mandate.list", {}, rina, { actingFor: budi.id })).rejects.toMatchObject({ code: "NO_MANDATE" });
    const [returned] = (await items("mandate-return")).filter(({ subjectId }) => subjectId === mandate.id);
    expect(returned).toMatchObject({ ownerId: budi.id, raisedAt: "2026-03-06T10:00:00Z" });
    expect(returned?.detail).toMatchObject({ en: expect.stringContaining("1 act under this mandate") });
    expect((await items("mandate-report")).map(({ ownerId }) => ownerId)).toEqual([rina.id]);
    await t.call("mandate.hand-back", { id: mandate.id, report: "Semua beres." }, rina);
    const [again] = (await items("mandate-return")).filter(({ subjectId }) => subjectId === mandate.id);
    expect(again?.detail).toMatchObject({ id: expect.stringMatching(/^Semua beres\./) });
    await expect(t.call("mandate.hand-back", { id: mandate.id, report: "Lagi" }, rina)).rejects.toMatchObject({ code: "MANDATE_OVER" });
  });

  test("the record is vouched for by the journal", async () => {
    expect((await t.audit()).faults).toEqual([]);
  });
});
