import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { theClerk } from "#kernel/actor/actor.ts";
import { openBrowser, openContext, signIn, SIZES, type Look } from "./browser.ts";
import { dayAfter, fillCalendars, thisMonday, type Example } from "./calendar-example.ts";
import { openKerani, type StartedKerani } from "./kerani.ts";
import { photograph, seriousFindings, settled } from "./pictures.ts";

const HOUR_PX = 48;

let browser: Browser;
let kerani: StartedKerani;
let example: Example;
let monday: string;
beforeAll(async () => {
  [browser, kerani] = await Promise.all([openBrowser(), openKerani()]);
  monday = thisMonday(kerani.house.clock.now());
  example = await fillCalendars(kerani, monday);
});
afterAll(async () => {
  await browser.close();
  await kerani.close();
});

/** The address of a view so many days after this Monday. */
const at = (view: string, days = 0, more = ""): string => `/calendar?view=${view}&day=${dayAfter(monday, days)}${more}`;

const open = async (address: string, look: Look = {}, who = "sari"): Promise<{ context: BrowserContext; page: Page }> => {
  const context = await openContext(browser, kerani, look);
  await signIn(context, who);
  const page = await context.newPage();
  await page.goto(address);
  await page.locator(":is(h1, h2):visible").first().waitFor();
  await settled(page);
  return { context, page };
};

const block = (page: Page, title: string): Locator => page.locator(`[data-title="${title}"]`).first();

const middle = async (what: Locator): Promise<{ x: number; y: number }> => {
  const box = await what.boundingBox();
  if (!box) throw new Error("it is not on the screen");
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 20) };
};

const drag = async (page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> => {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
};

/** When something takes place, as the calendar answers to whoever is signed in: day and clock in Jakarta. */
const timesOf = async (context: BrowserContext, title: string): Promise<string[]> => {
  const range = `from=${dayAfter(monday, -1)}T00:00:00Z&to=${dayAfter(monday, 6)}T00:00:00Z`;
  const answer = await context.request.get(`/api/event/list?${range}`, { headers: { "x-kerani": "1" } });
  const { events } = (await answer.json()) as { events: { title: string; start: string; end: string }[] };
  return events.filter((one) => one.title === title).map(({ start, end }) => [start, end].map(inJakarta).join(" – "));
};

const inJakarta = (instant: string): string =>
  new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, "2026-11-23T09:00".length).replace("T", " ");

const on = (days: number, from: string, to: string): string => `${dayAfter(monday, days)} ${from} – ${dayAfter(monday, days)} ${to}`;

