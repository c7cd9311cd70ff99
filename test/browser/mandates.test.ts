import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { openBrowser, openContext, openPage, signIn } from "./browser.ts";
import { openKerani, type StartedKerani } from "./kerani.ts";

// A browser on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

let browser: Browser;
let kerani: StartedKerani;
let ratnas: BrowserContext;
let saris: BrowserContext;
let tomorrow: string;
beforeAll(async () => {
  [browser, kerani] = await Promise.all([openBrowser(), openKerani()]);
  [ratnas, saris] = await Promise.all([openContext(browser, kerani), openContext(browser, kerani)]);
  await Promise.all([signIn(ratnas, "ratna"), signIn(saris, "sari")]);
  tomorrow = kerani.house.clock.now().toZonedDateTimeISO("Asia/Jakarta").toPlainDate().add({ days: 1 }).toString();
});
afterAll(async () => {
  await browser.close();
  await kerani.close();
});

type Kept = { scope: string[]; ceiling: number | null; closed_how: string | null; report: string | null };
/** The mandate of a reason, as it is kept. */
const kept = async (reason: string): Promise<Kept> => {
  const { rows } = await kerani.house.pool.query("select scope, ceiling::float8, closed_how, report from mandate where reason = $1", [
    reason,
  ]);
  return rows[0] as Kept;
};
const opened = (page: Page) => page.getByRole("region", { name: "Mandat", exact: true });
const chooses = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("textbox", { name: "Kepada siapa" }).fill(name.split(" ")[0] ?? name);
  await page.getByRole("option", { name }).first().click();
};
/** Ratna lends Sari her messages; answers with the mandate's id. */
const lend = async (reason: string): Promise<string> => {
  const answer = await ratnas.request.post("/api/mandate/give", {
    headers: { "x-kerani": "1" },
    data: { delegate: "Sari Wulandari", scope: ["duty:messages"], ends: tomorrow, reason },
  });
  return ((await answer.json()) as { id: string }).id;
};

test("certain commands are lent till tomorrow, up to a sum, and taken back with one key", async () => {
  const page = await openPage(ratnas, "/mandates");
  await page.keyboard.press("w");
  await chooses(page, "Sari Wulandari");
  await page.getByRole("button", { name: "Hanya perintah tertentu" }).click();
  await page.getByRole("combobox", { name: "Perintah", exact: true }).fill("mencatat pesan");
  await page.getByRole("option", { name: /Mencatat pesan untuk/ }).click();
  await page.getByLabel(/Paling banyak sekali bertindak/).fill("10.000.000");
  await page.getByText("Sekali bertindak paling banyak Rp\u00a010.000.000").waitFor();
  await page.getByRole("button", { name: "Besok", exact: true }).click();
  await page.getByLabel("Alasan").fill("Menjemput anak");
  await page.getByLabel("Alasan").press("Control+Enter");
  await page.getByText("Mandat diberikan; penerimanya diberi tahu").waitFor();
  await opened(page).getByText("sampai akhir besok").waitFor();
  expect(await kept("Menjemput anak")).toMatchObject({ scope: ["message.take"], ceiling: 1_000_000_000, closed_how: null });
  await page.keyboard.press("u");
  await opened(page).getByText("Dicabut").waitFor();
  expect(await kept("Menjemput anak")).toMatchObject({ closed_how: "revoked" });
  await page.close();
});

test("what cannot be lent is refused at its field, and what was typed stays", async () => {
  const page = await openPage(ratnas, "/mandates/new");
  await chooses(page, "Bambang Wirawan");
  await page.getByLabel("Hari terakhir").fill("2020-01-01");
  await page.getByLabel("Alasan").fill("Cuti panjang");
  await page.getByRole("button", { name: "Beri mandat" }).last().click();
  await page.getByLabel("Hari terakhir").and(page.locator("[aria-invalid=true]")).waitFor();
  await page.getByRole("button", { name: "Besok", exact: true }).click();
  await page.getByRole("button", { name: "Beri mandat" }).last().click();
  // He lends her his own authority in these days.
  await page.getByText(/memandatkan wewenangnya kepada Anda/).waitFor();
  await page.getByRole("textbox", { name: "Kepada siapa" }).and(page.locator("[aria-invalid=true]")).waitFor();
  expect(await page.getByLabel("Alasan").inputValue()).toBe("Cuti panjang");
  expect(await kept("Cuti panjang")).toBeUndefined();
  await page.close();
});

