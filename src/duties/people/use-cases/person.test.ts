import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "#kernel/actor/actor.ts";
import { testHouse, type TestHouse } from "#test/harness/house.ts";

let t: TestHouse;
let admin: Actor;
let clerk: Actor;
beforeAll(async () => {
  t = await testHouse();
  admin = await t.actor("Wulan", { role: "administrator", grade: 6 });
  clerk = await t.actor("Sari");
});
afterAll(() => t.tearDown());

test("a contact is added, found in spite of a typing error, and shown", async () => {
  const added = await t.call(
    "person.add",
    { name: "Suharto", salutation: "Bapak", mobile: "0812-3456-7890", organisation: "PT Bank Mandiri" },
    clerk,
  );
  expect(added).toMatchObject({ called: "Bapak Suharto", initials: "SU", organisation: { name: "PT Bank Mandiri" } });
  const { found } = await t.call("person.find", { text: "suhrto" }, clerk);
  expect(found[0]).toMatchObject({ id: added.id, detail: "PT Bank Mandiri" });
  const card = await t.call("person.card", { id: added.id }, clerk);
  expect(card.contacts[0]).toMatchObject({ value: "+6281234567890", shown: "0812-3456-7890" });
});

test("staff are enrolled with a post and a superior", async () => {
  const top = await t.call("post.add", { title: "Direktur Utama" }, admin);
  const post = await t.call("post.add", { title: "Direktur Keuangan", reportsTo: top.id }, admin);
  const boss = await t.call("person.add", { kind: "staff", name: "Bambang", postId: top.id, grade: 6 }, admin);
  const one = await t.call("person.add", { kind: "staff", name: "Ratna Dewi", postId: post.id, grade: 5 }, admin);
  const card = await t.call("person.card", { id: one.id }, admin);
  expect(card.supervisor?.id).toBe(boss.id);
  await expect(t.call("post.change", { id: top.id, reportsTo: post.id }, admin)).rejects.toMatchObject({ code: "REPORTING_CYCLE" });
  expect((await t.audit()).faults).toEqual([]);
});