describe("with the mouse", () => {
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    ({ context, page } = await open(at("workweek")));
  });
  afterAll(() => context.close());

  test("an event is carried to another day and hour, and taken back without being asked", async () => {
    const title = "Wawancara manajer gudang";
    const from = await middle(block(page, title));
    const column = ((await block(page, title).locator("..").boundingBox())?.width ?? 0) + 0;
    await drag(page, from, { x: from.x + column, y: from.y + HOUR_PX });
    await page.getByText(/Wawancara manajer gudang dipindah ke .* 11\.00/).waitFor();
    expect(await timesOf(context, title)).toEqual([on(3, "11:00", "12:00")]);
    await page.getByRole("button", { name: "Batalkan" }).click();
    await page.getByText("Dibatalkan").waitFor();
    expect(await timesOf(context, title)).toEqual([on(2, "10:00", "11:00")]);
  });

  test("its edge makes it longer", async () => {
    const title = "Makan siang Pak Hendro";
    const box = await block(page, title).boundingBox();
    if (!box) throw new Error("no such event");
    const edge = { x: box.x + box.width / 2, y: box.y + box.height - 3 };
    await drag(page, edge, { x: edge.x, y: edge.y + HOUR_PX / 2 });
    await page.getByText(/Makan siang Pak Hendro kini/).waitFor();
    expect(await timesOf(context, title)).toEqual([on(2, "12:00", "14:00")]);
  });

  test("of a series it is asked which", async () => {
    const from = await middle(block(page, "Rapat direksi"));
    await drag(page, from, { x: from.x, y: from.y - HOUR_PX });
    await page.getByRole("button", { name: "Hanya yang ini" }).click();
    await page.getByText(/Rapat direksi dipindah/).waitFor();
    expect(await timesOf(context, "Rapat direksi")).toEqual([on(0, "08:00", "09:30")]);
  });

  test("drawing on empty hours opens a form with those hours", async () => {
    const lunch = await block(page, "Makan siang Pak Hendro").boundingBox();
    if (!lunch) throw new Error("no such event");
    const friday = { x: lunch.x + lunch.width / 2 + 2 * (lunch.width + 6), y: lunch.y - 2 * HOUR_PX + 14 };
    await drag(page, friday, { x: friday.x, y: friday.y + HOUR_PX });
    const form = page.getByRole("form", { name: "Acara baru" });
    expect(await form.getByLabel("Jam mulai").inputValue()).toBe("10.15");
    await form.getByLabel("Judul").fill("Tanda tangan kontrak");
    await form.getByLabel("Jam mulai").fill("10.00");
    await form.getByLabel("Jam selesai").fill("11");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Tanda tangan kontrak tercatat.").waitFor();
    await block(page, "Tanda tangan kontrak").waitFor();
    expect(await timesOf(context, "Tanda tangan kontrak")).toEqual([on(4, "10:00", "11:00")]);
  });

  test("whoever must not be in two places is not; the sentence says why, and the clerk may insist", async () => {
    await kerani.house.pipeline.call("calendar.limit", { owner: example.ids["Bambang Wirawan"], atOnce: 1 }, { actor: theClerk("cli") });
    const title = "Telepon Bank Nusantara";
    const from = await middle(block(page, title));
    await drag(page, from, { x: from.x, y: from.y - 4.5 * HOUR_PX });
    const said = page.getByRole("alert").filter({ hasText: "Bambang Wirawan sudah terpakai" });
    await said.waitFor();
    expect(await timesOf(context, title)).toEqual([on(0, "13:00", "13:30")]);
    await said.getByRole("button", { name: "Tetap di waktu itu" }).click();
    await page.getByText(/Telepon Bank Nusantara dipindah/).waitFor();
    expect(await timesOf(context, title)).toEqual([on(0, "08:30", "09:00")]);
  });

  test("what is private of others is only busy", async () => {
    await block(page, "Sibuk").click();
    await page.getByText("Rinciannya hanya untuk pemiliknya").waitFor();
    expect(await page.getByText("Dokter gigi").count()).toBe(0);
  });
});

test("by keyboard alone: a slot is walked to, filled, the event moved and stretched, another view chosen", async () => {
  const { context, page } = await open(at("workweek"));
  await page.locator("[aria-describedby=calendar-keys]").focus();
  for (const key of [
    "ArrowRight",
    "ArrowDown",
    "ArrowDown",
    "ArrowDown",
    "ArrowDown",
    "ArrowDown",
    "ArrowDown",
    "ArrowDown",
    "ArrowDown",
    "Shift+ArrowDown",
    "Enter",
  ])
    await page.keyboard.press(key);
  await page
    .locator(":focus")
    .and(page.getByRole("textbox", { name: "Judul" }))
    .waitFor();
  await page.keyboard.type("Cek genset");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Cek genset tercatat.").waitFor();
  expect(await timesOf(context, "Cek genset")).toEqual([on(1, "13:00", "14:00")]);
  await block(page, "Cek genset").focus();
  await page.keyboard.press("Shift+ArrowRight");
  await page.locator(":focus").and(block(page, "Cek genset")).waitFor();
  for (const key of ["Shift+ArrowUp", "Shift+ArrowUp", "+", "+"]) await page.keyboard.press(key);
  await page.getByText(/Cek genset dipindah ke/).waitFor();
  expect(await timesOf(context, "Cek genset")).toEqual([on(2, "12:30", "14:00")]);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Cek genset" }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("4");
  await page.waitForURL("**view=month**");
  await page.keyboard.press("n");
  const form = page.getByRole("form", { name: "Acara baru" });
  await form.getByLabel("Judul").fill("Belum selesai diketik");
  await page.keyboard.press("Escape");
  await form.waitFor({ state: "detached" });
  await page.keyboard.press("n");
  expect(await form.getByLabel("Judul").inputValue()).toBe("Belum selesai diketik");
  await context.close();
});

