import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser, BrowserContext } from "playwright-core";
import { theClerk } from "#kernel/actor/actor.ts";
import { openBrowser, openContext, openPage, signIn } from "./browser.ts";
import { openKerani, type StartedKerani } from "./kerani.ts";

let browser: Browser;
let kerani: StartedKerani;
let context: BrowserContext;
beforeAll(async () => {
  [browser, kerani] = await Promise.all([openBrowser(), openKerani()]);
  context = await openContext(browser, kerani);
  await signIn(context, "sari");
});
afterAll(async () => {
  await browser.close();
  await kerani.close();
});

const knownAs = async (name: string): Promise<number> =>
  (await kerani.house.pool.query("select count(*)::int as n from person where name = $1", [name])).rows[0].n;

test("somebody is found by a misspelt name, and their card says how to reach them", async () => {
  const page = await openPage(context, "/people");
  await page.getByRole("searchbox").or(page.getByLabel("Cari nama, nomor, jabatan, atau organisasi")).first().fill("rtna");
  await page.getByRole("button", { name: "Ibu Ratna Dewi Lestari" }).click();
  await page
    .getByRole("heading", { name: /Ratna Dewi Lestari/ })
    .first()
    .waitFor();
  await page.getByRole("link", { name: "ratna@nusantarakarya.example" }).waitFor();
  await page.close();
});

test("a contact is added, and the same number a second time is refused by name", async () => {
  const page = await openPage(context, "/people/new");
  await page.getByLabel("Nama", { exact: true }).fill("Suryono");
  await page.getByLabel("Ponsel").fill("0812 9999 0001");
  await page.getByRole("button", { name: "Simpan" }).click();
  await page.getByText("Ditambahkan").waitFor();
  expect(await knownAs("Suryono")).toBe(1);
  await page.goto(`${kerani.url}/people/new`);
  await page.getByLabel("Nama", { exact: true }).fill("Suryono Kedua");
  await page.getByLabel("Ponsel").fill("+62 812-9999-0001");
  await page.getByRole("button", { name: "Simpan" }).click();
  await page
    .getByText(/Suryono/)
    .first()
    .waitFor();
  await page.getByLabel("Orang lain dengan nomor yang sama").waitFor();
  expect(await knownAs("Suryono Kedua")).toBe(0);
  await page.close();
});

test("a file with one bad line stores nothing and names the line; mended it stores everybody", async () => {
  const page = await openPage(context, "/people/import");
  const choose = async (content: string): Promise<void> => {
    await page.locator('input[type="file"]').setInputFiles({ name: "kontak.csv", mimeType: "text/csv", buffer: Buffer.from(content) });
  };
  await choose("nama,ponsel\nHartati,0813 7000 0001\nNgadiman,bukan nomor\n");
  await page.getByText(/1 masalah harus dibetulkan/).waitFor();
  await page.getByRole("cell", { name: "3", exact: true }).first().waitFor();
  expect(await page.getByRole("button", { name: "Impor", exact: true }).count()).toBe(0);
  expect(await knownAs("Hartati")).toBe(0);
  await choose("nama,ponsel\nHartati,0813 7000 0001\nNgadiman,0813 7000 0002\n");
  await page.getByRole("button", { name: "Impor", exact: true }).click();
  await page.waitForURL("**/people");
  expect([await knownAs("Hartati"), await knownAs("Ngadiman")]).toEqual([1, 1]);
  await page.close();
});

test("what waits for approval is shown in words and decided once", async () => {
  const { id: actorId } = (await kerani.house.pool.query("select id from actor where name = 'Dewi Anggraini'")).rows[0];
  await kerani.house.pipeline.call("dial.set", { actorId, dial: { "message.take": "draft" } }, { actor: theClerk("cli") });
  const dewi = await openContext(browser, kerani);
  await signIn(dewi, "dewi");
  const asking = await openPage(dewi, "/messages/new?for=Suharto&from=Pak%20Wahyu&body=Truk%20kedua%20terlambat");
  await asking.getByLabel("Isi pesan").focus();
  await asking.keyboard.press("Control+Enter");
  await asking
    .getByText(/[Mm]enunggu persetujuan atasan Anda/)
    .first()
    .waitFor();
  const boss = await openContext(browser, kerani);
  await signIn(boss, "michael");
  const { id } = (await kerani.house.pool.query("select id from pending_command where state = 'waiting' order by asked_at desc")).rows[0];
  const page = await openPage(boss, `/approvals/${id}`);
  await page.getByText("Truk kedua terlambat").first().waitFor();
  await page.keyboard.press("y");
  await page
    .getByText(/Approved and carried out|Disetujui dan dijalankan/)
    .first()
    .waitFor();
  const stored = await kerani.house.pool.query("select count(*)::int as n from message where body = 'Truk kedua terlambat'");
  expect(stored.rows[0].n).toBe(1);
  await Promise.all([dewi.close(), boss.close()]);
});
