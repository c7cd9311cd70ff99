import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { fillWeek } from "../../src/run/demo.ts";
import { openBrowser, openContext, openPage, signIn } from "./browser.ts";
import { openKerani, type StartedKerani } from "./kerani.ts";
import { photograph, seriousFindings, settled } from "./pictures.ts";

// A browser on a busy machine takes its time.
vi.setConfig({ testTimeout: 90_000 });

let browser: Browser;
let kerani: StartedKerani;
let saris: BrowserContext;
beforeAll(async () => {
  [browser, kerani] = await Promise.all([openBrowser(), openKerani()]);
  await fillWeek(kerani.house, kerani.staff);
  saris = await openContext(browser, kerani);
  await signIn(saris, "sari");
});
afterAll(async () => {
  await browser.close();
  await kerani.close();
});

const opened = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const stateOf = async (name: string): Promise<string> =>
  (await kerani.house.pool.query("select state from booking where name = $1", [name])).rows[0]?.state as string;

test("a request is read with its answers and said yes to with one key; the guest is written to", async () => {
  const page = await openPage(saris, "/bookings");
  await page.getByRole("heading", { name: "Menunggu jawaban" }).waitFor();
  await settled(page);
  expect(await seriousFindings(page)).toEqual([]);
  await photograph(page, "bookings-clerk-wide-id");
  await page.getByRole("button", { name: "Hendro Gunawan" }).click();
  await opened(page, "Janji temu").getByText("Kontrak pemeliharaan 2027").waitFor();
  await photograph(page, "booking-opened-clerk-wide-id");
  await page.keyboard.press("y");
  await opened(page, "Janji temu").getByText("Pasti", { exact: true }).waitFor();
  expect(await stateOf("Hendro Gunawan")).toBe("confirmed");
  await expect.poll(() => kerani.mailbox.messages.some(({ to }) => to === "hendro@mitra.example")).toBe(true);
  await page.close();
});

test("one that is coming is cancelled with a reason that the guest reads", async () => {
  const page = await openPage(saris, "/bookings");
  await page.getByRole("button", { name: "Maya Kusumawardani" }).click();
  await opened(page, "Janji temu").getByRole("button", { name: "Batalkan janji" }).click();
  await page.getByLabel("Alasan, dikirim ke tamu").fill("Pak Suharto sakit");
  await page.getByRole("button", { name: "Batalkan janji" }).click();
  await opened(page, "Janji temu").getByText("Dibatalkan", { exact: true }).waitFor();
  expect(await stateOf("Maya Kusumawardani")).toBe("cancelled");
  await page.close();
});

test("for somebody on the telephone the clerk books a free time by keyboard", async () => {
  const page = await openPage(saris, "/bookings");
  await page.keyboard.press("n");
  await page.getByRole("combobox", { name: "Di halaman" }).click();
  await page.getByRole("option", { name: "Konsultasi proyek" }).click();
  await page
    .getByRole("button", { name: /^\d\d\.\d\d$/ })
    .first()
    .click();
  await page.getByLabel("Nama tamu").fill("Joko Widagdo");
  await page.getByLabel("Surel tamu").fill("joko@pelanggan.example");
  await page.getByLabel("Surel tamu").press("Enter");
  await opened(page, "Janji temu").getByRole("heading", { name: "Joko Widagdo" }).waitFor();
  expect(await stateOf("Joko Widagdo")).toBe("confirmed");
  await page.close();
});

