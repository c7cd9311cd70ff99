import { afterAll, beforeAll, expect, test } from "vitest";
import { assistantsOf, behind, bossesOf, confidantsOf, nameOf, ownerName } from "../index.ts";
import { testCompany, type Company } from "#test/harness/people.ts";

let c: Company;
beforeAll(async () => {
  c = await testCompany();
});
afterAll(() => c.t.tearDown());

const refusedWith = (code: string) => expect.objectContaining({ code });
const at = () => ({ tx: c.t.house.db, now: c.t.clock.now() });

test("a group has staff in it, each once, and stands for those who are still there", async () => {
  const { staff, contacts } = c.ids;
  const sari = await c.as("sari");
  const made = await c.t.call("group.add", { name: "Panitia Audit", memberIds: [staff.meiling, staff.yulianti] }, sari);
  expect(made.members.map(({ name }) => name)).toEqual(["Liem Mei Ling", "Yulianti"]);
  const changed = await c.t.call("group.change", { id: made.id, add: [staff.meiling, staff.kevin], remove: [staff.yulianti] }, sari);
  expect(changed.members.map(({ name }) => name)).toEqual(["Kevin Gunawan", "Liem Mei Ling"]);
  await c.t.call("person.archive", { id: staff.kevin }, c.admin);
  expect(await behind(at(), { kind: "group", id: made.id }, c.t.clock.now())).toEqual([staff.meiling]);
  await expect(c.t.call("group.change", { id: made.id, add: [contacts.kurir] }, sari)).rejects.toThrow(refusedWith("STAFF_ONLY"));
  await expect(c.t.call("group.add", { name: "panitia audit" }, sari)).rejects.toThrow(refusedWith("GROUP_NAME_TAKEN"));
  await expect(c.t.call("group.change", { id: staff.eka }, sari)).rejects.toThrow(refusedWith("GROUP_MISSING"));
  await expect(c.t.call("group.add", { name: "Lain" }, await c.as("togar"))).rejects.toThrow(refusedWith("NOT_ALLOWED"));
  await c.t.call("group.change", { id: made.id, archived: true }, sari);
  const { groups } = await c.t.call("group.list", {}, await c.as("togar"));
  expect(groups.map(({ id }) => id)).not.toContain(made.id);
  expect((await c.t.call("group.list", { archived: true }, sari)).groups.map(({ id }) => id)).toEqual([made.id]);
});

test("one assistant has several executives, one executive several assistants", async () => {
  const { staff } = c.ids;
  expect(await assistantsOf(at(), staff.bambang)).toEqual([staff.rini, staff.sari]);
  expect(await confidantsOf(at(), staff.bambang)).toEqual([staff.rini]);
  expect(await bossesOf(at(), staff.rini)).toEqual([
    { bossId: staff.bambang, seesConfidential: true },
    { bossId: staff.hotma, seesConfidential: false },
  ]);
  const card = await c.t.call("person.card", { id: staff.rini }, await c.as("togar"));
  expect(card.bosses.map(({ name, seesConfidential }) => [name, seesConfidential])).toEqual([
    ["Bambang Wirawan", true],
    ["Hotma Siregar", false],
  ]);
});

test("only the executive or an administrator appoints; either side ends it", async () => {
  const { staff, contacts } = c.ids;
  const wish = { assistantId: staff.dewi, bossId: staff.suharto, seesConfidential: false };
  await expect(c.t.call("assistant.appoint", wish, await c.as("dewi"))).rejects.toThrow(refusedWith("NOT_ALLOWED"));
  await expect(c.t.call("assistant.appoint", wish, await c.as("sari"))).rejects.toThrow(refusedWith("NOT_ALLOWED"));
  await c.t.call("assistant.appoint", wish, await c.as("suharto"));
  await expect(c.t.call("assistant.appoint", wish, c.admin)).rejects.toThrow(refusedWith("ALREADY_ASSISTANT"));
  await expect(c.t.call("assistant.appoint", { ...wish, assistantId: staff.suharto }, c.admin)).rejects.toThrow(
    refusedWith("NOT_OWN_ASSISTANT"),
  );
  await expect(c.t.call("assistant.appoint", { ...wish, assistantId: contacts.kurir }, c.admin)).rejects.toThrow(refusedWith("STAFF_ONLY"));
  const pair = { assistantId: staff.dewi, bossId: staff.suharto };
  await expect(c.t.call("assistant.dismiss", pair, await c.as("sari"))).rejects.toThrow(refusedWith("NOT_ALLOWED"));
  await c.t.call("assistant.dismiss", pair, await c.as("dewi"));
  await expect(c.t.call("assistant.dismiss", pair, c.admin)).rejects.toThrow(refusedWith("ASSISTANT_MISSING"));
  expect(await assistantsOf(at(), staff.suharto)).toEqual([]);
});

test("owners have names; the desk is whoever works there, and in a company without one its administrators", async () => {
  const { staff, posts, groups, contacts } = c.ids;
  expect(await ownerName(at(), { kind: "person", id: staff.ratna })).toEqual({
    id: "Ibu Ratna Dewi Lestari",
    en: "Ibu Ratna Dewi Lestari",
  });
  expect(await ownerName(at(), { kind: "post", id: posts.dirut })).toMatchObject({ id: "Direktur Utama" });
  expect(await ownerName(at(), { kind: "group", id: groups.k3 })).toMatchObject({ id: "Satgas K3" });
  expect(await ownerName(at(), { kind: "desk" })).toEqual({ id: "Meja", en: "The desk" });
  const names = await nameOf(at(), [staff.suharto, contacts.tanaka, c.admin.id as string]);
  expect([...names.values()].toSorted()).toEqual(["Suharto", "Tanaka Hiroshi", "Wulan"]);
  const desk = () => behind(at(), { kind: "desk" }, c.t.clock.now());
  expect((await desk()).toSorted()).toEqual([staff.sari, staff.dewi, staff.nurhayati].toSorted());
  expect(await behind(at(), { kind: "person", id: contacts.kurir }, c.t.clock.now())).toEqual([]);
  for (const id of [staff.sari, staff.dewi, staff.nurhayati]) await c.t.call("person.grade", { id, role: "staff" }, c.admin);
  expect((await desk()).toSorted()).toEqual([staff.michael, c.admin.id].toSorted());
  expect((await c.t.audit()).faults).toEqual([]);
});
