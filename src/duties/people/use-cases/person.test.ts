import { afterAll, beforeAll, expect, test } from "vitest";
import { testCompany, type Company } from "#test/harness/people.ts";

let c: Company;
beforeAll(async () => {
  c = await testCompany();
});
afterAll(() => c.t.tearDown());

const refusedWith = (code: string) => expect.objectContaining({ code });

test("a clerk adds a contact; the number is kept in one form and the organisation is made once", async () => {
  const sari = await c.as("sari");
  const first = await c.t.call(
    "person.add",
    { name: "Sutrisno", salutation: "Bapak", mobile: "0819 5550 0001", organisation: "PT  Angkasa Raya" },
    sari,
  );
  expect(first).toMatchObject({ kind: "contact", called: "Bapak Sutrisno", initials: "SU", organisation: { name: "PT  Angkasa Raya" } });
  const second = await c.t.call("person.add", { name: "Ida", mobile: "0819 5550 0002", organisation: "pt angkasa raya" }, sari);
  expect(second.organisation?.id).toBe(first.organisation?.id);
  const { contacts } = await c.t.call("person.card", { id: first.id }, sari);
  expect(contacts).toEqual([
    expect.objectContaining({ kind: "mobile", value: "+6281955500001", shown: "0819-5550-0001", preferred: true }),
  ]);
});

test("the same number twice is refused, unless it is said to be somebody else", async () => {
  const sari = await c.as("sari");
  const wish = { name: "Slamet Riyadi", mobile: "+62 857-5550-0303" };
  await expect(c.t.call("person.add", wish, sari)).rejects.toThrow(refusedWith("PERSON_ALREADY_KNOWN"));
  await expect(c.t.call("person.add", { ...wish, evenIfKnown: true }, sari)).resolves.toMatchObject({ name: "Slamet Riyadi" });
});

test("two extensions of one switchboard are two telephones", async () => {
  const sari = await c.as("sari");
  await expect(c.t.call("person.add", { name: "Lina", phone: "(021) 555-0200 ext. 12" }, sari)).rejects.toThrow(
    refusedWith("PERSON_ALREADY_KNOWN"),
  );
  await expect(c.t.call("person.add", { name: "Lina", phone: "(021) 555-0200 pesawat 13" }, sari)).resolves.toMatchObject({ name: "Lina" });
});

test("a number that nobody can dial, an unknown organisation and an unknown post are refused", async () => {
  const sari = await c.as("sari");
  await expect(c.t.call("person.add", { name: "X", mobile: "nol delapan" }, sari)).rejects.toThrow(refusedWith("PHONE_INVALID"));
  await expect(c.t.call("person.add", { name: "X", organisationId: c.ids.staff.sari }, sari)).rejects.toThrow(
    refusedWith("ORGANISATION_MISSING"),
  );
  await expect(c.t.call("person.add", { kind: "staff", name: "X", postId: c.ids.staff.sari }, c.admin)).rejects.toThrow(
    refusedWith("POST_MISSING"),
  );
  await expect(c.t.call("person.add", { name: "  " }, sari)).rejects.toThrow(refusedWith("INVALID_INPUT"));
  await expect(c.t.call("person.add", { name: "B".repeat(201) }, sari)).rejects.toThrow(refusedWith("INVALID_INPUT"));
  await expect(c.t.call("person.add", { name: "A\nB" }, sari)).rejects.toThrow(refusedWith("INVALID_INPUT"));
});

test("staff are added by administrators, never above their own grade", async () => {
  await expect(c.t.call("person.add", { kind: "staff", name: "Baru" }, await c.as("sari"))).rejects.toThrow(refusedWith("NOT_ALLOWED"));
  await expect(c.t.call("person.add", { name: "Tamu" }, await c.as("togar"))).rejects.toThrow(refusedWith("NOT_ALLOWED"));
  const junior = await c.t.actor("Pengurus Muda", { role: "administrator", grade: 3 });
  await expect(c.t.call("person.add", { kind: "staff", name: "Baru", grade: 4 }, junior)).rejects.toThrow(refusedWith("GRADE_ABOVE_OWN"));
  await expect(c.t.call("person.add", { name: "Tamu", role: "desk" }, c.admin)).rejects.toThrow(refusedWith("STAFF_ONLY"));
  await expect(c.t.call("person.add", { kind: "staff", name: "Baru", organisation: "PT Lain" }, c.admin)).rejects.toThrow(
    refusedWith("STAFF_ONLY"),
  );
});

test("one changes how one is addressed, not what others wrote; the pipeline knows the new language", async () => {
  const { wayan } = c.ids.staff;
  const me = await c.as("wayan");
  const changed = await c.t.call("person.change", { id: wayan, nickname: "Bli Wayan", titleAfter: "M.B.A.", language: "en" }, me);
  expect(changed.fullName).toBe("I Wayan Sudiarta, M.B.A.");
  expect((await c.as("wayan")).language).toBe("en");
  await expect(c.t.call("person.change", { id: wayan, name: "Raja Wayan" }, me)).rejects.toThrow(refusedWith("NOT_ALLOWED"));
  await expect(c.t.call("person.change", { id: wayan, note: "Rajin" }, me)).rejects.toThrow(refusedWith("NOT_ALLOWED"));
  await expect(c.t.call("person.change", { id: c.ids.staff.togar, nickname: "X" }, me)).rejects.toThrow(refusedWith("NOT_ALLOWED"));
  await expect(c.t.call("person.change", { id: wayan, organisationId: c.ids.organisations.bank }, c.admin)).rejects.toThrow(
    refusedWith("STAFF_ONLY"),
  );
});

