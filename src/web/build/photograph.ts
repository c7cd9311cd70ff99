/**
 * Photographs the gallery for judging by eye, and asks axe about each picture:
 * `node src/web/build/photograph.ts <folder> [part …]`. Light and dark, wide and phone, both languages.
 */
import { readFileSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Browser } from "playwright-core";

const DIST = fileURLToPath(new URL("../../../dist/", import.meta.url));
const AXE = readFileSync(new URL("../../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const POLICY = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:";
const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".png": "image/png",
};
const PARTS: Record<string, string> = {
  kit: "/galeri",
  desk: "/galeri/desk",
  open: "/galeri/desk?open",
  acting: "/galeri/desk?acting&open",
  offline: "/galeri/desk?offline",
  public: "/galeri/public",
};
const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

const serve = async (): Promise<{ url: string; close(): void }> => {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://x");
    if (pathname.startsWith("/api/") || pathname === "/live") return void response.writeHead(503).end();
    const file = join(DIST, extname(pathname) ? pathname : "index.html");
    readFile(file).then(
      (bytes) =>
        response
          .writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "content-security-policy": POLICY })
          .end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
};

type Shot = { part: string; size: keyof typeof SIZES; scheme: "light" | "dark"; lang: "id" | "en" };

const take = async (browser: Browser, url: string, folder: string, { part, size, scheme, lang }: Shot): Promise<number> => {
  const context = await browser.newContext({
    viewport: SIZES[size],
    colorScheme: scheme,
    locale: lang === "id" ? "id-ID" : "en-GB",
    timezoneId: "Asia/Jakarta",
    hasTouch: size === "phone",
    isMobile: size === "phone",
    reducedMotion: "reduce",
    serviceWorkers: "block",
  });
  const page = await context.newPage();
  page.on(
    "console",
    (message) => message.type() === "error" && !message.text().includes("503") && console.error(`${part}: ${message.text()}`),
  );
  page.on("pageerror", (error) => console.error(`${part}: ${String(error)}`));
  await page.goto(url + PARTS[part]);
  await page.waitForSelector("h1, h2, main");
  await page.evaluate(() => document.fonts.ready);
  const name = `${part}-${size}-${scheme}-${lang}`;
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: part === "kit" });
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] }[] }> };
      }
    ).axe.run();
    return violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      where: nodes.slice(0, 4).map(({ target, failureSummary }) => `${target.join(" ")} ${failureSummary.split("\n")[1] ?? ""}`),
    }));
  });
  await context.close();
  const serious = found.filter(({ impact }) => impact === "serious" || impact === "critical");
  for (const { id, impact, where } of found) console.log(`${name}: ${impact} ${id}\n   ${where.join("\n   ")}`);
  return serious.length;
};

const [folder = "/tmp/pictures", ...parts] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const site = await serve();
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
let serious = 0;
for (const part of parts.length > 0 ? parts : Object.keys(PARTS))
  for (const size of ["wide", "phone"] as const)
    for (const scheme of ["light", "dark"] as const)
      for (const lang of ["id", "en"] as const) serious += await take(browser, site.url, folder, { part, size, scheme, lang });
await browser.close();
site.close();
console.log(`${serious} serious findings`);
process.exitCode = serious > 0 ? 1 : 0;
