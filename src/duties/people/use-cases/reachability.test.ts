import { afterAll, beforeAll, expect, test } from "vitest";
import { personFacts } from "../index.ts";
import { plainPng, onePixelPng } from "../fixtures/picture.ts";
import { USUAL_RULES, USUAL_WORKING_HOURS } from "../rules/usual.ts";
import { testCompany, type Company } from "#test/harness/people.ts";

let c: Company;
beforeAll(async () => {
  c = await testCompany();
});
afterAll(() => c.t.tearDown());

const refusedWith = (code: string) => expect.objectContaining({ code });
const at = () => ({ tx: c.t.house.db, now: c.t.clock.now() });
const rule = { duringQuietHours: true, outsideWorkingHours: true };

test("one adds one's own numbers; a second preferred one takes the place of the first", async () => {
  const togar = await c.as("togar");
  const { point } = await c.t.call(
    "contact-point.add",
    { personId: c.ids.staff.togar, kind: "mobile", value: "0813 1111 2222", preferred: true, label: "Pribadi" },
    togar,
  );
  expect(point).toMatchObject({ value: "+6281311112222", preferred: true, seenBy: "staff" });
  const { contacts } = await c.t.call("person.card", { id: c.ids.staff.togar }, togar);
  expect(contacts.filter(({ kind, preferred }) => kind === "mobile" && preferred).map(({ id }) => id)).toEqual([point.id]);
  await expect(
    c.t.call("contact-point.add", { personId: c.ids.staff.togar, kind: "mobile", value: "+62 813-1111-2222" }, togar),
  ).rejects.toThrow(refusedWith("CONTACT_POINT_KNOWN"));
  expect(await c.t.call("contact-point.change", { id: point.id, label: null, seenBy: "desk" }, togar)).toMatchObject({
    label: null,
    seenBy: "desk",
  });
  const seen = await c.t.call("person.card", { id: c.ids.staff.togar }, await c.as("kevin"));
  expect(seen.contacts.map(({ id }) => id)).not.toContain(point.id);
  expect(await c.t.call("contact-point.remove", { id: point.id }, togar)).toEqual({ id: point.id, personId: c.ids.staff.togar });
  await expect(c.t.call("contact-point.remove", { id: point.id }, togar)).rejects.toThrow(refusedWith("CONTACT_POINT_MISSING"));
});

test("no clerk redirects the telephone of somebody of a higher grade", async () => {
  const dewi = await c.as("dewi");
  await expect(
    c.t.call("contact-point.add", { personId: c.ids.staff.bambang, kind: "mobile", value: "0813 1111 0000" }, dewi),
  ).rejects.toThrow(refusedWith("NOT_ALLOWED"));
  await expect(c.t.call("person.hours-set", { id: c.ids.staff.suharto, quietHours: { from: "00:00", to: "23:00" } }, dewi)).rejects.toThrow(
    refusedWith("NOT_ALLOWED"),
  );
  await expect(
    c.t.call("contact-point.add", { personId: c.ids.staff.eka, kind: "mobile", value: "0813 1111 0000" }, dewi),
  ).resolves.toBeDefined();
  await expect(
    c.t.call("contact-point.add", { personId: c.ids.contacts.tjitra, kind: "email", value: "tjitra@dapur.example" }, dewi),
  ).resolves.toBeDefined();
});

test("a webhook's secret is told once, kept locked, and its address is nobody else's business", async () => {
  const ratna = await c.as("ratna");
  const made = await c.t.call(
    "contact-point.add",
    { personId: c.ids.staff.ratna, kind: "webhook", value: "https://hook.contoh.co.id/k", seenBy: "staff" },
    ratna,
  );
  expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(made.point.seenBy).toBe("desk");
  const facts = (await personFacts(at(), [c.ids.staff.ratna])).get(c.ids.staff.ratna);
  const stored = facts?.contacts.find(({ kind }) => kind === "webhook");
  expect(stored?.secret).not.toContain("whsec_");
  expect(c.t.house.services.vault.open(stored?.secret as string)).toBe(made.secret);
  const card = await c.t.call("person.card", { id: c.ids.staff.ratna }, await c.as("sari"));
  expect(JSON.stringify(card)).not.toContain("hook.contoh");
});

test("one person has twenty points at most", async () => {
  const { id } = await c.t.call("person.add", { name: "Banyak Nomor" }, c.admin);
  for (let n = 10; n < 30; n++) await c.t.call("contact-point.add", { personId: id, kind: "email", value: `a${n}@b.example` }, c.admin);
  await expect(c.t.call("contact-point.add", { personId: id, kind: "email", value: "z@b.example" }, c.admin)).rejects.toThrow(
    refusedWith("CONTACT_POINTS_FULL"),
  );
});