test("a changed name is the actor's too, and what is cleared is gone", async () => {
  const { eka } = c.ids.staff;
  await c.t.call("person.change", { id: eka, name: "Eka Saputra", nickname: "Eko" }, c.admin);
  const cleared = await c.t.call("person.change", { id: eka, nickname: null, salutation: null }, c.admin);
  expect(cleared).toMatchObject({ name: "Eka Saputra", called: "Eka Saputra" });
  expect((await c.as("eka")).name).toBe("Eka Saputra");
});

test("the archived are neither found nor reached, and come back", async () => {
  const { kevin } = c.ids.staff;
  await expect(c.t.call("person.archive", { id: kevin }, await c.as("sari"))).rejects.toThrow(refusedWith("NOT_ALLOWED"));
  expect(await c.t.call("person.archive", { id: kevin }, c.admin)).toMatchObject({ archived: true });
  await expect(c.as("kevin")).rejects.toThrow("not active");
  expect((await c.t.call("person.find", { text: "Kevin Gunawan" }, c.admin)).found.map(({ id }) => id)).not.toContain(kevin);
  await expect(c.t.call("person.card", { id: kevin }, await c.as("togar"))).rejects.toThrow(refusedWith("PERSON_MISSING"));
  await expect(c.t.call("person.change", { id: kevin, nickname: "K" }, c.admin)).rejects.toThrow(refusedWith("PERSON_ARCHIVED"));
  await expect(c.t.call("person.archive", { id: kevin }, c.admin)).rejects.toThrow(refusedWith("PERSON_ARCHIVED"));
  const listed = await c.t.call("person.list", { archived: true }, await c.as("sari"));
  expect(listed.people.map(({ id }) => id)).toEqual([kevin]);
  expect((await c.t.call("person.list", { archived: true }, await c.as("togar"))).people).toEqual([]);
  expect(await c.t.call("person.restore", { id: kevin }, c.admin)).toMatchObject({ archived: false });
  await expect(c.t.call("person.restore", { id: kevin }, c.admin)).rejects.toThrow(refusedWith("PERSON_NOT_ARCHIVED"));
  expect((await c.as("kevin")).name).toBe("Kevin Gunawan");
});

test("the last administrator stays, and nobody unknown is archived", async () => {
  const t = c.t;
  const michael = await c.as("michael");
  await t.call("person.archive", { id: c.ids.contacts.kurir }, await c.as("sari"));
  // Wulan and Pengurus Muda are no people here; without them Michael is the last.
  await t.house.pipeline.asSystem("test.leave", async (work) => {
    const { changeActor } = await import("#kernel/actor/store.ts");
    const others = await t.house.db
      .selectFrom("actor")
      .select("id")
      .where("role", "=", "administrator")
      .where("id", "!=", michael.id)
      .execute();
    for (const { id } of others) await changeActor(work, id, { active: false });
  });
  await expect(t.call("person.archive", { id: c.ids.staff.michael }, michael)).rejects.toThrow(refusedWith("LAST_ADMINISTRATOR_STAYS"));
  await expect(t.call("person.archive", { id: michael.id?.replace(/^./, "f") as string }, michael)).rejects.toThrow(
    refusedWith("PERSON_MISSING"),
  );
});

test("people are listed by name, page after page", async () => {
  const names: string[] = [];
  let after: string | undefined;
  do {
    const page: { people: { name: string }[]; next: string | null } = await c.t.call(
      "person.list",
      { kind: "staff", limit: 7, ...(after ? { after } : {}) },
      c.admin,
    );
    names.push(...page.people.map(({ name }) => name));
    after = page.next ?? undefined;
  } while (after);
  expect(names).toHaveLength(25);
  expect(names).toEqual(names.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
  const bank = await c.t.call("person.list", { organisationId: c.ids.organisations.bank }, c.admin);
  expect(bank.people.map(({ name }) => name)).toEqual(["Gunawan Hartono", "Lilis Suryani"]);
  const k3 = await c.t.call("person.list", { groupId: c.ids.groups.k3 }, c.admin);
  expect(k3.people).toHaveLength(4);
});

test("of two who change the same person at once nothing is lost", async () => {
  const { togar } = c.ids.staff;
  await Promise.all([
    c.t.call("person.change", { id: togar, nickname: "Togu" }, c.admin),
    c.t.call("person.change", { id: togar, titleAfter: "S.T." }, c.admin),
    c.t.call("person.change", { id: togar, salutation: "Bang" }, c.admin),
  ]);
  expect(await c.t.call("person.card", { id: togar }, c.admin)).toMatchObject({ nickname: "Togu", titleAfter: "S.T.", salutation: "Bang" });
  expect((await c.t.audit()).faults).toEqual([]);
});
