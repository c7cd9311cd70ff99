import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Browser } from "playwright-core";
import { theClerk } from "#kernel/actor/actor.ts";
import { sizeOfScreen } from "#web/build/size.ts";
import { openBrowser, openContext, openPage, signIn } from "./browser.ts";
import { openKerani, type StartedKerani } from "./kerani.ts";
import { photograph, seriousFindings, settled } from "./pictures.ts";

// A browser on a busy machine takes its time.
vi.setConfig({ testTimeout: 90_000 });

let browser: Browser;
let kerani: StartedKerani;

beforeAll(async () => {
  [browser, kerani] = await Promise.all([openBrowser(), openKerani()]);
  const { rows } = await kerani.house.pool.query<{ id: string }>("select id from person where name = 'Bambang Wirawan'");
  const page = {
    slug: "bambang",
    hosts: [rows[0]!.id],
    title: { id: "Temu Pak Bambang", en: "Meet Bambang" },
    intro: { id: "Setengah jam, di kantor kami atau lewat telepon.", en: "Half an hour, at our office or by telephone." },
    questions: [{ key: "about", label: { id: "Tentang apa?", en: "What about?" }, required: true }],
    place: "Kantor pusat, lantai 3",
    timeZone: "Asia/Jakarta",
  };
  await kerani.house.pipeline.call("page.add", page, { actor: theClerk("cli") });
});
afterAll(async () => {
  await browser.close();
  await kerani.close();
});

test("somebody without an account books on a phone, sees it, and cancels it", async () => {
  const context = await openContext(browser, kerani, { size: "phone" });
  const page = await context.newPage();
  await page.goto("/book/bambang");
  await page.getByRole("heading", { name: "Pilih jam" }).waitFor();
  await settled(page);
  expect(await seriousFindings(page)).toEqual([]);
  await photograph(page, "booking-phone-id");
  await page
    .getByRole("button", { name: /^\d\d\.\d\d$/ })
    .first()
    .click();
  await page.getByLabel("Nama Anda").fill("Hendro Gunawan");
  await page.getByLabel("Surel Anda").fill("hendro@luar.example");
  await page.getByLabel("Tentang apa?").fill("Kontrak baru");
  expect(await seriousFindings(page)).toEqual([]);
  await photograph(page, "booking-form-phone-id");
  const send = page.getByRole("button", { name: "Pesan waktu ini" });
  // A form sent faster than people fill one is refused with a sentence; then it goes through.
  await expect
    .poll(
      async () => {
        if (await send.isVisible()) await send.click();
        return page.url();
      },
      { timeout: 30_000, interval: 1500 },
    )
    .toMatch(/\/book\/bambang\/[\w-]{20,}/);
  await page.getByText("Janji temu Anda tercatat.").waitFor();
  await settled(page);
  await photograph(page, "booking-done-phone-id");
  await page.getByRole("button", { name: "Batalkan janji temu" }).click();
  await page.getByText("Janji temu ini dibatalkan.").waitFor();
  await context.close();
});

test("in English, on a large screen, by keyboard alone", async () => {
  const context = await openContext(browser, kerani, { lang: "en" });
  const page = await context.newPage();
  await page.goto("/book/bambang");
  const first = page.getByRole("button", { name: /^\d\d:\d\d$/ }).first();
  await first.waitFor();
  await settled(page);
  expect(await seriousFindings(page)).toEqual([]);
  await photograph(page, "booking-wide-en");
  await first.focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Your name").focus();
  await page.keyboard.type("Anna Visser");
  await page.keyboard.press("Tab");
  await page.keyboard.type("anna@luar.example");
  expect(await page.getByLabel("Your e-mail").inputValue()).toBe("anna@luar.example");
  await page.goto("/book/nobody");
  await page.getByRole("heading", { name: "There is no such page" }).waitFor();
  await context.close();
});