test("a room is booked from its column, and never twice", async () => {
  const { context, page } = await open(at("rooms", 3));
  const taken = await middle(block(page, "Persiapan RUPS"));
  await page.mouse.click(taken.x, taken.y + 2 * HOUR_PX);
  const form = page.getByRole("form", { name: "Acara baru" });
  await form.getByLabel("Judul").fill("Pelatihan K3");
  await form.getByText("Ruang Merapi").first().waitFor();
  await form.getByLabel("Jam mulai").fill("09.30");
  await page.keyboard.press("Control+Enter");
  await form.getByText("Ruang Merapi sudah terpakai").waitFor();
  await form.getByLabel("Jam mulai").fill("10.00");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Pelatihan K3 tercatat.").waitFor();
  await block(page, "Pelatihan K3").waitFor();
  await context.close();
});

test("people chosen by a few letters stand side by side, and a time that suits all of them is found", async () => {
  const { context, page } = await open(at("people", 2, `&people=${example.ids["Ratna Dewi Lestari"]}`));
  await page.getByRole("textbox", { name: "Jadwal siapa" }).fill("suhar");
  await page.getByRole("option", { name: /Suharto/ }).waitFor();
  await page.keyboard.press("Enter");
  await block(page, "Stok opname").waitFor();
  const work = await middle(block(page, "Stok opname"));
  await page.mouse.click(work.x, work.y - 3 * HOUR_PX);
  const form = page.getByRole("form", { name: "Acara baru" });
  await form.getByRole("textbox", { name: "Undang" }).fill("ratna");
  await page
    .getByRole("option", { name: /Ratna Dewi/ })
    .first()
    .waitFor();
  await page.keyboard.press("Enter");
  await form.getByRole("button", { name: "Cari waktu kosong" }).click();
  const found = page.getByRole("dialog", { name: "Kapan semuanya bisa" });
  await found.getByRole("listitem").first().getByRole("button").click();
  await form.getByLabel("Judul").fill("Serah terima gudang");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Serah terima gudang tercatat.").waitFor();
  await context.close();
});

test("where nothing is free, the dialog says why in one sentence, and what a single change opens can be chosen", async () => {
  const { context, page } = await open(at("workweek").replace("/calendar", "/calendar/new"));
  const form = page.getByRole("form", { name: "Acara baru" });
  await form.getByLabel("Judul").fill("Lokakarya sehari penuh");
  await form.getByLabel("Jam mulai").fill("08.00");
  await form.getByLabel("Jam selesai").fill("20.00");
  await form.getByRole("button", { name: "Cari waktu kosong" }).click();
  const found = page.getByRole("dialog", { name: "Kapan semuanya bisa" });
  await found.getByText(/^Tidak ada 720 menit sampai/).waitFor();
  await found.getByRole("heading", { name: "Satu perubahan yang membukanya" }).waitFor();
  await settled(page);
  expect(await seriousFindings(page)).toEqual([]);
  await photograph(page, "calendar-one-change-wide-id");
  await found
    .getByRole("button", { name: /bila jam kerja/ })
    .first()
    .click();
  await found.waitFor({ state: "detached" });
  await form.getByRole("button", { name: "Simpan" }).click();
  await page.getByText("Lokakarya sehari penuh tercatat.").waitFor();
  await context.close();
});