test("a page is made with a question, an outsider finds it there, and closing it shuts it at once", async () => {
  const page = await openPage(saris, "/bookings/pages/new");
  await page.getByLabel("Judul, bahasa Indonesia").fill("Wawancara kerja");
  await page.getByLabel("Judul, bahasa Inggris").fill("Job interview");
  await page.getByRole("button", { name: "Tambah pertanyaan" }).click();
  await page.getByLabel("Pertanyaan, bahasa Indonesia").fill("Untuk lowongan apa?");
  await page.getByLabel(/Pilihan jawaban/).fill("Kerani, Sopir");
  await photograph(page, "booking-page-new-wide-id");
  await page.getByRole("button", { name: "Buat halaman" }).click();
  const panel = opened(page, "Halaman");
  await panel.getByRole("heading", { name: "Wawancara kerja" }).waitFor();
  await panel.getByText(/^http.*\/book\/wawancara-kerja$/).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await photograph(page, "booking-page-kept-wide-id");
  const outside = await openContext(browser, kerani, { size: "phone" });
  const guest = await outside.newPage();
  await guest.goto("/book/wawancara-kerja");
  await guest.getByRole("heading", { name: "Wawancara kerja" }).waitFor();
  await guest.getByRole("button", { name: /^\d\d\.\d\d$/ }).first().click(); // prettier-ignore
  await guest.getByLabel("Untuk lowongan apa?").selectOption("Sopir");
  await page.getByLabel("Dibuka bagi orang luar").click();
  await page.getByRole("button", { name: "Simpan" }).click();
  await panel.getByText("Ditutup", { exact: true }).waitFor();
  await guest.reload();
  await guest.getByRole("heading", { name: "Halaman ini tidak ada" }).waitFor();
  await outside.close();
  await page.close();
});

test("an address that is taken is told at its field, and what was typed stays", async () => {
  const page = await openPage(saris, "/bookings/pages/new");
  await page.getByLabel("Judul, bahasa Indonesia").fill("Direktur");
  await page.getByRole("button", { name: "Buat halaman" }).click();
  await page
    .getByLabel(/Alamat: huruf kecil/)
    .and(page.locator("[aria-invalid=true]"))
    .waitFor();
  expect(await page.getByLabel("Judul, bahasa Indonesia").inputValue()).toBe("Direktur");
  await page.close();
});

test("three times are offered to a guest, held at once, and one is taken by a press on its link", async () => {
  const page = await openPage(saris, "/bookings/offers/new");
  await page.getByLabel("Untuk apa").fill("Kunjungan pabrik");
  await page.getByLabel("Nama tamu").fill("Anna Visser");
  await page.getByLabel("Surel tamu").fill("anna@luar.example");
  await page.getByRole("textbox", { name: "Waktu siapa" }).fill("Ratna");
  await page.getByRole("option", { name: "Ratna Dewi Lestari" }).click();
  const times = page.getByRole("button", { name: /^\d\d\.\d\d$/ });
  for (const at of [0, 1, 2]) await times.nth(at).click();
  await page.getByText("3 waktu dipilih").waitFor();
  const tomorrow = kerani.house.clock.now().toZonedDateTimeISO("Asia/Jakarta").add({ hours: 3 }).toPlainDateTime();
  await page.getByLabel("Berlaku sampai").fill(tomorrow.toString({ smallestUnit: "minute" }));
  await settled(page);
  expect(await seriousFindings(page)).toEqual([]);
  await photograph(page, "booking-offer-filled-wide-id");
  await page.getByRole("button", { name: "Kirim tawaran" }).click();
  const panel = opened(page, "Tawaran waktu");
  await panel.getByRole("heading", { name: "Kunjungan pabrik" }).waitFor();
  const held = "select count(*)::int n from calendar_object where text like '%HOLD: Kunjungan pabrik%'";
  expect((await kerani.house.pool.query(held)).rows[0].n).toBeGreaterThanOrEqual(3);
  const mail = await vi.waitUntil(() => kerani.mailbox.messages.find(({ to }) => to === "anna@luar.example"), { timeout: 30_000 });
  const [link] = /http\S+\/book\/offer\/[\w-]+/.exec(mail.parsed.text!)!;
  const outside = await openContext(browser, kerani, { size: "phone" });
  const guest = await outside.newPage();
  await guest.goto(new URL(link).pathname);
  await guest.getByRole("button", { name: "Pesan waktu ini" }).click();
  await guest.getByText("Janji temu Anda tercatat.").waitFor();
  await panel.getByText("Sudah dipilih").waitFor();
  await outside.close();
  await page.close();
});
