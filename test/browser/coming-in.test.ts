import { afterAll, beforeAll, test, vi } from "vitest";
import type { Browser } from "playwright-core";
import { Secret, TOTP } from "otpauth";
import { openBrowser, openContext, signIn } from "./browser.ts";
import { openKerani, PASSWORD, type StartedKerani } from "./kerani.ts";

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

/** The text of the first mail to somebody, as soon as it has come. */
const mailTo = async (address: string): Promise<string> => {
  for (;;) {
    const found = kerani.mailbox.messages.find(({ to }) => to === address);
    if (found) return found.parsed.text ?? "";
    await kerani.mailbox.change();
  }
};

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
    await page.getByRole("switch", { name: "Atur surel sekarang" }).click();
    await page.getByLabel("Server surat").fill(fresh.mailbox.host);
    await page.getByRole("combobox", { name: "Enkripsi" }).click();
    await page.getByRole("option", { name: "Tanpa enkripsi" }).click();
    await page.getByLabel("Porta").fill("1");
    await page.getByLabel("Alamat pengirim").fill("meja@barumulai.example");
    await page.getByRole("button", { name: "Coba sambungan" }).click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("Porta").fill(String(fresh.mailbox.port));
    await page.getByRole("button", { name: "Coba sambungan" }).click();
    await page.getByRole("alert").waitFor({ state: "detached" });
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

test("with a passkey that was made in the settings", async () => {
  const context = await openContext(browser, kerani);
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  await wire.send("WebAuthn.enable");
  await wire.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  });
  await signIn(context, "sari");
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Tambah kunci sandi" }).click();
  await page.getByText("Chrome di Linux").waitFor();
  await page.getByRole("button", { name: "Akun saya" }).click();
  await page.getByRole("menuitem", { name: "Keluar" }).click();
  await page.waitForURL("**/sign-in");
  await page.getByRole("button", { name: "Masuk dengan kunci sandi" }).click();
  await page.waitForURL("**/desk");
  await page.getByRole("button", { name: "Akun saya" }).getByText("Sari Wulandari").waitFor();
  await context.close();
});

test("by a second step, and proving once more before the account is changed", async () => {
  const context = await openContext(browser, kerani);
  const page = await context.newPage();
  await signIn(context, "bambang");
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Pasang" }).click();
  const secret = await page.locator("code").first().innerText();
  const codeAt = (step: number): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + step * 30_000 });
  await page.getByLabel("Enam angka dari aplikasi").fill(codeAt(0));
  await page.getByRole("button", { name: "Aktifkan" }).click();
  await page.getByRole("heading", { name: "Kode pemulihan" }).waitFor();
  const [recovery = ""] = (await page.locator("code").first().innerText()).split("\n");

  await context.clearCookies();
  await page.goto("/sign-in");
  await page.getByLabel("Surel").fill("bambang@nusantarakarya.example");
  await page.getByLabel("Kata sandi", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Masuk", exact: true }).click();
  await page.getByLabel("Kode autentikator").fill(recovery);
  await page.getByRole("button", { name: "Lanjut" }).click();
  await page.waitForURL("**/desk");

  await kerani.house.pool.query("update session set proved_at = proved_at - interval '1 hour'");
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Kode pemulihan baru" }).click();
  const proof = page.getByRole("dialog", { name: "Pastikan ini Anda" });
  await proof.getByLabel("Kata sandi", { exact: true }).fill(PASSWORD);
  await proof.getByRole("button", { name: "Lanjut" }).click();
  await page.getByRole("heading", { name: "Kode pemulihan" }).waitFor();
  await context.close();
});

test("by an invitation in a mail, once", async () => {
  const administrator = await openContext(browser, kerani, { lang: "en" });
  await signIn(administrator, "michael");
  const page = await administrator.newPage();
  await page.goto("/settings/users");
  await page.getByRole("button", { name: "Invite somebody" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Tuti Handayani");
  await page.getByLabel("E-mail", { exact: true }).fill("tuti@nusantarakarya.example");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await page.getByText("The invitation is on its way.").waitFor();
  const link = /http:\S+invitation#\S+/.exec(await mailTo("tuti@nusantarakarya.example"))?.[0] as string;
  await administrator.close();

  const newcomer = await openContext(browser, kerani);
  const hers = await newcomer.newPage();
  await hers.goto(link);
  await hers.getByRole("heading", { name: "Selamat datang, Tuti Handayani" }).waitFor();
  await hers.getByLabel("Kata sandi baru").fill("tuti");
  await hers.getByRole("button", { name: "Mulai", exact: true }).click();
  await hers.getByText("10").first().waitFor();
  await hers.getByLabel("Kata sandi baru").fill("sepeda biru di bawah hujan");
  await hers.getByRole("button", { name: "Mulai", exact: true }).click();
  await hers.waitForURL("**/desk");
  await hers.goto(link);
  await hers.reload();
  await hers.getByRole("heading", { name: "Tautan ini sudah tidak berlaku" }).waitFor();
  await newcomer.close();
});
