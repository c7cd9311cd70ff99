import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { fillWeek } from "../../src/run/demo.ts";
import { openBrowser, openContext, signIn, SIZES } from "./browser.ts";
import { openKerani, type StartedKerani } from "./kerani.ts";
import { photograph, seriousFindings, settled } from "./pictures.ts";

// A browser on a busy machine takes its time.
vi.setConfig({ testTimeout: 90_000 });

/** Every screen that somebody signed in sees, by the name of its picture; `{…}` stands for something of the example company. */
const INSIDE: Readonly<Record<string, string>> = {
  desk: "/desk",
  "desk-open": "/desk/{item}",
  messages: "/messages",
  "message-open": "/messages/{message}",
  "message-new": "/messages/new",
  reach: "/reach?person={ratna}",
  people: "/people",
  person: "/people/{ratna}",
  "people-import": "/people/import",
  structure: "/people/structure",
  approvals: "/approvals",
  bookings: "/bookings",
  "booking-open": "/bookings/appointments/{booking}",
  "booking-for": "/bookings/appointments/new",
  "booking-offers": "/bookings/offers",
  "booking-offer-new": "/bookings/offers/new",
  "booking-pages": "/bookings/pages/{page}",
  "booking-page-new": "/bookings/pages/new",
  mandates: "/mandates",
  "mandate-new": "/mandates/new",
  settings: "/settings",
  account: "/settings/account",
  security: "/settings/security",
  notifications: "/settings/notifications",
  tokens: "/settings/tokens",
  company: "/settings/company",
  users: "/settings/users",
  mail: "/settings/mail",
  channels: "/settings/channels",
  programs: "/settings/programs",
  "single-sign-on": "/settings/sso",
  duties: "/settings/duties",
  journal: "/settings/journal",
  "not-here": "/nowhere",
};
const OUTSIDE: Readonly<Record<string, string>> = {
  "sign-in": "/sign-in",
  forgot: "/sign-in/forgot",
  "new-password": "/sign-in/new-password#x",
  invitation: "/sign-in/invitation#x",
  link: "/a/x",
};

let browser: Browser;
let kerani: StartedKerani;
const things: Record<string, string> = {};
beforeAll(async () => {
  [browser, kerani] = await Promise.all([openBrowser(), openKerani()]);
  await fillWeek(kerani.house, kerani.staff);
  const first = async (sql: string): Promise<string> => (await kerani.house.pool.query(sql)).rows[0]?.id ?? "none";
  things["message"] = await first("select id from message where confidential_from is null order by urgency desc limit 1");
  things["ratna"] = await first("select id from person where name = 'Ratna Dewi Lestari'");
  things["booking"] = await first("select id from booking where state = 'requested' limit 1");
  things["page"] = await first("select id from booking_page order by slug limit 1");
  things["item"] = await first("select id from attention_item where state = 'open' order by urgency desc limit 1");
});
afterAll(async () => {
  await browser.close();
  await kerani.close();
});

const addressOf = (pattern: string): string => pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => things[name] ?? "");

const SCHEMES = ["light", "dark"] as const;
// Every look is pictured when pictures are wanted; else each language takes the two that differ most, and the other language the other two.
const ALL_LOOKS = process.env["KERANI_PICTURES"] !== undefined;

/** Photographs a screen wide and small, light and dark, and asks axe about two of the four. */
const look = async (page: Page, name: string, lang: "id" | "en"): Promise<string[]> => {
  const findings: string[] = [];
  const wire = await page.context().newCDPSession(page);
  for (const size of ["wide", "phone"] as const)
    for (const scheme of SCHEMES) {
      const tried = ((size === "wide") === (scheme === "light")) === (lang === "id");
      if (!tried && !ALL_LOOKS) continue;
      await page.setViewportSize(SIZES[size]);
      await wire.send("Emulation.setTouchEmulationEnabled", { enabled: size === "phone" });
      await page.emulateMedia({ colorScheme: scheme });
      await settled(page);
      await photograph(page, `${name}-${scheme}-${size}-${lang}`);
      if (tried) findings.push(...(await seriousFindings(page)).map((one) => `${size} ${scheme}: ${one}`));
    }
  return findings;
};

const visit = async (context: BrowserContext, name: string, pattern: string, lang: "id" | "en"): Promise<void> => {
  const page = await context.newPage();
  const broken: string[] = [];
  page.on("pageerror", (error) => broken.push(String(error)));
  await page.goto(addressOf(pattern));
  await page.waitForSelector("h1, h2");
  await settled(page);
  expect(await look(page, name, lang)).toEqual([]);
  expect(broken).toEqual([]);
  await page.close();
};

describe.each(["id", "en"] as const)("in %s", (lang) => {
  let inside: BrowserContext;
  let outside: BrowserContext;
  beforeAll(async () => {
    [inside, outside] = await Promise.all([openContext(browser, kerani, { lang }), openContext(browser, kerani, { lang })]);
    await kerani.house.pool.query("update actor set language = $1 where name = 'Michael Tanujaya'", [lang]);
    await signIn(inside, "michael");
  });
  afterAll(async () => {
    await Promise.all([inside.close(), outside.close()]);
  });

  // Side by side, since most of a visit is waiting; one by one for the pictures, since a browser that draws two sizes at once mixes them up.
  const visits = ALL_LOOKS ? test : test.concurrent;
  visits.each(Object.entries(INSIDE))("%s is sound and pictured", (name, pattern) => visit(inside, name, pattern, lang));
  visits.each(Object.entries(OUTSIDE))("%s, without an account", (name, pattern) => visit(outside, name, pattern, lang));
});