test("on a phone: pages turned by swiping, an event carried by a long press, the plus, and a tap on an hour", async () => {
  const { context, page } = await open(at("day", 3), { size: "phone" });
  const wire = await context.newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", x = 0, y = 0): Promise<unknown> =>
    wire.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
  await touch("touchStart", 300, 600);
  for (const x of [250, 200, 120]) await touch("touchMove", x, 602);
  await touch("touchEnd");
  await page.waitForURL(`**day=${dayAfter(monday, 4)}**`);
  await settled(page);
  const from = await middle(block(page, "Tanda tangan kontrak"));
  await touch("touchStart", from.x, from.y);
  await page.locator("[data-held]").waitFor();
  for (const y of [10, 30, 56]) await touch("touchMove", from.x, from.y - y);
  await touch("touchEnd");
  await page.getByText(/Tanda tangan kontrak dipindah/).waitFor();
  expect(await timesOf(context, "Tanda tangan kontrak")).toEqual([on(4, "09:00", "10:00")]);
  await page.getByRole("button", { name: "Tutup" }).first().tap();
  await page.touchscreen.tap(200, from.y + 1.5 * 56);
  await page.getByRole("button", { name: /^Acara baru, / }).tap();
  await page.getByRole("form", { name: "Acara baru" }).waitFor();
  await page.getByRole("button", { name: "Kembali", exact: true }).tap();
  await page.getByRole("button", { name: "Acara baru", exact: true }).tap();
  await page.getByRole("textbox", { name: "Judul" }).waitFor();
  await context.close();
});

test("whoever is invited sees that an answer is wanted, and gives it with one press", async () => {
  const { context, page } = await open(at("workweek"), {}, "ratna");
  const meeting = block(page, "Persiapan RUPS");
  expect(await meeting.getAttribute("data-standing")).toBe("asked");
  await meeting.click();
  await page.getByText("Anda diundang. Hadir?").waitFor();
  await page.getByRole("button", { name: "Hadir", exact: true }).click();
  await page.getByText("Jawaban tersimpan.").waitFor();
  await page.locator('[data-title="Persiapan RUPS"][data-standing=plain]').waitFor();
  await context.close();
});

