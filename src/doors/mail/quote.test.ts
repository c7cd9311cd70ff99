import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ownWords, withoutQuote } from "./quote.ts";

const QUOTES: Record<string, string> = {
  "Gmail in Indonesian": "Pada Sen, 2 Mar 2026 pukul 08.00 Kerani <kerani@kantor.test> menulis:\n> Setuju?\n> Balas dengan setuju.",
  "Gmail, broken over two lines":
    "On Mon, Mar 2, 2026 at 8:00 AM Kerani of a company with a long name\n<kerani+r.abcdefgh@kantor.test> wrote:\n\n> setuju",
  Outlook: "From: Kerani <kerani@kantor.test>\nSent: Monday, March 2, 2026 8:00 AM\nTo: Ratna\nSubject: Persetujuan\n\nsetuju",
  "Outlook in Indonesian": "*Dari:* Kerani\n*Dikirim:* Senin\n*Kepada:* Ratna\n\nsetuju",
  "the old way": "-----Original Message-----\nFrom: Kerani\n\nsetuju",
  "a rule": "________________________________\nsetuju",
  "marks alone": "> setuju\n>\n> setuju",
};

describe("what somebody wrote themselves", () => {
  test.each(Object.entries(QUOTES))("%s is not theirs", (_name, quote) => {
    expect(ownWords(`Saya baca dulu.\n\n${quote}`)).toBe("Saya baca dulu.");
    expect(ownWords(quote)).toBe("");
    expect(withoutQuote(`Saya baca dulu.\n\n${quote}`)).toBe("Saya baca dulu.");
    expect(withoutQuote(quote)).toBe(quote);
  });

  test("words below or between quoted lines are theirs, signatures are not", () => {
    expect(ownWords("> Boleh?\n\nSetuju\n\n-- \nRatna Dewi\nDirektur")).toBe("Setuju");
    expect(ownWords("Setuju\n\nSent from my iPhone")).toBe("Setuju");
    expect(ownWords("Setuju\n\nDikirim dari Yahoo Mail untuk Android")).toBe("Setuju");
    expect(withoutQuote("> Boleh?\nSetuju\n> Terima kasih")).toBe("> Boleh?\nSetuju");
  });

  test("no quoted line is ever among their own words, whatever is written", () => {
    const line = fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom("", "> setuju", " > setuju", ...Object.values(QUOTES)));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = lines.join("\n");
        for (const row of ownWords(text).split("\n")) expect(row).not.toMatch(/^\s*>/);
        expect(withoutQuote(text).length).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  test("a long text without an end to its lines is read in no time", () => {
    for (const text of ["On ".repeat(300_000), `${"On x\n".repeat(100_000)}`, ">".repeat(500_000), "From: x\n".repeat(60_000)]) {
      expect(ownWords(text)).toBeTypeOf("string");
      expect(withoutQuote(text)).toBeTypeOf("string");
    }
  }, 3_000);
});
