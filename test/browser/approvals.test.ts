import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { APIResponse, Browser, BrowserContext, Page } from "playwright-core";
import { theClerk } from "#kernel/actor/actor.ts";
import { openBrowser, openContext, openPage, signIn } from "./browser.ts";
import { openKerani, type StartedKerani } from "./kerani.ts";

// A browser on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

let browser: Browser;
let kerani: StartedKerani;
let hers: BrowserContext;
let his: BrowserContext;
beforeAll(async () => {
  [browser, kerani] = await Promise.all([openBrowser(), openKerani()]);
  [hers, his] = await Promise.all([openContext(browser, kerani), openContext(browser, kerani)]);
  await Promise.all([signIn(hers, "ratna"), signIn(his, "bambang")]);
  const ratna = (await kerani.house.pool.query("select id from person where name = 'Ratna Dewi Lestari'")).rows[0].id as string;
  await kerani.house.pipeline.call("dial.set", { actorId: ratna, dial: { "message.take": "draft" } }, { actor: theClerk("cli") });
});
afterAll(async () => {
  await browser.close();
  await kerani.close();
});

const HENDRO = "Kontrak gudang minta diparaf hari ini.";
let asked: string;

/** Ratna wants to take a message; her dial makes it a wish that Bambang decides. */
const wish = async (body: string): Promise<string> => {
  const answer = await hers.request.post("/api/message/take", {
    headers: { "x-kerani": "1" },
    data: { for: "Bambang Wirawan", from: "Pak Hendro", body, urgency: "soon" },
  });
  return ((await answer.json()) as { waitsForApproval: string }).waitsForApproval;
};
// As the records number them.
const [SOON, URGENT] = [1, 2];
const stored = async (body: string): Promise<{ urgency: number }[]> =>
  (await kerani.house.pool.query("select urgency from message where body = $1", [body])).rows;
const opened = (page: Page) => page.getByRole("region", { name: "Persetujuan" });

beforeEach(async () => {
  asked = await wish(HENDRO);
});

test("what would happen is said field by field, and however often yes is pressed, it happens once", async () => {
  const page = await openPage(his, "/approvals");
  await page.getByRole("button", { name: /Mencatat pesan/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/approvals/${asked}`);
  await opened(page).getByRole("heading", { name: "Ratna Dewi Lestari ingin mencatat pesan" }).waitFor();
  await opened(page).getByText("Untuk siapa", { exact: true }).waitFor();
  await opened(page).getByText("Segera", { exact: true }).waitFor();
  await opened(page).getByText(HENDRO).waitFor();
  expect(await stored(HENDRO)).toEqual([]);
  await page.keyboard.press("y");
  await page.keyboard.press("y");
  await page.keyboard.press("y");
  await opened(page).getByText("Disetujui dan sudah dijalankan, satu kali.").waitFor();
  await opened(page).getByRole("link", { name: "Buka hasilnya" }).click();
  await page.getByRole("heading", { name: /Pak Hendro/ }).waitFor();
  expect(await stored(HENDRO)).toEqual([{ urgency: SOON }]);
  await page.close();
});

test("approved with changes: what was changed happens, the rest as it was asked", async () => {
  const page = await openPage(his, `/approvals/${asked}`);
  await page.getByText(HENDRO).first().waitFor();
  await page.keyboard.press("e");
  expect(await page.getByRole("button", { name: "Setujui perubahan ini" }).isDisabled()).toBe(true);
  await page.getByLabel("Isi pesan").fill("Kontrak gudang: paraf besok saja.");
  await page.getByRole("combobox", { name: "Mendesak atau tidak" }).click();
  await page.getByRole("option", { name: "Mendesak" }).click();
  await page.getByLabel("Isi pesan").press("Control+Enter");
  await opened(page).getByText("Disetujui dengan perubahan dan sudah dijalankan, satu kali.").waitFor();
  expect(await stored("Kontrak gudang: paraf besok saja.")).toEqual([{ urgency: URGENT }]);
  await page.close();
});

test("a change that the desk cannot do is refused at its field, and nothing happened", async () => {
  const page = await openPage(his, `/approvals/${asked}`);
  await page.getByText(HENDRO).first().waitFor();
  await page.keyboard.press("e");
  await page.getByLabel("Isi pesan").fill("");
  await page.getByRole("button", { name: "Setujui perubahan ini" }).click();
  await page.locator(".mantine-Textarea-error").waitFor();
  await page.getByRole("button", { name: "Batal" }).click();
  await opened(page).getByRole("button", { name: "Setujui", exact: false }).first().waitFor();
  expect(await stored("")).toEqual([]);
  await page.close();
});

test("refused with a reason: whoever asked reads it, live, and nothing happened", async () => {
  const body = "Tolong pesankan katering untuk lima puluh orang.";
  const id = await wish(body);
  const [page, screen] = await Promise.all([openPage(his, `/approvals/${id}`), openPage(hers, `/approvals/${id}`)]);
  await opened(screen).getByText("Anda yang mengajukan; orang lain yang memutuskan.").waitFor();
  expect(await opened(screen).getByRole("button", { name: "Setujui" }).count()).toBe(0);
  await page.getByText(body).first().waitFor();
  await page.keyboard.press("n");
  await page.getByLabel("Alasan, untuk yang mengajukan").fill("Tunggu anggaran.");
  await page.getByRole("button", { name: "Tolak", exact: true }).click();
  await opened(page).getByText("Ditolak; tidak ada yang dijalankan.").waitFor();
  await opened(screen).getByText("Tunggu anggaran.").waitFor();
  expect(await stored(body)).toEqual([]);
  await Promise.all([page.close(), screen.close()]);
});

test("whoever was slower is told who decided, and sees what is so", async () => {
  const page = await his.newPage();
  // The slower one does not hear of it: whatever is asked later is answered as at first.
  let first: APIResponse | undefined;
  await page.route("**/api/approval/show*", async (route) => {
    first ??= await route.fetch();
    await route.fulfill({ response: first });
  });
  await page.goto(`/approvals/${asked}`);
  await page.getByText(HENDRO).first().waitFor();
  const faster = await his.request.post("/api/approval/decide", {
    headers: { "x-kerani": "1" },
    data: { id: asked, decision: "refuse" },
  });
  expect(faster.ok()).toBe(true);
  await page.keyboard.press("y");
  await opened(page).getByRole("alert").getByText("Bambang Wirawan").waitFor();
  await page.unroute("**/api/approval/show*");
  await page.reload();
  await opened(page).getByText("Ditolak; tidak ada yang dijalankan.").waitFor();
  await page.close();
});

test("on a phone a wish is a page of its own, decided by a finger", async () => {
  const phone = await openContext(browser, kerani, { size: "phone" });
  await signIn(phone, "bambang");
  const page = await openPage(phone, `/approvals/${asked}`);
  await page.getByRole("button", { name: "Setujui", exact: true }).tap();
  await page.getByText("Disetujui dan sudah dijalankan, satu kali.").waitFor();
  await page.getByRole("button", { name: "Kembali", exact: true }).tap();
  await page.waitForURL("**/approvals");
  await phone.close();
});
