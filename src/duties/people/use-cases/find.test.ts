import { afterAll, beforeAll, expect, test } from "vitest";
import { findByAddress, findByName } from "../index.ts";
import { testCompany, type Company } from "#test/harness/people.ts";

let c: Company;
beforeAll(async () => {
  c = await testCompany();
});
afterAll(() => c.t.tearDown());

const found = async (text: string, more: object = {}) => (await c.t.call("person.find", { text, ...more }, await c.as("sari"))).found;
const names = async (text: string, more: object = {}) => (await found(text, more)).map(({ name }) => name);

test("one letter is enough to begin with: the names that begin with it, staff first", async () => {
  const first = await found("s", { limit: 5 });
  expect(first.slice(0, 2).map(({ name }) => name)).toEqual(["Mbak Sari Wulandari", "Bapak Suharto"]);
  expect(first[0]).toMatchObject({ type: "person", kind: "staff", detail: "Kerani", initials: "SW" });
});

test.each([
  ["ratna dewi", "Ibu Ratna Dewi Lestari"],
  ["dewi ratna", "Ibu Ratna Dewi Lestari"],
  ["bu ratna", "Ibu Ratna Dewi Lestari"],
  ["Pak Suharto", "Bapak Suharto"],
  ["puput", "Mbak Putri Ayu Kartika"],
  ["O'Connor", "Ms Sarah O'Connor"],
  ["oconor", "Ms Sarah O'Connor"],
  ["tanujaya mikhael", "Mas Michael Tanujaya"],
])("%s is %s", async (text, name) => {
  expect((await names(text))[0]).toBe(name);
});

test.each([
  ["Soeharto", "Bapak Suharto"],
  ["Joko Susilo", "Bapak Djoko Susilo"],
  ["Citra", "Ibu Tjitra Halim"],
  ["wijaya", "Ibu Susanti Widjaja"],
])("the old spelling and the new are one: %s", async (text, name) => {
  expect(await names(text)).toContain(name);
});

test.each([
  ["suhrto", "Bapak Suharto"],
  ["hotma siregra", "Bapak Hotma Siregar"],
  ["nurhyati", "Ibu Nurhayati Daeng Kanang"],
  ["sunandar asip", "Bapak Asep Sunandar"],
  ["zulkfli", "Bapak Zulkifli Datuk Rajo"],
  ["yulyanti", "Mbak Yulianti"],
  ["gunwan hartno", "Bapak Gunawan Hartono"],
  ["sukrti", "Mbak Ni Nyoman Sukerti"],
])("a typing error is forgiven: %s", async (text, name) => {
  expect((await names(text)).slice(0, 3)).toContain(name);
});

test("a number is found from any part of it, however it is written; a mail address from its beginning", async () => {
  expect(await names("0857-5550-0303")).toEqual(["Bapak Slamet"]);
  expect(await names("+62857555003")).toEqual(["Bapak Slamet"]);
  expect(await names("gunawan@sej")).toEqual(["Bapak Gunawan Hartono"]);
  expect(await names("1500888")).toEqual([]);
});

test("a number that only the desk sees finds nobody for others", async () => {
  const togar = await c.as("togar");
  expect((await c.t.call("person.find", { text: "021 5550101" }, togar)).found).toEqual([]);
  expect(await names("021 5550101")).toEqual(["Bapak Bambang Wirawan"]);
});

test("posts with their holders, groups with their size and organisations are found among people", async () => {
  const director = (await found("direktur keu")).find(({ type }) => type === "post");
  expect(director).toMatchObject({ name: "Direktur Keuangan", detail: "Ratna Dewi Lestari" });
  expect((await found("teknologi", { types: ["post"] })).map(({ detail }) => detail)).toContain("Lowong");
  expect(await found("direktr operasinal", { types: ["post"] })).toEqual([expect.objectContaining({ name: "Direktur Operasional" })]);
  expect((await found("meja depan"))[0]).toMatchObject({ type: "group", detail: "3 anggota" });
  expect((await found("bank sejahtera"))[0]).toMatchObject({
    type: "organisation",
    name: "PT Bank Sejahtera Abadi",
    detail: "(021) 5550200",
  });
  expect((await found("cabang makassar"))[0]).toMatchObject({ type: "post", detail: "Makassar · Andi Baso Tenri" });
  expect((await found("sari", { types: ["contact"] })).every(({ kind }) => kind === "contact")).toBe(true);
});

test("the asker's language is spoken", async () => {
  const { found: hits } = await c.t.call("person.find", { text: "meja depan" }, await c.as("michael"));
  expect(hits[0]?.detail).toBe("3 members");
});

test("signs that mean something to a database mean nothing here", async () => {
  for (const text of ["%", "_", "\\", "'; drop table person; --", "%%%", "a%b_c", "“”", "👍", "\u202e"])
    expect(Array.isArray(await found(text))).toBe(true);
  expect(await found("%")).toEqual([]);
  await expect(c.t.call("person.find", { text: "a\u0000b" }, c.admin)).rejects.toMatchObject({ code: "INVALID_INPUT" });
});

test("other duties find whom a number, an address or a name means", async () => {
  const at = { tx: c.t.house.db, now: c.t.clock.now() };
  const { contacts, staff } = c.ids;
  expect(await findByAddress(at, { phone: "0857 5550 0303" })).toBe(contacts.slamet);
  expect(await findByAddress(at, { email: "Gunawan@Sejahtera.example" })).toBe(contacts.gunawan);
  expect(await findByAddress(at, { phone: "halo", email: "gunawan@sejahtera.example" })).toBe(contacts.gunawan);
  expect(await findByAddress(at, { phone: "0800 1 234 567" })).toBeUndefined();
  await c.t.call("person.add", { name: "Istri Slamet", mobile: "0857-5550-0303", evenIfKnown: true }, c.admin);
  expect(await findByAddress(at, { phone: "0857 5550 0303" })).toBeUndefined();
  const exact = await findByName(at, "Bu Ratna", 5);
  expect(exact[0]).toMatchObject({
    id: staff.ratna,
    kind: "staff",
    name: "Ibu Ratna Dewi Lestari",
    plainName: "Ratna Dewi Lestari",
    close: true,
  });
  const guess = await findByName(at, "ratma dewi", 5);
  expect(guess[0]).toMatchObject({ id: staff.ratna, close: false });
  expect((await findByName(at, "Satgas K3", 5))[0]).toMatchObject({ kind: "group", close: true });
  expect((await findByName(at, "resepsionis", 5))[0]).toMatchObject({ kind: "post", close: true });
});
