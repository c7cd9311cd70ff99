import { afterAll, beforeAll, expect, test } from "vitest";
import { testCompany, type Company } from "#test/harness/people.ts";

let c: Company;
beforeAll(async () => {
  c = await testCompany();
});
afterAll(() => c.t.tearDown());

const refusedWith = (code: string) => expect.objectContaining({ code });
const proposals = () =>
  c.t.house.db
    .selectFrom("attentionItem")
    .select(["ownerId", "title", "state"])
    .where("kind", "=", "grade-proposal")
    .orderBy("id")
    .execute();

test("an administrator gives a grade and a role, and the pipeline knows at once", async () => {
  const { fitri } = c.ids.staff;
  expect(await c.t.call("person.grade", { id: fitri, grade: 4, role: "desk" }, c.admin)).toEqual({ id: fitri, grade: 4, role: "desk" });
  expect(await c.as("fitri")).toMatchObject({ grade: 4, role: "desk" });
});

test("nobody else gives grades; nobody raises themselves or gives above their own", async () => {
  const { kevin, michael, ratna } = c.ids.staff;
  await expect(c.t.call("person.grade", { id: kevin, grade: 2 }, await c.as("sari"))).rejects.toThrow(refusedWith("NOT_ALLOWED"));
  await expect(c.t.call("person.grade", { id: michael, role: "staff" }, await c.as("michael"))).rejects.toThrow(
    refusedWith("GRADE_ABOVE_OWN"),
  );
  const junior = await c.t.actor("Pengurus Muda", { role: "administrator", grade: 3 });
  await expect(c.t.call("person.grade", { id: kevin, grade: 4 }, junior)).rejects.toThrow(refusedWith("GRADE_ABOVE_OWN"));
  await expect(c.t.call("person.grade", { id: ratna, grade: 1 }, junior)).rejects.toThrow(refusedWith("GRADE_ABOVE_OWN"));
  await expect(c.t.call("person.grade", { id: c.ids.contacts.kurir, grade: 2 }, c.admin)).rejects.toThrow(refusedWith("STAFF_ONLY"));
});

test("the superior proposes, administrators are asked, a later proposal replaces it, and the decision settles it", async () => {
  const { kevin, fitri } = c.ids.staff;
  const asep = await c.as("asep");
  const first = await c.t.call("person.propose-grade", { id: kevin, grade: 2, reason: "Masa magang selesai" }, asep);
  expect(first.asked).toBeGreaterThanOrEqual(2);
  await c.t.call("person.propose-grade", { id: kevin, grade: 3, reason: "Sudah teruji" }, asep);
  const open = (await proposals()).filter(({ state }) => state === "open");
  expect(open).toHaveLength(first.asked);
  expect(open[0]?.title).toMatchObject({ id: "Asep Sunandar mengusulkan tingkat 3 untuk Kevin Gunawan (sekarang 1)" });
  await expect(c.t.call("person.propose-grade", { id: fitri, grade: 2, reason: "x" }, await c.as("wayan"))).rejects.toThrow(
    refusedWith("NOT_ALLOWED"),
  );
  await expect(c.t.call("person.propose-grade", { id: c.ids.contacts.kurir, grade: 2, reason: "x" }, asep)).rejects.toThrow(
    refusedWith("STAFF_ONLY"),
  );
  await c.t.call("person.grade", { id: kevin, grade: 3 }, c.admin);
  expect((await proposals()).filter(({ state }) => state === "open")).toEqual([]);
});

test("two administrators who demote each other at once leave one", async () => {
  const { michael } = c.ids.staff;
  await c.t.house.pipeline.asSystem("test.leave", async (work) => {
    const { changeActor } = await import("#kernel/actor/store.ts");
    const others = await c.t.house.db
      .selectFrom("actor")
      .select("id")
      .where("role", "=", "administrator")
      .where("id", "!=", michael)
      .execute();
    for (const { id } of others) await changeActor(work, id, { active: false });
  });
  const second = await c.t.call("person.add", { kind: "staff", name: "Pengurus Kedua", role: "administrator", grade: 6 }, c.admin);
  const byMichael = await c.as("michael");
  const bySecond = { ...byMichael, id: second.id, name: second.name };
  const outcomes = await Promise.allSettled([
    c.t.call("person.grade", { id: second.id, role: "staff" }, byMichael),
    c.t.call("person.grade", { id: michael, role: "staff" }, bySecond),
  ]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const left = await c.t.house.db.selectFrom("actor").select("id").where("role", "=", "administrator").where("active", "=", true).execute();
  expect(left).toHaveLength(1);
  const [only] = left;
  await expect(
    c.t.call("person.grade", { id: only?.id as string, role: "staff" }, { ...c.admin, id: c.ids.staff.bambang }),
  ).rejects.toThrow(refusedWith("LAST_ADMINISTRATOR_STAYS"));
  expect((await c.t.audit()).faults).toEqual([]);
});
