import { afterAll, beforeAll, expect, test } from "vitest";
import { testCompany, type Company } from "#test/harness/people.ts";

let c: Company;
beforeAll(async () => {
  c = await testCompany();
});
afterAll(() => c.t.tearDown());

const refusedWith = (code: string) => expect.objectContaining({ code });
/** A word that stands in the confidential note of grade 5 and nowhere else. */
const SECRET = "perpanjangan kredit";

test("a confidential note is read from its grade upward, and leaves no trace below it", async () => {
  const { gunawan } = c.ids.contacts;
  const everywhere = async (who: "sari" | "rini" | "togar" | "hotma", desk: boolean): Promise<string> => {
    const actor = await c.as(who);
    const seen: unknown[] = [
      await c.t.call("person.card", { id: gunawan }, actor),
      await c.t.call("person.find", { text: "Gunawan Hartono" }, actor),
      await c.t.call("person.find", { text: SECRET }, actor),
      await c.t.call("person.list", { organisationId: c.ids.organisations.bank }, actor),
    ];
    if (desk) for (const format of ["csv", "vcard"] as const) seen.push(await c.t.call("person.export", { format }, actor));
    return JSON.stringify(seen);
  };
  // Sari is of grade 4 and works at the desk; Rini and Hotma are of grade 5.
  expect(await everywhere("sari", true)).not.toContain(SECRET);
  expect(await everywhere("togar", false)).not.toContain(SECRET);
  expect(await everywhere("rini", false)).toContain(SECRET);
  const card = await c.t.call("person.card", { id: gunawan }, await c.as("hotma"));
  expect(card.confidential).toMatchObject({ from: 5 });
  const below = await c.t.call("person.card", { id: gunawan }, await c.as("sari"));
  expect(below.confidential).toBeNull();
});

test("an export carries what its asker may read: the note of grade 3 and not that of grade 5", async () => {
  const { content } = await c.t.call("person.export", { format: "vcard", kind: "contact" }, await c.as("sari"));
  expect(content.replace(/\r\n /g, "")).toContain("diteruskan ke Direktur Utama");
  expect(content).toContain("X-KERANI-CONFIDENTIAL-FROM:3");
  expect(content).not.toContain("X-KERANI-CONFIDENTIAL-FROM:5");
  const all = await c.t.call("person.export", { format: "csv", kind: "contact" }, await c.as("michael"));
  expect(all.content).toContain(SECRET);
});

test("nobody writes above their own grade, nor over what they cannot read", async () => {
  const sari = await c.as("sari");
  const { gunawan, slamet } = c.ids.contacts;
  await expect(c.t.call("person.change", { id: slamet, confidentialNote: "x", confidentialFrom: 5 }, sari)).rejects.toThrow(
    refusedWith("NOTE_NEEDS_GRADE"),
  );
  await expect(c.t.call("person.change", { id: slamet, confidentialNote: "x" }, sari)).rejects.toThrow(refusedWith("NOTE_NEEDS_GRADE"));
  await expect(c.t.call("person.change", { id: gunawan, confidentialNote: "y", confidentialFrom: 2 }, sari)).rejects.toThrow(
    refusedWith("NOT_ALLOWED"),
  );
  await expect(c.t.call("person.change", { id: gunawan, confidentialNote: null }, sari)).rejects.toThrow(refusedWith("NOT_ALLOWED"));
  await c.t.call("person.change", { id: gunawan, position: "Relationship Manager" }, sari);
  const kept = await c.t.call("person.card", { id: gunawan }, await c.as("hotma"));
  expect(kept.confidential?.note).toContain(SECRET);
  await c.t.call("person.change", { id: slamet, confidentialNote: "Pernah mangkir.", confidentialFrom: 4 }, sari);
  expect((await c.t.call("person.card", { id: slamet }, sari)).confidential).toEqual({ note: "Pernah mangkir.", from: 4 });
  await c.t.call("person.change", { id: slamet, confidentialNote: null }, sari);
  expect((await c.t.call("person.card", { id: slamet }, c.admin)).confidential).toBeNull();
});

test("colleagues see the public card: no grade, no rules, no notes, no numbers that the desk keeps", async () => {
  const card = await c.t.call("person.card", { id: c.ids.staff.bambang }, await c.as("kevin"));
  expect(card).toMatchObject({ role: null, grade: null, rules: null, note: null, confidential: null });
  expect(card.contacts.map(({ shown }) => shown)).not.toContain("(021) 5550101");
  expect(card.may).toEqual({ change: false, reachability: false, grade: false, proposeGrade: false, archive: false });
  const own = await c.t.call("person.card", { id: c.ids.staff.kevin }, await c.as("kevin"));
  expect(own).toMatchObject({ role: "staff", grade: 1, may: { change: true, reachability: true, grade: false } });
  expect(own.rules).not.toBeNull();
  const desk = await c.t.call("person.card", { id: c.ids.contacts.keluarga }, await c.as("dewi"));
  expect(desk.note).toBe("Selalu disambungkan.");
  const superior = await c.t.call("person.card", { id: c.ids.staff.kevin }, await c.as("asep"));
  expect(superior.may.proposeGrade).toBe(true);
});

test("an organisation's note is the desk's; a stranger sees nothing at all", async () => {
  const sari = await c.as("sari");
  const { bank } = c.ids.organisations;
  const changed = await c.t.call("organisation.change", { id: bank, note: "Parkir di basemen", phone: "021 555 0299" }, sari);
  expect(changed).toMatchObject({ note: "Parkir di basemen", phone: "+62215550299" });
  const seen = await c.t.call("organisation.list", {}, await c.as("togar"));
  expect(seen.organisations.find(({ id }) => id === bank)?.note).toBeNull();
  await expect(c.t.call("organisation.change", { id: bank, phone: "telepon" }, sari)).rejects.toThrow(refusedWith("PHONE_INVALID"));
  await expect(c.t.call("organisation.change", { id: c.ids.staff.eka }, sari)).rejects.toThrow(refusedWith("ORGANISATION_MISSING"));
  await c.t.call("organisation.change", { id: bank, archived: true }, sari);
  expect((await c.t.call("organisation.list", { archived: true }, sari)).organisations.map(({ id }) => id)).toEqual([bank]);
  const { nobody } = await import("#kernel/actor/actor.ts");
  await expect(c.t.call("person.find", { text: "a" }, nobody("rest"))).rejects.toThrow(refusedWith("SIGN_IN_FIRST"));
  await expect(c.t.call("person.export", {}, await c.as("togar"))).rejects.toThrow(refusedWith("NOT_ALLOWED"));
  expect((await c.t.audit()).faults).toEqual([]);
});
