import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { PASSWORD, type StartedKerani } from "./kerani.ts";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];
// No traffic but ours: the browser must not phone its maker, nor try QUIC.
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

/** The two sizes that every screen must fit. */
export const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

/** How somebody looks at Kerani. */
export type Look = { size?: keyof typeof SIZES; scheme?: "light" | "dark"; lang?: "id" | "en" };

/** Starts a real Chromium with a profile of its own; CHROMIUM names one that lies elsewhere. */
export const openBrowser = (): Promise<Browser> => {
  const executablePath = process.env["CHROMIUM"] ?? PLACES.find((place) => existsSync(place));
  if (!executablePath) throw new Error("no Chromium: install the package chromium, or name one in CHROMIUM");
  return chromium.launch({ executablePath, args: FLAGS });
};

const PATIENCE_MS = 15_000;

/** A browser of somebody's own, looking at nothing yet. */
export const openContext = async (
  browser: Browser,
  kerani: StartedKerani,
  { size = "wide", scheme = "light", lang = "id" }: Look = {},
): Promise<BrowserContext> => {
  const context = await browser.newContext({
    baseURL: kerani.url,
    viewport: SIZES[size],
    colorScheme: scheme,
    locale: lang === "id" ? "id-ID" : "en-GB",
    timezoneId: "Asia/Jakarta",
    hasTouch: size === "phone",
    isMobile: size === "phone",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
};

/** Signs in without the form, where signing in is not what is tried. */
export const signIn = async (context: BrowserContext, who: string, password = PASSWORD): Promise<void> => {
  const answer = await context.request.post("/api/session/open", {
    headers: { "x-kerani": "1", "content-type": "application/json" },
    data: { email: who.includes("@") ? who : `${who}@nusantarakarya.example`, password },
  });
  if (!answer.ok()) throw new Error(await answer.text());
};

/** A page of somebody who is signed in, at an address, read to the end. */
export const openPage = async (context: BrowserContext, address: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(address);
  await page.locator(":is(h1, h2):visible").first().waitFor();
  return page;
};
