import { describe, expect, test } from "vitest";
import { DARK, LIGHT, type Tokens } from "./tokens.ts";

const channel = (value: number): number => (value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string): number => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};

type Name = keyof Tokens;
const GROUNDS: readonly Name[] = ["paper", "sheet", "raised", "sunken"];
const READ: readonly [Name, readonly Name[]][] = [
  ["ink", [...GROUNDS, "accentSoft", "goodSoft", "soonSoft", "urgentSoft", "alarmSoft"]],
  ["faint", [...GROUNDS, "accentSoft"]],
  ["accentText", [...GROUNDS, "accentSoft"]],
  ["good", [...GROUNDS, "goodSoft", "accentSoft"]],
  ["soon", [...GROUNDS, "soonSoft", "accentSoft"]],
  ["urgent", [...GROUNDS, "urgentSoft", "accentSoft"]],
  ["alarm", [...GROUNDS, "alarmSoft", "accentSoft"]],
  ["onAccent", ["accent", "accentHover", "alarmFill"]],
];

describe.each([
  ["light", LIGHT],
  ["dark", DARK],
])("%s", (_, tokens) => {
  test("every text reads on every ground that it may stand on (WCAG 1.4.3, 4.5:1)", () => {
    const weak = READ.flatMap(([text, grounds]) =>
      grounds.map((ground) => ({ pair: `${text} on ${ground}`, ratio: contrast(tokens[text], tokens[ground]) })),
    ).filter(({ ratio }) => ratio < 4.5);
    expect(weak).toEqual([]);
  });

  test("edges and fills that one must see stand out (WCAG 1.4.11, 3:1)", () => {
    const weak = (["edge", "accent", "alarmFill"] as const)
      .flatMap((name) =>
        (["paper", "sheet", "raised"] as const).map((ground) => ({
          pair: `${name} on ${ground}`,
          ratio: contrast(tokens[name], tokens[ground]),
        })),
      )
      .filter(({ ratio }) => ratio < 3);
    expect(weak).toEqual([]);
  });
});

test("the measure itself: black on white is 21:1", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
});
