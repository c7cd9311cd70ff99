import { expect, test } from "vitest";
import { sizeOfScreen } from "#web/build/size.ts";

const KB = 1000;

test("the desk stands after less than 200 kB, frame and all", () => {
  expect(sizeOfScreen(["app/inside.tsx", "../duties/reach/screens/desk-page.tsx"]).total).toBeLessThan(200 * KB);
});

test("a link from a mail opens on a cheap phone with less than 150 kB", () => {
  expect(sizeOfScreen(["../duties/reach/screens/link-page.tsx"]).total).toBeLessThan(150 * KB);
});
