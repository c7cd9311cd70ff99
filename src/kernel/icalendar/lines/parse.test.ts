import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { serialise } from "./component.ts";
import { paramOf, paramValues } from "./content-line.ts";
import { lineOf } from "./edit.ts";
import { parse } from "./parse.ts";

const codes = (input: string | Uint8Array): string[] => parse(input).findings.map((found) => found.code);
const first = (input: string | Uint8Array, name: string) => lineOf(parse(input).components[0]!, name)!;
const again = (input: string): string => {
  const { components, leading } = parse(input);
  return serialise(components, leading);
};

const wrap = (kind: string, inner: string[]) => `BEGIN:${kind}\r\n${inner.join("")}END:${kind}\r\n`;
const longText = (between: string) => `BEGIN:V\r\nDESCRIPTION:${"lorem ipsum ".repeat(6).concat(between).repeat(70_000)}\r\nEND:V\r\n`;

describe("what is read comes out as it went in", () => {
  const name = fc.stringMatching(/^[A-Z][A-Z0-9-]{0,12}$/).filter((text) => text !== "BEGIN" && text !== "END");
  const safe = fc.string({ unit: "grapheme", maxLength: 120 }).map((text) => text.replace(/[\r\n\0]/g, ""));
  const quoted = safe.map((text) => `"${text.replaceAll('"', "")}"`);
  const param = fc.tuple(name, fc.oneof(quoted, fc.stringMatching(/^[A-Za-z0-9 ^'.-]{0,20}$/))).map(([key, value]) => `;${key}=${value}`);
  const eol = fc.constantFrom("\r\n", "\n");
  const folds = fc.array(fc.nat(200), { maxLength: 4 });
  const property = fc
    .tuple(fc.option(fc.constantFrom("item1", "Home-2")), name, fc.array(param, { maxLength: 3 }), safe, folds, eol)
    .map(([group, key, params, value, cuts, end]) => {
      const text = `${group === null ? "" : `${group}.`}${key}${params.join("")}:${value}`;
      // Folding may happen anywhere after the name, inside of surrogate pairs and parameters too.
      const at = [...new Set(cuts.map((cut) => key.length + 10 + cut).filter((cut) => cut < text.length))].sort((a, b) => a - b);
      return [0, ...at].map((from, i) => text.slice(from, at[i])).join(`${end} `) + end;
    });
  const event = fc.array(property, { maxLength: 6 }).map((lines) => wrap("VEVENT", lines));
  const calendar = fc
    .tuple(fc.boolean(), fc.array(fc.oneof(property, event, fc.constant("\r\n")), { maxLength: 8 }))
    .map(([mark, inner]) => `${mark ? "\uFEFF" : ""}${wrap("VCALENDAR", inner)}`);

  it("for every text of valid lines, folds, groups, quotes and blank lines", () => {
    fc.assert(
      fc.property(calendar, (text) => {
        expect(again(text)).toBe(text);
        expect(codes(text)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it("and never throws on any bytes at all", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const inside = Buffer.concat([Buffer.from("BEGIN:VCARD\r\nNOTE:"), bytes, Buffer.from("\r\nEND:VCARD\r\n")]);
        for (const input of [bytes, inside]) expect(() => serialise(parse(input).components)).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });

  it("without a line end at the end", () => {
    expect(again("BEGIN:VCARD\nFN:x\nEND:VCARD")).toBe("BEGIN:VCARD\nFN:x\nEND:VCARD");
  });
});

describe("parts of a line", () => {
  it("are group, name, parameters with quotes and circumflexes, and the value", () => {
    const line = first("BEGIN:V\r\nitem1.x-abc;TYPE=home,\"a;b:c\";CN=Ru^'d^'i^n^^:v;a:l\\,ue\r\nEND:V\r\n", "X-ABC");
    expect(line).toMatchObject({ group: "item1", name: "X-ABC", value: "v;a:l\\,ue", line: 2 });
    expect(paramValues(line, "TYPE")).toEqual(["home", "a;b:c"]);
    expect(paramOf(line, "CN")).toBe('Ru"d"i\n^');
  });

  it("are found although a zone name with a colon stands unquoted", () => {
    const line = first("BEGIN:V\r\nDTSTART;TZID=(UTC+07:00) Bangkok, Hanoi, Jakarta:20260102T090000\r\nEND:V\r\n", "DTSTART");
    expect([paramOf(line, "TZID"), line.value]).toEqual(["(UTC+07:00) Bangkok, Hanoi, Jakarta", "20260102T090000"]);
  });
});

describe("broken input", () => {
  it("keeps a lost fold with the line before it", () => {
    const text = "BEGIN:V\r\nDESCRIPTION:one\r\nsecond half without a space\r\nSUMMARY:s\r\nEND:V\r\n";
    expect(first(text, "DESCRIPTION").value).toBe("one\\nsecond half without a space");
    expect(codes(text)).toEqual(["BAD_FOLD"]);
    expect(again(text)).toBe(text);
  });

  it("mends a fold in the middle of a character and reads Windows-1252", () => {
    const bytes = Buffer.from("BEGIN:V\r\nA:caf\xc3\r\n \xa9\r\nB:caf\xe9\r\nC:caf\xc3\xa9\r\nEND:V\r\n", "latin1");
    expect(["A", "B", "C"].map((name) => first(bytes, name).value)).toEqual(["café", "café", "café"]);
    expect(codes(bytes)).toEqual(["SPLIT_CHARACTER", "NOT_UTF8"]);
  });

  it("reads carriage returns alone, a byte order mark and small letters", () => {
    const { components, findings } = parse("\uFEFFbegin:vcard\rfn:x\rend:vcard\r");
    expect([components[0]!.name, lineOf(components[0]!, "FN")!.value, findings]).toEqual(["VCARD", "x", []]);
  });

  it("names the line of what does not fit", () => {
    const { findings, components } = parse("X:1\nBEGIN:A\nBEGIN:B\nEND:A\nEND:C\nBEGIN:D\nX;Y\n");
    expect(findings.map((found) => [found.code, found.line])).toEqual([
      ["OUTSIDE", 1],
      ["BEGIN_WITHOUT_END", 3],
      ["END_WITHOUT_BEGIN", 5],
      ["NOT_A_LINE", 7],
      ["BEGIN_WITHOUT_END", 6],
    ]);
    expect(components.map((component) => component.name)).toEqual(["A", "D"]);
    expect(codes("<html>")).toEqual(["NOT_A_LINE", "NOTHING_THERE"]);
    expect(codes("BEGIN:A\nX:a\0b\nEND:A")).toEqual(["NUL_CHARACTER"]);
  });
});

describe("hostile input", () => {
  it("is refused by size, lines and depth", () => {
    const limits = { size: 1000, lines: 20, depth: 3 };
    const coded = (text: string) => parse(text, limits).findings.map((found) => found.code);
    expect(coded("x".repeat(1001))).toEqual(["TOO_LARGE"]);
    expect(coded(`BEGIN:A\n${"X:1\n".repeat(30)}END:A\n`)).toContain("TOO_MANY_LINES");
    expect(coded("BEGIN:A\n".repeat(10))).toContain("TOO_DEEP");
  });

  it("of five megabytes is read in linear time, folded, broken or quoted-printable", () => {
    for (const between of ["", "\r\n ", "\r\n"])
      expect(parse(longText(between)).components[0]!.lines[0]!.value.length).toBeGreaterThan(5_000_000);
    const card = `BEGIN:VCARD\r\nNOTE;ENCODING=QUOTED-PRINTABLE:${"=41=\r\n".repeat(100_000)}\r\nEND:VCARD\r\n`;
    expect(parse(card).components[0]!.lines).toHaveLength(1);
    expect(parse(`BEGIN:V\r\nX${';A="'.repeat(1_000_000)}:\r\nEND:V\r\n`).findings.length).toBeLessThanOrEqual(100);
  }, 10_000);

  it("with a hundred thousand faults is answered with a hundred findings", () => {
    expect(parse(`BEGIN:V\n${"X;Y\n".repeat(100_000)}END:V\n`).findings).toHaveLength(100);
  });
});