test("somebody whom no time suits waits, is offered the one that comes free, and takes it", async () => {
  const context = await openContext(browser, kerani, { size: "phone" });
  const page = await context.newPage();
  await page.goto("/book/bambang");
  await page.getByRole("button", { name: "Tidak ada yang cocok? Masuk daftar tunggu" }).click();
  await page.getByLabel("Nama Anda").fill("Sulastri");
  await page.getByLabel("Surel Anda").fill("sulastri@luar.example");
  await page.getByLabel("Tentang apa?").fill("Sewa alat");
  await settled(page);
  expect(await seriousFindings(page)).toEqual([]);
  await photograph(page, "booking-wait-form-phone-id");
  const send = page.getByRole("button", { name: "Masuk daftar tunggu" });
  await expect
    .poll(
      async () => {
        if (await send.isVisible()) await send.click();
        return page.url();
      },
      { timeout: 30_000, interval: 1500 },
    )
    .toMatch(/\/book\/bambang\/wait\/[\w-]{20,}/);
  await page.getByText("Anda ada di daftar tunggu.").waitFor();
  const actor = theClerk("cli");
  const times = { slug: "bambang", timeZone: "Asia/Jakarta", count: 1 };
  const { times: free } = (await kerani.house.pipeline.call("book.times", times, { actor })) as { times: { start: string }[] };
  const guest = { name: "Orang lain", email: "lain@luar.example", answers: { about: "Lain" } };
  const booked = (await kerani.house.pipeline.call("booking.add", { slug: "bambang", start: free[0]!.start, ...guest }, { actor })) as {
    id: string;
  };
  await kerani.house.pipeline.call("booking.decline", { id: booked.id }, { actor });
  const mail = await vi.waitUntil(
    () =>
      kerani.mailbox.messages.findLast(
        ({ to, parsed }) => to === "sulastri@luar.example" && parsed.subject?.startsWith("Ada waktu kosong"),
      ),
    { timeout: 30_000 },
  );
  const [link] = /http\S+\/book\/bambang\/wait\/[\w-]+/.exec(mail.parsed.text!)!;
  await page.goto(new URL(link).pathname);
  await page.getByText(/Waktu ini ditahan untuk Anda sampai/).waitFor();
  await settled(page);
  expect(await seriousFindings(page)).toEqual([]);
  await photograph(page, "booking-wait-offer-phone-id");
  await page.getByRole("button", { name: "Ambil waktu ini" }).click();
  await page.getByText("Janji temu Anda tercatat.").waitFor();
  await context.close();
});

test("inside the company's own site, once an administrator named that site", async () => {
  const outside = createServer((_, response) =>
    response
      .setHeader("content-type", "text/html")
      .end(`<h1>Situs kami</h1><iframe src="${kerani.url}/book/bambang" title="Janji temu"></iframe>`),
  );
  await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
  const site = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  const context = await openContext(browser, kerani);
  const page = await context.newPage();
  const refused = page.waitForEvent("console", { predicate: (line) => line.text().includes("frame-ancestors") });
  await page.goto(site);
  await refused;
  await signIn(context, "michael");
  const settings = await openPage(context, `${kerani.url}/bookings/pages`);
  await settings.getByRole("button", { name: "Meet Bambang" }).click();
  await settings.getByLabel("Sites that may show it inside").fill(site);
  await settings.getByRole("button", { name: "Save the sites" }).click();
  await settings.getByText(`Or show it inside your own page, on ${site}:`).waitFor();
  await settled(settings);
  await photograph(settings, "booking-embedding-wide-en");
  await expect
    .poll(
      async () => {
        await page.goto(site);
        return page
          .frameLocator("iframe")
          .getByRole("heading", { name: "Pilih jam" })
          .waitFor({ timeout: 3000 })
          .then(
            () => true,
            () => false,
          );
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  await context.close();
  outside.close();
});

test("the page opens on a cheap phone with less than 160 kB", () => {
  expect(sizeOfScreen(["../duties/booking/screens/booking-page.tsx"]).total).toBeLessThan(160_000);
});
