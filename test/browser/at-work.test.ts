import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Browser, Page } from "playwright-core";
import type { Actor } from "#kernel/actor/actor.ts";
import { readActor } from "#kernel/actor/store.ts";
import { openBrowser, openContext, openPage, signIn } from "./browser.ts";
import { openKerani, type StartedKerani } from "./kerani.ts";

// A browser on a busy machine takes its time.
vi.setConfig({ testTimeout: 90_000 });

let browser: Browser;
let kerani: StartedKerani;
beforeAll(async () => {
  [browser, kerani] = await Promise.all([openBrowser(), openKerani()]);
});
afterAll(async () => {
  await browser.close();
  await kerani.close();
});

const howMany = async (body: string): Promise<number> =>
  (await kerani.house.pool.query("select count(*)::int as n from message where body = $1", [body])).rows[0].n;

const actorCalled = async (name: string): Promise<Actor> => {
  const id = (await kerani.house.pool.query("select id from actor where name = $1", [name])).rows[0].id as string;
  return (await readActor({ tx: kerani.house.db }, id, "web")) as Actor;
};

/** The text of the mail that names a reference, as soon as it has come. */
const mailAbout = async (reference: string): Promise<string> => {
  for (;;) {
    const found = kerani.mailbox.messages.find(({ parsed }) => parsed.text?.includes(reference));
    if (found) return found.parsed.text ?? "";
    await kerani.mailbox.change();
  }
};

/** A message as a clerk takes it: hands on the keyboard all the while. */
const take = async (page: Page, body: string): Promise<void> => {
  await page.keyboard.press("m");
  await page
    .locator(":focus")
    .and(page.getByRole("textbox", { name: "Untuk siapa" }))
    .waitFor();
  await page.keyboard.type("ratna");
  await page
    .getByRole("option", { name: /Ratna Dewi Lestari/ })
    .first()
    .waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Pak Hendro");
  await page.keyboard.press("Tab");
  await page.keyboard.type("0812 7000 1234");
  await page.keyboard.press("Tab");
  await page.keyboard.type(body);
  await page.keyboard.press("Control+Enter");
};

test("a message is taken without the mouse, and shows at once on another desk", async () => {
  const [mine, hers] = await Promise.all([openContext(browser, kerani), openContext(browser, kerani)]);
  await Promise.all([signIn(mine, "sari"), signIn(hers, "dewi")]);
  const [page, other] = await Promise.all([openPage(mine, "/messages"), openPage(hers, "/messages")]);
  await take(page, "Kontrak gudang minta diparaf hari ini.");
  await page.getByText("Pesan untuk Ratna Dewi Lestari tercatat.").waitFor();
  await page.getByRole("button", { name: "Kontrak gudang minta diparaf hari ini." }).waitFor();
  await other.getByRole("button", { name: "Kontrak gudang minta diparaf hari ini." }).waitFor();
  expect(await howMany("Kontrak gudang minta diparaf hari ini.")).toBe(1);
  await Promise.all([mine.close(), hers.close()]);
});

test("what changes while a screen has been read but does not listen yet is seen all the same", async () => {
  const [mine, hers] = await Promise.all([openContext(browser, kerani), openContext(browser, kerani)]);
  await Promise.all([signIn(mine, "sari"), signIn(hers, "dewi")]);
  const [page, listening] = await Promise.all([mine.newPage(), openPage(hers, "/messages")]);
  const { promise: letThrough, resolve: listen } = Promise.withResolvers<void>();
  await page.route("**/live", async (route) => {
    await letThrough;
    await route.continue();
  });
  await page.goto("/messages");
  await page.getByRole("button", { name: "Penawaran mesin kemas" }).waitFor();
  const truck = { name: "Truk selesai diservis." };
  await mine.request.post("/api/message/take", {
    headers: { "x-kerani": "1" },
    data: { for: "Suharto", from: "Bengkel Maju", body: truck.name },
  });
  // The news is out and over before the first screen listens.
  await listening.getByRole("button", truck).waitFor();
  listen();
  await page.getByRole("button", truck).waitFor();
  await Promise.all([mine.close(), hers.close()]);
});

