import { afterAll, beforeAll, test } from "vitest";
import type { Browser } from "playwright-core";
import { openBrowser, openContext } from "./browser.ts";
import { openKerani, PASSWORD, type StartedKerani } from "./kerani.ts";

let browser: Browser;
let kerani: StartedKerani;
beforeAll(async () => {
  [browser, kerani] = await Promise.all([openBrowser(), openKerani()]);
});
afterAll(async () => {
  await browser.close();
  await kerani.close();
});

test("from the printed link to the desk, with nothing set up before", async () => {
  const fresh = await openKerani({ example: false });
  const context = await openContext(browser, fresh);
  try {
    const page = await context.newPage();
    const link = /http:\S+\/setup\?code=\S+/.exec(fresh.said)?.[0];
    await page.goto(link as string);
    await page.getByLabel("Nama perusahaan").fill("PT Baru Mulai");
    await page.getByLabel("Nama Anda").fill("Wulan Sari");
    await page.getByLabel("Surel Anda").fill("wulan@barumulai.example");
    await page.getByLabel("Kata sandi", { exact: true }).fill("perahu kecil di tengah danau");
    await page.getByRole("button", { name: "Mulai memakai Kerani" }).click();
    await page.waitForURL("**/desk");
    await page.getByText("PT Baru Mulai").waitFor();
    await page.goto("/setup");
    await page.getByRole("heading", { name: "Kerani ini sudah disiapkan" }).waitFor();
  } finally {
    await context.close();
    await fresh.close();
  }
});

test("by password, after a wrong one, back to where one wanted to go", async () => {
  const context = await openContext(browser, kerani);
  const page = await context.newPage();
  await page.goto("/messages");
  await page.getByLabel("Surel").fill("sari@nusantarakarya.example");
  await page.getByLabel("Kata sandi", { exact: true }).fill("bukan ini");
  await page.getByRole("button", { name: "Masuk", exact: true }).click();
  await page.getByRole("alert").getByText("tidak cocok").waitFor();
  await page.getByLabel("Kata sandi", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Masuk", exact: true }).click();
  await page.waitForURL("**/messages");
  await page.getByRole("heading", { name: "Pesan", level: 1 }).waitFor();
  await context.close();
});
