import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";

const AXE = readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const FOLDER = process.env["KERANI_PICTURES"] ?? new URL("../../dist/pictures", import.meta.url).pathname;

type Violation = { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] };

/** Waits until nothing is being fetched or drawn any more. */
export const settled = async (page: Page): Promise<void> => {
  await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
  await page.evaluate("document.fonts.ready.then(() => {})");
};

/** A picture of the screen under a name, for judging by eye. */
export const photograph = async (page: Page, name: string): Promise<void> => {
  await mkdir(FOLDER, { recursive: true });
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: "disabled" });
};

/** What axe finds serious or critical on the screen, a sentence each. */
export const seriousFindings = async (page: Page): Promise<string[]> => {
  await page.evaluate(AXE);
  const violations = await page.evaluate(
    async () => (await (globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }).axe.run()).violations,
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) =>
      [id, ...nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary.split("\n")[1]?.trim()}`)].join(
        " | ",
      ),
    );
};