test("a sentence in the command bar fills the form", async () => {
  const context = await openContext(browser, kerani);
  await signIn(context, "sari");
  const page = await openPage(context, "/messages");
  await page.keyboard.press("/");
  await page.keyboard.type("pesan untuk Suharto dari Bu Melati: truk sudah kembali");
  await page.getByRole("option", { name: "Catat pesan untuk Suharto dari Bu Melati" }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/messages/new?*");
  expect(await page.getByRole("textbox", { name: "Untuk siapa" }).inputValue()).toBe("Suharto");
  expect(await page.getByRole("textbox", { name: "Dari siapa" }).inputValue()).toBe("Bu Melati");
  expect(await page.getByLabel("Isi pesan").inputValue()).toBe("truk sudah kembali");
  await context.close();
});

test("without a connection a message is kept, and sent once when there is one again", async () => {
  const context = await openContext(browser, kerani);
  await signIn(context, "sari");
  const page = await openPage(context, "/messages");
  await page.getByRole("button", { name: "Penawaran mesin kemas" }).waitFor();
  await context.setOffline(true);
  await page.getByText("Luring.").waitFor();
  await page.keyboard.press("m");
  await page.getByRole("textbox", { name: "Untuk siapa" }).fill("Ratna Dewi Lestari");
  await page.getByRole("textbox", { name: "Dari siapa" }).fill("Pak Hendro");
  await page.getByLabel("Isi pesan").fill("Listrik padam, genset menyala.");
  await page.keyboard.press("Control+Enter");
  await page.getByText("1 menunggu terkirim").waitFor();
  expect(await howMany("Listrik padam, genset menyala.")).toBe(0);
  await context.setOffline(false);
  await page.getByRole("button", { name: "Listrik padam, genset menyala." }).waitFor();
  await page.getByText("1 menunggu terkirim").waitFor({ state: "detached" });
  expect(await howMany("Listrik padam, genset menyala.")).toBe(1);
  await context.close();
});

test("when the answer is lost on its way, the message is not taken twice", async () => {
  const context = await openContext(browser, kerani);
  await signIn(context, "sari");
  const page = await openPage(context, "/messages");
  let lost = 0;
  await page.route("**/api/message/take", async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    await route.abort();
  });
  await take(page, "Tamu dari Surabaya tiba pukul dua.");
  await page.getByText("disimpan di perangkat ini").waitFor();
  await page.getByRole("button", { name: "1 menunggu terkirim" }).click();
  await page.getByRole("button", { name: "Kirim sekarang" }).click();
  await page.getByText("1 menunggu terkirim").waitFor({ state: "detached" });
  expect(lost).toBe(1);
  expect(await howMany("Tamu dari Surabaya tiba pukul dua.")).toBe(1);
  await context.close();
});

test("opened without a connection, Kerani shows what was read last and says so", async () => {
  const context = await openContext(browser, kerani);
  await signIn(context, "sari");
  const page = await openPage(context, "/messages");
  await page.getByRole("button", { name: "Penawaran mesin kemas" }).waitFor();
  await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
  // Once more, so that the worker has seen every file of this screen.
  await page.reload();
  await page.getByRole("button", { name: "Penawaran mesin kemas" }).waitFor();
  await context.setOffline(true);
  await page.reload();
  await page.getByRole("button", { name: "Penawaran mesin kemas" }).waitFor();
  await page.getByText("Salinan bacaan dari").waitFor();
  await context.close();
});