test("received, accepted, used in the other's name, and handed back with a report that the giver reads at once", async () => {
  const id = await lend("Ke notaris");
  const [page, giver] = await Promise.all([openPage(saris, "/mandates"), openPage(ratnas, `/mandates/${id}`)]);
  await page.getByRole("heading", { name: "Saya terima" }).waitFor();
  await page.getByRole("button", { name: "Anda bertindak atas nama Ratna Dewi Lestari" }).click();
  await opened(page).getByRole("button", { name: "Terima" }).waitFor();
  await page.keyboard.press("y");
  await opened(giver).getByText("Sedang berlaku · Diterima").waitFor();
  await page.keyboard.press("b");
  await page.getByText("Anda sedang bertindak atas nama Ratna Dewi Lestari").waitFor();
  await page.goto(`${kerani.url}/messages/new?for=Suharto&from=Notaris&body=Akta%20siap%20diambil`);
  await page.getByLabel("Isi pesan").press("Control+Enter");
  await page.getByText(/Pesan untuk .*tercatat/).waitFor();
  await opened(giver)
    .getByText(/Sari Wulandari: Mencatat pesan/)
    .waitFor();
  await page.goto(`${kerani.url}/mandates/${id}`);
  await opened(page).getByRole("button", { name: "Kembali atas nama sendiri" }).click();
  await page.getByText("Anda sedang bertindak atas nama").waitFor({ state: "detached" });
  await opened(page).getByRole("button", { name: "Kembalikan dengan laporan" }).click();
  await page.getByLabel("Laporan: apa yang dilakukan").fill("Satu pesan untuk Pak Suharto.");
  await page.getByRole("button", { name: "Kembalikan dengan laporan" }).click();
  await opened(giver).getByText("Satu pesan untuk Pak Suharto.").waitFor();
  await opened(giver).getByText("Dikembalikan dengan laporan").first().waitFor();
  expect(await kept("Ke notaris")).toMatchObject({ closed_how: "handed-back", report: "Satu pesan untuk Pak Suharto." });
  await Promise.all([page.close(), giver.close()]);
});

test("revoked, it is over at once: whoever acted under it acts as themselves again", async () => {
  const id = await lend("Rapat anggaran");
  const [page, giver] = await Promise.all([openPage(saris, `/mandates/${id}`), openPage(ratnas, `/mandates/${id}`)]);
  await opened(page).getByRole("button", { name: "Bertindak atas nama Ratna Dewi Lestari" }).click();
  await page.getByText("Anda sedang bertindak atas nama Ratna Dewi Lestari").waitFor();
  await opened(giver).getByRole("button", { name: "Cabut sekarang" }).click();
  await giver.getByLabel("Alasan").fill("Rapat batal");
  await giver.getByRole("button", { name: "Cabut sekarang" }).click();
  await page.getByText("Anda sedang bertindak atas nama").waitFor({ state: "detached" });
  await opened(page).getByText("Rapat batal").waitFor();
  await Promise.all([page.close(), giver.close()]);
});

test("everybody sees who acts for whom now, without what is not their business", async () => {
  const page = await openPage(saris, "/mandates");
  await page.getByRole("button", { name: "Semua", exact: true }).click();
  await page.getByRole("heading", { name: "Berlaku sekarang" }).waitFor();
  await page.getByRole("button", { name: "Ratna Dewi Lestari bertindak atas nama Bambang Wirawan" }).waitFor();
  await page.close();
});

test("declined on a phone, with a word why", async () => {
  const id = await lend("Seminar");
  const phone = await openContext(browser, kerani, { size: "phone" });
  await signIn(phone, "sari");
  const page = await openPage(phone, `/mandates/${id}`);
  await page.getByRole("button", { name: "Tolak", exact: true }).tap();
  await page.getByLabel("Alasan").fill("Saya cuti juga");
  await page.getByRole("button", { name: "Tolak", exact: true }).tap();
  await opened(page).getByText("Saya cuti juga").and(page.locator(":not(textarea)")).waitFor();
  expect(await kept("Seminar")).toMatchObject({ closed_how: "declined" });
  await phone.close();
});
