/** Renders the mark into the pictures that phones and links want: `node src/web/build/icons.ts`; the results are committed. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const PUBLIC = fileURLToPath(new URL("../public/", import.meta.url));
const FONT = new URL(
  "../../../node_modules/@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2",
  import.meta.url,
);
const INK = "#27459b";
const STROKES =
  '<g fill="none" stroke-width="8" stroke-linecap="round"><path d="M18 14v36" stroke="#fff"/><path d="M49 15 30 36" stroke="#fff"/><path d="m30 36 17 13" stroke="#a9c0ff"/></g>';

const square = (size: number, inset: number, ground: string): string =>
  `<body style="margin:0;background:${ground}"><svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="${-inset} ${-inset} ${64 + 2 * inset} ${64 + 2 * inset}">${STROKES}</svg></body>`;
const rounded = (size: number): string =>
  `<body style="margin:0"><svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 64 64"><rect width="64" height="64" rx="15" fill="${INK}"/>${STROKES}</svg></body>`;
const badge = `<body style="margin:0"><svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="6 6 52 52"><g fill="none" stroke="#fff" stroke-width="9" stroke-linecap="round"><path d="M18 14v36"/><path d="M49 15 30 36 47 49"/></g></svg></body>`;

const social = async (): Promise<string> => {
  const font = (await readFile(FONT)).toString("base64");
  return `<style>@font-face{font-family:J;src:url(data:font/woff2;base64,${font});font-weight:200 800}</style>
    <body style="margin:0;width:1200px;height:630px;background:#f7f4ed;color:#211e19;font-family:J;display:grid;align-content:center;padding:0 96px;box-sizing:border-box">
    <div style="display:flex;gap:40px;align-items:center"><svg width="160" height="160" viewBox="0 0 64 64"><rect width="64" height="64" rx="15" fill="${INK}"/>${STROKES}</svg>
    <span style="font-size:128px;font-weight:600;letter-spacing:-.03em">Kerani</span></div>
    <p style="margin:56px 0 0;font-size:44px;line-height:1.35;color:#5d574c">Meja operasi perusahaan.<br>Tidak ada yang terlupa.</p></body>`;
};

const pictures: readonly { file: string; width: number; height: number; html: string; clear?: boolean }[] = [
  { file: "icons/icon-192.png", width: 192, height: 192, html: rounded(192), clear: true },
  { file: "icons/icon-512.png", width: 512, height: 512, html: rounded(512), clear: true },
  { file: "icons/maskable-512.png", width: 512, height: 512, html: square(512, 14, INK) },
  { file: "icons/apple-touch-icon.png", width: 180, height: 180, html: square(180, 5, INK) },
  { file: "icons/badge-96.png", width: 96, height: 96, html: badge, clear: true },
  { file: "icons/social.png", width: 1200, height: 630, html: await social() },
];

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
for (const { file, width, height, html, clear = false } of pictures) {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(html);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: PUBLIC + file, omitBackground: clear });
  await page.close();
}
await browser.close();