test("an urgent matter is taken on from the link in the mail, on a phone and without an account; the desk sees who has it", async () => {
  const [desk, phone] = await Promise.all([openContext(browser, kerani), openContext(browser, kerani, { size: "phone" })]);
  await signIn(desk, "sari");
  const screen = await openPage(desk, "/desk");
  const answer = await desk.request.post("/api/message/take", {
    headers: { "x-kerani": "1" },
    data: { for: "Ratna Dewi Lestari", from: "Bank Nusantara", body: "Batas kredit habis malam ini.", urgency: "emergency" },
  });
  const { reference } = (await answer.json()) as { reference: string };
  await screen.getByRole("button", { name: "Pesan dari Bank Nusantara untuk Ratna Dewi Lestari" }).waitFor();
  const mail = await mailAbout(reference);
  const link = /http:\/\/\S+\/a\/[\w-]+/.exec(mail)?.[0] ?? "";
  const hers = await openPage(phone, link);
  await hers.getByRole("heading", { name: /^Halo, / }).waitFor();
  await hers.getByRole("button", { name: "Saya tangani" }).tap();
  await hers.getByText("Anda menangani ini. Terima kasih.").waitFor();
  await screen.getByText("Ratna Dewi Lestari menangani").first().waitFor();
  await Promise.all([desk.close(), phone.close()]);
});

test("on a phone the desk opens a matter as a page of its own, and one press takes it on", async () => {
  const context = await openContext(browser, kerani, { size: "phone" });
  await signIn(context, "dewi");
  const page = await openPage(context, "/desk");
  await page.getByRole("button", { name: /Kurir Sinar Ekspres/ }).tap();
  await page.waitForURL("**/desk/*");
  await page.getByRole("button", { name: "Saya tangani" }).tap();
  await page.getByText("Anda yang menangani.").waitFor();
  await page.getByRole("button", { name: "Kembali", exact: true }).tap();
  await page.getByText("Dewi Anggraini menangani").first().waitFor();
  await context.close();
});

test("a message becomes an event with two presses, and leads there", async () => {
  const context = await openContext(browser, kerani);
  await signIn(context, "sari");
  const page = await openPage(context, "/messages");
  await page.getByRole("button", { name: "Penawaran mesin kemas" }).click();
  await page.getByRole("button", { name: "Jadikan acara" }).waitFor();
  await page.keyboard.press("j");
  const title = page.getByLabel("Judul", { exact: true });
  await title.waitFor();
  expect(await title.inputValue()).toBe("Penawaran mesin kemas");
  expect(await page.getByLabel(/^Catatan/).inputValue()).toContain("Pak Joko Widagdo");
  await title.press("Control+Enter");
  await page.getByText("Penawaran mesin kemas", { exact: false }).first().waitFor();
  await page.goto("/messages");
  await page.getByRole("button", { name: "Penawaran mesin kemas" }).click();
  await page.getByRole("link", { name: "Buka acaranya" }).click();
  await page.waitForURL("**/calendar/*");
  await page.getByRole("heading", { name: "Penawaran mesin kemas" }).waitFor();
  await context.close();
});

test("whoever acts for another sees it on every screen, and what they do says both names", async () => {
  const ratna = await actorCalled("Ratna Dewi Lestari");
  const { mandates } = (await kerani.house.pipeline.call("mandate.list", {}, { actor: ratna })) as { mandates: { id: string }[] };
  await kerani.house.pipeline.call("mandate.accept", { id: mandates[0]?.id }, { actor: ratna });
  const context = await openContext(browser, kerani);
  await signIn(context, "ratna");
  const page = await openPage(context, "/messages");
  await page.getByRole("button", { name: "Akun saya" }).click();
  await page.getByRole("menuitem", { name: "Bertindak atas nama Bambang Wirawan" }).click();
  await page.getByText("Anda sedang bertindak atas nama Bambang Wirawan").waitFor();
  await page.getByRole("button", { name: "Penawaran mesin kemas" }).click();
  await page.getByRole("button", { name: "Tambah catatan" }).click();
  await page.getByLabel("Catatan", { exact: true }).fill("Saya telepon sore ini.");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Tersimpan.").waitFor();
  const { rows } = await kerani.house.pool.query("select actor_id, principal_id from journal where command = 'message.note'");
  expect(rows).toEqual([{ actor_id: ratna.id, principal_id: (await actorCalled("Bambang Wirawan")).id }]);
  await page.getByRole("button", { name: "Kembali atas nama sendiri" }).click();
  await page.getByText("Anda sedang bertindak atas nama").waitFor({ state: "detached" });
  await context.close();
});