test("hours and rules that nobody set are the usual ones; null goes back to them", async () => {
  const { yulianti } = c.ids.staff;
  const me = await c.as("yulianti");
  const before = (await personFacts(at(), [yulianti])).get(yulianti);
  expect(before).toMatchObject({ workingHours: USUAL_WORKING_HOURS, rules: USUAL_RULES, timeZone: "Asia/Jakarta" });
  const hours = {
    mon: [
      { from: "13:00", to: "17:00" },
      { from: "08:00", to: "12:00" },
    ],
    tue: [],
  };
  const set = await c.t.call("person.hours-set", { id: yulianti, workingHours: hours, timeZone: "Asia/Jayapura" }, me);
  expect(set.workingHours).toEqual({
    mon: [
      { from: "08:00", to: "12:00" },
      { from: "13:00", to: "17:00" },
    ],
  });
  expect((await c.as("yulianti")).timeZone).toBe("Asia/Jayapura");
  const card = await c.t.call("person.card", { id: yulianti }, me);
  // 08.00 in Jakarta is 10.00 in Jayapura.
  expect(card).toMatchObject({ localTime: "10:00", atWork: { now: true, until: "2026-03-02T03:00:00Z" }, quietNow: false });
  const back = await c.t.call("person.hours-set", { id: yulianti, workingHours: null }, me);
  expect(back.workingHours).toEqual(USUAL_WORKING_HOURS);
  await expect(c.t.call("person.hours-set", { id: yulianti, workingHours: { mon: [{ from: "17:00", to: "08:00" }] } }, me)).rejects.toThrow(
    refusedWith("HOURS_INVALID"),
  );
  await expect(c.t.call("person.hours-set", { id: yulianti, quietHours: { from: "22:00", to: "22:00" } }, me)).rejects.toThrow(
    refusedWith("HOURS_INVALID"),
  );
  await expect(c.t.call("person.hours-set", { id: yulianti, timeZone: "Asia/Depok" }, me)).rejects.toThrow(refusedWith("INVALID_INPUT"));
});

test("contact rules are set per urgency, to one's own points, and outlive the point that they name", async () => {
  const { meiling } = c.ids.staff;
  const me = await c.as("meiling");
  const { point } = await c.t.call("contact-point.add", { personId: meiling, kind: "mobile", value: "0813 2222 3333" }, me);
  const steps = [
    { channel: "email" as const, afterMinutes: 20 },
    { channel: "sms" as const, afterMinutes: 0, pointId: point.id },
  ];
  const set = await c.t.call("person.rules-set", { id: meiling, urgent: { steps, ...rule } }, me);
  expect(set.rules.urgent.steps.map(({ channel }) => channel)).toEqual(["sms", "email"]);
  expect(set.rules.routine).toEqual(USUAL_RULES.routine);
  const elsewhere = (await c.t.call("person.card", { id: c.ids.staff.togar }, c.admin)).contacts[0]?.id as string;
  await expect(
    c.t.call("person.rules-set", { id: meiling, soon: { steps: [{ channel: "sms", afterMinutes: 0, pointId: elsewhere }], ...rule } }, me),
  ).rejects.toThrow(refusedWith("CONTACT_RULE_INVALID"));
  await c.t.call("contact-point.remove", { id: point.id }, me);
  const facts = (await personFacts(at(), [meiling])).get(meiling);
  expect(facts?.rules.urgent.steps[0]).toEqual({ channel: "sms", afterMinutes: 0 });
  const reset = await c.t.call("person.rules-set", { id: meiling, urgent: null }, me);
  expect(reset.rules).toEqual(USUAL_RULES);
  const shown = await c.t.call("person.card", { id: meiling }, await c.as("kevin"));
  expect(shown.rules).toBeNull();
});

test("a photo is a picture by its own bytes, of bearable size, and can be taken off", async () => {
  const { nyoman } = c.ids.staff;
  const me = await c.as("nyoman");
  const set = (bytes: Buffer | null) => c.t.call("person.photo-set", { id: nyoman, photo: bytes && bytes.toString("base64") }, me);
  await expect(c.t.call("person.photo", { id: nyoman }, me)).rejects.toThrow(refusedWith("PHOTO_MISSING"));
  await expect(set(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'))).rejects.toThrow(
    refusedWith("PHOTO_REFUSED"),
  );
  await expect(set(onePixelPng().subarray(0, 20))).rejects.toThrow(refusedWith("PHOTO_REFUSED"));
  const huge = Buffer.from(onePixelPng());
  huge.writeUInt32BE(100_000, 16);
  await expect(set(huge)).rejects.toThrow(refusedWith("PHOTO_REFUSED"));
  await expect(set(Buffer.concat([onePixelPng(), Buffer.alloc(2_097_152)]))).rejects.toThrow(/PHOTO_REFUSED|INVALID_INPUT/);
  expect(await set(plainPng(64, [180, 60, 40]))).toMatchObject({ hasPhoto: true });
  const shown = await c.t.call("person.photo", { id: nyoman }, await c.as("kevin"));
  expect(shown).toMatchObject({ mediaType: "image/png", name: "Ni Nyoman Sukerti" });
  expect(await c.t.house.services.files.has(shown.sha256)).toBe(true);
  expect(await set(null)).toMatchObject({ hasPhoto: false });
  expect((await c.t.audit()).faults).toEqual([]);
});