test("a room is made, a calendar shared and subscribed to, a telephone connected, each from the settings", async () => {
  const { context, page } = await open("/calendar/settings");
  await page.getByRole("button", { name: "Ruang baru" }).click();
  await page.getByLabel("Nama", { exact: true }).fill("Ruang Bromo");
  await page.getByLabel("Jumlah kursi").fill("8");
  await page.getByRole("button", { name: "Simpan" }).click();
  await page.getByText("Ruang Bromo").waitFor();
  await page.getByRole("listitem").filter({ hasText: "Sari Wulandari" }).getByRole("button", { name: "Atur" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Bagikan kepada" }).fill("dewi angg");
  await page.getByRole("option", { name: /Dewi Anggraini/ }).click();
  await dialog.getByRole("button", { name: "Bagikan", exact: true }).click();
  await dialog.getByRole("listitem").filter({ hasText: "Dewi Anggraini" }).getByText("Melihat acara").waitFor();
  await dialog.getByLabel("Untuk siapa atau apa").fill("Papan pengumuman");
  await dialog.getByRole("button", { name: "Buat alamat" }).click();
  await dialog.locator("code").getByText(/^http/).waitFor();
  await dialog.getByLabel("Paling banyak acara sehari").fill("6");
  await dialog.getByLabel("Jeda antaracara, menit").fill("10");
  await dialog.getByLabel("Jeda antaracara, menit").press("Enter");
  await expect
    .poll(
      async () => (await kerani.house.pool.query("select most_per_day, buffer_minutes from calendar_owner where most_per_day = 6")).rows,
    )
    .toEqual([{ most_per_day: 6, buffer_minutes: 10 }]);
  await page.keyboard.press("Escape");
  await page.getByLabel("Nama perangkat").fill("Ponsel Sari");
  await page.getByRole("button", { name: "Buat kata sandi perangkat" }).click();
  await page
    .locator("code")
    .getByText(/\/dav\/$/)
    .waitFor();
  const password = await page.locator("code").last().innerText();
  const answer = await fetch(`${kerani.url}/dav/`, {
    method: "PROPFIND",
    headers: { authorization: `Basic ${btoa(`sari@nusantarakarya.example:${password}`)}`, depth: "0" },
  });
  expect(answer.status).toBe(207);
  await context.close();
});

test("a calendar kept elsewhere is subscribed to once its site is allowed, shows in the week, and says when it was read", async () => {
  const monday7 = monday.replaceAll("-", "");
  const ics = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sekolah//ID", "BEGIN:VEVENT", "UID:sekolah-1", "DTSTAMP:20260101T000000Z",
    `DTSTART;VALUE=DATE:${monday7}`, "SUMMARY:Libur sekolah", "END:VEVENT", "END:VCALENDAR", "",
  ].join("\r\n"); // prettier-ignore
  const school = createServer((_, response) => response.setHeader("content-type", "text/calendar").end(ics));
  await new Promise<void>((resolve) => school.listen(0, "127.0.0.1", resolve));
  const site = `http://127.0.0.1:${(school.address() as AddressInfo).port}`;
  const { context, page } = await open("/calendar/settings", { lang: "en" }, "michael");
  const subscribe = async (): Promise<void> => {
    await page.getByRole("button", { name: "Subscribe" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Sekolah");
    await dialog.getByLabel("ICS address").fill(`${site}/rahasia.ics`);
    await dialog.getByRole("button", { name: "Subscribe" }).click();
  };
  await subscribe();
  await page.getByText(/is not allowed yet/).waitFor();
  await page.keyboard.press("Escape");
  await page.getByLabel("In the office network").fill(site);
  await page.getByRole("button", { name: "Save the sites" }).click();
  await page.getByText("The sites are saved.").waitFor();
  await subscribe();
  await page.getByRole("listitem").filter({ hasText: "127.0.0.1" }).getByText(/read /).waitFor();
  await settled(page);
  expect(await seriousFindings(page)).toEqual([]);
  await photograph(page, "calendar-subscriptions-wide-en");
  await page.goto(`${kerani.url}${at("week")}`);
  await page.getByText("Libur sekolah").first().waitFor();
  await context.close();
  school.close();
});

const VIEWS: Readonly<Record<string, () => string>> = {
  day: () => at("day", 2),
  workweek: () => at("workweek"),
  month: () => at("month"),
  agenda: () => at("agenda"),
  people: () =>
    at(
      "people",
      2,
      `&people=${["Bambang Wirawan", "Ratna Dewi Lestari", "Suharto", "Sari Wulandari", "Dewi Anggraini"].map((name) => example.ids[name]).join(",")}`,
    ),
  rooms: () => at("rooms", 3),
  new: () => at("workweek").replace("/calendar", "/calendar/new"),
  event: () => at("workweek").replace("/calendar", `/calendar/${example.meeting}`),
  settings: () => "/calendar/settings",
};
// All of it when pictures are wanted; else every view once in each language, wide in light and small in dark.
const ALL = process.env["KERANI_PICTURES"] !== undefined;

test.each(["id", "en"] as const)(
  "every view in %s is sound and pictured",
  async (lang) => {
    await kerani.house.pool.query("update actor set language = $1 where name = 'Sari Wulandari'", [lang]);
    const context = await openContext(browser, kerani, { lang });
    await signIn(context, "sari");
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    const found: string[] = [];
    for (const [name, address] of Object.entries(VIEWS))
      for (const [size, scheme] of [
        ["wide", "light"],
        ["phone", "dark"],
        ["phone", "light"],
        ["wide", "dark"],
      ] as const) {
        const tried = (size === "wide") === (lang === "id") && (size === "wide") === (scheme === "light");
        if (!tried && !ALL) continue;
        await page.setViewportSize(SIZES[size]);
        await wire.send("Emulation.setTouchEmulationEnabled", { enabled: size === "phone" });
        await page.emulateMedia({ colorScheme: scheme });
        await page.goto(address());
        await page.locator(":is(h1, h2):visible").first().waitFor();
        await settled(page);
        await photograph(page, `calendar-${name}-${scheme}-${size}-${lang}`);
        if (tried) found.push(...(await seriousFindings(page)).map((one) => `${name} ${size} ${scheme}: ${one}`));
      }
    expect(found).toEqual([]);
    await context.close();
  },
  90_000,
);
